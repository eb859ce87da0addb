import { html, nothing, type TemplateResult } from 'lit';
import type { ReadinessHoursView } from '#contracts/service-api';
import { distanceOf } from '#web/format';
import { count, language, t } from '#web/language';
import { momentOf, outcome, pageHead } from './page-parts';
import type { CoverageState } from './coverage';
import { coveragePart } from './coverage-part';
import type { WeekHours, WeekView } from './week-hours';

type Hour = ReadinessHoursView['hours'][number];

const HOURS = Array.from({ length: 24 }, (_none, hour) => hour);
const DAYS = Array.from({ length: 7 }, (_none, day) => day);
/** A Monday, to name the days in the reader's language. */
const MONDAY = Date.UTC(2026, 0, 5, 12);
const DAY_MS = 86_400_000;
const LEVELS = 5;
/** Somebody within this is on foot in time; beyond the last, hardly anybody is. */
const NEAR_M = [300, 600, 1_000, 2_000];

/** Hour by hour of the week: who is expected, how far the nearest was, and what is covered. */
export function weekHoursPage(
  page: WeekHours,
  of: { readonly coverage: CoverageState; readonly mayWarn: boolean },
): TemplateResult {
  const { week } = page;
  return html`<article class="incident wide-page" data-test="week-page">
    ${pageHead(t('Readiness by hour'), t('When help is thin.'))} ${outcome(page)}
    ${week === null ? html`<p class="soft">${t('Loading …')}</p>` : shown(page, week)}
    ${coveragePart(of.coverage, of.mayWarn)}
  </article>`;
}

function shown(page: WeekHours, week: ReadinessHoursView): TemplateResult {
  const way = (view: WeekView, words: string): TemplateResult =>
    html`<button
      class="button ${page.view === view ? 'primary' : ''}"
      aria-pressed=${page.view === view ? 'true' : 'false'}
      data-test="week-${view}"
      @click=${() => page.show(view)}
    >
      ${words}
    </button>`;
  return html`<p class="deeds" role="group" aria-label=${t('Colour by')}>
      ${way('expected', t('People expected'))} ${way('nearest', t('How far the nearest was'))}
    </p>
    ${table(page, week)} ${legend(page, week)}
    <ul class="remarks soft small">
      <li>
        ${t(
          'Expected: on duty now ({{people}}), by their schedule and quiet hours; people without a schedule count at every hour.',
          {
            people: count(week.onDuty, 'person', 'people'),
          },
        )}
      </li>
      <li>
        ${t('Nearest: the median over past incidents of that hour since {{from}}.', {
          from: momentOf(week.from),
        })}
      </li>
      <li>${t('Hours are those of {{zone}}.', { zone: week.timeZone })}</li>
    </ul>`;
}

function table(page: WeekHours, week: ReadinessHoursView): TemplateResult {
  const most = Math.max(1, ...week.hours.map(expected));
  return html`<div class="scrolls" role="region" tabindex="0" aria-label=${t('The week by hour')}>
    <table class="week" data-test="week">
      <caption class="hidden-visually">
        ${page.view === 'expected' ? t('People expected') : t('How far the nearest was')}
      </caption>
      <thead>
        <tr>
          <td></td>
          ${HOURS.map((hour) => html`<th scope="col" class="figures">${hour}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${DAYS.map(
          (day) =>
            html`<tr>
              <th scope="row">${dayName(day)}</th>
              ${HOURS.map((hour) => cell(page, week.hours[day * 24 + hour], most))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function cell(page: WeekHours, hour: Hour | undefined, most: number): TemplateResult {
  if (hour === undefined) return html`<td></td>`;
  const isExpected = page.view === 'expected';
  const level = isExpected ? levelOf(expected(hour), most) : nearLevel(hour);
  const shows = isExpected
    ? String(expected(hour))
    : hour.nearestM === null
      ? hour.incidents > 0
        ? '✕'
        : '·'
      : shortDistance(hour.nearestM);
  return html`<td class="figures level-${level}" title=${sentenceOf(hour)}>
    <span aria-hidden="true">${shows}</span>
    <span class="hidden-visually">${sentenceOf(hour)}</span>
  </td>`;
}

function legend(page: WeekHours, { hours }: ReadinessHoursView): TemplateResult {
  const most = Math.max(1, ...hours.map(expected));
  const words =
    page.view === 'expected'
      ? [
          t('nobody'),
          ...Array.from({ length: LEVELS - 1 }, (_none, step) => {
            return t('up to {{most}}', { most: Math.ceil((most * (step + 1)) / (LEVELS - 1)) });
          }),
        ]
      : [
          t('nobody, or further'),
          ...[...NEAR_M].reverse().map((metres) => {
            return t('within {{distance}}', { distance: distanceOf(metres) });
          }),
        ];
  return html`<ul class="legend small" aria-hidden="true">
    ${words.map((word, level) => html`<li><span class="swatch level-${level}"></span>${word}</li>`)}
    ${page.view === 'nearest' ? html`<li>· ${t('no incident')}</li>` : nothing}
  </ul>`;
}

function expected({ scheduled, anyHour }: Hour): number {
  return scheduled + anyHour;
}

function levelOf(people: number, most: number): number {
  return people === 0 ? 0 : Math.max(1, Math.ceil((people / most) * (LEVELS - 1)));
}

/** From 0, nobody near, to 4; `none` where there was no incident to go by. */
function nearLevel({ nearestM, incidents }: Hour): number | 'none' {
  if (nearestM === null) return incidents === 0 ? 'none' : 0;
  return NEAR_M.filter((metres) => nearestM <= metres).length;
}

function shortDistance(metres: number): string {
  return metres < 1_000 ? String(Math.round(metres / 10) * 10) : `${(metres / 1_000).toFixed(1)}k`;
}

function sentenceOf(hour: Hour): string {
  const people = count(expected(hour), 'person', 'people');
  if (hour.incidents === 0) return t('{{people}} expected; no past incident', { people });
  const incidents = count(hour.incidents, 'incident', 'incidents');
  if (hour.nearestM === null) {
    return t('{{people}} expected; {{incidents}}, nobody near', { people, incidents });
  }
  const distance = distanceOf(hour.nearestM);
  return t('{{people}} expected; {{incidents}}, nearest {{distance}}', {
    ...{ people, incidents, distance },
  });
}

function dayName(day: number): string {
  return new Date(MONDAY + day * DAY_MS).toLocaleDateString(language(), {
    ...{ weekday: 'short', timeZone: 'UTC' },
  });
}
