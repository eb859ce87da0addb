import { html, type TemplateResult } from 'lit';
import type { MeView } from '#contracts/responder-api';
import { t } from '#web/language';
import { qrCode } from '#web/qr';
import { CREDENTIAL_WORDS, wordsOf } from '#web/words';
import type { Phone } from './phone';

/** Who this is, for the crew on scene: black on white at any hour, so that a camera reads it. */
export function badgeScreen(phone: Phone, me: MeView): TemplateResult {
  const { badge } = phone.own;
  const { url, identity } = badge;
  const leftS =
    identity === null
      ? 0
      : Math.max(0, Math.ceil((Date.parse(identity.expiresAt) - phone.clock.now()) / 1_000));
  const kinds = me.credentials.filter(({ status }) => status === 'verified');
  return html`<main class="full badge-screen" data-test="badge">
    <h1 tabindex="-1" data-screen="badge">${me.displayName}</h1>
    <p class="badge-kinds">
      ${kinds.map(({ kind }) => wordsOf(CREDENTIAL_WORDS, kind, kind)).join(' · ')}
    </p>
    <div class="badge-code">
      ${
        url === null
          ? html`<p role="status">${badge.problem ?? t('Fetching the code …')}</p>`
          : qrCode(url, t('Code that says who you are, for the camera of the crew’s phone'))
      }
    </div>
    <p class="badge-hint">
      ${t('Let the crew point a phone’s camera at this. It opens a page that says who you are.')}
    </p>
    <p class="badge-hint figures" aria-hidden="true">
      ${url === null ? '' : t('Good for {{leftS}} s; a fresh one comes by itself', { leftS })}
    </p>
    <a class="answer" href="#" data-test="badge-back">${t('Done')}</a>
  </main>`;
}
