import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { AreaPutView, StoredAreaSummaryView } from '#contracts/area-api';
import { confirmed } from '#web/confirm';
import { submitting, typed } from '#web/forms';
import { count, t } from '#web/language';
import { plainField, plainText } from '#web/plain-fields';
import { areaMap } from './area-map';
import type { AreasState } from './areas-state';
import { countLine } from './count-line';
import { geoJsonOf } from './geojson-field';
import { outcome, pageHead } from './page-parts';
import { refField } from './ref-field';

const CODE = /^\s*(\S+)[\s:=]+(\S.*?)\s*$/u;

/** Areas that are kept: flood areas, parishes, cordons that come back every winter. */
export function areasPage(areas: AreasState, mayKeep: boolean): TemplateResult {
  return html`<article class="incident" data-test="areas-page">
    ${pageHead(t('Stored areas'), t('For call-outs, and for warnings that name areas by codes.'))}
    ${outcome(areas)} ${put(areas.lastPut)} ${report(areas)}
    ${areas.items?.length === 0 ? html`<p class="soft">${t('None yet.')}</p>` : nothing}
    <ul class="rows" data-test="areas">
      ${areas.items?.map((area) => html`<li class="plan-row">${row(areas, area, mayKeep)}</li>`)}
    </ul>
    ${areas.hasMore ? html`<p class="soft">${t('The first 200 are shown.')}</p>` : nothing}
    ${
      mayKeep
        ? html`${keyed(areas.opened?.areaRef ?? '', form(areas))} ${importForm(areas)}`
        : shown(areas)
    }
  </article>`;
}

function row(areas: AreasState, area: StoredAreaSummaryView, mayKeep: boolean): TemplateResult {
  return html`<p class="row-head">
      <strong>${area.label}</strong> <span class="soft">${area.areaRef}</span>
    </p>
    <p class="row-counts small figures">
      <span>${count(area.pointCount, 'point', 'points')}</span>
      ${area.geocodes.map(({ name, value }) => html`<span class="soft">${name} ${value}</span>`)}
    </p>
    ${area.description === null ? nothing : html`<p class="small">${area.description}</p>`}
    <p class="deeds">
      <button class="button" data-test="open-area" @click=${() => void areas.open(area.areaRef)}>
        ${mayKeep ? t('Look at it or change it') : t('Look at it')}<span class="hidden-visually">
          ${area.label}</span
        >
      </button>
      ${
        mayKeep
          ? html`<button
              class="button danger"
              ?disabled=${areas.busy}
              data-test="remove-area"
              @click=${() => void remove(areas, area)}
            >
              ${t('Remove')}<span class="hidden-visually"> ${area.label}</span>
            </button>`
          : nothing
      }
    </p>`;
}

async function remove(areas: AreasState, area: StoredAreaSummaryView): Promise<void> {
  const isSure = await confirmed({
    question: t('Remove the area {{label}}?', { label: area.label }),
    says: t('Warnings that name it by its codes find it no longer.'),
    yes: t('Remove it'),
  });
  if (isSure) await areas.remove(area.areaRef);
}

function put(last: AreaPutView | null): TemplateResult | typeof nothing {
  if (last === null || last.repairs.length === 0) return nothing;
  return html`<div class="waiting-notice" data-test="repairs">
    <strong>${t('It was put right:')}</strong>
    <ul>
      ${last.repairs.map(({ says }) => html`<li>${says}</li>`)}
    </ul>
  </div>`;
}

function report({ imported }: AreasState): TemplateResult | typeof nothing {
  if (imported === null) return nothing;
  return html`<div class="waiting-notice" data-test="import-report">
    <p class="figures">
      ${imported.dryRun ? t('Would come of it') : t('Done')}:
      ${t(
        '{{readCount}} read, {{addedCount}} added, {{changedCount}} changed, {{unchangedCount}} as before, {{refusedCount}} refused.',
        {
          readCount: imported.readCount,
          addedCount: imported.addedCount,
          changedCount: imported.changedCount,
          unchangedCount: imported.unchangedCount,
          refusedCount: imported.refusedCount,
        },
      )}
    </p>
    <ul>
      ${imported.lines
        .slice(0, 50)
        .map(
          ({ index, areaRef, reason, repairs }) =>
            html`<li>
              ${areaRef ?? t('Number {{number}}', { number: index + 1 })}:
              ${reason ?? repairs.join('; ')}
            </li>`,
        )}
    </ul>
  </div>`;
}

