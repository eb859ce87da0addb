import type { CalloutMapView } from '#contracts/field-report-api';
import type { HeadcountView } from '#contracts/muster-api';
import type { Place } from '#core/geometry';
import { t } from '#web/language';
import type { AreaGeometry, MapArea, MapLayers, MapPoint } from '#web/map/map-kinds';
import { REPORT_KIND_WORDS } from '#web/field-words';
import { toPlace } from '#web/points';

import { middleOf } from './middle-of';

type Feature = CalloutMapView['features'][number];
type Counts = HeadcountView['perMuster'];

/** The map of a call-out as our map element draws it; of people only how many are on the way. */
export function layersOf({ features }: CalloutMapView, perMuster: Counts): MapLayers {
  return {
    areas: features.flatMap((feature) => areaOf(feature)),
    points: features.flatMap((feature) => pointOf(feature, perMuster)),
  };
}

function areaOf({ properties, geometry }: Feature): MapArea[] {
  if (properties.what !== 'area' && properties.what !== 'exclusions') return [];
  const kind = properties.what === 'area' ? 'area' : 'exclusion';
  return [{ id: properties.what, kind, shape: geometry as AreaGeometry }];
}

function pointOf({ properties, geometry }: Feature, perMuster: Counts): MapPoint[] {
  const at = placeIn(geometry);
  if (at === null) return [];
  switch (properties.what) {
    case 'area':
    case 'exclusions':
      return [];
    case 'muster-point': {
      const { musterKey, name } = properties;
      const counts = perMuster.find((one) => one.musterKey === musterKey);
      const label =
        counts === undefined
          ? name
          : t('{{name}}: {{there}} there, {{enRoute}} on the way', {
              ...{ name, there: counts.in, enRoute: counts.enRoute },
            });
      return [{ id: `muster ${musterKey}`, kind: 'muster-point', at, label }];
    }
    case 'task':
      return [{ id: properties.id, kind: 'here', at, label: properties.title }];
    case 'report': {
      const words = REPORT_KIND_WORDS[properties.facts.kind];
      return [{ id: properties.id, kind: 'report', at, label: words }];
    }
  }
}

/** Where a point is, or the middle of the square that a task is given by. */
function placeIn(geometry: Feature['geometry']): Place | null {
  return geometry.type === 'Point' ? toPlace(geometry) : middleOf(geometry);
}
