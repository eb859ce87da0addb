import { ConsoleApp } from './console-app';

customElements.define('closeby-console', ConsoleApp);
