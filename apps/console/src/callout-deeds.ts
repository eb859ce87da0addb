import { html, nothing, type TemplateResult } from 'lit';
import type { CalloutView } from '#contracts/callout-api';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { changeArea } from './callout-area-deed';
import { changeNeeds } from './callout-needs-deed';
import { modeWords } from './mode-strip';
import type { OpenedCallout } from './opened-callout';
import { reasonField } from './reason-field';

/** What may be done with an open call-out; each reaches people, and each asks why. */
export function calloutDeeds(
  { overview, may }: OpenedCallout,
  callout: CalloutView,
): TemplateResult | typeof nothing {
  if (callout.status !== 'open' && callout.status !== 'filled') return nothing;
  return html`<section aria-labelledby="deeds" class="deed-list">
    <h2 id="deeds">${t('Change it')}</h2>
    ${may('run-muster') ? stopComing(overview, callout) : nothing}
    ${
      may('open-callout')
        ? html`${changeNeeds(overview, callout)} ${changeArea(overview, callout)}
          ${end(overview, callout)}`
        : nothing
    }
  </section>`;
}

type Overview = OpenedCallout['overview'];

function stopComing(overview: Overview, callout: CalloutView): TemplateResult {
  const stopped = callout.stopComingAt !== null;
  const send = (form: HTMLFormElement): void => {
    const reason = typed(form, 'reason');
    const done = stopped ? overview.comingAgain(reason) : overview.stopComing(reason);
    void done.then((was) => (was ? form.reset() : undefined));
  };
  return html`<details class="plan-row" data-test="stop-coming">
    <summary>${stopped ? t('People may come again') : t('Stop people from coming')}</summary>
    <p class="soft">
      ${
        stopped
          ? t('Whoever said yes is told that they may set off again.')
          : t('Everybody expected or on the way is told at once not to come. Nobody more is asked.')
      }
    </p>
    <form class="form-grid" @submit=${submitting(send)}>
      ${reasonField('stop-reason')}
      <button
        class="button ${stopped ? 'primary' : 'danger solid'}"
        data-test="send-stop"
        ?disabled=${overview.busy}
      >
        ${modeWords(
          callout.mode,
          stopped ? t('Tell them to come again') : t('Tell them to stop coming'),
        )}
      </button>
    </form>
  </details>`;
}

function end(overview: Overview, { mode }: CalloutView): TemplateResult {
  return html`<details class="plan-row danger-confirm" data-test="end-callout">
    <summary>${t('End the call-out')}</summary>
    <p>${t('Everybody still bound is stood down and thanked. It cannot be opened again.')}</p>
    <p class="deeds">
      <button
        class="button"
        data-test="close-callout"
        ?disabled=${overview.busy}
        @click=${() => void overview.end('closed')}
      >
        ${modeWords(mode, t('The work is done: close it'))}
      </button>
      <button
        class="button danger"
        data-test="cancel-callout"
        ?disabled=${overview.busy}
        @click=${() => void overview.end('cancelled')}
      >
        ${modeWords(mode, t('It is not needed: cancel it'))}
      </button>
    </p>
  </details>`;
}
