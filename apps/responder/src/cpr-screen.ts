import { html, nothing, type TemplateResult } from 'lit';
import {
  COMPRESSIONS_PER_MINUTE,
  COMPRESSIONS_PER_SET,
  elapsedText,
  type CprMode,
} from '#core/cpr';
import { t } from '#web/language';
import type { Metronome } from './metronome';

const MODES: readonly (readonly [CprMode, string])[] = [
  ['continuous', t('Hands only')],
  ['30:2', t('30 and 2 breaths')],
];

/**
 * The beat of chest compressions with what to do in a few words. Needs no network and no sign-in;
 * it makes no sound before it is touched.
 *
 * What it says of adults, children and babies: European Resuscitation Council Guidelines 2021
 * (basic life support, Resuscitation 161:98-114; paediatric life support, 161:327-387) and American
 * Heart Association 2020 (Circulation 142:S366-S523), both renewed in 2025 with the same numbers:
 * 100 to 120 a minute; adults at least 5 cm and not more than 6 cm; children a third of the chest,
 * about 5 cm, babies about 4 cm; let the chest come back up; children get five breaths first (ERC).
 */
export function cprScreen(metronome: Metronome, backTo: string): TemplateResult {
  return html`<main class="cpr" data-test="cpr">
    <header>
      <a class="back" href=${backTo} data-test="cpr-back">${t('← Back')}</a>
      <a class="button" href="#aed" data-test="to-aed">${t('How to use an AED')}</a>
    </header>
    <h1 tabindex="-1" data-screen="cpr">${t('CPR')}</h1>
    ${counted(metronome)} ${silence(metronome)}
    <button
      class="button cpr-go ${metronome.isRunning ? 'stop' : ''}"
      data-test="cpr-go"
      aria-pressed=${metronome.isRunning ? 'true' : 'false'}
      @click=${() => void metronome.toggle()}
    >
      ${metronome.isRunning ? t('Stop') : t('Start the beat')}
    </button>
    <div class="cpr-modes" role="group" aria-label=${t('Count')}>
      ${MODES.map(
        ([mode, words]) =>
          html`<button
            class="button"
            aria-pressed=${metronome.mode === mode ? 'true' : 'false'}
            data-test="cpr-mode-${mode === '30:2' ? 'breaths' : mode}"
            @click=${() => void metronome.choose(mode)}
          >
            ${words}
          </button>`,
      )}
    </div>
    ${whatToDo()}
  </main>`;
}

/** The beat as it is seen: a disc that jumps, with the number in it. */
function counted(metronome: Metronome): TemplateResult {
  const { beat, mode, isRunning } = metronome;
  const breath = beat?.kind === 'breath';
  const turn = beat === null ? 'none' : beat.number % 2 === 0 ? 'even' : 'odd';
  const counted = mode === '30:2' && beat !== null ? String(beat.number) : '';
  const number = isRunning ? counted : String(COMPRESSIONS_PER_MINUTE);
  return html`<div class="cpr-count">
    <div
      class="cpr-disc ${breath ? 'breath' : ''}"
      data-beat=${turn}
      data-number=${beat?.number ?? 0}
      data-test="cpr-disc"
      aria-hidden="true"
    >
      <span class="figures">${number}</span>
      <span>${breath ? t('Breathe in') : isRunning ? t('Push') : t('a minute')}</span>
    </div>
    <p class="cpr-time figures" data-test="cpr-time" role="timer" aria-live="off">
      ${elapsedText(metronome.elapsedMs)}
    </p>
    ${
      mode === '30:2'
        ? html`<p class="soft small">
            ${t('{{pushes}} pushes, then 2 breaths', { pushes: COMPRESSIONS_PER_SET })}
          </p>`
        : nothing
    }
  </div>`;
}

function silence(metronome: Metronome): TemplateResult | typeof nothing {
  if (!metronome.isSilent) return nothing;
  return html`<button
    class="button danger"
    data-test="cpr-unmute"
    @click=${() => void metronome.unmute()}
  >
    ${t('The phone has stopped the sound: touch to bring it back')}
  </button>`;
}

function whatToDo(): TemplateResult {
  return html`<section class="cpr-words">
    <details open>
      <summary>${t('Adult')}</summary>
      <ul>
        <li>
          ${t('Heel of the hand on the middle of the chest, the other hand on top, arms straight.')}
        </li>
        <li>${t('Push 5 to 6 cm deep. Let the chest come all the way up each time.')}</li>
        <li>
          ${t('Swap every 2 minutes if you are two. Stop for nothing longer than 10 seconds.')}
        </li>
      </ul>
    </details>
    <details>
      <summary>${t('Child from 1 year')}</summary>
      <ul>
        <li>${t('If you can: 5 breaths first.')}</li>
        <li>${t('One hand, or two, on the lower half of the breastbone.')}</li>
        <li>${t('Push a third of the chest, about 5 cm. Same beat.')}</li>
      </ul>
    </details>
    <details>
      <summary>${t('Baby under 1 year')}</summary>
      <ul>
        <li>${t('If you can: 5 small breaths over mouth and nose first.')}</li>
        <li>${t('Both thumbs on the breastbone, hands around the chest; alone, two fingers.')}</li>
        <li>${t('Push a third of the chest, about 4 cm. Same beat.')}</li>
      </ul>
    </details>
  </section>`;
}
