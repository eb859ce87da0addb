import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { IncidentView } from '#contracts/incident-api';
import type { ReplyView } from '#contracts/reply-api';
import { timeOfDay } from '#web/format';
import { t } from '#web/language';
import { CHANNEL_WORDS } from './delivery-words';
import type { Replies } from './replies';
import { hashOf } from './route';

const STATUS_WORDS: Readonly<Record<ReplyView['status'], string>> = {
  open: t('Open'),
  understood: t('Understood'),
  handled: t('Handled'),
};

/** Everything people wrote back by SMS or pressed in a call; what was not understood first. */
export function repliesPage(replies: Replies): TemplateResult {
  const list = replies.list();
  return html`<article class="incident" data-test="replies-page">
    <a class="back" href=${hashOf({ page: 'incidents' })}>${t('← All incidents')}</a>
    <header>
      <h1 tabindex="-1" data-heading>${t('Replies')}</h1>
      <p class="soft">
        ${t(
          'What people wrote back by SMS or pressed in a call. What Closeby did not understand waits here for somebody to read it.',
        )}
      </p>
    </header>
    ${refusal(replies)}
    ${
      list.length === 0
        ? html`<p class="empty soft">
            ${replies.loaded ? t('Nobody has written back yet.') : t('Loading …')}
          </p>`
        : replyList(replies, list, true)
    }
    ${replies.more ? html`<p class="soft">${t('Older ones are not listed.')}</p>` : nothing}
  </article>`;
}

/** The replies of one incident, and those of its people that belong to none. */
export function incidentReplies(
  replies: Replies,
  incident: IncidentView,
): TemplateResult | typeof nothing {
  const people = incident.responders.map(({ responderId }) => responderId);
  const list = replies.of(incident.id, people);
  if (list.length === 0) return nothing;
  return html`<section aria-labelledby="replies">
    <h2 id="replies">${t('Replies')} <span class="soft figures">${list.length}</span></h2>
    ${refusal(replies)} ${replyList(replies, list, false)}
  </section>`;
}

function refusal(replies: Replies): TemplateResult | typeof nothing {
  return replies.problem === null
    ? nothing
    : html`<p class="refusal" role="alert" data-test="replies-problem">${replies.problem}</p>`;
}

function replyList(
  replies: Replies,
  list: readonly ReplyView[],
  withLinks: boolean,
): TemplateResult {
  return html`<ul class="rows" data-test="replies">
    ${repeat(
      list,
      (reply) => reply.id,
      (reply) =>
        html`<li class="plan-row reply ${reply.status}" data-test="reply">
          ${replyItem(replies, reply, withLinks)}
        </li>`,
    )}
  </ul>`;
}

function replyItem(replies: Replies, reply: ReplyView, withLinks: boolean): TemplateResult {
  const open = reply.status === 'open';
  return html`<div class="row-head">
      <p>
        <strong>${reply.displayName}</strong>
        <span class="soft figures"
          >${CHANNEL_WORDS[reply.channel]}, ${timeOfDay(Date.parse(reply.receivedAt))}</span
        >
      </p>
      <span class="badge ${open ? 'warn' : 'good'}" data-test="reply-status"
        >${open ? '! ' : '✓ '}${STATUS_WORDS[reply.status]}</span
      >
    </div>
    <blockquote><p class="said">${reply.text}</p></blockquote>
    <p class="soft">
      ${reply.sentence}
      ${
        withLinks && reply.about === 'incident' && reply.aboutId !== null
          ? html`<a href=${hashOf({ page: 'incident', incidentId: reply.aboutId })}
              >${t('Open the incident')}</a
            >`
          : nothing
      }
    </p>
    ${open ? handleForm(replies, reply) : handled(reply)}`;
}

function handled(reply: ReplyView): TemplateResult | typeof nothing {
  if (reply.handledAt === null) return nothing;
  return html`<p data-test="reply-note">
    ${t('Handled:')} <span class="figures">${timeOfDay(Date.parse(reply.handledAt))}</span>${
      reply.note === null ? '.' : `: ${reply.note}`
    }
  </p>`;
}

function handleForm(replies: Replies, reply: ReplyView): TemplateResult {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const note = new FormData(event.currentTarget as HTMLFormElement).get('note');
    void replies.handle(reply, typeof note === 'string' ? note.trim() : '');
  };
  const id = `note-${reply.id}`;
  return html`<form class="one-line" @submit=${submit}>
    <div class="field">
      <label for=${id}>${t('What was done about it? (may stay empty)')}</label>
      <input id=${id} name="note" maxlength="200" autocomplete="off" />
    </div>
    <button class="button" data-test="handle" ?disabled=${replies.busy !== null}>
      ${t('Mark as handled')}
    </button>
  </form>`;
}
