import { html, nothing, type TemplateResult } from 'lit';
import type { CalloutView } from '#contracts/callout-api';
import type { AddTaskMessage, FieldTaskView } from '#contracts/field-task-api';
import { FIELD_TASK_PRIORITIES, isTaskOpen } from '#core/field-task';
import { piecesWords } from '#web/callout-words';
import { submitting, typed } from '#web/forms';
import { readPlace } from '#web/place-text';
import { distanceOf } from '#web/format';
import { t } from '#web/language';
import { fromLocalField, momentWords } from '#web/moments';
import { plainChoice, plainField } from '#web/plain-fields';
import type { CalloutField } from './callout-field';
import { TASK_PRIORITY_WORDS, TASK_STATUS_WORDS, TASK_STEP_WORDS } from './field-words';
import { modeWords } from './mode-strip';
import { placeFields } from './place-fields';

const TROUBLE_WORDS = {
  left: t('has gone home'),
  'called-away': t('was called away'),
  overdue: t('is overdue'),
} as const;

/** What is to be done out there, who does it, and a form for more. */
export function tasksPart(field: CalloutField, callout: CalloutView): TemplateResult {
  return html`<section aria-labelledby="tasks">
    <h2 id="tasks">${t('Tasks')}</h2>
    ${field.tasks?.length === 0 ? html`<p class="soft">${t('None yet.')}</p>` : nothing}
    <ul class="rows" data-test="tasks">
      ${field.tasks?.map(
        (task) => html`<li class="plan-row" data-test="task">${taskRow(field, callout, task)}</li>`,
      )}
    </ul>
    ${taskForm(field, callout)}
  </section>`;
}

function taskRow(field: CalloutField, callout: CalloutView, task: FieldTaskView): TemplateResult {
  const isOpen = isTaskOpen(task);
  const pieces = piecesWords(task.equipment);
  return html`<p class="row-head">
      <strong>${task.title}</strong>
      <span class="badge ${task.status === 'open' ? 'warn' : ''}"
        >${TASK_STATUS_WORDS[task.status]}</span
      >
    </p>
    <p class="row-counts small">
      <span class=${task.priority === 'urgent' ? 'attention' : ''}
        >${TASK_PRIORITY_WORDS[task.priority]}</span
      >
      <span class="figures"
        >${t('{{assignedCount}} of {{wantedCount}} people', {
          assignedCount: task.assignedCount,
          wantedCount: task.wantedCount,
        })}</span
      >
      ${pieces === '' ? nothing : html`<span>${t('with {{pieces}}', { pieces })}</span>`}
      ${
        task.until === null
          ? nothing
          : html`<span>${t('until {{until}}', { until: momentWords(task.until) })}</span>`
      }
      ${task.isLate && isOpen ? html`<span class="attention">${t('late')}</span>` : nothing}
    </p>
    ${task.whereNote === null ? nothing : html`<p class="small">${task.whereNote}</p>`}
    ${task.riskNote === null ? nothing : html`<p class="small attention">${task.riskNote}</p>`}
    ${team(task)} ${deeds(field, task)}
    ${field.teaming?.taskId === task.id ? teamForm(field, callout, task) : nothing}`;
}

function team(task: FieldTaskView): TemplateResult | typeof nothing {
  if (task.team.length === 0) return nothing;
  return html`<ul class="plain small">
    ${task.team.map(
      (member) =>
        html`<li>
          <strong>${member.displayName}</strong>
          ${member.isLeader ? html`<span class="badge">${t('Leads')}</span>` : nothing}
          ${member.step === null ? nothing : TASK_STEP_WORDS[member.step]}
          ${
            member.trouble === null
              ? nothing
              : html`<span class="attention">${TROUBLE_WORDS[member.trouble]}</span>`
          }
          ${member.note === null ? nothing : html`<span class="soft">“${member.note}”</span>`}
        </li>`,
    )}
  </ul>`;
}

