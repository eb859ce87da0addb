import { html, nothing, type TemplateResult } from 'lit';
import { NOTE_TEXT_LENGTH_MAX } from '#contracts/note-api';
import type { CalloutView } from '#contracts/callout-api';
import type { DebriefView, MessageView } from '#contracts/message-api';
import { BOOKING_STATUSES } from '#core/callout-booking';
import { BOOKING_WORDS } from '#web/callout-words';
import { count, t } from '#web/language';
import { submitting, typed } from '#web/forms';
import { momentWords } from '#web/moments';
import { plainChoice, plainText } from '#web/plain-fields';
import type { CalloutMessages, NamedRecipient } from './callout-messages';
import { CHANNEL_BY } from './delivery-words';
import { modeWords } from './mode-strip';
import type { OpenedCallout } from './opened-callout';
import { outcome } from './page-parts';

const USUAL = ['expected', 'en-route', 'held', 'checked-in'];
const QUESTIONS = [
  t('What went well?'),
  t('What should be better next time?'),
  t('Were you well looked after?'),
];

/** Messages to exactly those in a state; afterwards thanks, and what people say of it. */
export function messagesPart(opened: OpenedCallout, callout: CalloutView): TemplateResult {
  const { messages } = opened;
  const may = opened.may('run-muster');
  return html`${outcome(messages)} ${may ? messageForm(messages, callout) : nothing}
    <section aria-labelledby="sent">
      <h2 id="sent">${t('What was sent')}</h2>
      ${messages.messages?.length === 0 ? html`<p class="soft">${t('Nothing yet.')}</p>` : nothing}
      <ul class="rows" data-test="messages">
        ${messages.messages?.map(
          (message) =>
            html`<li class="plan-row">
              ${messageRow(message)} ${may ? recipients(messages, message) : nothing}
            </li>`,
        )}
      </ul>
    </section>
    ${may ? debrief(messages, callout) : nothing}`;
}

function messageForm(messages: CalloutMessages, callout: CalloutView): TemplateResult {
  const send = (form: HTMLFormElement): void => {
    const ticked = new FormData(form).getAll('status');
    const statuses = BOOKING_STATUSES.filter((status) => ticked.includes(status));
    const needKey = typed(form, 'need') || null;
    const musterKey = typed(form, 'muster') || null;
    const to = { statuses, needKey, musterKey };
    void messages.send({ to, text: typed(form, 'text') }).then((sent) => {
      if (sent) form.reset();
    });
  };
  return html`<section aria-labelledby="write">
    <h2 id="write">${t('Write to people')}</h2>
    <form class="plan-row form-grid" data-test="message-form" @submit=${submitting(send)}>
      <fieldset class="ticks wide">
        <legend>${t('Who is, when it is sent:')}</legend>
        <div class="tick-rows">
          ${BOOKING_STATUSES.map(
            (status) =>
              html`<label class="tick-line">
                <input
                  type="checkbox"
                  name="status"
                  value=${status}
                  ?checked=${USUAL.includes(status)}
                />
                <span>${BOOKING_WORDS[status]}</span>
              </label>`,
          )}
        </div>
      </fieldset>
      ${messageFields(callout)}
      <button class="button primary" data-test="send-message" ?disabled=${messages.busy}>
        ${modeWords(callout.mode, t('Send it'))}
      </button>
    </form>
  </section>`;
}

function messageFields({ needs, musterPoints }: CalloutView): TemplateResult {
  const all = ['', t('All')] as const;
  return html`${plainChoice({
    ...{ prefix: 'message', name: 'need', label: t('Need') },
    choices: [all, ...needs.map((one) => [one.needKey, one.label] as const)],
  })}
  ${plainChoice({
    ...{ prefix: 'message', name: 'muster', label: t('Muster point') },
    choices: [all, ...musterPoints.map((one) => [one.musterKey, one.name] as const)],
  })}
  ${plainText({
    ...{ prefix: 'message', name: 'text', label: t('What they read'), max: NOTE_TEXT_LENGTH_MAX },
  })}`;
}

function messageRow(message: MessageView): TemplateResult {
  const { recipientCount, reachedCount, seenCount, sparedCount, to } = message;
  return html`<p class="notes">${message.text}</p>
    <p class="row-counts small">
      <span class="figures">${momentWords(message.at)}</span>
      <span class="soft"
        >${t('to: {{people}}', {
          people: to.statuses.map((one) => BOOKING_WORDS[one]).join(', '),
        })}</span
      >
    </p>
    <p class="row-counts small figures">
      <span>${count(recipientCount, 'person', 'people')}</span>
      <span class=${reachedCount < recipientCount ? 'attention' : ''}
        >${t('{{reachedCount}} reached', { reachedCount })}</span
      >
      <span>${t('{{seenCount}} have read it', { seenCount })}</span>
      ${
        sparedCount === 0
          ? nothing
          : html`<span>${t('not sent to {{sparedCount}}', { sparedCount })}</span>`
      }
    </p>`;
}

