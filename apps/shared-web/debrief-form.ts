import { html, nothing, type TemplateResult } from 'lit';
import type { DebriefAnswerMessage, OwnDebriefView } from '#contracts/message-api';
import { WELLBEINGS } from '#core/after-care';
import { submitting, typed } from './forms';
import { t } from './language';
import { plainChoice, plainText } from './plain-fields';
import { MODE_WORDS } from './words';

const WELL_WORDS = { well: t('Well'), mixed: t('So-so'), 'not-well': t('Not well') } as const;

/** Thanks to somebody who was there, how they are, and the coordinator's own questions. */
export function debriefForm(
  asked: OwnDebriefView,
  { busy, send }: { readonly busy: boolean; readonly send: (said: DebriefAnswerMessage) => void },
): TemplateResult {
  const prefix = `debrief-${asked.bookingId}`;
  const submitted = (form: HTMLFormElement): void => {
    send({
      answers: asked.questions.map((_, index) => typed(form, `answer-${index}`) || null),
      wellbeing: WELLBEINGS.find((one) => one === typed(form, 'well')) ?? null,
      callBack: new FormData(form).has('call'),
    });
  };
  return html`<div data-test="debrief">
    ${asking(asked)}
    <form class="sheet-form" @submit=${submitting(submitted)}>
      ${plainChoice({
        ...{ prefix, name: 'well', label: t('How are you?') },
        choices: [
          ['', t('I do not say')],
          ...WELLBEINGS.map((one) => [one, WELL_WORDS[one]] as const),
        ],
      })}
      <label class="tick">
        <input type="checkbox" name="call" /><span
          >${t('Please call me: I want to talk about it')}</span
        >
      </label>
      ${asked.questions.map((question, index) =>
        plainText({ prefix, name: `answer-${index}`, label: question, required: false }),
      )}
      <p class="soft small">
        ${t('Kept without your name, unless you want a call. You may leave anything empty.')}
      </p>
      <button class="button primary" data-test="send-debrief" ?disabled=${busy}>
        ${t('Send it')}
      </button>
    </form>
  </div>`;
}

function asking(asked: OwnDebriefView): TemplateResult {
  return html` ${
      asked.mode === 'actual'
        ? nothing
        : html`<p class="mode">
            ${t('{{mode}} – nothing of this is real', { mode: MODE_WORDS[asked.mode] })}
          </p>`
    }
    <h2>${t('How was it: {{title}}', { title: asked.title })}</h2>
    <p class="message">${asked.thanks}</p>
    ${
      asked.answeredAt === null
        ? nothing
        : html`<p class="soft" role="status" data-test="debrief-answered">
            ${t('You have answered. What you send now takes its place.')}
          </p>`
    }`;
}
