import { html, nothing, type TemplateResult } from 'lit';
import type { OwnReachView } from '#contracts/reach-api';
import { t } from '#web/language';
import type { HoursDraft } from './hours-draft';
import { partNews } from './parts';
import type { Reach } from './reach';
import { DAYS, minuteOf, timeOf, type ScheduleRow } from './schedule-rows';

const QUIET_FROM = '22:00';
const QUIET_TO = '07:00';

/** The weekly schedule: whenever on duty, or only at hours of each day. */
export function hoursCard(reach: Reach): TemplateResult {
  const { draft } = reach;
  return html`<section class="card" aria-labelledby="hours" data-test="hours">
    <h2 id="hours">${t('Which hours?')}</h2>
    <div class="choices" role="radiogroup" aria-labelledby="hours">
      ${choice(draft.rows === null, t('Whenever on duty'), () => draft.anyTime())}
      ${choice(draft.rows !== null, t('Only at these hours'), () => draft.someTimes())}
    </div>
    ${
      draft.rows === null
        ? nothing
        : html`<ol class="days">
              ${DAYS.map((name, day) => dayLine(draft, { name, day }))}
            </ol>
            <p class="soft small">
              ${t(
                'By your organisation’s clock. An end before its beginning is the next morning’s.',
              )}
            </p>`
    }
    ${
      draft.incomplete
        ? html`<p class="refusal" role="alert">${t('Fill in each beginning and end.')}</p>`
        : nothing
    }
    ${partNews(reach, 'hours')}
    ${
      draft.changed
        ? html`<button
            class="button primary"
            data-test="save-schedule"
            ?disabled=${reach.busy !== null}
            @click=${() => void reach.saveHours()}
          >
            ${t('Save these hours')}
          </button>`
        : nothing
    }
  </section>`;
}

function choice(checked: boolean, words: string, choose: () => void): TemplateResult {
  return html`<button
    class="choice"
    role="radio"
    aria-checked=${checked ? 'true' : 'false'}
    @click=${choose}
  >
    ${words}
  </button>`;
}

function dayLine(
  draft: HoursDraft,
  { name, day }: { readonly name: string; readonly day: number },
): TemplateResult {
  const rows = draft.rows?.flatMap((row, index) => (row.day === day ? [{ row, index }] : [])) ?? [];
  return html`<li class="day">
    <p class="day-head">
      <strong>${name}</strong>
      ${rows.length === 0 ? html`<span class="soft">${t('not called')}</span>` : nothing}
      <button
        class="link"
        aria-label=${t('Add hours on {{name}}', { name })}
        data-test="add-${day}"
        @click=${() => draft.add(day)}
      >
        ${t('Add')}
      </button>
    </p>
    ${rows.map(({ row, index }) => rowLine(draft, { name, row, index }))}
  </li>`;
}

function rowLine(
  draft: HoursDraft,
  at: { readonly name: string; readonly row: ScheduleRow; readonly index: number },
): TemplateResult {
  const { name, row, index } = at;
  const time = (which: 'from' | 'to'): TemplateResult =>
    html`<input
      type="time"
      aria-label="${name}, ${which === 'from' ? 'from' : 'until'}"
      .value=${row[which]}
      @change=${(event: Event) =>
        draft.change(index, { [which]: (event.target as HTMLInputElement).value })}
    />`;
  return html`<div class="span">
    ${time('from')} <span aria-hidden="true">–</span> ${time('to')}
    <button
      class="remove"
      aria-label=${t('Remove {{name}}, {{from}} to {{to}}', { name, from: row.from, to: row.to })}
      @click=${() => draft.remove(index)}
    >
      ✕
    </button>
  </div>`;
}

/** A part of each day in which only what is chosen gets through. */
export function quietCard(reach: Reach, view: OwnReachView): TemplateResult {
  const { quietHours } = view.availability;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const off = event.submitter?.getAttribute('value') === 'off';
    void reach.setAvailability('quiet', {
      quietHours: off ? null : readQuiet(event.currentTarget as HTMLFormElement),
    });
  };
  return html`<section class="card" aria-labelledby="quiet" data-test="quiet">
    <h2 id="quiet">${t('Quiet hours')}</h2>
    <p class=${quietHours === null ? 'soft' : ''} data-test="quiet-state">${quietWords(view)}</p>
    <form class="sheet-form" @submit=${submit}>
      ${quietTimes(quietHours)}
      <label class="tick">
        <input type="checkbox" name="through" .checked=${quietHours?.letThrough !== 'nothing'} />
        <span>${t('Call me all the same when a life is in danger')}</span>
      </label>
      ${partNews(reach, 'quiet')}
      <div class="deeds">
        <button class="button" data-test="save-quiet" ?disabled=${reach.busy !== null}>
          ${quietHours === null ? t('Keep these hours quiet') : t('Change')}
        </button>
        ${
          quietHours === null
            ? nothing
            : html`<button
                class="button"
                value="off"
                data-test="quiet-off"
                ?disabled=${reach.busy !== null}
              >
                ${t('No quiet hours')}
              </button>`
        }
      </div>
    </form>
  </section>`;
}

function quietTimes(quietHours: OwnReachView['availability']['quietHours']): TemplateResult {
  const from = quietHours === null ? QUIET_FROM : timeOf(quietHours.fromMinute);
  const to = quietHours === null ? QUIET_TO : timeOf(quietHours.toMinute);
  return html`<div class="span">
    <input type="time" name="from" required aria-label=${t('Quiet from')} .value=${from} />
    <span aria-hidden="true">–</span>
    <input type="time" name="to" required aria-label=${t('Quiet until')} .value=${to} />
  </div>`;
}

function quietWords({ availability: { quietHours } }: OwnReachView): string {
  if (quietHours === null) return t('None: you may be called at any hour.');
  const span = t('{{fromMinute}} to {{toMinute}}', {
    fromMinute: timeOf(quietHours.fromMinute),
    toMinute: timeOf(quietHours.toMinute),
  });
  return quietHours.letThrough === 'nothing'
    ? t('{{span}} every day: nothing gets through.', { span })
    : t('{{span}} every day: only life-threatening incidents get through.', { span });
}

function readQuiet(form: HTMLFormElement): OwnReachView['availability']['quietHours'] {
  const fields = new FormData(form);
  const minute = (name: string): number => minuteOf(textOf(fields.get(name))) ?? 0;
  return {
    fromMinute: minute('from'),
    toMinute: minute('to'),
    letThrough: fields.has('through') ? 'life-threatening' : 'nothing',
  };
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value : '';
}
