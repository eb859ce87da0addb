import { html, type TemplateResult } from 'lit';
import type { MeView } from '#contracts/responder-api';
import { t } from '#web/language';
import { dutySpan } from './duty-words';
import type { Phone } from './phone';

/** The one switch that says whether this person may be alerted. */
export function dutySwitch(phone: Phone, me: MeView): TemplateResult {
  return html`<button
    class="duty"
    role="switch"
    aria-checked=${me.onDuty ? 'true' : 'false'}
    aria-describedby="duty-means"
    data-test="duty"
    ?disabled=${phone.busy}
    @click=${() => void phone.setDuty(!me.onDuty)}
  >
    <span class="track" aria-hidden="true"><span class="knob"></span></span>
    <span>
      <span class="duty-word">${me.onDuty ? t('On duty') : t('Off duty')}</span>
      <span id="duty-means" class="duty-means"> ${dutyMeans(phone, me)} </span>
    </span>
  </button>`;
}

function dutyMeans(phone: Phone, me: MeView): string {
  if (!me.onDuty) return t('You will not be alerted.');
  if ((phone.line?.silentForS ?? null) !== null) return t('This page is cut off now.');
  const { view } = phone.reach;
  const at = { now: phone.clock.now(), timeZone: me.organisation.timeZone };
  if (view?.readiness.light === 'red') return t('Only while this page is open.');
  const span = view === null ? null : dutySpan(view, at);
  return span?.words ?? t('You may be alerted now.');
}
