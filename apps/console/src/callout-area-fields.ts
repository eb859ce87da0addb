import { html, nothing, type TemplateResult } from 'lit';
import { TYPED_PLACE_LENGTH_MAX } from '#core/typed-place';
import { t } from '#web/language';
import type { AreaGeometry, MapArea, MapPoint } from '#web/map/map-kinds';
import { placeOf, placeWords } from '#web/place-of';
import { toPlace } from '#web/points';
import { areaMap } from './area-map';
import type { AreaWay } from './callout-draft';
import type { CallingOut } from './calling-out';
import { countLine } from './count-line';
import { choiceField, longField, numberField, textField, tickFields } from './form-fields';

const WAYS: readonly (readonly [AreaWay, string])[] = [
  ['circle', t('Around a place')],
  ['geojson', t('Drawn on the map')],
  ['stored', t('A stored area')],
];

const PRESENCE = [
  ['now', t('Who is in it now')],
  ['entering', t('Who comes into it while the call-out is open')],
  ['living', t('Who has a registered place in it')],
] as const;

/** Where people are asked, where nobody may go, and who counts as being there. */
export function areaFields(page: CallingOut): TemplateResult {
  const { draft } = page;
  return html`<fieldset class="plan-row form-grid">
    <legend>${t('Who is asked: the area')}</legend>
    ${choiceField({
      ...{ id: 'callout-area', label: t('How the area is given'), value: draft.areaWay },
      choices: WAYS,
      set: (way) => page.type({ areaWay: WAYS.find(([one]) => one === way)?.[0] ?? 'circle' }),
    })}
    ${wayFields(page)} ${mapField(page)} ${asText(page)}
    ${tickFields({
      legend: t('Who counts as being in the area'),
      choices: PRESENCE,
      chosen: PRESENCE.map(([key]) => key).filter((key) => draft.presence[key]),
      set: (chosen) =>
        page.type({
          presence: {
            now: chosen.includes('now'),
            entering: chosen.includes('entering'),
            living: chosen.includes('living'),
          },
        }),
    })}
  </fieldset>`;
}

function mapField(page: CallingOut): TemplateResult {
  const { draft, tools, count } = page;
  return html`${areaMap({
      ...{ tools, label: t('Area of the call-out'), area: shownArea(page) },
      exclusions: geometryIn(draft.exclusions),
      fit: fitOf(page),
      points: pointsOf(page),
      set: (part, geometry) => {
        const text = geometry === null ? '' : JSON.stringify(geometry);
        page.type(part === 'area' ? { areaWay: 'geojson', geojson: text } : { exclusions: text });
      },
    })}
    <div class="wide">${countLine(count)}</div>`;
}

/** Typed and chosen areas are looked at; one that is drawn is looked at already. */
function fitOf({ draft, storedShape }: CallingOut): string {
  if (draft.areaWay === 'circle') return `${draft.place} ${draft.radiusKm}`;
  return draft.areaWay === 'stored' ? (storedShape?.ref ?? '') : draft.areaWay;
}

function shownArea({ draft, storedShape }: CallingOut): MapArea['shape'] | null {
  switch (draft.areaWay) {
    case 'circle': {
      const centre = placeOf(draft.place);
      const radiusM = Number(draft.radiusKm) * 1_000;
      return centre === null || !(radiusM > 0) ? null : { centre: toPlace(centre), radiusM };
    }
    case 'geojson':
      return geometryIn(draft.geojson);
    case 'stored':
      return storedShape?.ref === draft.areaRef ? storedShape.area : null;
  }
}

function pointsOf({ draft }: CallingOut): MapPoint[] {
  return draft.musterPoints.flatMap(({ key, name, place }) => {
    const at = placeOf(place);
    return at === null
      ? []
      : [{ id: key, kind: 'muster-point' as const, at: toPlace(at), label: name }];
  });
}

/** The geometry that a text holds, where it holds one; what is wrong with it is said when sent. */
export function geometryIn(text: string): AreaGeometry | null {
  try {
    const value = JSON.parse(text) as { readonly type?: unknown; readonly geometry?: unknown };
    const geometry = value.type === 'Feature' ? value.geometry : value;
    const { type, coordinates } = geometry as { readonly type?: unknown; coordinates?: unknown };
    const isArea = type === 'Polygon' || type === 'MultiPolygon';
    return isArea && Array.isArray(coordinates) ? (geometry as AreaGeometry) : null;
  } catch {
    return null;
  }
}

function wayFields(page: CallingOut): TemplateResult | typeof nothing {
  const { draft } = page;
  switch (draft.areaWay) {
    case 'circle':
      return html`${textField({
        ...{ id: 'callout-place', label: t('Its middle'), max: TYPED_PLACE_LENGTH_MAX },
        hint:
          placeWords(draft.place) ||
          t('Degrees as a map copies them, north first; a Plus Code; a grid reference'),
        placeholder: '36.85300, -75.97920',
        value: draft.place,
        set: (place) => page.type({ place }),
      })}
      ${numberField({
        ...{
          id: 'callout-radius',
          label: t('Kilometres around it'),
          min: 0.1,
          max: 100,
          step: 0.1,
        },
        value: draft.radiusKm,
        set: (radiusKm) => page.type({ radiusKm }),
      })}`;
    case 'geojson':
      return nothing;
    case 'stored':
      return choiceField({
        ...{ id: 'callout-stored', label: t('Stored area'), value: draft.areaRef },
        choices: [['', t('Choose …')], ...page.areas.map(({ ref, name }) => [ref, name] as const)],
        set: (areaRef) => page.type({ areaRef }),
      });
  }
}

/** For whoever has the outline from elsewhere, and where no map can be drawn. */
function asText(page: CallingOut): TemplateResult {
  const { draft } = page;
  return html`<details class="wide">
    <summary data-test="area-as-text">${t('As GeoJSON')}</summary>
    ${
      draft.areaWay === 'geojson'
        ? longField({
            ...{ id: 'callout-geojson', label: t('GeoJSON Polygon or MultiPolygon'), wide: true },
            ...{ required: false, max: 1_000_000, value: draft.geojson },
            set: (geojson) => page.type({ geojson }),
          })
        : nothing
    }
    ${longField({
      ...{ id: 'callout-exclusions', label: t('Keep out of (GeoJSON)'), wide: true },
      hint: t('Flood water, a cordon: nobody in it is asked, and nobody is sent through it.'),
      ...{ required: false, max: 1_000_000, value: draft.exclusions },
      set: (exclusions) => page.type({ exclusions }),
    })}
  </details>`;
}
