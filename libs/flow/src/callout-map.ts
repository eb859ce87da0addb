import { isUrgent, type FieldReport } from '#core/field-report';
import type { Callout } from '#core/callout';
import type { FieldTask, FieldTaskStatus } from '#core/field-task';
import type { Cell } from '#core/geometry';
import { ok, refuse, type Result } from '#core/problem';
import type { CalloutMapView } from '#contracts/field-report-api';
import { fromArea, fromPlace, toIso } from '#contracts/shapes';
import type { CalloutStore, Clock, FieldReportStore, FieldTaskStore } from '#flow/ports';

/** Reports and tasks on one map, at most. */
const ITEMS_MAX = 500;

const OPEN: readonly FieldTaskStatus[] = ['open', 'given', 'under-way'];

type Feature = CalloutMapView['features'][number];

/** What stands on the map of a call-out; no person does. */
export class CalloutMap {
  constructor(
    private readonly ports: {
      readonly callouts: Pick<CalloutStore, 'loadCallout'>;
      readonly fieldTasks: Pick<FieldTaskStore, 'tasks'>;
      readonly fieldReports: Pick<FieldReportStore, 'reportsOnMap'>;
      readonly clock: Clock;
    },
  ) {}

  /**
   * Area, exclusions, muster points with how full they are, tasks still to be done, and reports
   * that stand; refuses `not-found`.
   */
  async read(organisationId: string, calloutId: string): Promise<Result<CalloutMapView>> {
    const state = await this.ports.callouts.loadCallout(organisationId, calloutId);
    if (state === null) return refuse('not-found', 'There is no such call-out.');
    const now = this.ports.clock.now();
    const page = { cursor: null, limit: ITEMS_MAX };
    const [tasks, reports] = await Promise.all([
      this.ports.fieldTasks.tasks({ organisationId, calloutId }, OPEN, page),
      this.ports.fieldReports.reportsOnMap(organisationId, calloutId, { now, max: ITEMS_MAX }),
    ]);
    return ok({
      type: 'FeatureCollection',
      features: [
        ...featuresOf(state.callout),
        ...tasks.items.map(taskFeature),
        ...reports.map(reportFeature),
      ],
      isCut: tasks.nextCursor !== null || reports.length === ITEMS_MAX,
    });
  }
}

function featuresOf(callout: Callout): readonly Feature[] {
  const { area, exclusions, fill } = callout;
  return [
    { type: 'Feature', geometry: fromArea(area), properties: { what: 'area' } },
    ...(exclusions === null ? [] : [exclusionFeature(fromArea(exclusions))]),
    ...callout.musterPoints.map((point): Feature => ({
      type: 'Feature',
      geometry: fromPlace(point.place),
      properties: {
        ...{ what: 'muster-point', musterKey: point.musterKey, name: point.name },
        acceptedCount: fill.peopleByMuster[point.musterKey] ?? 0,
        quotaCount: point.quotaCount,
      },
    })),
  ];
}

function exclusionFeature(geometry: ReturnType<typeof fromArea>): Feature {
  return { type: 'Feature', geometry, properties: { what: 'exclusions' } };
}

function taskFeature({ id, title, status, priority, where }: FieldTask): Feature {
  const geometry = where.kind === 'place' ? fromPlace(where.place) : squareOf(where.cell);
  return { type: 'Feature', geometry, properties: { what: 'task', id, title, status, priority } };
}

function reportFeature({ id, status, facts, place, seenAt }: FieldReport): Feature {
  const properties = { id, status, facts, seenAt: toIso(seenAt), isUrgent: isUrgent(facts) };
  return {
    type: 'Feature',
    geometry: fromPlace(place),
    properties: { what: 'report', ...properties },
  };
}

const METRES_PER_DEGREE = 111_195;

function squareOf({ centre: { lat, lon }, sizeM }: Cell): {
  type: 'Polygon';
  coordinates: [number, number][][];
} {
  const high = sizeM / 2 / METRES_PER_DEGREE;
  const wide = high / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  const [south, north, west, east] = [lat - high, lat + high, lon - wide, lon + wide];
  const ring: [number, number][] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: 'Polygon', coordinates: [ring] };
}
