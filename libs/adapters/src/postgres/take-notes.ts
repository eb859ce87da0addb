import type { Pool } from 'pg';
import type { Instant } from '#core/units';
import type { DueNote, NoteStore } from '#flow/ports';
import { toAvailability, type AvailabilityColumns } from './candidate-rows';
import { NOTE_COLUMNS, toNote, type NoteRow } from './note-sql';
import { SEALED_COLUMNS, type PersonKeys, type SealedPerson } from './person-keys';
import { FREE, leaseValues } from './take-deliveries';
import { atOnce } from './transaction';

/** $1 now, $2 lease, $3 its end, $4 so many. */
const TAKE = `WITH taken AS (
  UPDATE note SET lease_id = $2::text, leased_until = $3::timestamptz, attempt = attempt + 1
  FROM (SELECT organisation_id, id FROM note WHERE due_at IS NOT NULL AND ${FREE}
        ORDER BY due_at, id LIMIT $4::int FOR UPDATE SKIP LOCKED) due
  WHERE note.organisation_id = due.organisation_id AND note.id = due.id
  RETURNING note.*
)
SELECT ${NOTE_COLUMNS}, n.attempt, o.time_zone AS "timeZone", r.language, r.on_duty, r.disabled_at,
  r.test_phone, r.declined_channels, r.schedule, r.quiet_hours, r.muted_until, ${SEALED_COLUMNS},
  EXISTS (SELECT FROM callout_booking b WHERE b.responder_id = n.responder_id
    AND b.callout_id = n.callout_id) AS is_booked,
  (SELECT coalesce(json_agg(json_build_object('channel', d.push_channel,
      'address', d.push_token) ORDER BY d.id), '[]')
    FROM device d WHERE d.responder_id = n.responder_id AND d.ended_at IS NULL
      AND d.push_token IS NOT NULL AND d.token_expires_at > $1::timestamptz) AS pushes
FROM taken n JOIN organisation o ON o.id = n.organisation_id
LEFT JOIN responder r ON r.id = n.responder_id
ORDER BY n.due_at, n.id`;

interface DueRow extends NoteRow, AvailabilityColumns, Omit<SealedPerson, 'id'> {
  readonly attempt: number;
  readonly timeZone: string;
  readonly language: DueNote['language'] | null;
  readonly on_duty: boolean | null;
  readonly disabled_at: Instant | null;
  readonly test_phone: boolean | null;
  readonly declined_channels: DueNote['declined'] | null;
  readonly is_booked: boolean;
  readonly pushes: DueNote['pushes'];
}

/** Leases notes that are due, of all organisations, in one statement; see `NoteStore`. */
export async function takeNotes(
  { pool, keys }: { readonly pool: Pool; readonly keys: PersonKeys },
  lease: Parameters<NoteStore['takeNotes']>[0],
): Promise<readonly DueNote[]> {
  const rows = await atOnce<DueRow>(pool, {
    name: 'notes-take',
    text: TAKE,
    values: leaseValues(lease),
  });
  return rows.map((row) => toDue(row, keys));
}

function toDue(row: DueRow, keys: PersonKeys): DueNote {
  const { responder_id: id, identity, sealedKey } = row;
  const known = id === null ? null : keys.open({ id, identity, sealedKey });
  return {
    note: toNote(row),
    attempt: row.attempt,
    timeZone: row.timeZone,
    language: row.language ?? 'en',
    phone: known?.phone ?? null,
    email: known?.email ?? null,
    declined: row.declined_channels ?? [],
    pushes: row.pushes,
    person: {
      disabledAt: row.disabled_at,
      testPhone: row.test_phone ?? false,
      onDuty: row.on_duty ?? false,
      isBooked: row.is_booked,
      hasAccount: id !== null,
      availability: toAvailability(row),
    },
  };
}