function recipients(messages: CalloutMessages, { messageId }: MessageView): TemplateResult {
  const shown = messages.recipients?.messageId === messageId ? messages.recipients.items : null;
  return html`<button
      class="link"
      aria-expanded=${shown === null ? 'false' : 'true'}
      data-test="recipients"
      @click=${() => void messages.showRecipients(messageId)}
    >
      ${shown === null ? t('Who got it') : t('Shut')}
    </button>
    ${
      shown === null
        ? nothing
        : html`<ul class="plain small" data-test="recipient-list">
            ${shown.map((one) => html`<li>${recipientRow(one)}</li>`)}
          </ul>`
    }`;
}

function recipientRow(one: NamedRecipient): TemplateResult {
  const by = one.by.map((channel) => CHANNEL_BY[channel]).join(', ');
  return html`<strong>${one.displayName ?? t('Somebody who has left the roster')}</strong> ${
      one.spared !== null
        ? html`<span class="soft">${one.spared}</span>`
        : by === ''
          ? html`<span class="attention">✕ ${t('not reached')}</span>`
          : html`<span>${t('by {{by}}', { by })}</span>`
    }
    ${
      one.seenAt === null
        ? nothing
        : html`<span>✓ ${t('read {{seenAt}}', { seenAt: momentWords(one.seenAt) })}</span>`
    }`;
}

function debrief(messages: CalloutMessages, callout: CalloutView): TemplateResult {
  const view = messages.debrief;
  const isOver = callout.status === 'closed' || callout.status === 'cancelled';
  return html`<section aria-labelledby="debrief">
    <h2 id="debrief">${t('Thanks and debrief')}</h2>
    ${(view?.sentAt ?? null) === null || view === null ? nothing : debriefAnswers(view)}
    ${
      isOver
        ? debriefForm(messages, callout)
        : html`<p class="soft">${t('When the call-out is over.')}</p>`
    }
  </section>`;
}

function debriefForm(messages: CalloutMessages, callout: CalloutView): TemplateResult {
  const send = (form: HTMLFormElement): void => {
    const questions = QUESTIONS.map((_one, index) => typed(form, `question-${index}`));
    void messages.sendDebrief(typed(form, 'thanks'), questions);
  };
  return html`<form class="plan-row form-grid" @submit=${submitting(send)}>
    <div class="field wide">
      <label for="thanks">${t('Thanks')}</label>
      <textarea
        id="thanks"
        name="thanks"
        rows="3"
        required
        maxlength=${NOTE_TEXT_LENGTH_MAX}
      ></textarea>
    </div>
    ${QUESTIONS.map(
      (question, index) =>
        html`<div class="field wide">
          <label for="question-${index}">${t('Question {{number}}', { number: index + 1 })}</label>
          <input
            id="question-${index}"
            name="question-${index}"
            required
            maxlength="200"
            value=${question}
          />
        </div>`,
    )}
    <button class="button primary" data-test="send-debrief" ?disabled=${messages.busy}>
      ${modeWords(callout.mode, t('Thank them and ask'))}
    </button>
  </form>`;
}

function debriefAnswers(view: DebriefView): TemplateResult {
  const { wellbeing } = view;
  return html`<p class="figures">
      ${t(
        '{{answeredCount}} of {{askedCount}} answered. Well: {{well}}, mixed: {{mixed}}, not well: {{notWell}}.',
        {
          answeredCount: view.answeredCount,
          askedCount: view.askedCount,
          well: wellbeing.well,
          mixed: wellbeing.mixed,
          notWell: wellbeing['not-well'],
        },
      )}
    </p>
    ${
      view.callBacks.length === 0
        ? nothing
        : html`<div class="waiting-notice">
            <strong>${t('These people want to be called:')}</strong>
            <ul>
              ${view.callBacks.map(({ displayName }) => html`<li>${displayName}</li>`)}
            </ul>
          </div>`
    }
    ${view.answers.map(
      ({ question, texts }) =>
        html`<h3>${question}</h3>
          <ul class="plain">
            ${texts.map((text) => html`<li class="notes">“${text}”</li>`)}
          </ul>`,
    )}`;
}
