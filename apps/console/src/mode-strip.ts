import { html, nothing, type TemplateResult } from 'lit';
import type { IncidentMode } from '#core/incident';
import { t } from '#web/language';
import { MODE_WORDS } from '#web/words';

/** The look of a page of an exercise: a frame that no real one has. */
export function modePage(mode: IncidentMode): string {
  return mode === 'actual' ? '' : 'not-real';
}

/** Says above everything else of a page that nothing of it is real, when that is so. */
export function modeNotice(mode: IncidentMode): TemplateResult | typeof nothing {
  if (mode === 'actual') return nothing;
  return html`<p class="mode-strip" data-test="mode-strip">
    <strong>${MODE_WORDS[mode]}</strong>
    <span>${t('Nobody real is called. Test phones alone.')}</span>
  </p>`;
}

/** The words of a button that reaches people, which name what is not real. */
export function modeWords(mode: IncidentMode, words: string): string {
  return mode === 'actual' ? words : `${MODE_WORDS[mode].toUpperCase()}: ${words}`;
}
