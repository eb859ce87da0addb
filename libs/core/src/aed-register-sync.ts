import { AED_TABLE, type AedAccess, type AedStatus } from '#core/aed';
import type { AedContradiction } from '#core/aed-contradictions';
import { distanceM, type Place } from '#core/geometry';
import { canMove } from '#core/transition';
import type { Instant } from '#core/units';

/** Beyond this a new place is a move; below, somebody has read the same place better. */
export const MOVED_MIN_M = 25;
/** An AED that "moved" further than this is no longer where it is needed: it counts as vanished. */
export const ELSEWHERE_MIN_M = 50_000;
/**
 * A file that would take away more of a register than this is not believed. A feed that was empty
 * for a day, cut in the middle or swapped in its coordinates would; of the four dated feeds of
 * Zurich (2021) none took away more than a fiftieth.
 */
export const VANISH_SHARE_MAX = 0.2;

/** What a register says of one AED. */
export interface AedFacts {
  readonly name: string;
  readonly place: Place;
  readonly locationDetail: string | null;
  readonly floor: string | null;
  readonly access: AedAccess;
  readonly openingHours: string | null;
  readonly lastCheckedAt: Instant | null;
  readonly contradictions: readonly AedContradiction[];
}

/** One row of the file. */
export interface RegisterEntry {
  /** Where it stands, for whoever mends the file: `line 3`, `node/42`. */
  readonly where: string;
  readonly externalRef: string;
  readonly facts: AedFacts;
  /** The status it should have, by the table of statuses; null leaves it as it is. */
  readonly status: AedStatus | null;
}

/** A row that is not taken; its AED, where the row names one, stays as it is. */
export interface RefusedRow {
  readonly where: string;
  readonly externalRef: string | null;
  readonly why: string;
}

/** An AED as it is stored. */
export interface RegisteredAed {
  readonly externalRef: string;
  /** The register it belongs to; null for one put by hand. */
  readonly source: string | null;
  readonly status: AedStatus;
  /** The status it had when it left its register's feed; null while it is there. */
  readonly goneFrom: AedStatus | null;
  readonly facts: AedFacts;
}

export const REGISTER_CHANGES = ['added', 'changed', 'moved', 'back', 'gone', 'unchanged'] as const;
export type RegisterChange = (typeof REGISTER_CHANGES)[number];

/** What becomes of one AED. */
export interface RegisterStep {
  readonly change: RegisterChange;
  /** Where its row stands; null for one that has none any more. */
  readonly where: string | null;
  /** How far its place has moved. */
  readonly movedM: number;
  /** The status its row asks for, where the table of statuses does not allow it; else null. */
  readonly illegalStatus: AedStatus | null;
  /** As it is stored afterwards. */
  readonly aed: RegisteredAed;
}

export interface RegisterPlan {
  /** In order of reference. */
  readonly steps: readonly RegisterStep[];
  readonly refused: readonly RefusedRow[];
  /** Why the file as a whole is not believed, and nothing of it is to be applied; else null. */
  readonly refusal: string | null;
}

export interface RegisterFile {
  readonly entries: readonly RegisterEntry[];
  /** Rows that could not be read. */
  readonly refused: readonly RefusedRow[];
  /** The register of which this file is the whole; null adds and changes only. */
  readonly source: string | null;
  /** Of a file that holds changes alone: references that left; all others stay in the register. */
  readonly left?: readonly string[];
  /** Takes a file that lets many AEDs vanish at its word; never one without any AED. */
  readonly allowVanish: boolean;
}

/**
 * Compares a file with what is stored of its register: which AEDs it adds, changes, moves, brings
 * back and lets go. The order of rows does not matter, and a file that has been applied changes
 * nothing the second time.
 *
 * A reference that is there twice is refused in all its rows. An AED whose rows are refused is
 * still in the feed, so it is not gone. One that was retired by hand stays so.
 *
 * @param stored AEDs of the register and those that the file names, from whatever register
 */
