import { MusterPage } from './muster-page';

customElements.define('closeby-muster', MusterPage);

// Without it the page works as long as it stays open; with it, it opens without network too.
if ('serviceWorker' in navigator) void navigator.serviceWorker.register('./sw.js');
