import type { ArrestRecord } from '#core/evidence-record';
import { nearestRank } from '#core/service-figures';
import type { Instant } from '#core/units';

/** How long something took over the arrests in which both ends are known, in whole seconds. */
export interface EvidenceTime {
  readonly name: string;
  readonly says: string;
  readonly count: number;
  readonly p10S: number | null;
  readonly p50S: number | null;
  readonly p90S: number | null;
  /** Arrests it was reckoned from. */
  readonly ids: readonly string[];
}

const MS_PER_S = 1_000;

type Ends = (record: ArrestRecord) => readonly [from: Instant | null, to: Instant | null];

const SPANS: readonly (readonly [name: string, says: string, ends: Ends])[] = [
  ['call-to-alert', 'from call to first alert', (one) => [one.calledAt, one.firstAlertAt]],
  [
    'alert-to-receipt',
    'from first alert to first receipt of a phone',
    (one) => [one.firstAlertAt, one.firstDeliveredAt],
  ],
  [
    'alert-to-accept',
    'from first alert to first acceptance',
    (one) => [one.firstAlertAt, one.firstAcceptedAt],
  ],
  [
    'alert-to-scene',
    'from first alert to first responder on scene',
    (one) => [one.firstAlertAt, one.firstOnSceneAt],
  ],
  [
    'call-to-scene',
    'from call to first responder on scene',
    (one) => [one.calledAt, one.firstOnSceneAt],
  ],
  [
    'call-to-patient',
    'from call to first responder with the patient',
    (one) => [one.calledAt, one.firstWithPatientAt],
  ],
  [
    'call-to-aed',
    'from call to a responder on scene with an AED',
    (one) => [one.calledAt, one.aedOnSceneAt],
  ],
  [
    'call-to-ambulance',
    'from call to the ambulance as control expected it',
    (one) => [one.calledAt, one.ambulanceExpectedAt],
  ],
];

/**
 * Median, first and ninth decile by nearest rank, over arrests that control did not cancel. An end
 * before its begin (a clock was wrong) counts as not known.
 */
export function evidenceTimes(records: readonly ArrestRecord[]): readonly EvidenceTime[] {
  const kept = records.filter(({ status }) => status !== 'cancelled');
  return SPANS.map(([name, says, ends]) => {
    const known = kept.flatMap((record) => {
      const [from, to] = ends(record);
      if (from === null || to === null || to < from) return [];
      return [{ id: record.id, seconds: Math.round((to - from) / MS_PER_S) }];
    });
    const seconds = known.map((one) => one.seconds);
    return {
      ...{ name, says, count: known.length, ids: known.map(({ id }) => id) },
      p10S: nearestRank(seconds, 0.1),
      p50S: nearestRank(seconds, 0.5),
      p90S: nearestRank(seconds, 0.9),
    };
  });
}
