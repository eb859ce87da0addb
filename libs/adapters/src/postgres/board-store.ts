import type { Pool } from 'pg';
import { checkClaim, CLAIMS_OF_ONE_MAX, remindAt, type BoardClaim } from '#core/board-claim';
import { BOARD_TABLE, dueAt, type BoardStatus } from '#core/board';
import { ok, refuse, type Result } from '#core/problem';
import { ends } from '#core/transition';
import type { BoardStore, StoredEntry } from '#flow/ports';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import {
  dateOf,
  entryValues,
  INSERT_ENTRY,
  RETURNING_CLAIM,
  SEEN_STATUS,
  SELECT_CLAIM,
  SELECT_ENTRY,
  toEntry,
  type ClaimRow,
  type EntryRow,
} from './board-rows';
import { boxAround, inBox } from './box-around';
import { acrossOrganisations, inOrganisation, type Tx } from './transaction';

const OWN_MAX = 100;
const OVER: readonly BoardStatus[] = ends(BOARD_TABLE);

/** Metres of a degree of latitude, a little short, so that nothing near is missed. */
const METRES_PER_DEGREE = 110_000;

const NEAR = `${SELECT_ENTRY} WHERE e.organisation_id = $1 AND e.status = 'open'
  AND e.side = $6 AND e.until_at > $7 AND (e.id IN (SELECT b.id FROM board_entry b
      WHERE b.organisation_id = $1 AND b.status = 'open' AND ${inBox(2)})
    OR abs(e.lat - $8::float8) * ${METRES_PER_DEGREE} <= e.travel_max_m)
ORDER BY abs(e.lat - $8::float8) + abs(e.lon - $9::float8), e.id LIMIT $10`;

const MOVE_ENTRY = `UPDATE board_entry SET status = $3, confirmed_at = $4, asked_again_at = $5,
  vetted_at = $6, reason = $7, ended_at = $8, due_at = $9 WHERE organisation_id = $1 AND id = $2`;

/** $1 organisation, $2 entry, $3 now. */
const RELEASE_ALL = `UPDATE board_claim SET status = 'released', ended_at = $3, due_at = NULL
WHERE organisation_id = $1 AND status = 'held' AND (entry_id = $2 OR for_entry_id = $2)
${RETURNING_CLAIM}`;

const INSERT_CLAIM = `INSERT INTO board_claim (organisation_id, id, entry_id, responder_id,
  for_entry_id, quantity, status, claimed_at, expires_at, due_at)
VALUES ($1, $2, $3, $4, $5, $6, 'held', $7, $8, $9)`;

const END_CLAIM = `UPDATE board_claim SET status = $3, ended_at = $4, due_at = NULL
WHERE organisation_id = $1 AND id = $2 AND status = 'held' ${RETURNING_CLAIM}`;

type ClaimInput = Parameters<BoardStore['claim']>[0];
type Move = Parameters<BoardStore['moveEntry']>[0];

/** The board in PostgreSQL. What is claimed of an entry changes under its lock alone. */
export class PostgresBoardStore implements BoardStore {
  constructor(
    private readonly pool: Pool,
    private readonly queuePool: Pool,
  ) {}

