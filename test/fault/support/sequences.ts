import type { PhoneFact } from '../../../apps/simulator/src/crowd/messages';
import { groupBy } from './group-by';

/** How far an alert and its assignment have come; a phone never sees them go back. */
const ALERT_STEPS = [['sent'], ['accepted', 'declined', 'expired', 'withdrawn']];
const ASSIGNMENT_STEPS = [
  [null],
  ['accepted'],
  ['en-route'],
  ['on-scene'],
  ['with-patient'],
  ['cleared', 'stood-down', 'withdrawn'],
];

/** Alerts and assignments that went back in what one phone was told, in the order it was told. */
export function regressionsOf(feeds: readonly PhoneFact[]): readonly string[] {
  const byAlert = groupBy(feeds, ({ phone, alertId }) => `phone ${phone}, ${alertId ?? ''}`);
  return [...byAlert].flatMap(([what, facts]) => {
    const told = facts.toSorted((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
    const alerts = told.map(({ status }) => stepOf(ALERT_STEPS, status ?? null));
    const bound = told.map(({ assignment }) => stepOf(ASSIGNMENT_STEPS, assignment ?? null));
    return goesBack(alerts) || goesBack(bound)
      ? [`${what}: ${told.map(({ status, assignment }) => `${status}/${assignment}`).join(' → ')}`]
      : [];
  });
}

/** Numbers that a phone which was ever connected has never been given. */
export function gapsOf(
  feeds: readonly PhoneFact[],
  lastSeqs: ReadonlyMap<string, number>,
  phoneOf: ReadonlyMap<string, number>,
): readonly string[] {
  const heard = groupBy(feeds, ({ phone }) => phone);
  return [...lastSeqs].flatMap(([responderId, lastSeq]) => {
    const phone = phoneOf.get(responderId);
    if (phone === undefined) return [];
    const seqs = new Set((heard.get(phone) ?? []).map(({ seq }) => seq));
    const missing = Array.from({ length: lastSeq }, (_, nth) => nth + 1).filter(
      (seq) => !seqs.has(seq),
    );
    return missing.map((seq) => `phone ${phone} never got ${seq} of ${lastSeq}`);
  });
}

function stepOf(steps: readonly (readonly (string | null)[])[], status: string | null): number {
  return steps.findIndex((each) => each.includes(status));
}

function goesBack(steps: readonly number[]): boolean {
  return steps.some((step, index) => index > 0 && step < (steps[index - 1] ?? step));
}
