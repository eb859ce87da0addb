import { beginLanguage, t } from '#web/language';

// What the page says is read from its messages as it is loaded, so the language comes first.
await beginLanguage({
  fr: () => import('../messages/fr.json'),
  de: () => import('../messages/de.json'),
});
document.title = t('Who is this? – Closeby');
const { IdentityPage } = await import('./identity-page');
customElements.define('closeby-identity', IdentityPage);
