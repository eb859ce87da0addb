import { leftCount, type BoardAsk, type BoardEntry, type BoardSource } from '#core/board';
import type { BoardClaim } from '#core/board-claim';
import { coarseCell } from '#core/geometry';
import type { Instant } from '#core/units';
import type {
  BoardAskMessage,
  BoardClaimView,
  BoardEntryView,
  MatchedClaimView,
  OwnBoardEntryView,
  ShownBoardEntry,
} from '#contracts/board-api';
import { fromPlace, toInstant, toIso, toPlace } from '#contracts/shapes';
import type { BoardPeople } from '#flow/board-people';
import type { BoardStore, Ids, StoredEntry } from '#flow/ports';

/** What everybody may see of an entry. */
export function renderShown({ entry }: StoredEntry): ShownBoardEntry {
  const { id, side, kind, title, note, quantity, travelMaxM, status, cell } = entry;
  return {
    ...{ id, side, kind, title, note, quantity, leftCount: leftCount(entry) },
    ...{ from: toIso(entry.from), until: toIso(entry.until), travelMaxM, status },
    cell: { centre: fromPlace(cell.centre), sizeM: cell.sizeM },
    confirmedAt: toIso(entry.confirmedAt),
  };
}

/** What staff see of an entry, without whom to call. */
export function renderForStaff(stored: StoredEntry): BoardEntryView {
  const { entry, reportedCount } = stored;
  const { source, reason, place, createdAt, vettedAt, endedAt } = entry;
  return {
    ...renderShown(stored),
    ...{ source, reason, reportedCount, place: fromPlace(place), createdAt: toIso(createdAt) },
    ...{ vettedAt: toIso(vettedAt), endedAt: toIso(endedAt) },
  };
}

/** A claim as anybody sees it who may know of it, without whom to call. */
export function renderClaim(claim: BoardClaim): BoardClaimView {
  const { id, entryId, forEntryId, quantity, status, claimedAt, expiresAt } = claim;
  return {
    ...{ id, entryId, forEntryId, quantity, status },
    ...{ claimedAt: toIso(claimedAt), expiresAt: toIso(expiresAt) },
  };
}

/**
 * Claims as the side of one entry sees them: whom to call is there while a claim holds, and not
 * before or after.
 */
export async function matchedClaims(
  ports: { readonly board: Pick<BoardStore, 'claims' | 'entry'>; readonly people: BoardPeople },
  { organisationId, id }: BoardEntry,
): Promise<MatchedClaimView[]> {
  const views: MatchedClaimView[] = [];
  for (const claim of await ports.board.claims(organisationId, id)) {
    views.push({ ...renderClaim(claim), contact: await otherSide(ports, claim, id) });
  }
  return views;
}

/** An entry as whoever put it up sees it. */
export async function renderOwn(
  ports: { readonly board: Pick<BoardStore, 'claims' | 'entry'>; readonly people: BoardPeople },
  stored: StoredEntry,
): Promise<OwnBoardEntryView> {
  const { entry } = stored;
  return {
    ...renderShown(stored),
    place: fromPlace(entry.place),
    reason: entry.reason,
    isAskedAgain: entry.askedAgainAt !== null && entry.endedAt === null,
    claims: await matchedClaims(ports, entry),
  };
}

/** A new entry of a message. */
export function newEntry(
  message: BoardAskMessage,
  by: {
    readonly organisationId: string;
    readonly source: BoardSource;
    readonly responderId: string | null;
    readonly status: BoardEntry['status'];
    readonly now: Instant;
    readonly ids: Ids;
  },
): BoardEntry {
  const { organisationId, source, responderId, status, now, ids } = by;
  const ask = askOf(message);
  return {
    ...ask,
    ...{ id: ids.id(), organisationId, source, responderId, status },
    cell: coarseCell(ask.place, ids.salt()),
    ...{ takenCount: 0, doneCount: 0, createdAt: now, confirmedAt: now, askedAgainAt: null },
    vettedAt: status === 'open' ? now : null,
    ...{ reason: null, endedAt: null },
  };
}

function askOf(message: BoardAskMessage): BoardAsk {
  const { side, kind, title, note, quantity, from, until, place, travelMaxM } = message;
  return {
    ...{ side, kind, title, note, quantity, travelMaxM },
    ...{ from: toInstant(from), until: toInstant(until), place: toPlace(place) },
  };
}

async function otherSide(
  { board, people }: { readonly board: Pick<BoardStore, 'entry'>; readonly people: BoardPeople },
  claim: BoardClaim,
  ofEntryId: string,
) {
  if (claim.status !== 'held') return null;
  if (claim.entryId === ofEntryId) return people.claimantOf(claim);
  const other = await board.entry(claim.organisationId, claim.entryId);
  return other === null ? null : people.contactOf(other);
}
