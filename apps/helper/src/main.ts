import { HelperApp } from './helper-app';

customElements.define('closeby-helper', HelperApp);