function deeds(field: CalloutField, task: FieldTaskView): TemplateResult {
  const end = (outcome: 'done' | 'abandoned' | 'reopened', words: string): TemplateResult =>
    html`<button
      class="button"
      ?disabled=${field.busy}
      @click=${() => void field.endTask(task, outcome)}
    >
      ${words}
    </button>`;
  if (!isTaskOpen(task)) return html`<p class="deeds">${end('reopened', t('Open it again'))}</p>`;
  return html`<p class="deeds">
    <button
      class="button"
      data-test="choose-team"
      ?disabled=${field.busy}
      @click=${() => void field.chooseTeam(task)}
    >
      ${t('Choose its team')}
    </button>
    ${end('done', t('It is done'))} ${end('abandoned', t('Give it up'))}
  </p>`;
}

function teamForm(field: CalloutField, callout: CalloutView, task: FieldTaskView): TemplateResult {
  const view = field.teaming?.view;
  const inTeam = new Set(task.team.map(({ bookingId }) => bookingId));
  const send = (form: HTMLFormElement): void => {
    void field.assign(task, new FormData(form).getAll('member').map(String));
  };
  return html`<form class="part-row" data-test="team-form" @submit=${submitting(send)}>
    <p>${view?.says}</p>
    ${view?.items.map(
      (one) =>
        html`<label class="tick-line">
          <input
            type="checkbox"
            name="member"
            value=${one.bookingId}
            ?checked=${one.isSuggested || inTeam.has(one.bookingId)}
          />
          <span>
            <strong>${one.displayName}</strong>
            ${
              one.distanceM === null
                ? nothing
                : html`<span class="soft figures"
                    >${t('{{distance}} away', { distance: distanceOf(one.distanceM) })}</span
                  >`
            }
            <span class="soft small">${one.because.join(' ')}</span>
          </span>
        </label>`,
    )}
    <button class="button primary" data-test="assign" ?disabled=${field.busy}>
      ${modeWords(callout.mode, t('Give it to them'))}
    </button>
  </form>`;
}

function taskForm(field: CalloutField, callout: CalloutView): TemplateResult {
  const add = (form: HTMLFormElement): void => {
    const place = readPlace(form);
    if (place === null) return;
    void field.addTask({ ...taskIn(form), where: { kind: 'place', place } }).then((added) => {
      if (added) form.reset();
    });
  };
  const needs = callout.needs.map((one) => [one.needKey, one.label] as const);
  const urgency = FIELD_TASK_PRIORITIES.map((one) => [one, TASK_PRIORITY_WORDS[one]] as const);
  const of = (name: string, label: string) => ({ prefix: 'task', name, label });
  return html`<details class="plan-row">
    <summary data-test="new-task">${t('Add a task')}</summary>
    <form class="form-grid" @submit=${submitting(add)}>
      ${plainField({ ...of('title', t('What is to be done')), wide: true })} ${placeFields('task')}
      ${plainField({ ...of('whereNote', t('How to find it')), required: false })}
      ${plainField({ ...of('risk', t('What is dangerous there')), required: false })}
      ${plainField({
        ...of('wanted', t('People')),
        type: 'number',
        min: 1,
        max: 1_000,
        value: '2',
      })}
      ${plainChoice({ ...of('priority', t('How urgent')), choices: urgency, chosen: 'normal' })}
      ${plainChoice({
        ...of('need', t('For people of')),
        choices: [['', t('Any need')], ...needs],
      })}
      ${plainField({ ...of('until', t('Until')), type: 'datetime-local', required: false })}
      <button class="button primary" data-test="add-task" ?disabled=${field.busy}>
        ${t('Add it')}
      </button>
    </form>
  </details>`;
}

function taskIn(form: HTMLFormElement): Omit<AddTaskMessage, 'where'> {
  return {
    title: typed(form, 'title'),
    whereNote: typed(form, 'whereNote') || null,
    needKey: typed(form, 'need') || null,
    wantedCount: Number(typed(form, 'wanted')),
    equipment: {},
    riskNote: typed(form, 'risk') || null,
    priority: FIELD_TASK_PRIORITIES.find((one) => one === typed(form, 'priority')) ?? 'normal',
    until: fromLocalField(typed(form, 'until')),
  };
}
