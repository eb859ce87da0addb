import { html, nothing, type TemplateResult } from 'lit';
import { t } from '#web/language';
import { dialled } from './own-parts';
import type { Phone } from './phone';

/** One tap to control, by the number the organisation gave; nothing where it gave none. */
export function callControl(phone: Phone): TemplateResult | typeof nothing {
  const number = phone.me?.organisation.controlPhone ?? null;
  if (number === null) return nothing;
  return html`<a class="button call" href="tel:${dialled(number)}" data-test="call-control">
    <span class="handset" aria-hidden="true">✆</span> ${t('Call control')}
  </a>`;
}
