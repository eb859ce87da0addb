import { checkClaim, CLAIMS_OF_ONE_MAX, remindAt, type BoardClaim } from '#core/board-claim';
import { AT_HAND_M } from '#core/board-match';
import { BOARD_TABLE, dueAt, statusByClaims, type BoardEntry, type BoardStatus } from '#core/board';
import { distanceM } from '#core/geometry';
import { ok, refuse, type Result } from '#core/problem';
import { ends } from '#core/transition';
import type { Instant } from '#core/units';
import type { BoardStore, StoredEntry } from '#flow/ports';
import { newestFirst } from './incident-reads';
import { settle } from './tables';

const OWN_MAX = 100;
const OVER: readonly BoardStatus[] = ends(BOARD_TABLE);

interface EntryRow {
  readonly entry: BoardEntry;
  readonly contact: Uint8Array | null;
  readonly addressDigests: readonly Uint8Array[];
  dueAt: Instant | null;
}

type ClaimInput = Parameters<BoardStore['claim']>[0];

/** The board in memory. */
export class MemoryBoardStore implements BoardStore {
  private readonly open = new Set<string>();
  private readonly rows = new Map<string, EntryRow>();
  private readonly held = new Map<string, { claim: BoardClaim; dueAt: Instant | null }>();
  private readonly reports = new Map<string, Map<string, Instant>>();

  isPublic: BoardStore['isPublic'] = (organisationId) =>
    settle(() => this.open.has(organisationId));

  setPublic: BoardStore['setPublic'] = (organisationId, isPublic) =>
    settle(() => {
      if (isPublic) this.open.add(organisationId);
      else this.open.delete(organisationId);
    });

  add: BoardStore['add'] = ({ entry, contact, addressDigests, max }) =>
    settle(() => {
      const own = [...this.rows.values()].filter(
        (row) =>
          row.entry.organisationId === entry.organisationId &&
          row.entry.endedAt === null &&
          ((entry.responderId !== null && row.entry.responderId === entry.responderId) ||
            row.addressDigests.some((one) => addressDigests.some((digest) => same(one, digest)))),
      );
      if (own.length >= max) return false;
      this.rows.set(entry.id, { entry, contact, addressDigests, dueAt: dueAt(entry) });
      return true;
    });

  entry: BoardStore['entry'] = (organisationId, entryId) =>
    settle(() => this.find(organisationId, entryId));

  list: BoardStore['list'] = (organisationId, filter, page) =>
    settle(() => {
      const all = this.all(organisationId).filter(
        ({ entry }) =>
          (filter.side === null || entry.side === filter.side) &&
          (filter.kind === null || entry.kind === filter.kind) &&
          (filter.statuses?.includes(entry.status) ?? true),
      );
      const byId = all.map((stored) => ({ ...stored, id: stored.entry.id }));
      const found = newestFirst(byId, ({ entry }) => entry.createdAt, page);
      return {
        ...found,
        items: found.items.map(({ entry, contact, reportedCount }) => ({
          entry,
          contact,
          reportedCount,
        })),
      };
    });

  entriesOf: BoardStore['entriesOf'] = (organisationId, responderId) =>
    settle(() =>
      this.all(organisationId)
        .filter(({ entry }) => entry.responderId === responderId)
        .sort((a, b) => b.entry.createdAt - a.entry.createdAt || (a.entry.id < b.entry.id ? 1 : -1))
        .slice(0, OWN_MAX),
    );

  near: BoardStore['near'] = (organisationId, { side, place, reachM, now, max }) =>
    settle(() =>
      this.all(organisationId)
        .filter(({ entry }) => {
          const reach = Math.max(AT_HAND_M, reachM, entry.travelMaxM);
          const isShown = entry.status === 'open' || entry.status === 'claimed';
          const isMeant = entry.side === side && isShown && entry.until > now;
          return isMeant && distanceM(entry.place, place) <= reach;
        })
        .sort((a, b) => distanceM(a.entry.place, place) - distanceM(b.entry.place, place))
        .slice(0, max),
    );