  isPublic: BoardStore['isPublic'] = (organisationId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const text = `SELECT is_public AS "isPublic" FROM board_settings WHERE organisation_id = $1`;
      const [row] = await tx.rows<{ isPublic: boolean }>({ text, values: [organisationId] });
      return row?.isPublic === true;
    });

  setPublic: BoardStore['setPublic'] = (organisationId, isPublic) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const text = `INSERT INTO board_settings (organisation_id, is_public) VALUES ($1, $2)
        ON CONFLICT (organisation_id) DO UPDATE SET is_public = excluded.is_public`;
      await tx.rows({ text, values: [organisationId, isPublic] });
    });

  add: BoardStore['add'] = ({ entry, contact, addressDigests, max }) => {
    const { organisationId, responderId } = entry;
    const digests = addressDigests.map((digest) => Buffer.from(digest));
    const who = responderId ?? digests[0]?.toString('hex') ?? 'staff';
    const scope = { organisationId, lockOn: `board entries of ${who}` };
    return inOrganisation(this.pool, scope, async (tx) => {
      const [row] = await tx.rows<{ count: number }>({
        text: `SELECT count(*) FROM board_entry WHERE organisation_id = $1 AND ended_at IS NULL
          AND (responder_id = $2::uuid OR address_digest = ANY ($3::bytea[]))`,
        values: [organisationId, responderId, digests],
      });
      if ((row?.count ?? 0) >= max) return false;
      const kept = { contact, addressDigest: addressDigests[0] ?? null };
      await tx.rows({ text: INSERT_ENTRY, values: entryValues(entry, kept) });
      return true;
    });
  };

  entry: BoardStore['entry'] = (organisationId, entryId) =>
    inOrganisation(this.pool, organisationId, (tx) => entryOf(tx, organisationId, entryId));

  list: BoardStore['list'] = (organisationId, filter, page) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const after = readTimeCursor(page.cursor);
      const rows = await tx.rows<EntryRow>({
        text: `${SELECT_ENTRY} WHERE e.organisation_id = $1
          AND ($2::text IS NULL OR e.side = $2) AND ($3::text IS NULL OR e.kind = $3)
          AND ($4::text[] IS NULL OR ${SEEN_STATUS} = ANY ($4))
          AND ($5::timestamptz IS NULL OR (e.created_at, e.id) < ($5, $6::uuid))
          ORDER BY e.created_at DESC, e.id DESC LIMIT $7`,
        values: [
          ...[organisationId, filter.side, filter.kind, filter.statuses],
          ...[dateOf(after?.at ?? null), after?.id ?? null, page.limit + 1],
        ],
      });
      const items = rows.slice(0, page.limit).map(toEntry);
      const last = items.at(-1)?.entry;
      const more = rows.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([String(last.createdAt), last.id]) : null };
    });

  entriesOf: BoardStore['entriesOf'] = (organisationId, responderId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const text = `${SELECT_ENTRY} WHERE e.organisation_id = $1 AND e.responder_id = $2
        ORDER BY e.created_at DESC, e.id DESC LIMIT ${OWN_MAX}`;
      const rows = await tx.rows<EntryRow>({ text, values: [organisationId, responderId] });
      return rows.map(toEntry);
    });

  near: BoardStore['near'] = (organisationId, { side, place, reachM, now, max }) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const box = boxAround(place, reachM);
      const values = [organisationId, ...box, side, new Date(now), place.lat, place.lon, max];
      const rows = await tx.rows<EntryRow>({ text: NEAR, values });
      return rows.map(toEntry);
    });

  moveEntry: BoardStore['moveEntry'] = (move) =>
    inOrganisation(this.pool, move.organisationId, async (tx) => {
      const { organisationId, entryId, from } = move;
      await lock(tx, organisationId, [entryId]);
      const known = await entryOf(tx, organisationId, entryId);
      if (known === null || !from.includes(known.entry.status)) return null;
      return moved(tx, known, move);
    });

  claim: BoardStore['claim'] = (input) =>
    inOrganisation(this.pool, input.organisationId, (tx) => claimIn(tx, input));

  endClaim: BoardStore['endClaim'] = ({ organisationId, claimId, to, now }) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const known = await claimOf(tx, organisationId, claimId);
      if (known === null) return refuse('not-found', 'There is no such claim.');
      const ids = [known.entryId, ...(known.forEntryId === null ? [] : [known.forEntryId])];
      await lock(tx, organisationId, ids);
      const values = [organisationId, claimId, to, new Date(now)];
      const [claim] = await tx.rows<ClaimRow>({ text: END_CLAIM, values });
      if (claim === undefined) return refuse('illegal-step', `It is ${known.status} already.`);
      for (const id of to === 'done' ? ids : []) await endIfDone(tx, { organisationId, id, now });
      return ok(claim);
    });

  claims: BoardStore['claims'] = (organisationId, entryId) =>
    inOrganisation(this.pool, organisationId, (tx) =>
      tx.rows<ClaimRow>({
        text: `${SELECT_CLAIM} WHERE organisation_id = $1
          AND (entry_id = $2 OR for_entry_id = $2) ORDER BY claimed_at, id`,
        values: [organisationId, entryId],
      }),
    );

  claimsOf: BoardStore['claimsOf'] = (organisationId, responderId) =>
    inOrganisation(this.pool, organisationId, (tx) =>
      tx.rows<ClaimRow>({
        text: `${SELECT_CLAIM} WHERE organisation_id = $1 AND responder_id = $2
          ORDER BY claimed_at DESC, id DESC LIMIT ${OWN_MAX}`,
        values: [organisationId, responderId],
      }),
    );

  report: BoardStore['report'] = ({ organisationId, entryId, kind, byDigest, now }) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      await tx.rows({
        text: `INSERT INTO board_report (organisation_id, entry_id, kind, by_digest, at)
          SELECT $1, id, $3, $4, $5 FROM board_entry WHERE organisation_id = $1 AND id = $2
          ON CONFLICT (organisation_id, entry_id, kind, by_digest) DO UPDATE SET at = excluded.at`,
        values: [organisationId, entryId, kind, Buffer.from(byDigest), new Date(now)],
      });
      const [row] = await tx.rows<{ count: number }>({
        text: `SELECT count(*) FROM board_report r JOIN board_entry e
            ON e.organisation_id = r.organisation_id AND e.id = r.entry_id
          WHERE r.organisation_id = $1 AND r.entry_id = $2 AND r.kind = $3
            AND (e.vetted_at IS NULL OR r.at >= e.vetted_at)`,
        values: [organisationId, entryId, kind],
      });
      return row?.count ?? 0;
    });

  takeDue: BoardStore['takeDue'] = ({ now, leaseMs, max }) =>
    acrossOrganisations(this.queuePool, async (tx) => {
      const values = [new Date(now), new Date(now + leaseMs), max];
      const text = leased('board_entry', 'RETURNING id');
      const taken = await tx.rows<{ id: string }>({ text, values });
      const due = leased('board_claim', RETURNING_CLAIM);
      const claims = await tx.rows<ClaimRow>({ text: due, values });
      const ids = taken.map(({ id }) => id);
      if (ids.length === 0) return { entries: [], claims };
      const entries = `${SELECT_ENTRY} WHERE e.id = ANY ($1::uuid[]) ORDER BY e.created_at, e.id`;
      const rows = await tx.rows<EntryRow>({ text: entries, values: [ids] });
      return { entries: rows.map(toEntry), claims };
    });

  reminded: BoardStore['reminded'] = ({ organisationId, id, expiresAt }, now) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const text = `UPDATE board_claim SET reminded_at = $3, due_at = $4
        WHERE organisation_id = $1 AND id = $2 AND status = 'held'`;
      await tx.rows({ text, values: [organisationId, id, new Date(now), new Date(expiresAt)] });
    });
}