export function planRegisterSync(
  file: RegisterFile,
  stored: readonly RegisteredAed[],
): RegisterPlan {
  const storedByRef = new Map(stored.map((aed) => [aed.externalRef, aed]));
  const { taken, refused } = sortOut(file, storedByRef);
  const seen = new Set([...taken, ...refused].map((row) => row.externalRef));
  const present = stored.filter(
    ({ source, goneFrom, status }) =>
      file.source !== null && source === file.source && goneFrom === null && status !== 'retired',
  );
  const left = file.left && new Set(file.left);
  const gone = present.filter(({ externalRef }) => {
    return !seen.has(externalRef) && (left === undefined || left.has(externalRef));
  });
  const steps = [
    ...taken.map((entry) => stepOf(entry, storedByRef.get(entry.externalRef), file.source)),
    ...gone.map((aed): RegisterStep => {
      const left: RegisteredAed = { ...aed, status: 'retired', goneFrom: aed.status };
      return { change: 'gone', where: null, movedM: 0, illegalStatus: null, aed: left };
    }),
  ].sort((a, b) => (a.aed.externalRef < b.aed.externalRef ? -1 : 1));
  const isPresent = new Set(present.map((aed) => aed.externalRef));
  const vanishing = steps.filter(
    ({ aed, change, movedM }) =>
      isPresent.has(aed.externalRef) && (change === 'gone' || movedM > ELSEWHERE_MIN_M),
  );
  const refusal = refusalOf({ taken, vanishing, present, file });
  return { steps, refused, refusal };
}

function sortOut(
  { entries, refused, source }: RegisterFile,
  storedByRef: ReadonlyMap<string, RegisteredAed>,
): { readonly taken: readonly RegisterEntry[]; readonly refused: readonly RefusedRow[] } {
  const times = new Map<string, number>();
  for (const { externalRef } of [...entries, ...refused]) {
    if (externalRef !== null) times.set(externalRef, (times.get(externalRef) ?? 0) + 1);
  }
  const taken: RegisterEntry[] = [];
  const more: RefusedRow[] = [];
  for (const entry of entries) {
    const { where, externalRef } = entry;
    const owner = storedByRef.get(externalRef)?.source ?? null;
    if ((times.get(externalRef) ?? 0) > 1) {
      more.push({ where, externalRef, why: 'its reference is there more than once' });
    } else if (source !== null && owner !== null && owner !== source) {
      more.push({ where, externalRef, why: `its reference belongs to the register ${owner}` });
    } else {
      taken.push(entry);
    }
  }
  return { taken, refused: [...refused, ...more] };
}

function stepOf(
  { where, externalRef, facts, status: wanted }: RegisterEntry,
  old: RegisteredAed | undefined,
  source: string | null,
): RegisterStep {
  const returns = source !== null && (old?.goneFrom ?? null) !== null;
  const first = old === undefined ? 'unverified' : old.status;
  const before = returns ? statusAgain(old?.goneFrom ?? null) : first;
  const isLegal = wanted === null || wanted === before || canMove(AED_TABLE, before, wanted);
  const aed: RegisteredAed = {
    externalRef,
    source: source ?? old?.source ?? null,
    status: isLegal ? (wanted ?? before) : before,
    goneFrom: returns ? null : (old?.goneFrom ?? null),
    facts,
  };
  const movedM = old === undefined ? 0 : Math.round(distanceM(old.facts.place, facts.place));
  const change = returns ? 'back' : changeOf(old, aed, movedM);
  return { change, where, movedM, illegalStatus: isLegal ? null : wanted, aed };
}

function changeOf(
  old: RegisteredAed | undefined,
  aed: RegisteredAed,
  movedM: number,
): RegisterChange {
  if (old === undefined) return 'added';
  if (movedM > MOVED_MIN_M) return 'moved';
  const same = old.source === aed.source && old.status === aed.status;
  return same && textOf(old.facts) === textOf(aed.facts) ? 'unchanged' : 'changed';
}

/** What was broken is still broken when it returns; everything else has to be looked at again. */
function statusAgain(goneFrom: AedStatus | null): AedStatus {
  return goneFrom === 'out-of-service' ? 'out-of-service' : 'unverified';
}

function refusalOf(found: {
  readonly taken: readonly RegisterEntry[];
  readonly vanishing: readonly RegisterStep[];
  readonly present: readonly RegisteredAed[];
  readonly file: RegisterFile;
}): string | null {
  const { taken, vanishing, present, file } = found;
  const { allowVanish, left } = file;
  if (taken.length === 0 && left === undefined) return 'the file holds no AED that could be taken';
  if (allowVanish || vanishing.length <= VANISH_SHARE_MAX * present.length) return null;
  const most = Math.floor(VANISH_SHARE_MAX * present.length);
  return (
    `${vanishing.length} of the register's ${present.length} AEDs would vanish; ` +
    `at most ${most} may at once`
  );
}

/** All facts in one text, to compare; places to about a centimetre. */
function textOf(facts: AedFacts): string {
  const { name, place, locationDetail, floor, access, openingHours, lastCheckedAt } = facts;
  const degrees = [place.lat, place.lon].map((each) => each.toFixed(7));
  const contradictions = [...facts.contradictions].sort();
  return JSON.stringify([
    ...[name, degrees, locationDetail, floor, access, openingHours, lastCheckedAt],
    contradictions,
  ]);
}