/** For whoever keeps none: the outline on the map. */
function shown(areas: AreasState): TemplateResult | typeof nothing {
  const { opened, tools } = areas;
  if (opened === null) return nothing;
  return html`<section class="plan-row" aria-label=${opened.label}>
    <h2>${opened.label}</h2>
    ${areaMap({
      tools,
      label: opened.label,
      area: opened.area,
      isFixed: true,
      set: () => undefined,
    })}
  </section>`;
}

function form(areas: AreasState): TemplateResult {
  const { opened } = areas;
  const field = (name: string, label: string) => ({ prefix: 'area', name, label });
  const codes = (opened?.geocodes ?? []).map(({ name, value }) => `${name} ${value}`);
  return html`<section aria-labelledby="new-area">
    <h2 id="new-area">${opened === null ? t('Keep one') : opened.label}</h2>
    <form
      class="plan-row form-grid"
      data-test="area-form"
      @submit=${submitting((fields) => keep(areas, fields))}
    >
      ${areaMap({
        ...{ tools: areas.tools, label: t('Area'), area: areas.drawn, fit: opened?.areaRef ?? '' },
        set: (_part, geometry) => areas.draw(geometry),
      })}
      <div class="wide">${countLine(areas.count)}</div>
      ${refField('area', { value: opened?.areaRef ?? '' })}
      ${plainField({ ...field('label', t('What it is')), value: opened?.label ?? '' })}
      ${plainText({
        ...{ ...field('codes', t('Codes, one a line: UGC VAZ098')), required: false },
        value: codes.join('\n'),
      })}
      ${plainText({
        ...{ ...field('description', t('What else matters')), required: false },
        value: opened?.description ?? '',
      })}
      ${asText(areas)}
      <button class="button primary" data-test="keep-area" ?disabled=${areas.busy}>
        ${t('Keep it')}
      </button>
      ${
        opened === null
          ? nothing
          : html`<button type="button" class="button" @click=${() => void areas.open(null)}>
              ${t('Leave it as it is')}
            </button>`
      }
    </form>
  </section>`;
}

function asText({ drawn }: AreasState): TemplateResult {
  return html`<details class="wide">
    <summary data-test="area-as-text">${t('As GeoJSON')}</summary>
    <div class="field">
      <label for="area-area">${t('GeoJSON Polygon or MultiPolygon')}</label>
      <textarea
        id="area-area"
        name="area"
        rows="5"
        maxlength="1000000"
        .value=${drawn === null ? '' : JSON.stringify(drawn)}
      ></textarea>
    </div>
  </details>`;
}

function keep(areas: AreasState, fields: HTMLFormElement): void {
  const read = geoJsonOf(fields, 'area');
  if (!read.ok || read.geometry === null) {
    areas.say(read.ok ? t('Draw the area on the map first.') : read.sentence);
    return;
  }
  const area = read.geometry;
  const geocodes = typed(fields, 'codes')
    .split('\n')
    .flatMap((line) => {
      const [, name, value] = CODE.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [{ name, value }];
    });
  const description = typed(fields, 'description') || null;
  const source = areas.opened?.source ?? null;
  const body = { label: typed(fields, 'label'), description, area, geocodes, source };
  void areas.keep(typed(fields, 'ref'), body).then((kept) => (kept ? fields.reset() : undefined));
}

function importForm(areas: AreasState): TemplateResult {
  const send = (fields: HTMLFormElement): void => {
    const data = new FormData(fields);
    const file = data.get('file');
    if (file instanceof File && file.size > 0) void areas.importFile(file, data.has('dry'));
  };
  return html`<details class="plan-row">
    <summary data-test="import-areas">${t('Import a file')}</summary>
    <form class="form-grid" @submit=${submitting(send)}>
      <div class="field wide">
        <label for="area-file"
          >${t('GeoJSON FeatureCollection, or flood areas as the agency gives them')}</label
        >
        <input id="area-file" name="file" type="file" accept=".json,.geojson" required />
      </div>
      <label class="tick-line wide">
        <input type="checkbox" name="dry" checked />
        <span>${t('Only say what would come of it')}</span>
      </label>
      <button class="button" ?disabled=${areas.busy}>${t('Import it')}</button>
    </form>
  </details>`;
}
