import {
  checkEntryTimes,
  SHOWN_STATUSES,
  type BoardKind,
  type BoardSide,
  type BoardStatus,
} from '#core/board';
import { matchEntries, matchReachM } from '#core/board-match';
import { ok, refuse, type Result } from '#core/problem';
import type {
  BoardClaimView,
  BoardDetailView,
  BoardEntryView,
  BoardMatchesView,
  BoardSettingsView,
  CloseBoardMessage,
  StaffBoardEntryMessage,
  VetMessage,
} from '#contracts/board-api';
import { toIso } from '#contracts/shapes';
import type { BoardPeople } from '#flow/board-people';
import { matchedClaims, newEntry, renderClaim, renderForStaff } from '#flow/board-view';
import type { BoardStore, Clock, Ids, Page, PageRequest, StoredEntry } from '#flow/ports';

/** Entries of the other side that are compared with one. */
const COMPARED_MAX = 1_000;

const CLOSED_BY_STAFF: readonly BoardStatus[] = ['pending-vetting', ...SHOWN_STATUSES];

interface Of {
  readonly organisationId: string;
  readonly entryId: string;
}

/** Offers and needs, as staff see to them. */
export class Board {
  constructor(
    private readonly ports: {
      readonly board: BoardStore;
      readonly people: BoardPeople;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /** Whether people without an account may use the board. */
  async settings(organisationId: string): Promise<BoardSettingsView> {
    return { isPublic: await this.ports.board.isPublic(organisationId) };
  }

  /** Lets them from now on, or no longer. */
  async setPublic(organisationId: string, isPublic: boolean): Promise<BoardSettingsView> {
    await this.ports.board.setPublic(organisationId, isPublic);
    return { isPublic };
  }

  /** A page, newest first, without names. */
  async list(
    organisationId: string,
    filter: {
      readonly side?: BoardSide | undefined;
      readonly kind?: BoardKind | undefined;
      readonly status?: BoardStatus | undefined;
    },
    page: PageRequest,
  ): Promise<Page<BoardEntryView>> {
    const { side = null, kind = null, status } = filter;
    const statuses = status === undefined ? null : [status];
    const found = await this.ports.board.list(organisationId, { side, kind, statuses }, page);
    return { items: found.items.map(renderForStaff), nextCursor: found.nextCursor };
  }

  /** Puts up for somebody on the telephone; whoever spoke with them has looked at it. */
  async add(
    organisationId: string,
    message: StaffBoardEntryMessage,
  ): Promise<Result<BoardEntryView>> {
    const { board, people, clock, ids } = this.ports;
    const now = clock.now();
    const by = { organisationId, source: 'staff', responderId: null, status: 'open' } as const;
    const entry = newEntry(message, { ...by, now, ids });
    const times = checkEntryTimes(entry, now);
    if (!times.ok) return times;
    const { displayName, phone = null, email = null, language } = message;
    const contact = people.seal(entry.id, { displayName, phone, email, language });
    // Staff may put up as much as they are told.
    await board.add({ entry, contact, addressDigests: [], max: Number.MAX_SAFE_INTEGER });
    return ok(renderForStaff({ entry, contact, reportedCount: 0 }));
  }

  /** One entry with whom to call back; refusal `not-found`. */
  async byId(of: Of): Promise<Result<BoardDetailView>> {
    const stored = await this.ports.board.entry(of.organisationId, of.entryId);
    if (stored === null) return noEntry();
    const gone = { displayName: '(erased)', phone: null, email: null, place: null };
    const contact = (await this.ports.people.contactOf(stored)) ?? gone;
    const claims = await matchedClaims(this.ports, stored.entry);
    return ok({ ...renderForStaff(stored), contact, claims });
  }

  /**
   * Shows an entry, or turns it down, and tells whoever put it up.
   *
   * @returns refusals `not-found`, `illegal-step`, `changed-meanwhile`
   */
  async vet(of: Of, { isShown, reason }: VetMessage): Promise<Result<BoardEntryView>> {
    const change = { reason, ...(isShown ? { vettedAt: this.ports.clock.now() } : {}) };
    const to = isShown ? 'open' : 'closed';
    const moved = await this.move(of, { from: ['pending-vetting'], to, change });
    if (!moved.ok) return moved;
    await this.ports.people.tell(moved.value, isShown ? 'shown' : 'turned-down');
    return ok(renderForStaff(moved.value));
  }

  /**
   * Ends an entry, and tells whoever put it up and those who hold a claim on it.
   *
   * @returns refusals `not-found`, `illegal-step`, `changed-meanwhile`
   */
  async close(of: Of, { outcome, reason }: CloseBoardMessage): Promise<Result<BoardEntryView>> {
    // Only what was shown can have been done; what nobody has proven goes by itself.
    const from = outcome === 'closed' ? CLOSED_BY_STAFF : SHOWN_STATUSES;
    const moved = await this.move(of, { from, to: outcome, change: { reason } });
    if (!moved.ok) return moved;
    await this.ports.people.tell(moved.value, 'over');
    return ok(renderForStaff(moved.value));
  }

  /**
   * Claims part of an entry for another of the other side, and tells both.
   *
   * @returns refusals `not-found`, `illegal-step`, `claim-taken`, `invalid-field`
   */
  async claim(
    of: Of,
    wish: {
      readonly quantity: number;
      readonly hours: number | null;
      readonly forEntryId: string;
    },
  ): Promise<Result<BoardClaimView>> {
    const { board, people, clock, ids } = this.ports;
    const { organisationId, entryId } = of;
    const { forEntryId } = wish;
    const [stored, other] = await Promise.all([
      board.entry(organisationId, entryId),
      board.entry(organisationId, forEntryId),
    ]);
    if (stored === null) return noEntry();
    if (other === null) return refuse('not-found', 'There is no such entry.', 'forEntryId');
    if (other.entry.side === stored.entry.side) {
      return refuse('invalid-field', 'must be of the other side', 'forEntryId');
    }
    const input = { organisationId, entryId, forEntryId, responderId: null };
    const claimId = ids.id();
    const made = await board.claim({ ...input, claimId, wish, now: clock.now() });
    if (!made.ok) return made;
    await people.tell(stored, 'claimed');
    await people.tell(other, 'claimed');
    return ok(renderClaim(made.value));
  }

  /** Ends a claim for whoever holds it, and tells both; refusals `not-found`, `illegal-step`. */
  async endClaim(
    of: Of & { readonly claimId: string },
    to: 'done' | 'released',
  ): Promise<Result<BoardClaimView>> {
    const { board, people, clock } = this.ports;
    const { organisationId, entryId, claimId } = of;
    const stored = await board.entry(organisationId, entryId);
    const claims = stored === null ? [] : await board.claims(organisationId, entryId);
    if (stored === null || !claims.some(({ id }) => id === claimId)) {
      return refuse('not-found', 'There is no such claim.');
    }
    const ended = await board.endClaim({ organisationId, claimId, to, now: clock.now() });
    if (!ended.ok) return ended;
    await people.tell(stored, 'claim-ended');
    await people.tellClaimant(ended.value, stored, 'claim-ended');
    return ok(renderClaim(ended.value));
  }

  /** What answers an entry, best first, and why; refusal `not-found`. */
  async matches({ organisationId, entryId }: Of): Promise<Result<BoardMatchesView>> {
    const { board, clock } = this.ports;
    const stored = await board.entry(organisationId, entryId);
    if (stored === null) return noEntry();
    const { entry } = stored;
    const now = clock.now();
    const others = await board.near(organisationId, {
      ...{ side: entry.side === 'need' ? 'offer' : 'need', place: entry.place, now },
      ...{ reachM: matchReachM(entry, 0), max: COMPARED_MAX },
    });
    const byId = new Map(others.map((other) => [other.entry.id, other]));
    const found = matchEntries(
      entry,
      others.map((other) => other.entry),
      now,
    );
    const items = found.flatMap(({ entryId: id, from, until, ...match }) => {
      const other = byId.get(id);
      if (other === undefined) return [];
      const times = { from: toIso(from), until: toIso(until) };
      return [{ ...match, ...times, entry: renderForStaff(other) }];
    });
    return ok({ items });
  }

  private async move(
    { organisationId, entryId }: Of,
    to: Pick<Parameters<BoardStore['moveEntry']>[0], 'from' | 'to' | 'change'>,
  ): Promise<Result<StoredEntry>> {
    const { board, people, clock } = this.ports;
    const stored = await board.entry(organisationId, entryId);
    if (stored === null) return noEntry();
    const { status } = stored.entry;
    if (!to.from.includes(status)) return refuse('illegal-step', `This entry is ${status}.`);
    const moved = await board.moveEntry({ organisationId, entryId, ...to, now: clock.now() });
    if (moved === null) return refuse('changed-meanwhile', 'It has changed; look again.');
    for (const claim of moved.released) await people.tellClaimant(claim, moved.stored, 'over');
    return ok(moved.stored);
  }
}

function noEntry(): Result<never> {
  return refuse('not-found', 'There is no such entry.');
}
