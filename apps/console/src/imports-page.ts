import { html, nothing, type TemplateResult } from 'lit';
import type { ImportLine, ImportReportView } from '#contracts/import-api';
import { AED_FORMATS } from '#core/aed-feed';
import { count, t } from '#web/language';
import { AED_FORMAT_WORDS, aedFeedsPart } from './aed-feeds-part';
import type { Imports } from './imports';
import { outcome, pageHead } from './page-parts';
import { hashOf } from './route';

/** Lines shown at first; the file has all of them. */
const SHOWN_MAX = 100;

const CHANGE_WORDS: Readonly<Record<ImportLine['change'], string>> = {
  refused: t('Refused'),
  added: t('Added'),
  changed: t('Changed'),
  moved: t('Moved'),
  back: t('Is back'),
  gone: t('Gone'),
  unchanged: t('As it was'),
};

const AED_COLUMNS =
  'externalRef, name, lat, lon (or place); locationDetail, floor, access, openingHours, indoor, ' +
  'cabinetCode, lastCheckedAt, status';
const PEOPLE_COLUMNS =
  'externalRef, displayName, credentialKind, issuer, validFrom; validTo, verified, testPhone, ' +
  'disabled, travelMode, tier, phone, email, language, equipment';

/** Choose a file, look at what it would do, apply exactly that. */
export function importsPage(page: Imports): TemplateResult {
  const { report } = page;
  return html`<article class="incident wide-page" data-test="imports-page">
    ${pageHead(t('Import'), t('Nothing changes before you have seen what would.'))}
    <ol class="steps" aria-label=${t('Steps')}>
      ${step(1, t('Choose a file'), page.file === null)}
      ${step(2, t('Look at what it would do'), page.file !== null && report === null)}
      ${step(3, t('Apply it'), report !== null && !report.applied)}
    </ol>
    ${chooser(page)} ${outcome(page)} ${report === null ? nothing : shown(page, report)}
    ${page.mayKeepAeds ? aedFeedsPart(page.feeds) : nothing}
  </article>`;
}

function step(number: number, words: string, isNow: boolean): TemplateResult {
  return html`<li aria-current=${isNow ? 'step' : nothing}>
    <span class="figures" aria-hidden="true">${number}</span> ${words}
  </li>`;
}

function chooser(page: Imports): TemplateResult {
  const { options } = page;
  const isAeds = options.what === 'aeds';
  return html`<section class="plan-row" aria-label=${t('File')}>
    ${kindOf(page)} ${fileField(page)}
    <details>
      <summary>${t('Columns and options')}</summary>
      <p class="small soft columns">${isAeds ? AED_COLUMNS : PEOPLE_COLUMNS}</p>
      <div class="form-grid">${isAeds ? aedOptions(page) : nothing}</div>
    </details>
    <label class="tick-line">
      <input
        type="checkbox"
        .checked=${options.skipRefused}
        @change=${(event: Event) =>
          page.choose({ skipRefused: (event.currentTarget as HTMLInputElement).checked })}
      />
      <span>${t('Take the good lines although others are refused')}</span>
    </label>
    <p class="deeds">
      <button
        class="button primary"
        data-test="dry-run"
        ?disabled=${page.file === null || page.busy}
        @click=${() => void page.dryRun()}
      >
        ${page.busy ? t('Reading …') : t('Show what it would do')}
      </button>
    </p>
  </section>`;
}

function kindOf(page: Imports): TemplateResult {
  const kind = (what: 'aeds' | 'people', words: string): TemplateResult =>
    html`<button
      class="button"
      aria-pressed=${page.options.what === what ? 'true' : 'false'}
      data-test="import-${what}"
      @click=${() => page.choose({ what })}
    >
      ${words}
    </button>`;
  return html`<p class="deeds" role="group" aria-label=${t('What the file holds')}>
    ${kind('aeds', t('AEDs'))} ${kind('people', t('People'))}
  </p>`;
}

function fileField(page: Imports): TemplateResult {
  const isAeds = page.options.what === 'aeds';
  return html`<div class="field">
    <label for="import-file"
      >${
        isAeds
          ? t('CSV, or GeoJSON, Overpass or changes of OpenStreetMap')
          : t('CSV, one line per credential')
      }</label
    >
    <input
      id="import-file"
      type="file"
      accept=${isAeds ? '.csv,.txt,.json,.geojson,.osc,.xml' : '.csv'}
      @change=${(event: Event) => {
        page.take((event.currentTarget as HTMLInputElement).files?.[0] ?? null);
      }}
    />
  </div>`;
}

