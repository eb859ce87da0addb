import {
  checkEntryTimes,
  ENTRIES_OF_ONE_MAX,
  REPORTS_TO_ACT,
  SHOWN_STATUSES,
  type BoardKind,
  type BoardReportKind,
  type BoardSide,
} from '#core/board';
import type { BoardClaim, ClaimWish } from '#core/board-claim';
import { ok, refuse, type Result } from '#core/problem';
import type {
  BoardAskMessage,
  BoardClaimView,
  OwnBoardEntryView,
  OwnBoardView,
  OwnClaimView,
  StillSoMessage,
} from '#contracts/board-api';
import type { BoardPeople } from '#flow/board-people';
import { newEntry, renderClaim, renderOwn, renderShown } from '#flow/board-view';
import type { BoardWords } from '#flow/board-words';
import type {
  BoardStore,
  Clock,
  Ids,
  Limits,
  PageRequest,
  ResponderCaller,
  StoredEntry,
  Vault,
} from '#flow/ports';

/** Offers and needs, as a responder uses them. */
export class OwnBoard {
  constructor(
    private readonly ports: {
      readonly board: BoardStore;
      readonly people: BoardPeople;
      readonly words: BoardWords;
      readonly limits: Limits;
      readonly vault: Vault;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /** What is one's own, and a page of what others have put up. */
  async read(
    { organisationId, responderId }: ResponderCaller,
    filter: {
      readonly side?: BoardSide | undefined;
      readonly kind?: BoardKind | undefined;
    },
    page: PageRequest,
  ): Promise<OwnBoardView> {
    const { board } = this.ports;
    const { side = null, kind = null } = filter;
    const shownOnly = { side, kind, statuses: SHOWN_STATUSES };
    const [own, claims, shown] = await Promise.all([
      board.entriesOf(organisationId, responderId),
      board.claimsOf(organisationId, responderId),
      board.list(organisationId, shownOnly, page),
    ]);
    const entries: OwnBoardEntryView[] = [];
    for (const stored of own) entries.push(await renderOwn(this.ports, stored));
    const views: OwnClaimView[] = [];
    for (const claim of claims) {
      const view = await this.claimView(claim);
      if (view !== null) views.push(view);
    }
    const items = shown.items.map(renderShown);
    return { entries, claims: views, shown: { items, nextCursor: shown.nextCursor } };
  }

  /**
   * Puts up what a responder offers or asks for; it waits to be looked at.
   *
   * @returns refusals `invalid-field`, `too-many-requests`
   */
  async add(caller: ResponderCaller, message: BoardAskMessage): Promise<Result<OwnBoardEntryView>> {
    const { board, limits, clock, ids } = this.ports;
    const { organisationId, responderId } = caller;
    const now = clock.now();
    const by = { organisationId, source: 'responder', responderId } as const;
    const entry = newEntry(message, { ...by, status: 'pending-vetting', now, ids });
    const times = checkEntryTimes(entry, now);
    if (!times.ok) return times;
    const allowed = await limits.use('board-entries', responderId);
    if (!allowed.ok) return allowed;
    const kept = { entry, contact: null, addressDigests: [], max: ENTRIES_OF_ONE_MAX };
    if (!(await board.add(kept))) return tooMany();
    return ok(await renderOwn(this.ports, { entry, contact: null, reportedCount: 0 }));
  }

  /**
   * Claims part of an entry of somebody else; both sides learn whom to call.
   *
   * @returns refusals `not-found`, `illegal-step`, `claim-taken`, `invalid-field`,
   *   `too-many-requests`
   */
  async claim(
    caller: ResponderCaller,
    entryId: string,
    wish: ClaimWish,
  ): Promise<Result<OwnClaimView>> {
    const { board, people, limits, clock, ids } = this.ports;
    const { organisationId, responderId } = caller;
    const stored = await this.seen(caller, entryId);
    if (stored === null) return noEntry();
    if (stored.entry.responderId === responderId) {
      return refuse('illegal-step', 'This entry is your own.');
    }
    const allowed = await limits.use('board-claims', responderId);
    if (!allowed.ok) return allowed;
    const by = { organisationId, entryId, responderId, forEntryId: null };
    const made = await board.claim({ ...by, claimId: ids.id(), wish, now: clock.now() });
    if (!made.ok) return made;
    await people.tell(stored, 'claimed');
    const view = await this.claimView(made.value);
    return view === null ? noEntry() : ok(view);
  }

  /** Ends one's own claim on an entry; refusals `not-found`, `illegal-step`. */
  async endClaim(
    { organisationId, responderId }: ResponderCaller,
    entryId: string,
    to: 'done' | 'released',
  ): Promise<Result<BoardClaimView>> {
    const { board, people, clock } = this.ports;
    const own = await board.claimsOf(organisationId, responderId);
    const claim = own.find((one) => one.entryId === entryId && one.status === 'held');
    if (claim === undefined) return refuse('not-found', 'You hold no claim on it.');
    const input = { organisationId, claimId: claim.id, to, now: clock.now() };
    const ended = await board.endClaim(input);
    if (!ended.ok) return ended;
    const stored = await board.entry(organisationId, entryId);
    if (stored !== null) await people.tell(stored, 'claim-ended');
    return ok(renderClaim(ended.value));
  }

  /**
   * Takes word that one's own entry is still so, or what became of it.
   *
   * @returns refusals `not-found`, `illegal-step`, `changed-meanwhile`
   */
  async stillSo(
    { organisationId, responderId }: ResponderCaller,
    entryId: string,
    message: StillSoMessage,
  ): Promise<Result<OwnBoardEntryView>> {
    const stored = await this.ports.board.entry(organisationId, entryId);
    if (stored?.entry.responderId !== responderId) return noEntry();
    const said = await this.ports.words.ofOwner(stored, message);
    return said.ok ? ok(await renderOwn(this.ports, said.value)) : said;
  }

  /**
   * Takes word against an entry. Whoever holds a claim on it knows; of others it takes
   * `REPORTS_TO_ACT` different people.
   *
   * @returns refusals `not-found`, `too-many-requests`
   */
  async report(
    caller: ResponderCaller,
    entryId: string,
    kind: BoardReportKind,
  ): Promise<Result<null>> {
    const { board, limits, vault, words } = this.ports;
    const { organisationId, responderId } = caller;
    const stored = await this.seen(caller, entryId);
    if (stored === null) return noEntry();
    const allowed = await limits.use('board-reports', responderId);
    if (!allowed.ok) return allowed;
    const claims = await board.claims(organisationId, entryId);
    const holds = claims.some((one) => one.responderId === responderId && one.status === 'held');
    const byDigest = vault.digest(`board report of responder ${responderId}`);
    await words.ofOthers(stored, { kind, byDigest, needed: holds ? 1 : REPORTS_TO_ACT });
    return ok(null);
  }

  /** An entry that this person may see: shown, or one they hold a claim on. */
  private async seen(
    { organisationId }: ResponderCaller,
    entryId: string,
  ): Promise<StoredEntry | null> {
    const stored = await this.ports.board.entry(organisationId, entryId);
    const isShown = stored !== null && SHOWN_STATUSES.includes(stored.entry.status);
    return isShown ? stored : null;
  }

  private async claimView(claim: BoardClaim): Promise<OwnClaimView | null> {
    const { board, people } = this.ports;
    const stored = await board.entry(claim.organisationId, claim.entryId);
    if (stored === null) return null;
    const contact = claim.status === 'held' ? await people.contactOf(stored) : null;
    return { ...renderClaim(claim), contact, entry: renderShown(stored) };
  }
}

function noEntry(): Result<never> {
  return refuse('not-found', 'There is no such entry.');
}

function tooMany(): Result<never> {
  const detail = `Nobody has more than ${ENTRIES_OF_ONE_MAX} entries that are not over.`;
  return refuse('too-many-requests', detail);
}
