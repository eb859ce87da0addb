import { dueStep, LIVE_STATUSES, type BoardEntry } from '#core/board';
import { remindAt, type BoardClaim } from '#core/board-claim';
import { MINUTE_MS } from '#core/units';
import type { BoardPeople } from '#flow/board-people';
import type { BoardStore, Clock, StoredEntry } from '#flow/ports';

/** A worker that says nothing for this long has died; another takes its work over. */
const LEASE_MS = MINUTE_MS;
const DUE_PER_ROUND = 50;

/** What time does to the board: words asked for again, claims and entries that run out. */
export class BoardUpkeep {
  constructor(
    private readonly ports: {
      readonly board: BoardStore;
      readonly people: BoardPeople;
      readonly clock: Clock;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /** Whatever is due, of all organisations; how many. A failure of one holds up no other. */
  async round(): Promise<number> {
    const { board, clock } = this.ports;
    const now = clock.now();
    const lease = { now, leaseMs: clock.stretch(LEASE_MS), max: DUE_PER_ROUND };
    const { entries, claims } = await board.takeDue(lease);
    for (const claim of claims) await this.safely(() => this.seeToClaim(claim));
    for (const stored of entries) await this.safely(() => this.seeToEntry(stored));
    return entries.length + claims.length;
  }

  private async seeToClaim(claim: BoardClaim): Promise<void> {
    const { board, people, clock } = this.ports;
    const { organisationId, id: claimId, entryId } = claim;
    const now = clock.now();
    const stored = await board.entry(organisationId, entryId);
    if (stored === null) return;
    if (claim.expiresAt > now) {
      if (claim.remindedAt !== null || remindAt(claim) > now) return;
      await board.reminded(claim, now);
      return people.tellClaimant(claim, stored, 'claim-ending');
    }
    const ended = await board.endClaim({ organisationId, claimId, to: 'expired', now });
    if (!ended.ok) return;
    await people.tellClaimant(claim, stored, 'claim-expired');
    await people.tell(stored, 'claim-ended');
  }

  private async seeToEntry(stored: StoredEntry): Promise<void> {
    const { board, people, clock } = this.ports;
    const { entry } = stored;
    const now = clock.now();
    const of = { organisationId: entry.organisationId, entryId: entry.id, now };
    const step = dueStep(entry, now);
    const from = LIVE_STATUSES;
    if (step === 'ask-again') {
      const change = { askedAgainAt: now };
      const asked = await board.moveEntry({
        ...of,
        from: [entry.status],
        to: entry.status,
        change,
      });
      if (asked !== null) await people.tell(asked.stored, 'still-so');
      return;
    }
    if (step === 'nothing' && !isDone(entry)) return;
    const to = isDone(entry) ? 'done' : 'expired';
    const ended = await board.moveEntry({ ...of, from: [...from, 'done'], to, change: {} });
    if (ended === null || entry.status === 'pending-proof' || to === 'done') return;
    for (const claim of ended.released) await people.tellClaimant(claim, ended.stored, 'over');
    await people.tell(ended.stored, 'expired');
  }

  private async safely(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.ports.onError(error);
    }
  }
}

/** All of it was done while it was hidden. */
function isDone({ status, endedAt }: BoardEntry): boolean {
  return status === 'done' && endedAt === null;
}
