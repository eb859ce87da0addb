import { html, type TemplateResult } from 'lit';
import { t } from '#web/language';
import type { Drills } from './drills';

const WINDOW_MIN = 10;
const REPEATS: readonly (readonly [string, string])[] = [
  ['', t('Once')],
  ['7', t('Every week')],
  ['30', t('Every 30 days')],
  ['91', t('Every 13 weeks')],
];

/** Plans a drill: what it is called, when it begins, how long an answer counts, how often. */
export function drillForm(page: Drills): TemplateResult {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void page.plan(readPlan(event.currentTarget as HTMLFormElement));
  };
  return html`<section aria-labelledby="plan-drill">
    <h2 id="plan-drill">${t('Plan a drill')}</h2>
    <form class="plan-row drill-form" @submit=${submit}>
      <div class="field wide">
        <label for="drill-title">${t('What people read')}</label>
        <input
          id="drill-title"
          name="title"
          required
          maxlength="200"
          .value=${t('Monthly communication test')}
        />
      </div>
      <div class="field">
        <label for="drill-start">${t('Begins')}</label>
        <input id="drill-start" name="start" type="datetime-local" aria-describedby="drill-now" />
        <p id="drill-now" class="soft small">${t('Empty: now')}</p>
      </div>
      <div class="field">
        <label for="drill-window">${t('Minutes to answer')}</label>
        <input
          id="drill-window"
          name="window"
          type="number"
          min="1"
          max="10080"
          required
          .value=${String(WINDOW_MIN)}
        />
      </div>
      <div class="field">
        <label for="drill-every">${t('Repeat')}</label>
        <select id="drill-every" name="every">
          ${REPEATS.map(([value, words]) => html`<option value=${value}>${words}</option>`)}
        </select>
      </div>
      <button class="button primary" data-test="plan-drill" ?disabled=${page.busy}>
        ${t('Plan the drill')}
      </button>
    </form>
  </section>`;
}

function readPlan(form: HTMLFormElement): Parameters<Drills['plan']>[0] {
  const fields = new FormData(form);
  const typed = (name: string): string => {
    const value = fields.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const start = typed('start');
  const every = typed('every');
  return {
    title: typed('title'),
    windowS: Math.round(Number(typed('window')) * 60),
    everyDays: every === '' ? null : Number(every),
    ...(start === '' ? {} : { startsAt: new Date(start).toISOString() }),
  };
}
