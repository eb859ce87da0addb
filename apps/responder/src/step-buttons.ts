import { html, nothing, type TemplateResult } from 'lit';
import type { AlertView } from '#contracts/responder-api';
import { ASSIGNMENT_TABLE } from '#core/assignment';
import { t } from '#web/language';
import { callControl } from './call-control';
import type { Phone } from './phone';

export const STEPS = ['en-route', 'on-scene', 'with-patient', 'cleared'] as const;
type Step = (typeof STEPS)[number];
type Part = NonNullable<AlertView['assignment']>;

const STEP_WORDS: Readonly<Record<Step, string>> = {
  'en-route': t('En route'),
  'on-scene': t('On scene'),
  'with-patient': t('With patient'),
  cleared: t('Cleared'),
};
/** What the button of the next step says. */
const SAYS: Readonly<Record<Step, string>> = {
  'en-route': t('On my way'),
  'on-scene': t('I am there'),
  'with-patient': t('With the patient'),
  cleared: t('Done here'),
};

/** All four steps in order: done, next, later. Which may follow which is core's table. */
export function stepList(phone: Phone, alert: AlertView, part: Part): TemplateResult {
  const reached = STEPS.findIndex((step) => step === part.status);
  const next = nextStep(part);
  return html`<ol class="steps" aria-label=${t('Your steps')}>
    ${STEPS.map((step, index) => {
      if (index <= reached) return doneStep(phone, part, step);
      if (step === next) {
        return html`<li class="next" aria-current="step">
          <span aria-hidden="true">→</span> ${STEP_WORDS[step]}
        </li>`;
      }
      return html`<li>
        <button
          class="button"
          data-test="step-${step}"
          ?disabled=${!ASSIGNMENT_TABLE[part.status].includes(step)}
          @click=${() => void phone.way.report(alert, step)}
        >
          ${STEP_WORDS[step]}
        </button>
      </li>`;
    })}
  </ol>`;
}

function doneStep(phone: Phone, { assignmentId }: Part, step: Step): TemplateResult {
  const waits = phone.way.steps.isWaiting(assignmentId, step);
  return html`<li class="done" data-test="done-${step}">
    <span aria-hidden="true">✓</span> ${STEP_WORDS[step]}
    ${
      waits
        ? html`<span class="waits" data-test="waits-${step}">
            ${phone.line?.connected === true ? t('sending …') : t('sent when there is network')}
          </span>`
        : html`<span class="hidden-visually">${t('reported')}</span>`
    }
  </li>`;
}

/** The one step that comes next, at the foot for the thumb, with the call to control beside it. */
export function stepFoot(phone: Phone, alert: AlertView, part: Part): TemplateResult {
  const next = nextStep(part);
  return html`<div class="way-foot">
    ${autoBar(phone, alert)}
    ${
      phone.way.asking === 'cleared'
        ? sureToClear(phone, alert)
        : html`<div class="way-deeds">
            ${next === undefined ? nothing : nextButton(phone, alert, next)} ${callControl(phone)}
          </div>`
    }
  </div>`;
}

function nextStep(part: Part): Step | undefined {
  const reached = STEPS.findIndex((step) => step === part.status);
  const allowed = ASSIGNMENT_TABLE[part.status];
  return STEPS.find((step, index) => index > reached && allowed.includes(step));
}

/** The last step takes the address away, so it asks once more. */
function nextButton(phone: Phone, alert: AlertView, step: Step): TemplateResult {
  return html`<button
    class="button primary tall"
    data-test="step-${step}"
    @click=${() =>
      step === 'cleared' ? phone.way.ask('cleared') : void phone.way.report(alert, step)}
  >
    ${SAYS[step]}
  </button>`;
}

function sureToClear(phone: Phone, alert: AlertView): TemplateResult {
  return html`<div class="sure" role="alertdialog" aria-labelledby="sure">
    <p id="sure">
      <strong>${t('Is it over for you?')}</strong> ${t('The address goes from here.')}
    </p>
    <div class="way-deeds">
      <button
        class="button primary tall"
        data-test="clear-yes"
        @click=${() => void phone.way.report(alert, 'cleared')}
      >
        ${t('Yes, I am done')}
      </button>
      <button class="button tall" data-test="clear-no" @click=${() => phone.way.ask(null)}>
        ${t('Not yet')}
      </button>
    </div>
  </div>`;
}

/** What the position says: a step that reports itself unless it is undone, or a question. */
function autoBar(phone: Phone, alert: AlertView): TemplateResult | typeof nothing {
  const { pending, asked } = phone.way.auto;
  if (pending !== null) {
    const seconds = Math.max(0, Math.ceil((pending.dueMs - Date.now()) / 1_000));
    return html`<div class="auto" data-test="auto-step">
      <div>
        <p role="status">
          ${pending.step === 'on-scene' ? t('You have arrived.') : t('You have set off.')}
        </p>
        <p aria-hidden="true" class="small">${t('Reported in {{seconds}} s', { seconds })}</p>
      </div>
      <button class="button" data-test="undo-step" @click=${() => phone.way.undo()}>
        ${t('Undo')}
      </button>
    </div>`;
  }
  if (asked !== 'on-scene') return nothing;
  return html`<div class="auto" data-test="auto-ask">
    <div><p role="status">${t('Are you on scene?')}</p></div>
    <button class="button primary" @click=${() => void phone.way.report(alert, 'on-scene')}>
      ${t('Yes')}
    </button>
    <button class="button" data-test="undo-step" @click=${() => phone.way.undo()}>
      ${t('No')}
    </button>
  </div>`;
}