  moveEntry: BoardStore['moveEntry'] = (move) =>
    settle(() => {
      const known = this.find(move.organisationId, move.entryId);
      if (known === null || !move.from.includes(known.entry.status)) return null;
      return this.moved(known.entry, move);
    });

  claim: BoardStore['claim'] = (input) => settle(() => this.claimNow(input));

  endClaim: BoardStore['endClaim'] = ({ organisationId, claimId, to, now }) =>
    settle(() => {
      const row = this.held.get(claimId);
      if (row?.claim.organisationId !== organisationId) {
        return refuse('not-found', 'There is no such claim.');
      }
      if (row.claim.status !== 'held') {
        return refuse('illegal-step', `It is ${row.claim.status} already.`);
      }
      const claim = { ...row.claim, status: to, endedAt: now };
      this.held.set(claimId, { claim, dueAt: null });
      for (const id of [claim.entryId, claim.forEntryId]) {
        const stored = id === null ? null : this.find(organisationId, id);
        if (to !== 'done' || stored?.entry.status !== 'done' || stored.entry.endedAt !== null) {
          continue;
        }
        this.moved(stored.entry, { to: 'done', change: {}, now });
      }
      return ok(claim);
    });

  claims: BoardStore['claims'] = (organisationId, entryId) =>
    settle(() =>
      this.claimsWith(
        (one) =>
          one.organisationId === organisationId &&
          (one.entryId === entryId || one.forEntryId === entryId),
      ).sort((a, b) => a.claimedAt - b.claimedAt || (a.id < b.id ? -1 : 1)),
    );

  claimsOf: BoardStore['claimsOf'] = (organisationId, responderId) =>
    settle(() =>
      this.claimsWith(
        (one) => one.organisationId === organisationId && one.responderId === responderId,
      )
        .sort((a, b) => b.claimedAt - a.claimedAt || (a.id < b.id ? 1 : -1))
        .slice(0, OWN_MAX),
    );

  report: BoardStore['report'] = ({ organisationId, entryId, kind, byDigest, now }) =>
    settle(() => {
      const stored = this.find(organisationId, entryId);
      if (stored === null) return 0;
      const key = `${entryId} ${kind}`;
      const said = this.reports.get(key) ?? new Map<string, Instant>();
      this.reports.set(key, said.set(Buffer.from(byDigest).toString('hex'), now));
      const { vettedAt } = stored.entry;
      return [...said.values()].filter((at) => vettedAt === null || at >= vettedAt).length;
    });

  takeDue: BoardStore['takeDue'] = ({ now, leaseMs, max }) =>
    settle(() => {
      const isDue = (row: { readonly dueAt: Instant | null }) =>
        row.dueAt !== null && row.dueAt <= now;
      const rows = [...this.rows.values()].filter(isDue).slice(0, max);
      for (const row of rows) row.dueAt = now + leaseMs;
      const claims = [...this.held.values()].filter(isDue).slice(0, max);
      for (const row of claims) row.dueAt = now + leaseMs;
      const entries = rows.flatMap(({ entry }) => this.find(entry.organisationId, entry.id) ?? []);
      return { entries, claims: claims.map(({ claim }) => claim) };
    });

  reminded: BoardStore['reminded'] = ({ id }, now) =>
    settle(() => {
      const row = this.held.get(id);
      if (row?.claim.status !== 'held') return;
      this.held.set(id, { claim: { ...row.claim, remindedAt: now }, dueAt: row.claim.expiresAt });
    });

  /** When something falls due next; null where nothing will. */
  nextDueAt(): Instant | null {
    const moments = [...this.rows.values(), ...this.held.values()].flatMap((row) =>
      row.dueAt === null ? [] : [row.dueAt],
    );
    return moments.length === 0 ? null : Math.min(...moments);
  }

