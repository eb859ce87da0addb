import { html, type TemplateResult } from 'lit';
import type { MeView } from '#contracts/responder-api';
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
      <span class="duty-word">${me.onDuty ? 'On duty' : 'Off duty'}</span>
      <span id="duty-means" class="duty-means"> ${dutyMeans(phone, me)} </span>
    </span>
  </button>`;
}

function dutyMeans(phone: Phone, me: MeView): string {
  if (!me.onDuty) return 'You will not be alerted.';
  const mutedUntil = phone.reach.view?.availability.mutedUntil ?? null;
  if (mutedUntil !== null && Date.parse(mutedUntil) > phone.clock.now()) {
    return 'Muted: you will not be alerted.';
  }
  const silent = (phone.line?.silentForS ?? null) !== null;
  return silent ? 'This page is cut off now.' : 'You may be alerted now.';
}
