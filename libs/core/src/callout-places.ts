import type { CalloutFill, CalloutNeed, MusterPoint, Shift } from '#core/callout-needs';
import type { Equipment, Pieces } from '#core/equipment';
import { distanceM, type Place } from '#core/geometry';
import type { CredentialKind } from '#core/responder';
import type { Instant } from '#core/units';

/** A call-out as far as it decides who gets which place. */
export interface PlacesAsked {
  readonly window: { readonly from: Instant; readonly until: Instant };
  readonly shifts: readonly Shift[];
  readonly needs: readonly CalloutNeed[];
  readonly musterPoints: readonly MusterPoint[];
  readonly fill: CalloutFill;
}

/** People who come together, by one yes. */
export interface Party {
  readonly peopleCount: number;
  readonly pieces: Pieces;
  /** Held by those of them of whom it is known. */
  readonly credentialKinds: readonly CredentialKind[];
  /** Of how many it is known: one for whoever answers alone; all where their group vouches. */
  readonly knownCount: number;
  readonly fromAt: Instant | null;
  readonly untilAt: Instant | null;
  readonly wishes: { readonly needKey: string | null; readonly musterKey: string | null };
  /** Where they are, as far as anybody knows: they report at the nearest point with room. */
  readonly at: Place | null;
}