/** $1 now, $2 left alone until, $3 so many. */
function leased(table: 'board_entry' | 'board_claim', returning: string): string {
  return `UPDATE ${table} SET due_at = $2 WHERE (organisation_id, id) IN (
    SELECT organisation_id, id FROM ${table} WHERE due_at <= $1
    ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED) ${returning}`;
}

async function entryOf(
  tx: Tx,
  organisationId: string,
  entryId: string,
): Promise<StoredEntry | null> {
  const text = `${SELECT_ENTRY} WHERE e.organisation_id = $1 AND e.id = $2`;
  const [row] = await tx.rows<EntryRow>({ text, values: [organisationId, entryId] });
  return row === undefined ? null : toEntry(row);
}

async function claimOf(tx: Tx, organisationId: string, claimId: string) {
  const text = `${SELECT_CLAIM} WHERE organisation_id = $1 AND id = $2`;
  const [row] = await tx.rows<ClaimRow>({ text, values: [organisationId, claimId] });
  return row ?? null;
}

/** In the order of their ids, so that two of them never wait for each other. */
async function lock(tx: Tx, organisationId: string, ids: readonly string[]): Promise<void> {
  const text = `SELECT id FROM board_entry WHERE organisation_id = $1 AND id = ANY ($2::uuid[])
    ORDER BY id FOR UPDATE`;
  await tx.rows({ text, values: [organisationId, ids] });
}

