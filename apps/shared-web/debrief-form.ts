import { html, nothing, type TemplateResult } from 'lit';
import { WELLBEING, type DebriefAnswerMessage, type OwnDebriefView } from '#contracts/message-api';
import { submitting, typed } from './forms';
import { plainChoice, plainText } from './plain-fields';
import { MODE_WORDS } from './words';

const WELL_WORDS = { well: 'Well', mixed: 'So-so', 'not-well': 'Not well' } as const;

/** Thanks to somebody who was there, how they are, and the coordinator's own questions. */
export function debriefForm(
  asked: OwnDebriefView,
  { busy, send }: { readonly busy: boolean; readonly send: (said: DebriefAnswerMessage) => void },
): TemplateResult {
  const prefix = `debrief-${asked.bookingId}`;
  const submitted = (form: HTMLFormElement): void => {
    send({
      answers: asked.questions.map((_, index) => typed(form, `answer-${index}`) || null),
      wellbeing: WELLBEING.find((one) => one === typed(form, 'well')) ?? null,
      callBack: new FormData(form).has('call'),
    });
  };
  return html`<div data-test="debrief">
    ${
      asked.mode === 'actual'
        ? nothing
        : html`<p class="mode">${MODE_WORDS[asked.mode]} – nothing of this is real</p>`
    }
    <h2>How was it: ${asked.title}</h2>
    <p class="message">${asked.thanks}</p>
    ${
      asked.answeredAt === null
        ? nothing
        : html`<p class="soft" role="status" data-test="debrief-answered">
            You have answered. What you send now takes its place.
          </p>`
    }
    <form class="sheet-form" @submit=${submitting(submitted)}>
      ${plainChoice({
        ...{ prefix, name: 'well', label: 'How are you?' },
        choices: [['', 'I do not say'], ...WELLBEING.map((one) => [one, WELL_WORDS[one]] as const)],
      })}
      <label class="tick">
        <input type="checkbox" name="call" /><span>Please call me: I want to talk about it</span>
      </label>
      ${asked.questions.map((question, index) =>
        plainText({ prefix, name: `answer-${index}`, label: question, required: false }),
      )}
      <p class="soft small">
        Kept without your name, unless you want a call. You may leave anything empty.
      </p>
      <button class="button primary" data-test="send-debrief" ?disabled=${busy}>Send it</button>
    </form>
  </div>`;
}
