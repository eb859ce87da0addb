import { beginLanguage, t } from '#web/language';

// What the page says is read from its messages as it is loaded, so the language comes first.
await beginLanguage({
  fr: () => import('../messages/fr.json'),
  de: () => import('../messages/de.json'),
});
document.title = t('Closeby responder');
const { ResponderApp } = await import('./responder-app');
customElements.define('closeby-responder', ResponderApp);
// The page starts without network from the second visit on, signed in or not.
if ('serviceWorker' in navigator) {
  navigator.serviceWorker.register('./sw.js', { updateViaCache: 'none' }).catch(() => undefined);
}
