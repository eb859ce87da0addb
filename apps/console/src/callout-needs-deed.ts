import { html, type TemplateResult } from 'lit';
import type { CalloutView } from '#contracts/callout-api';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { spanOf } from '#web/moments';
import type { CalloutOverview } from './callout-overview';
import { readNeeds } from './callout-message';
import { needDraft } from './draft-of-message';
import { modeWords } from './mode-strip';
import { needsEditor } from './needs-editor';
import { reasonField } from './reason-field';

/** More or fewer people, another need, or one that is not needed any more. */
export function changeNeeds(overview: CalloutOverview, callout: CalloutView): TemplateResult {
  const needs = overview.needs ?? callout.needs.map(needDraft);
  const taken = Object.fromEntries(
    callout.needs.map(({ needKey, acceptedCount }) => [needKey, acceptedCount]),
  );
  const shifts = callout.shifts.map((shift) => [shift.shiftKey, spanOf(shift)] as const);
  const send = (form: HTMLFormElement): void => {
    const read = readNeeds(needs);
    if (read.ok) {
      void overview.changeNeeds({ needs: read.needs, reason: typed(form, 'reason') });
    } else {
      overview.say(read.sentence);
    }
  };
  return html`<details class="plan-row" data-test="change-needs">
    <summary>${t('Ask for more or fewer')}</summary>
    <form class="form-grid" @submit=${submitting(send)}>
      ${needsEditor({ needs, shifts, taken, set: (changed) => overview.writeNeeds(changed) })}
      ${reasonField('needs-reason')}
      <button class="button primary" data-test="send-needs" ?disabled=${overview.busy}>
        ${modeWords(callout.mode, t('Change the needs'))}
      </button>
      <button
        type="button"
        class="button"
        ?disabled=${overview.needs === null}
        @click=${() => overview.writeNeeds(null)}
      >
        ${t('Leave them as they are')}
      </button>
    </form>
  </details>`;
}
