import type { Callout } from '#core/callout';
import {
  BRIEFING_PARTS,
  type BriefingPart,
  type CalloutNeed,
  type CalloutPolicy,
} from '#core/callout-needs';
import { ok, refuse, type Result } from '#core/problem';

/** What is asked for when a call-out is opened. */
export type AskedCallout = Pick<
  Callout,
  'briefing' | 'window' | 'shifts' | 'needs' | 'musterPoints' | 'policy'
>;

/**
 * Whether a call-out that is asked for makes sense as a whole.
 *
 * @returns the refusal `invalid-field` of the first thing at fault, with its field
 */
export function checkCallout(asked: AskedCallout): Result<null> {
  const missing = missingBriefingParts(asked);
  const [part] = missing;
  if (part !== undefined) {
    return fault(`The briefing lacks: ${missing.join(', ')}.`, FIELD_OF_PART[part]);
  }
  const checks = [checkTimes(asked), checkNeeds(asked), checkPlaces(asked), checkPolicy(asked)];
  return checks.find((check) => !check.ok) ?? ok(null);
}

/** The parts of a briefing that people have a right to know and that are empty or absent. */
export function missingBriefingParts(asked: AskedCallout): readonly BriefingPart[] {
  const { briefing, window, shifts, musterPoints } = asked;
  const spans = shifts.length === 0 ? [window] : shifts;
  const isSaid: Readonly<Record<BriefingPart, boolean>> = {
    event: isText(briefing.event),
    task: isText(briefing.task),
    'meeting-point':
      musterPoints.length > 0 &&
      musterPoints.every((point) =>
        [point.name, point.routeNote, point.parkingNote].every((words) => isText(words)),
      ),
    contact: isText(briefing.contact),
    'total-duration': window.from < window.until,
    'shift-length': spans.every(({ from, until }) => from < until),
    bring: isText(briefing.bring),
    risks: isText(briefing.risks),
  };
  return BRIEFING_PARTS.filter((part) => !isSaid[part]);
}

const FIELD_OF_PART: Readonly<Record<BriefingPart, string>> = {
  event: 'briefing.event',
  task: 'briefing.task',
  'meeting-point': 'musterPoints',
  contact: 'briefing.contact',
  'total-duration': 'window',
  'shift-length': 'shifts',
  bring: 'briefing.bring',
  risks: 'briefing.risks',
};

function isText(words: string): boolean {
  return words.trim() !== '';
}

function checkTimes({ window, shifts }: AskedCallout): Result<null> {
  const again = repeated(shifts.map(({ shiftKey }) => shiftKey));
  if (again !== -1) return fault('Two shifts have the same key.', `shifts.${again}.shiftKey`);
  const outside = shifts.findIndex(({ from, until }) => from < window.from || until > window.until);
  if (outside !== -1) return fault('A shift lies within the window.', `shifts.${outside}`);
  return ok(null);
}

/** Keys, shifts and numbers of needs; also of needs that are changed later. */
export function checkNeeds({ needs, shifts }: Pick<Callout, 'needs' | 'shifts'>): Result<null> {
  if (needs.length === 0) return fault('A call-out asks for somebody.', 'needs');
  const again = repeated(needs.map(({ needKey }) => needKey));
  if (again !== -1) return fault('Two needs have the same key.', `needs.${again}.needKey`);
  const faults = needs.map((need, index) => needFault(need, { shifts, field: `needs.${index}` }));
  return faults.find((each) => !each.ok) ?? ok(null);
}

function needFault(
  need: CalloutNeed,
  { shifts, field }: { readonly shifts: Callout['shifts']; readonly field: string },
): Result<null> {
  const { shiftKey, minimumCount, wantedCount } = need;
  if (shiftKey !== null && !shifts.some((shift) => shift.shiftKey === shiftKey)) {
    return fault('There is no shift of that key.', `${field}.shiftKey`);
  }
  if (wantedCount < 1) return fault('A need wants somebody.', `${field}.wantedCount`);
  if (minimumCount > wantedCount) {
    return fault('The minimum is no more than what is wanted.', `${field}.minimumCount`);
  }
  const pieces = Object.values(need.equipment).reduce((sum, count) => sum + count, 0);
  return pieces > wantedCount
    ? fault('Each piece is brought by a person of the need.', `${field}.equipment`)
    : ok(null);
}

function checkPlaces({ musterPoints, needs }: AskedCallout): Result<null> {
  const again = repeated(musterPoints.map(({ musterKey }) => musterKey));
  if (again !== -1) {
    return fault('Two muster points have the same key.', `musterPoints.${again}.musterKey`);
  }
  const wanted = needs.reduce((sum, { wantedCount }) => sum + wantedCount, 0);
  let quota = 0;
  for (const { quotaCount } of musterPoints) quota += quotaCount ?? Infinity;
  return quota < wanted
    ? fault(`The muster points take ${quota} people, and ${wanted} are wanted.`, 'musterPoints')
    : ok(null);
}

/** At most this many waves: each is a bit of a number that is kept for everyone considered. */
const WAVES_MAX = 30;

function checkPolicy({ policy }: { readonly policy: CalloutPolicy }): Result<null> {
  const count = policy.waves.length;
  return count < 1 || count > WAVES_MAX
    ? fault('A call-out has one wave at least.', 'policy.waves')
    : ok(null);
}

/** The index of the first that was there before; -1 where there is none. */
function repeated(keys: readonly string[]): number {
  return keys.findIndex((key, index) => keys.indexOf(key) < index);
}

function fault(detail: string, field: string): Result<never> {
  return refuse('invalid-field', detail, field);
}
