import { html, nothing, type TemplateResult } from 'lit';
import type { AreaPutView, StoredAreaSummaryView } from '#contracts/area-api';
import { submitting, typed } from '#web/forms';
import { plainField, plainText } from '#web/plain-fields';
import type { AreasState } from './areas-state';
import { geoJsonOf } from './geojson-field';
import { outcome, pageHead } from './page-parts';

const CODE = /^\s*(\S+)[\s:=]+(\S.*?)\s*$/u;

/** Areas that are kept: flood areas, parishes, cordons that come back every winter. */
export function areasPage(areas: AreasState, mayKeep: boolean): TemplateResult {
  return html`<article class="incident" data-test="areas-page">
    ${pageHead('Stored areas', 'For call-outs, and for warnings that name areas by codes.')}
    ${outcome(areas)} ${put(areas.lastPut)} ${report(areas)}
    ${areas.items?.length === 0 ? html`<p class="soft">None yet.</p>` : nothing}
    <ul class="rows" data-test="areas">
      ${areas.items?.map((area) => html`<li class="plan-row">${row(areas, area, mayKeep)}</li>`)}
    </ul>
    ${areas.hasMore ? html`<p class="soft">The first 200 are shown.</p>` : nothing}
    ${mayKeep ? html`${form(areas)} ${importForm(areas)}` : nothing}
  </article>`;
}

function row(areas: AreasState, area: StoredAreaSummaryView, mayKeep: boolean): TemplateResult {
  return html`<p class="row-head">
      <strong>${area.label}</strong> <span class="soft">${area.areaRef}</span>
    </p>
    <p class="row-counts small figures">
      <span>${area.pointCount} points</span>
      ${area.geocodes.map(({ name, value }) => html`<span class="soft">${name} ${value}</span>`)}
    </p>
    ${area.description === null ? nothing : html`<p class="small">${area.description}</p>`}
    ${
      mayKeep
        ? html`<p>
            <button
              class="button danger"
              ?disabled=${areas.busy}
              @click=${() => void areas.remove(area.areaRef)}
            >
              Remove<span class="hidden-visually"> ${area.label}</span>
            </button>
          </p>`
        : nothing
    }`;
}

function put(last: AreaPutView | null): TemplateResult | typeof nothing {
  if (last === null || last.repairs.length === 0) return nothing;
  return html`<div class="waiting-notice" data-test="repairs">
    <strong>It was put right:</strong>
    <ul>
      ${last.repairs.map(({ says }) => html`<li>${says}</li>`)}
    </ul>
  </div>`;
}

function report({ imported }: AreasState): TemplateResult | typeof nothing {
  if (imported === null) return nothing;
  return html`<div class="waiting-notice" data-test="import-report">
    <p class="figures">
      ${imported.dryRun ? 'Would come of it' : 'Done'}: ${imported.readCount} read,
      ${imported.addedCount} added, ${imported.changedCount} changed, ${imported.unchangedCount} as
      before, ${imported.refusedCount} refused.
    </p>
    <ul>
      ${imported.lines
        .slice(0, 50)
        .map(
          ({ index, areaRef, reason, repairs }) =>
            html`<li>${areaRef ?? `Number ${index + 1}`}: ${reason ?? repairs.join('; ')}</li>`,
        )}
    </ul>
  </div>`;
}

function form(areas: AreasState): TemplateResult {
  const send = (fields: HTMLFormElement): void => {
    const area = geoJsonOf(fields, 'area');
    if (area === undefined) return;
    const geocodes = typed(fields, 'codes')
      .split('\n')
      .flatMap((line) => {
        const [, name, value] = CODE.exec(line) ?? [];
        return name === undefined || value === undefined ? [] : [{ name, value }];
      });
    const description = typed(fields, 'description') || null;
    const body = { label: typed(fields, 'label'), description, area, geocodes };
    void areas.keep(typed(fields, 'ref'), body);
  };
  const field = (name: string, label: string) => ({ prefix: 'area', name, label });
  return html`<section aria-labelledby="new-area">
    <h2 id="new-area">Keep one</h2>
    <form class="plan-row form-grid" data-test="area-form" @submit=${submitting(send)}>
      ${plainField(field('ref', 'Short name'))} ${plainField(field('label', 'What it is'))}
      ${plainText({
        ...field('area', 'GeoJSON Polygon or MultiPolygon'),
        ...{ max: 1_000_000, rows: 5 },
      })}
      ${plainText({ ...field('codes', 'Codes, one a line: UGC VAZ098'), required: false })}
      ${plainText({ ...field('description', 'What else matters'), required: false })}
      <button class="button primary" ?disabled=${areas.busy}>Keep it</button>
    </form>
  </section>`;
}

function importForm(areas: AreasState): TemplateResult {
  const send = (fields: HTMLFormElement): void => {
    const data = new FormData(fields);
    const file = data.get('file');
    if (file instanceof File && file.size > 0) void areas.importFile(file, data.has('dry'));
  };
  return html`<details class="plan-row">
    <summary data-test="import-areas">Import a file</summary>
    <form class="form-grid" @submit=${submitting(send)}>
      <div class="field wide">
        <label for="area-file"
          >GeoJSON FeatureCollection, or flood areas as the agency gives them</label
        >
        <input id="area-file" name="file" type="file" accept=".json,.geojson" required />
      </div>
      <label class="tick-line wide">
        <input type="checkbox" name="dry" checked />
        <span>Only say what would come of it</span>
      </label>
      <button class="button" ?disabled=${areas.busy}>Import it</button>
    </form>
  </details>`;
}
