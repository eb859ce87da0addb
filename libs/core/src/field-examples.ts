import type { FieldReport } from '#core/field-report';
import type { CrewMember, FieldTask } from '#core/field-task';
import { NOT_NUDGED, type WatchPoint } from '#core/watch-point';
import { DAY_MS, HOUR_MS } from '#core/units';

const AT = Date.UTC(2026, 2, 1, 12);
const PLACE = { lat: 36.86, lon: -76 };

/** A task that nobody has yet. */
export function aFieldTask(fields: Partial<FieldTask> = {}): FieldTask {
  return {
    ...{ id: 'task', organisationId: 'org', calloutId: 'callout', title: 'Sandbags' },
    ...{ where: { kind: 'place', place: PLACE }, whereNote: null, needKey: null },
    ...{ wantedCount: 1, equipment: {}, riskNote: null, priority: 'normal', until: null },
    ...{ status: 'open', members: [], createdAt: AT, endedAt: null, endedNote: null },
    revision: 0,
    ...fields,
  };
}

/** Somebody who is there, alone and with nothing. */
export function aCrewMember(fields: Partial<CrewMember> = {}): CrewMember {
  return {
    ...{ bookingId: 'booking', responderId: 'person', status: 'checked-in', needKey: null },
    ...{ musterKey: null, peopleCount: 1, pieces: {}, credentialKinds: [], dueOutAt: null },
    ...{ calledAway: false, openTaskId: null, taskCount: 0 },
    ...fields,
  };
}

/** A report that nobody has looked at. */
export function aFieldReport(fields: Partial<FieldReport> = {}): FieldReport {
  return {
    ...{ id: 'report', organisationId: 'org', calloutId: 'callout', responderId: 'person' },
    ...{ facts: { kind: 'road-closed' }, place: PLACE, text: null, seenAt: AT, receivedAt: AT },
    ...{ status: 'new', expiresAt: AT + HOUR_MS, similarToId: null, mergedIntoId: null },
    ...{ reviewNote: null, reviewedAt: null, hasPhoto: false, revision: 0 },
    ...fields,
  };
}

/** A drain that is dangerous above 40 cm, read once a day and hourly in rising water. */
export function aWatchPoint(fields: Partial<WatchPoint> = {}): WatchPoint {
  return {
    ...{ id: 'point', organisationId: 'org', pointRef: 'drain', name: 'Mill drain' },
    ...{ kind: 'drain', place: PLACE, upstreamRefs: [], templateRef: null, adopterIds: [] },
    rule: {
      ...{ measure: 'cm', direction: 'above', warnAt: 40, alarmAt: 70, valueMin: 0 },
      ...{ valueMax: 300, jumpPerHour: 60, everyMs: DAY_MS, risingEveryMs: HOUR_MS },
    },
    ...{ createdAt: AT, state: 'unknown', lastReading: null, trendPerHour: null },
    ...{ nudges: NOT_NUDGED, revision: 0 },
    ...fields,
  };
}
