import { LIVE_STATUSES, REPORTS_TO_ACT, SHOWN_STATUSES, type BoardReportKind } from '#core/board';
import { ok, refuse, type Result } from '#core/problem';
import type { StillSoMessage } from '#contracts/board-api';
import type { BoardPeople } from '#flow/board-people';
import type { BoardStore, Clock, StoredEntry } from '#flow/ports';

/** What people say of entries that are up: that they still hold, or hold no longer. */
export class BoardWords {
  constructor(
    private readonly ports: {
      readonly board: BoardStore;
      readonly people: BoardPeople;
      readonly clock: Clock;
    },
  ) {}

  /**
   * Takes the word of whoever put it up.
   *
   * @returns the entry as it is then; refusals `illegal-step`, `changed-meanwhile`
   */
  async ofOwner(stored: StoredEntry, message: StillSoMessage): Promise<Result<StoredEntry>> {
    const { organisationId, id: entryId, status } = stored.entry;
    if (!LIVE_STATUSES.includes(status) || status === 'pending-proof') {
      return refuse('illegal-step', `This entry is ${status}.`);
    }
    const { board, people, clock } = this.ports;
    const now = clock.now();
    const of = { organisationId, entryId, from: [status], now };
    // What was never shown cannot have been done by anybody here.
    const isShown = SHOWN_STATUSES.includes(status);
    const outcome = message.outcome === 'done' && !isShown ? 'closed' : message.outcome;
    const moved = message.isStillSo
      ? await board.moveEntry({
          ...of,
          to: status,
          change: { confirmedAt: now, askedAgainAt: null },
        })
      : await board.moveEntry({ ...of, to: outcome, change: {} });
    if (moved === null) return refuse('changed-meanwhile', 'It has changed; look again.');
    for (const claim of moved.released) await people.tellClaimant(claim, moved.stored, 'over');
    return ok(moved.stored);
  }

  /**
   * Takes the word of somebody else, each once. As soon as `needed` different people say the same
   * it is acted upon: an entry that is wrong is hidden until it was looked at again, one that was
   * done by others is over. Before that whoever put it up is asked, by the first word.
   */
  async ofOthers(
    { entry }: StoredEntry,
    said: {
      readonly kind: BoardReportKind;
      readonly byDigest: Uint8Array;
      readonly needed?: number;
    },
  ): Promise<void> {
    const { board, people, clock } = this.ports;
    const { organisationId, id: entryId, status } = entry;
    const { kind, byDigest, needed = REPORTS_TO_ACT } = said;
    const now = clock.now();
    const of = { organisationId, entryId, now };
    const count = await board.report({ ...of, kind, byDigest });
    const isEnough = count >= needed;
    if (!isEnough && (kind === 'wrong' || entry.askedAgainAt !== null)) return;
    const from = SHOWN_STATUSES;
    const moved = isEnough
      ? await board.moveEntry({
          ...{ ...of, from, to: kind === 'wrong' ? 'pending-vetting' : 'done-by-others' },
          change: {},
        })
      : await board.moveEntry({ ...of, from, to: status, change: { askedAgainAt: now } });
    if (moved === null) return;
    for (const claim of moved.released) await people.tellClaimant(claim, moved.stored, 'over');
    const event = kind === 'wrong' ? 'looked-at-again' : 'over';
    await people.tell(moved.stored, isEnough ? event : 'still-so');
  }
}