async function moved(
  tx: Tx,
  { entry, contact, reportedCount }: StoredEntry,
  { to, change, now }: Omit<Move, 'from' | 'entryId'>,
): Promise<{ readonly stored: StoredEntry; readonly released: readonly BoardClaim[] }> {
  const { organisationId, id } = entry;
  const endedAt = OVER.includes(to) ? now : null;
  const after = { ...entry, ...change, status: to, endedAt };
  await tx.rows({
    text: MOVE_ENTRY,
    values: [
      ...[organisationId, id, to === 'claimed' ? 'open' : to, new Date(after.confirmedAt)],
      ...[dateOf(after.askedAgainAt), dateOf(after.vettedAt), after.reason, dateOf(endedAt)],
      endedAt === null ? new Date(dueAt(after)) : null,
    ],
  });
  const released =
    endedAt === null
      ? []
      : await tx.rows<ClaimRow>({ text: RELEASE_ALL, values: [organisationId, id, new Date(now)] });
  const left = released.reduce((sum, { quantity }) => sum - quantity, after.takenCount);
  return { stored: { entry: { ...after, takenCount: left }, contact, reportedCount }, released };
}

async function claimIn(tx: Tx, input: ClaimInput): Promise<Result<BoardClaim>> {
  const { organisationId, entryId, forEntryId, responderId, wish, now } = input;
  await lock(tx, organisationId, [entryId, ...(forEntryId === null ? [] : [forEntryId])]);
  const found = await entryOf(tx, organisationId, entryId);
  if (found === null) return refuse('not-found', 'There is no such entry.');
  const until = checkClaim(found.entry, wish, now);
  if (!until.ok) return until;
  if (forEntryId !== null) {
    const other = await entryOf(tx, organisationId, forEntryId);
    if (other === null) return refuse('not-found', 'There is no such entry.', 'forEntryId');
    const fits = checkClaim(other.entry, wish, now);
    if (!fits.ok) return fits;
  }
  if (responderId !== null) {
    const held = await heldBy(tx, organisationId, responderId);
    if (held.includes(entryId)) return refuse('illegal-step', 'You hold a claim on it already.');
    if (held.length >= CLAIMS_OF_ONE_MAX) {
      return refuse('illegal-step', `You hold ${held.length} claims; end or release one first.`);
    }
  }
  return ok(await insertClaim(tx, input, until.value));
}

async function insertClaim(tx: Tx, input: ClaimInput, expiresAt: number): Promise<BoardClaim> {
  const { organisationId, claimId: id, entryId, forEntryId, responderId, now } = input;
  const { quantity } = input.wish;
  const due = remindAt({ claimedAt: now, expiresAt });
  await tx.rows({
    text: INSERT_CLAIM,
    values: [
      ...[organisationId, id, entryId, responderId, forEntryId, quantity, new Date(now)],
      ...[new Date(expiresAt), new Date(due)],
    ],
  });
  return {
    ...{ id, organisationId, entryId, responderId, forEntryId, quantity, status: 'held' },
    ...{ claimedAt: now, expiresAt, remindedAt: null, endedAt: null },
  };
}

async function heldBy(tx: Tx, organisationId: string, responderId: string): Promise<string[]> {
  const text = `SELECT entry_id AS "entryId" FROM board_claim
    WHERE organisation_id = $1 AND responder_id = $2 AND status = 'held'`;
  const rows = await tx.rows<{ entryId: string }>({ text, values: [organisationId, responderId] });
  return rows.map(({ entryId }) => entryId);
}

async function endIfDone(
  tx: Tx,
  { organisationId, id, now }: { organisationId: string; id: string; now: number },
): Promise<void> {
  const stored = await entryOf(tx, organisationId, id);
  if (stored?.entry.status !== 'done' || stored.entry.endedAt !== null) return;
  await moved(tx, stored, { organisationId, to: 'done', change: {}, now });
}
