import { html, nothing, type TemplateResult } from 'lit';
import type { FieldTaskWhereMessage, OwnTaskView } from '#contracts/field-task-api';
import type { NoteView } from '#contracts/note-api';
import type { PointMessage } from '#contracts/shapes';
import { MODE_WORDS } from '#web/words';
import { piecesWords } from '#web/callout-words';
import { distanceOf } from '#web/format';
import { t } from '#web/language';
import { momentWords } from '#web/moments';
import { bookingCard } from './booking-card';
import { navigationLink } from '#web/navigation';
import { afterCareCard } from './after-care-screen';
import { debriefCard } from './debrief-screen';
import { partOutcome } from './own-parts';
import type { Phone } from './phone';

/** What call-outs mean for this person now: texts, tasks, and where they are expected. */
export function workCards(phone: Phone): TemplateResult {
  const { work } = phone.own;
  const mayReport = work.bookings.some(({ status }) => status !== 'reserve');
  return html`${work.unread().map((note) => noteCard(phone, note))}
  ${work.tasks.map((task) => taskCard(phone, task))} ${afterCareCard(phone)} ${debriefCard(phone)}
  ${work.bookings.map((booking) => bookingCard(phone, booking))}
  ${
    mayReport
      ? html`<a class="button tall" href="#report" data-test="to-report"
          >${t('Report what I see here')}</a
        >`
      : nothing
  }`;
}

/** The ways to what is not urgent, but for the beat. */
export function workLinks(): TemplateResult {
  return html`<a class="button" href="#cpr" data-test="to-cpr">${t('CPR beat and AED')}</a>
    <a class="button" href="#history" data-test="to-history">${t('My history')}</a>
    <a class="button" href="#background" data-test="to-background">${t('Where my phone is')}</a>
    <a class="button" href="#near" data-test="to-near">${t('Call-outs near me')}</a>
    <a class="button" href="#watch" data-test="to-watch">${t('My watch points')}</a>
    <a class="button" href="#groups" data-test="to-groups">${t('My groups')}</a>
    <a class="button" href="#board" data-test="to-board">${t('Offers and needs')}</a>`;
}

function noteCard({ own }: Phone, note: NoteView): TemplateResult {
  return html`<section class="card note" role="status" data-test="note">
    ${
      note.isExercise
        ? html`<p class="mode">${t('Exercise – nothing of this is real')}</p>`
        : nothing
    }
    <h2>${note.title}</h2>
    <p class="message">${note.text}</p>
    <p class="soft small">${momentWords(note.at)}</p>
    <button class="button" data-test="see-note" @click=${() => void own.work.see(note)}>
      ${t('Understood')}
    </button>
  </section>`;
}

function taskCard({ own }: Phone, task: OwnTaskView): TemplateResult {
  const { work } = own;
  const pieces = piecesWords(task.equipment);
  const step = (next: 'under-way' | 'done' | 'cannot', words: string): TemplateResult =>
    html`<button
      class="button ${next === 'cannot' ? '' : 'primary'}"
      data-test="task-${next}"
      ?disabled=${work.busy}
      @click=${() => void work.task(task, { step: next, note: null })}
    >
      ${words}
    </button>`;
  const mode = work.bookings.find(({ bookingId }) => bookingId === task.bookingId)?.mode;
  return html`<section class="card task" data-test="task">
    ${
      mode === undefined || mode === 'actual'
        ? nothing
        : html`<p class="mode">
            ${t('{{mode}} – nothing of this is real', { mode: MODE_WORDS[mode] })}
          </p>`
    }
    <p class="soft">${task.priority === 'urgent' ? t('Urgent task') : t('Your task')}</p>
    <h2>${task.title}</h2>
    <p>${whereWords(task.where)}${task.whereNote === null ? nothing : html` ${task.whereNote}`}</p>
    ${
      task.riskNote === null
        ? nothing
        : html`<p class="refusal"><strong>${t('Dangerous:')}</strong> ${task.riskNote}</p>`
    }
    <p class="soft">
      ${task.isLeader ? html`${t('You lead.')} ` : nothing}${
        task.teamCount === 1
          ? t('You are alone at it.')
          : t('{{teamCount}} of you.', { teamCount: task.teamCount })
      }
      ${pieces === '' ? nothing : html`${t('With {{pieces}}.', { pieces })}`}
      ${
        task.until === null
          ? nothing
          : html`${t('Until {{until}}.', { until: momentWords(task.until) })}`
      }
    </p>
    ${navigationLink(placeOf(task.where), t('Way to the task'))} ${partOutcome(work)}
    <p class="deeds">
      ${task.step === 'under-way' ? nothing : step('under-way', t('We are at it'))}
      ${step('done', t('It is done'))} ${step('cannot', t('We cannot do it'))}
    </p>
  </section>`;
}

function placeOf(where: FieldTaskWhereMessage): PointMessage {
  return where.kind === 'place' ? where.place : where.centre;
}

function whereWords(where: FieldTaskWhereMessage): TemplateResult | typeof nothing {
  if (where.kind === 'place') return nothing;
  return html`${t('A square of {{size}}.', { size: distanceOf(where.sizeM) })}`;
}
