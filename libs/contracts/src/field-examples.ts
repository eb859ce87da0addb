import type { RouteId } from '#contracts/routes';

const PLACE = { type: 'Point', coordinates: [-76.0444, 36.7682] };
const BOOKING = '1f6f2b7a-11aa-4df0-9a53-0f5f6f2b7a11';

const TASK = {
  title: 'Sandbags along the mill wall',
  where: { kind: 'place', place: PLACE },
  whereNote: 'Behind the mill, the gate is open',
  needKey: 'sandbags',
  wantedCount: 4,
  equipment: { 'four-by-four': 1 },
  riskNote: 'Wet ground; nobody enters moving water.',
  priority: 'high',
  until: '2026-03-01T17:00:00Z',
};

/** A request body of each route of tasks, reports from the field and watch points. */
export const FIELD_EXAMPLES: Partial<Record<RouteId, unknown>> = {
  addTask: { taskId: '5a3c7a52-6a5c-4df0-9a53-0f5f6f2b7a11', ...TASK },
  changeTask: { ...TASK, wantedCount: 6 },
  assignTask: { bookingIds: [BOOKING], leaderBookingId: BOOKING },
  endTask: { outcome: 'done-by-others', note: 'The fire service was there first' },
  progressOwnTask: { step: 'under-way' },
  sendFieldReport: {
    reportId: '6b4c7a52-6a5c-4df0-9a53-0f5f6f2b7a11',
    calloutId: '7c5d7a52-6a5c-4df0-9a53-0f5f6f2b7a11',
    facts: { kind: 'river-level', levelM: 2.35, trend: 'rising' },
    place: PLACE,
    text: 'At the gauge by the bridge',
    seenAt: '2026-03-01T14:05:00Z',
  },
  reviewFieldReport: { status: 'confirmed', note: 'Seen by a second team' },
  putWatchPoint: {
    name: 'Drain at Mill Lane 4',
    kind: 'drain',
    place: PLACE,
    rule: {
      ...{ measure: 'cm', direction: 'above', warnAt: 40, alarmAt: 70 },
      ...{ valueMin: 0, valueMax: 300, jumpPerHour: 60 },
      ...{ everyMs: 86_400_000, risingEveryMs: 3_600_000 },
    },
    upstreamRefs: ['weir'],
    templateRef: 'sandbags',
  },
  adoptWatchPoint: { externalRef: 'R-0042' },
  sendWatchReading: {
    readingId: '8d6e7a52-6a5c-4df0-9a53-0f5f6f2b7a11',
    value: 44,
    seenAt: '2026-03-01T14:05:00Z',
    note: 'Leaves on the grille',
  },
};