function formatField(page: Imports): TemplateResult {
  const { format } = page.options;
  return html`<div class="field">
    <label for="import-format">${t('Form')}</label>
    <select
      id="import-format"
      @change=${(event: Event) => {
        const { value } = event.currentTarget as HTMLSelectElement;
        page.choose({ format: AED_FORMATS.find((one) => one === value) ?? '' });
      }}
    >
      <option value="" ?selected=${format === ''}>${t('As the file says')}</option>
      ${AED_FORMATS.map(
        (one) =>
          html`<option value=${one} ?selected=${format === one}>${AED_FORMAT_WORDS[one]}</option>`,
      )}
    </select>
  </div>`;
}

function aedOptions(page: Imports): TemplateResult {
  const { source, region, allowVanish } = page.options;
  const line = (
    name: 'source' | 'region',
    [label, hint]: readonly [string, string],
    value: string,
  ): TemplateResult =>
    html`<div class="field">
      <label for="import-${name}">${label}</label>
      <input
        id="import-${name}"
        maxlength="120"
        autocomplete="off"
        .value=${value}
        @change=${(event: Event) =>
          page.choose({ [name]: (event.currentTarget as HTMLInputElement).value })}
      />
      <p class="soft small">${hint}</p>
    </div>`;
  return html`${formatField(page)}
    ${line(
      'source',
      [t('Register'), t('Only where the file is the whole of it: what it lacks is retired.')],
      source,
    )}
    ${line('region', [t('State'), t('Whose public holidays the hours keep.')], region)}
    <label class="tick-line">
      <input
        type="checkbox"
        .checked=${allowVanish}
        @change=${(event: Event) =>
          page.choose({ allowVanish: (event.currentTarget as HTMLInputElement).checked })}
      />
      <span>${t('Many AEDs may be gone from it')}</span>
    </label>`;
}

function shown(page: Imports, report: ImportReportView): TemplateResult {
  const { applied, refusal } = report;
  return html`<section aria-labelledby="import-report" data-test="import-report">
    <h2 id="import-report">${applied ? t('What was done') : t('What it would do')}</h2>
    ${refusal === null ? nothing : html`<p class="refusal" role="alert">${refusal}</p>`}
    <dl class="key-figures">
      ${figure(t('Read'), report.read)} ${figure(t('Added'), report.added)}
      ${figure(t('Changed'), report.changed + report.moved + report.back)}
      ${figure(t('Gone'), report.gone)} ${figure(t('As it was'), report.unchanged)}
      ${figure(t('Refused'), report.refused, report.refused > 0)}
    </dl>
    ${
      report.hoursUnknown === 0
        ? nothing
        : html`<p class="attention">
            ${t('{{aeds}} have hours that nobody knows: they never count as open.', {
              aeds: count(report.hoursUnknown, 'AED', 'AEDs'),
            })}
          </p>`
    }
    <p class="deeds">
      ${
        applied
          ? html`<a
              class="button primary"
              data-test="to-register"
              href=${hashOf(
                page.options.what === 'aeds'
                  ? { page: 'aeds' }
                  : { page: 'people', personId: null },
              )}
              >${t('To the register')}</a
            >`
          : html`<button
              class="button primary"
              data-test="apply-import"
              ?disabled=${!page.canApply || page.busy}
              @click=${() => void page.apply()}
            >
              ${t('Apply exactly this')}
            </button>`
      }
      <button class="button" data-test="save-report" @click=${() => page.save()}>
        ${t('Save this report')}
      </button>
    </p>
    ${report.lines.length === 0 ? nothing : table(report)}
  </section>`;
}

function figure(words: string, number: number, isBad = false): TemplateResult {
  return html`<div class=${isBad ? 'bad' : ''}>
    <dt>${words}</dt>
    <dd class="figures">${number}</dd>
  </div>`;
}

function table(report: ImportReportView): TemplateResult {
  const lines = report.lines.slice(0, SHOWN_MAX);
  const left = report.lines.length - lines.length;
  return html`<table class="people register" data-test="import-lines">
      <thead>
        <tr>
          <th scope="col">${t('Where')}</th>
          <th scope="col">${t('Reference')}</th>
          <th scope="col">${t('Change')}</th>
          <th scope="col">${t('Reason')}</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          ({ where, ref, change, why }) =>
            html`<tr>
              <th scope="row">${where ?? '–'}</th>
              <td data-label=${t('Reference')}>${ref ?? '–'}</td>
              <td data-label=${t('Change')}>
                <span class="badge ${change === 'refused' || change === 'gone' ? 'warn' : ''}"
                  >${CHANGE_WORDS[change]}</span
                >
              </td>
              <td data-label=${t('Reason')}>${why ?? ''}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${
      left === 0
        ? nothing
        : html`<p class="soft">
            ${t('{{lines}} more in the saved report.', { lines: count(left, 'line', 'lines') })}
          </p>`
    }
    ${
      report.linesLeftOut === 0
        ? nothing
        : html`<p class="soft">
            ${t('{{lines}} more are counted and not listed.', {
              lines: count(report.linesLeftOut, 'line', 'lines'),
            })}
          </p>`
    }`;
}
