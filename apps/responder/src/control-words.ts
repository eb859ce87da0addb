import { html, type TemplateResult } from 'lit';
import type { AlertView } from '#contracts/responder-api';
import { t } from '#web/language';
import { hourWords } from '#web/moments';
import type { Phone } from './phone';

/** What the dispatcher has written to this person and they have not read: large, one by one. */
export function controlWords(phone: Phone, alert: AlertView): TemplateResult[] {
  return phone.way.words(alert).map(
    ({ messageId, at, text }) =>
      html`<section class="control-words" role="alert" data-test="control-words">
        <h2>${t('Control at {{time}}', { time: hourWords(at) })}</h2>
        <p>${text}</p>
        <button
          class="button primary tall"
          data-test="read-words"
          @click=${() => phone.way.hasRead(messageId)}
        >
          ${t('Understood')}
        </button>
      </section>`,
  );
}