  private claimNow(input: ClaimInput): Result<BoardClaim> {
    const { organisationId, claimId: id, entryId, responderId, forEntryId, wish, now } = input;
    const found = this.find(organisationId, entryId);
    if (found === null) return refuse('not-found', 'There is no such entry.');
    const until = checkClaim(found.entry, wish, now);
    if (!until.ok) return until;
    if (forEntryId !== null) {
      const other = this.find(organisationId, forEntryId);
      if (other === null) return refuse('not-found', 'There is no such entry.', 'forEntryId');
      const fits = checkClaim(other.entry, wish, now);
      if (!fits.ok) return fits;
    }
    const own = this.claimsWith(
      (one) =>
        responderId !== null &&
        one.organisationId === organisationId &&
        one.responderId === responderId &&
        one.status === 'held',
    );
    if (own.some((one) => one.entryId === entryId)) {
      return refuse('illegal-step', 'You hold a claim on it already.');
    }
    if (own.length >= CLAIMS_OF_ONE_MAX) {
      return refuse('illegal-step', `You hold ${own.length} claims; end or release one first.`);
    }
    const claim: BoardClaim = {
      ...{ id, organisationId, entryId, responderId, forEntryId, quantity: wish.quantity },
      ...{ status: 'held', claimedAt: now, expiresAt: until.value },
      ...{ remindedAt: null, endedAt: null },
    };
    this.held.set(id, { claim, dueAt: remindAt(claim) });
    return ok(claim);
  }

  private moved(
    entry: BoardEntry,
    {
      to,
      change,
      now,
    }: Omit<Parameters<BoardStore['moveEntry']>[0], 'from' | 'entryId' | 'organisationId'>,
  ): { readonly stored: StoredEntry; readonly released: readonly BoardClaim[] } | null {
    const row = this.rows.get(entry.id);
    if (row === undefined) return null;
    const isOver = OVER.includes(to);
    const after = { ...entry, ...change, status: to, endedAt: isOver ? now : null };
    this.rows.set(entry.id, { ...row, entry: after, dueAt: isOver ? null : dueAt(after) });
    const released: BoardClaim[] = [];
    for (const { claim } of isOver ? [...this.held.values()] : []) {
      const isOf = claim.entryId === entry.id || claim.forEntryId === entry.id;
      if (!isOf || claim.status !== 'held') continue;
      released.push({ ...claim, status: 'released', endedAt: now });
    }
    for (const claim of released) this.held.set(claim.id, { claim, dueAt: null });
    const stored = this.find(entry.organisationId, entry.id);
    return stored === null ? null : { stored, released };
  }

  private all(organisationId: string): StoredEntry[] {
    return [...this.rows.values()].flatMap(
      ({ entry }) =>
        (entry.organisationId === organisationId && this.find(organisationId, entry.id)) || [],
    );
  }

  private find(organisationId: string, entryId: string): StoredEntry | null {
    const row = this.rows.get(entryId);
    if (row?.entry.organisationId !== organisationId) return null;
    const claims = this.claimsWith((one) => one.entryId === entryId || one.forEntryId === entryId);
    const count = (statuses: readonly string[]): number =>
      claims.reduce((sum, one) => sum + (statuses.includes(one.status) ? one.quantity : 0), 0);
    const counts = { takenCount: count(['held', 'done']), doneCount: count(['done']) };
    const entry = { ...row.entry, ...counts };
    const isShown = entry.status === 'open' || entry.status === 'claimed';
    return {
      entry: { ...entry, status: isShown ? statusByClaims(entry) : entry.status },
      contact: row.contact,
      reportedCount: this.reports.get(`${entryId} wrong`)?.size ?? 0,
    };
  }

  private claimsWith(isMeant: (claim: BoardClaim) => boolean): BoardClaim[] {
    return [...this.held.values()].map(({ claim }) => claim).filter(isMeant);
  }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
