import { html, nothing, type TemplateResult } from 'lit';
import type { CalloutView } from '#contracts/callout-api';
import type { CalloutMapView } from '#contracts/field-report-api';
import { REPORT_KIND_WORDS } from '#web/field-words';
import { count, t } from '#web/language';
import { momentWords } from '#web/moments';
import { reportDetail } from './callout-field-part';
import { REPORT_STATUS_WORDS, TASK_PRIORITY_WORDS, TASK_STATUS_WORDS } from './field-words';
import type { OpenedCallout } from './opened-callout';
import { outcome } from './page-parts';
import { plainMap } from './plain-map';

type Feature = CalloutMapView['features'][number];

/** The call-out on a map, and beside it the same as a list. */
export function mapPart(opened: OpenedCallout, callout: CalloutView): TemplateResult {
  const { map, overview } = opened;
  const features = map.view?.features ?? [];
  return html`${outcome(map)}
    <section aria-labelledby="map-of-callout" data-test="callout-map">
      <h2 id="map-of-callout" class="hidden-visually">${t('Map')}</h2>
      ${
        map.view === null
          ? html`<p class="soft">${t('Loading …')}</p>`
          : plainMap({
              ...{ tools: map.tools, label: callout.title },
              layers: map.layersFor(overview.headcount),
              onChoose: (id) => map.choose(id),
            })
      }
      <p class="row-counts small map-legend">
        <span class="map-key area">${t('Area')}</span>
        <span class="map-key exclusions">${t('Nobody may go there')}</span>
        ${
          map.view?.isCut === true
            ? html`<span class="attention">${t('Not everything is shown.')}</span>`
            : nothing
        }
      </p>
      ${chosen(opened, features)}
      <ul class="rows" data-test="map-list">
        ${features.map((feature) => line(opened, feature))}
      </ul>
    </section>`;
}

function chosen(
  { map, field, may }: OpenedCallout,
  features: readonly Feature[],
): TemplateResult | typeof nothing {
  const { chosenId } = map;
  if (chosenId === null) return nothing;
  const report = field.reports?.find(({ id }) => id === chosenId);
  if (report !== undefined) {
    return html`<div class="plan-row" data-test="chosen-on-map">
      ${reportDetail(field, report, may('run-muster'))}
    </div>`;
  }
  const feature = features.find((one) => idOf(one) === chosenId);
  return feature === undefined
    ? nothing
    : html`<div class="plan-row" data-test="chosen-on-map">${words(feature)}</div>`;
}

function idOf({ properties }: Feature): string | null {
  switch (properties.what) {
    case 'area':
    case 'exclusions':
      return null;
    case 'muster-point':
      return `muster ${properties.musterKey}`;
    case 'task':
    case 'report':
      return properties.id;
  }
}

function line({ map }: OpenedCallout, feature: Feature): TemplateResult | typeof nothing {
  const id = idOf(feature);
  if (id === null) return nothing;
  return html`<li>
    <button
      class="map-line"
      aria-pressed=${map.chosenId === id ? 'true' : 'false'}
      @click=${() => map.choose(map.chosenId === id ? null : id)}
    >
      ${words(feature)}
    </button>
  </li>`;
}

function words({ properties }: Feature): TemplateResult | typeof nothing {
  switch (properties.what) {
    case 'area':
    case 'exclusions':
      return nothing;
    case 'muster-point': {
      const { name, acceptedCount, quotaCount } = properties;
      return html`<strong>${name}</strong>
        <span class="figures"
          >${
            quotaCount === null
              ? count(acceptedCount, 'person', 'people')
              : t('{{acceptedCount}} of {{quotaCount}} people', { acceptedCount, quotaCount })
          }</span
        >`;
    }
    case 'task':
      return html`<strong>${properties.title}</strong>
        <span>${TASK_STATUS_WORDS[properties.status]}</span>
        <span class="soft">${TASK_PRIORITY_WORDS[properties.priority]}</span>`;
    case 'report':
      return html`<strong>${REPORT_KIND_WORDS[properties.facts.kind]}</strong>
        ${properties.isUrgent ? html`<span class="badge danger">${t('Urgent')}</span>` : nothing}
        <span>${REPORT_STATUS_WORDS[properties.status]}</span>
        <span class="soft figures"
          >${t('seen {{seenAt}}', { seenAt: momentWords(properties.seenAt) })}</span
        >`;
  }
}
