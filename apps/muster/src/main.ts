import { beginLanguage, t } from '#web/language';

// What the page says is read from its messages as it is loaded, so the language comes first.
await beginLanguage({
  fr: () => import('../messages/fr.json'),
  de: () => import('../messages/de.json'),
});
document.title = t('Muster desk – Closeby');
const { MusterPage } = await import('./muster-page');
customElements.define('closeby-muster', MusterPage);

// Without it the page works as long as it stays open; with it, it opens without network too.
if ('serviceWorker' in navigator) void navigator.serviceWorker.register('./sw.js');
