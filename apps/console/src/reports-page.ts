import { html, nothing, type TemplateResult } from 'lit';
import type { ServiceFiguresView, ServiceReportView } from '#contracts/service-api';
import { DELIVERY_CHANNELS } from '#core/delivery';
import { clockOf, percentOf } from '#web/format';
import { language, t } from '#web/language';
import { CHANNEL_WORDS } from './delivery-words';
import { filterDay } from './filter-fields';
import { outcome, pageHead } from './page-parts';
import type { Reports } from './reports';

const MS_PER_S = 1_000;

interface Line {
  readonly words: string;
  readonly of: (figures: ServiceFiguresView) => TemplateResult | string | number;
}

/** What the service has done, month by month. */
export function reportsPage(page: Reports): TemplateResult {
  const { report } = page;
  return html`<article class="incident wide-page report" data-test="reports-page">
    ${pageHead(t('Reports'), t('Actual incidents; exercises and tests are not counted.'))}
    <div class="filters no-print">
      ${filterDay({
        ...{ id: 'report-from', label: t('From'), value: page.from },
        set: (from) => page.choose({ from }),
      })}
      ${filterDay({
        ...{ id: 'report-to', label: t('To'), value: page.to },
        set: (to) => page.choose({ to }),
      })}
      <p class="deeds">
        <button class="button" data-test="save-csv" @click=${() => page.save()}>
          ${t('Save as CSV')}
        </button>
        <button class="button" data-test="print" @click=${() => print()}>${t('Print')}</button>
      </p>
    </div>
    ${outcome(page)}
    ${report === null ? html`<p class="soft">${t('Loading …')}</p>` : figures(report)}
  </article>`;
}

function figures(report: ServiceReportView): TemplateResult {
  const { total } = report;
  return html`<dl class="key-figures" data-test="report-total">
      ${figure(t('Incidents'), String(total.incidents))}
      ${figure(t('Somebody accepted'), share(total.acceptedIncidents, total.incidents))}
      ${figure(t('Somebody on scene'), share(total.onSceneIncidents, total.incidents))}
      ${figure(t('Call to on scene, median'), time(total.callToOnScene.p50S))}
      ${figure(t('Before the ambulance'), share(total.beforeAmbulance, total.ambulanceKnown))}
      ${figure(t('With an AED'), share(total.aedIncidents, total.incidents))}
    </dl>
    ${
      report.more
        ? html`<p class="attention">
            ${t('There were more incidents than are reckoned in; choose a shorter time.')}
          </p>`
        : nothing
    }
    ${table(report, t('Incidents'), incidentLines())} ${table(report, t('Times'), timeLines())}
    ${table(report, t('Alerts'), alertLines())}`;
}

function figure(words: string, value: string): TemplateResult {
  return html`<div>
    <dt>${words}</dt>
    <dd class="figures">${value}</dd>
  </div>`;
}

function table(report: ServiceReportView, title: string, lines: readonly Line[]): TemplateResult {
  const { months, total } = report;
  return html`<div class="scrolls" role="region" tabindex="0" aria-label=${title}>
    <table class="matrix" data-test="report-table">
      <caption>
        ${title}
      </caption>
      <thead>
        <tr>
          <td></td>
          ${months.map(({ month }) => html`<th scope="col">${monthOf(month)}</th>`)}
          <th scope="col">${t('Total')}</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          ({ words, of }) =>
            html`<tr>
              <th scope="row">${words}</th>
              ${months.map((month) => html`<td class="figures">${of(month)}</td>`)}
              <td class="figures total">${of(total)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function incidentLines(): readonly Line[] {
  return [
    { words: t('Incidents'), of: (one) => one.incidents },
    { words: t('Somebody alerted'), of: (one) => one.alertedIncidents },
    { words: t('Somebody accepted'), of: (one) => one.acceptedIncidents },
    { words: t('Somebody on scene'), of: (one) => one.onSceneIncidents },
    { words: t('With an AED'), of: (one) => one.aedIncidents },
    {
      words: t('Before the ambulance was expected'),
      of: (one) => `${one.beforeAmbulance} / ${one.ambulanceKnown}`,
    },
  ];
}

function timeLines(): readonly Line[] {
  return [
    { words: t('Call to first alert'), of: (one) => both(one.callToAlert) },
    { words: t('First alert to first yes'), of: (one) => both(one.alertToAccept) },
    { words: t('First alert to first on scene'), of: (one) => both(one.alertToOnScene) },
    { words: t('Call to first on scene'), of: (one) => both(one.callToOnScene) },
  ];
}

function alertLines(): readonly Line[] {
  return [
    { words: t('People alerted'), of: (one) => one.alerts },
    { words: t('Said yes'), of: (one) => one.accepted },
    { words: t('Came to the scene'), of: (one) => one.onScene },
    ...DELIVERY_CHANNELS.map((channel) => ({
      words: t('Reached by {{channel}}', { channel: CHANNEL_WORDS[channel] }),
      of: (one: ServiceFiguresView) => one.reachedBy[channel],
    })),
    { words: t('No receipt from the phone'), of: (one) => one.notReached },
  ];
}

/** Median, and what nine in ten did not exceed. */
function both({ count, p50S, p90S }: ServiceFiguresView['callToAlert']): TemplateResult | string {
  if (count === 0) return '–';
  return html`${time(p50S)} <span class="soft small">90 %: ${time(p90S)}</span>`;
}

function time(seconds: number | null): string {
  return seconds === null ? '–' : clockOf(seconds * MS_PER_S);
}

function share(some: number, all: number): string {
  return all === 0 ? '–' : `${some} (${percentOf(some / all)})`;
}

function monthOf(month: string): string {
  return new Date(`${month}-15T12:00:00`).toLocaleDateString(language(), {
    ...{ month: 'short', year: 'numeric' },
  });
}