/** Which need they serve, where they report, and from when until when they are bound. */
export interface PlaceGiven {
  readonly needKey: string;
  readonly musterKey: string;
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * Which place of a call-out a party gets, or null for the reserve. They stay together: what is
 * left has to do for all of them, at one need and one muster point. While pieces of a need are
 * missing as many of its places are kept for people who bring one; who brings none may take the
 * others alone. A need that asks for a credential takes parties of whom everybody is known to
 * hold one. A wish is met where it can be; for another need of the same time it is given up, for
 * another time it is not.
 */
export function placeFor(callout: PlacesAsked, party: Party, now: Instant): PlaceGiven | null {
  const wished = callout.needs.find(({ needKey }) => needKey === party.wishes.needKey);
  const possible = callout.needs
    .filter((need) => wished === undefined || need.shiftKey === wished.shiftKey)
    .filter((need) => isQualified(party, need));
  const ranked = [...possible].sort(
    (a, b) => rankOf(callout.fill, party, a) - rankOf(callout.fill, party, b),
  );
  return firstThatFits(callout, party, { needs: ranked, points: pointsFor(callout, party), now });
}

/**
 * The place that a coordinator gives: of that need and at that point, whatever credentials they
 * hold; null where it has no room for them.
 */
export function placeAt(
  callout: PlacesAsked,
  party: Party,
  target: { readonly needKey: string; readonly musterKey: string; readonly now: Instant },
): PlaceGiven | null {
  return firstThatFits(callout, party, {
    needs: callout.needs.filter(({ needKey }) => needKey === target.needKey),
    points: callout.musterPoints.filter(({ musterKey }) => musterKey === target.musterKey),
    now: target.now,
  });
}

/** The counters after a party has taken a place, or has given it back. */
export function withParty(
  fill: CalloutFill,
  party: Pick<Party, 'peopleCount' | 'pieces'>,
  change: { readonly needKey: string; readonly musterKey: string; readonly sign: 1 | -1 },
): CalloutFill {
  const { needKey, musterKey, sign } = change;
  const add = (count: number | undefined, more: number) => Math.max(0, (count ?? 0) + sign * more);
  const pieces: Partial<Record<Equipment, number>> = { ...fill.piecesByNeed[needKey] };
  for (const [kind, count] of piecesOf(party.pieces)) pieces[kind] = add(pieces[kind], count);
  const people = add(fill.peopleByNeed[needKey], party.peopleCount);
  const there = add(fill.peopleByMuster[musterKey], party.peopleCount);
  return {
    peopleByNeed: { ...fill.peopleByNeed, [needKey]: people },
    piecesByNeed: { ...fill.piecesByNeed, [needKey]: pieces },
    peopleByMuster: { ...fill.peopleByMuster, [musterKey]: there },
  };
}

/** People who have a place, of all needs together. */
export function acceptedOf(fill: CalloutFill): number {
  return Object.values(fill.peopleByNeed).reduce((sum, count) => sum + count, 0);
}

/** Whether there is no place left for anybody: every need is met, or no point has room. */
export function isFilled(callout: Pick<PlacesAsked, 'needs' | 'musterPoints' | 'fill'>): boolean {
  const { needs, musterPoints, fill } = callout;
  return (
    needs.every((need) => freeOf(fill, need) <= 0) ||
    musterPoints.every((point) => !hasRoom(fill, point, 1))
  );
}

/** Who of a reserve could fit at all, so that not all of it has to be looked at. */
export function couldFit(callout: Pick<PlacesAsked, 'needs' | 'fill'>): {
  /** Larger parties fit nowhere; nought: nobody does. */
  readonly peopleMax: number;
  /** Only who brings one of these; null: whoever they are. */
  readonly onlyWith: readonly Equipment[] | null;
} {
  const { needs, fill } = callout;
  const open = needs.filter((need) => freeOf(fill, need) > 0);
  const peopleMax = Math.max(0, ...open.map((need) => freeOf(fill, need)));
  if (open.some((need) => freeOf(fill, need) > missingOf(fill, need))) {
    return { peopleMax, onlyWith: null };
  }
  const kinds = open.flatMap((need) => missingPieces(fill, need).map(([kind]) => kind));
  return { peopleMax, onlyWith: [...new Set(kinds)] };
}

/** The time of a need narrowed by what somebody said; null where nothing of it is left. */
export function boundTime(
  callout: Pick<PlacesAsked, 'window' | 'shifts'>,
  shiftKey: string | null,
  party: Pick<Party, 'fromAt' | 'untilAt'> & { readonly now: Instant },
): { readonly from: Instant; readonly until: Instant } | null {
  const shift = callout.shifts.find((one) => one.shiftKey === shiftKey);
  const whole = shift ?? callout.window;
  const from = Math.max(whole.from, party.fromAt ?? whole.from);
  const until = Math.min(whole.until, party.untilAt ?? whole.until);
  return until > Math.max(from, party.now) ? { from, until } : null;
}

interface Search {
  readonly needs: readonly CalloutNeed[];
  readonly points: readonly MusterPoint[];
  readonly now: Instant;
}

function firstThatFits(callout: PlacesAsked, party: Party, search: Search): PlaceGiven | null {
  const point = search.points.find((one) => hasRoom(callout.fill, one, party.peopleCount));
  if (point === undefined) return null;
  for (const need of search.needs) {
    const time = boundTime(callout, need.shiftKey, { ...party, now: search.now });
    if (time === null || !leavesKeptPlaces(callout.fill, party, need)) continue;
    return { needKey: need.needKey, musterKey: point.musterKey, ...time };
  }
  return null;
}

function leavesKeptPlaces(fill: CalloutFill, party: Party, need: CalloutNeed): boolean {
  const free = freeOf(fill, need);
  const kept = Math.min(free, missingOf(fill, need));
  const inKept = Math.min(party.peopleCount, broughtOf(fill, party, need));
  return party.peopleCount <= free && party.peopleCount - inKept <= free - kept;
}

function isQualified(party: Party, need: CalloutNeed): boolean {
  if (need.credentialKinds.length === 0) return true;
  const holds = need.credentialKinds.some((kind) => party.credentialKinds.includes(kind));
  return holds && party.peopleCount <= party.knownCount;
}

/** The wished one, then where their pieces are missing, then what few can do, then the urgent. */
function rankOf(fill: CalloutFill, party: Party, need: CalloutNeed): number {
  const isWished = need.needKey === party.wishes.needKey;
  const isMissed = broughtOf(fill, party, need) > 0;
  const isSpecial = need.credentialKinds.length > 0;
  const isUrgent = (fill.peopleByNeed[need.needKey] ?? 0) < need.minimumCount;
  const signs = [isWished, isMissed, isSpecial, isUrgent];
  return signs.reduce((rank, sign) => 2 * rank + (sign ? 0 : 1), 0);
}

function pointsFor({ musterPoints }: PlacesAsked, party: Party): readonly MusterPoint[] {
  const { at, wishes } = party;
  const metres = (point: MusterPoint) => (at === null ? 0 : distanceM(at, point.place));
  const unwished = (point: MusterPoint) => (point.musterKey === wishes.musterKey ? 0 : 1);
  return [...musterPoints].sort((a, b) => unwished(a) - unwished(b) || metres(a) - metres(b));
}

function hasRoom(fill: CalloutFill, point: MusterPoint, people: number): boolean {
  const { quotaCount, musterKey } = point;
  return quotaCount === null || (fill.peopleByMuster[musterKey] ?? 0) + people <= quotaCount;
}

function freeOf(fill: CalloutFill, need: CalloutNeed): number {
  return Math.max(0, need.wantedCount - (fill.peopleByNeed[need.needKey] ?? 0));
}

function missingPieces(fill: CalloutFill, need: CalloutNeed): [Equipment, number][] {
  const there = fill.piecesByNeed[need.needKey] ?? {};
  return piecesOf(need.equipment)
    .map(([kind, wanted]): [Equipment, number] => [kind, wanted - (there[kind] ?? 0)])
    .filter(([, missing]) => missing > 0);
}

function missingOf(fill: CalloutFill, need: CalloutNeed): number {
  return missingPieces(fill, need).reduce((sum, [, missing]) => sum + missing, 0);
}

/** Missing pieces that this party brings. */
function broughtOf(fill: CalloutFill, party: Pick<Party, 'pieces'>, need: CalloutNeed): number {
  return missingPieces(fill, need).reduce(
    (sum, [kind, missing]) => sum + Math.min(missing, party.pieces[kind] ?? 0),
    0,
  );
}

function piecesOf(pieces: Pieces): [Equipment, number][] {
  return Object.entries(pieces) as [Equipment, number][];
}
