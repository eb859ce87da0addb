import { html, nothing, type TemplateResult } from 'lit';
import { elapsedText } from '#core/cpr';
import { t } from '#web/language';
import { aedScreen } from './aed-screen';
import { cprScreen } from './cpr-screen';
import type { Phone } from './phone';

const AID = ['#cpr', '#aed'];

/** Whether this is a screen that is there for anybody, without sign-in and without network. */
export function isAid(hash: string): boolean {
  return AID.includes(hash);
}

/** The beat of compressions, or how an AED is used. */
export function aidScreen(phone: Phone): TemplateResult {
  return location.hash === '#aed' ? aedScreen() : cprScreen(phone.own.metronome, '#');
}

/** Elsewhere: the beat goes on, and here it is stopped. */
export function beatStrip({ own: { metronome } }: Phone): TemplateResult | typeof nothing {
  if (!metronome.isRunning || isAid(location.hash)) return nothing;
  return html`<p class="beat-strip" data-test="beat-strip">
    <a href="#cpr"
      >${t('The beat is on: {{elapsed}}', { elapsed: elapsedText(metronome.elapsedMs) })}</a
    >
    <button class="button" @click=${() => metronome.stop()}>${t('Stop')}</button>
  </p>`;
}
