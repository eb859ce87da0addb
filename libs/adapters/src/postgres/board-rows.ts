import type { BoardClaim } from '#core/board-claim';
import { dueAt, statusByClaims, type BoardEntry } from '#core/board';
import type { StoredEntry } from '#flow/ports';

/** Columns of an entry with what is counted of its claims and reports; `e` is the entry. */
export const SELECT_ENTRY = `SELECT e.organisation_id AS "organisationId", e.id, e.source,
  e.responder_id AS "responderId", e.side, e.kind, e.title, e.note, e.quantity,
  e.from_at AS "from", e.until_at AS "until", e.lat, e.lon, e.cell_lat AS "cellLat",
  e.cell_lon AS "cellLon", e.cell_size_m AS "cellSizeM", e.travel_max_m AS "travelMaxM",
  e.status, e.created_at AS "createdAt", e.confirmed_at AS "confirmedAt",
  e.asked_again_at AS "askedAgainAt", e.vetted_at AS "vettedAt", e.reason,
  e.ended_at AS "endedAt", e.contact, c.taken AS "takenCount", c.done AS "doneCount",
  (SELECT count(*) FROM board_report r WHERE r.organisation_id = e.organisation_id
    AND r.entry_id = e.id AND r.kind = 'wrong') AS "reportedCount"
FROM board_entry e CROSS JOIN LATERAL (
  SELECT coalesce(sum(k.quantity) FILTER (WHERE k.status IN ('held', 'done')), 0)::int AS taken,
    coalesce(sum(k.quantity) FILTER (WHERE k.status = 'done'), 0)::int AS done
  FROM board_claim k WHERE k.organisation_id = e.organisation_id
    AND (k.entry_id = e.id OR k.for_entry_id = e.id)) c`;

/** The status that is seen: all claimed is `claimed`, which is stored as open. */
export const SEEN_STATUS = `CASE WHEN e.status = 'open' AND c.taken >= e.quantity
  THEN 'claimed' ELSE e.status END`;

export interface EntryRow extends Omit<BoardEntry, 'place' | 'cell'> {
  readonly lat: number;
  readonly lon: number;
  readonly cellLat: number;
  readonly cellLon: number;
  readonly cellSizeM: number;
  readonly contact: Buffer | null;
  readonly reportedCount: number;
}

export function toEntry(row: EntryRow): StoredEntry {
  const { lat, lon, cellLat, cellLon, cellSizeM, contact, reportedCount, ...rest } = row;
  const entry = {
    ...rest,
    place: { lat, lon },
    cell: { centre: { lat: cellLat, lon: cellLon }, sizeM: cellSizeM },
  };
  const status = entry.status === 'open' ? statusByClaims(entry) : entry.status;
  return { entry: { ...entry, status }, contact, reportedCount };
}

/** Values of INSERT_ENTRY in the order of its columns. */
export function entryValues(
  entry: BoardEntry,
  kept: { readonly contact: Uint8Array | null; readonly addressDigest: Uint8Array | null },
): readonly unknown[] {
  const { place, cell } = entry;
  return [
    ...[entry.organisationId, entry.id, entry.source, entry.responderId, entry.side, entry.kind],
    ...[entry.title, entry.note, entry.quantity, new Date(entry.from), new Date(entry.until)],
    ...[place.lat, place.lon, cell.centre.lat, cell.centre.lon, cell.sizeM, entry.travelMaxM],
    ...[entry.status, new Date(entry.createdAt), new Date(entry.confirmedAt)],
    ...[dateOf(entry.vettedAt), entry.reason, new Date(dueAt(entry))],
    ...[bytesOf(kept.contact), bytesOf(kept.addressDigest)],
  ];
}

export const INSERT_ENTRY = `INSERT INTO board_entry (organisation_id, id, source, responder_id,
  side, kind, title, note, quantity, from_at, until_at, lat, lon, cell_lat, cell_lon, cell_size_m,
  travel_max_m, status, created_at, confirmed_at, vetted_at, reason, due_at, contact,
  address_digest)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
  $21, $22, $23, $24, $25)`;

const CLAIM_COLUMNS = `organisation_id AS "organisationId", id, entry_id AS "entryId",
  responder_id AS "responderId", for_entry_id AS "forEntryId", quantity, status,
  claimed_at AS "claimedAt", expires_at AS "expiresAt", reminded_at AS "remindedAt",
  ended_at AS "endedAt"`;

export const SELECT_CLAIM = `SELECT ${CLAIM_COLUMNS} FROM board_claim`;
export const RETURNING_CLAIM = `RETURNING ${CLAIM_COLUMNS}`;
export type ClaimRow = BoardClaim;

export function dateOf(instant: number | null): Date | null {
  return instant === null ? null : new Date(instant);
}

function bytesOf(bytes: Uint8Array | null): Buffer | null {
  return bytes === null ? null : Buffer.from(bytes);
}
