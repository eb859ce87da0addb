import { html, type nothing, type TemplateResult } from 'lit';
import type { AreaWay } from './callout-draft';
import type { CallingOut } from './calling-out';
import { choiceField, longField, numberField, textField, tickFields } from './form-fields';

const WAYS: readonly (readonly [AreaWay, string])[] = [
  ['circle', 'Around a place'],
  ['geojson', 'Pasted GeoJSON'],
  ['stored', 'A stored area'],
];

const PRESENCE = [
  ['now', 'Who is in it now'],
  ['entering', 'Who comes into it while the call-out is open'],
  ['living', 'Who has a registered place in it'],
] as const;

/** Where people are asked, where nobody may go, and who counts as being there. */
export function areaFields(page: CallingOut): TemplateResult {
  const { draft } = page;
  return html`<fieldset class="plan-row form-grid">
    <legend>Who is asked: the area</legend>
    ${choiceField({
      ...{ id: 'callout-area', label: 'How the area is given', value: draft.areaWay },
      choices: WAYS,
      set: (way) => page.type({ areaWay: WAYS.find(([one]) => one === way)?.[0] ?? 'circle' }),
    })}
    ${wayFields(page)}
    ${longField({
      ...{ id: 'callout-exclusions', label: 'Keep out of (GeoJSON)', required: false, wide: true },
      hint: 'Flood water, a cordon: nobody in it is asked, and nobody is sent through it.',
      max: 1_000_000,
      value: draft.exclusions,
      set: (exclusions) => page.type({ exclusions }),
    })}
    ${tickFields({
      legend: 'Who counts as being in the area',
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

function wayFields(page: CallingOut): TemplateResult | typeof nothing {
  const { draft } = page;
  switch (draft.areaWay) {
    case 'circle':
      return html`${textField({
        ...{ id: 'callout-place', label: 'Its middle: latitude, longitude', max: 60 },
        hint: 'As a map copies it: degrees, north first',
        placeholder: '36.85300, -75.97920',
        value: draft.place,
        set: (place) => page.type({ place }),
      })}
      ${numberField({
        ...{ id: 'callout-radius', label: 'Kilometres around it', min: 0.1, max: 100, step: 0.1 },
        value: draft.radiusKm,
        set: (radiusKm) => page.type({ radiusKm }),
      })}`;
    case 'geojson':
      return longField({
        ...{ id: 'callout-geojson', label: 'GeoJSON Polygon or MultiPolygon', wide: true },
        hint: 'Longitude first. It is checked, and what was repaired is said before it is sent.',
        max: 1_000_000,
        value: draft.geojson,
        set: (geojson) => page.type({ geojson }),
      });
    case 'stored':
      return choiceField({
        ...{ id: 'callout-stored', label: 'Stored area', value: draft.areaRef },
        choices: [['', 'Choose …'], ...page.areas.map(({ ref, name }) => [ref, name] as const)],
        set: (areaRef) => page.type({ areaRef }),
      });
  }
}
