import { ResponderApp } from './responder-app';

customElements.define('closeby-responder', ResponderApp);
