import type { Pool } from 'pg';
import { RENEWAL_DAYS, type RenewalDays } from '#core/credential-renewal';
import type { DeclinableChannel, Language } from '#core/delivery';
import { DAY_MS, type Instant } from '#core/units';
import type { CredentialStore, DueReminder } from '#flow/ports';
import { toAvailability, type AvailabilityColumns } from './candidate-rows';
import type { PersonKeys } from './person-keys';
import { acrossOrganisations } from './transaction';

const [FIRST, SECOND, LAST] = RENEWAL_DAYS;

/**
 * $1 now, $2 lease, $3 leased until, $4 so many, $5 to $7 the moments whose ends are nearer than
 * the last, the second and the first reminder. The insert is the claim: of two workers at the same
 * moment one waits for the other's row and then finds it taken.
 */
const TAKE = `WITH due AS (
  SELECT c.id, c.organisation_id, c.responder_id, c.valid_to,
    CASE WHEN c.valid_to <= $5::timestamptz THEN ${LAST}
      WHEN c.valid_to <= $6::timestamptz THEN ${SECOND} ELSE ${FIRST} END AS days
  FROM credential c JOIN responder r ON r.id = c.responder_id
  WHERE c.status = 'verified' AND c.valid_to > $1::timestamptz AND c.valid_to <= $7::timestamptz
    AND r.disabled_at IS NULL AND NOT EXISTS (
      SELECT FROM credential o WHERE o.responder_id = c.responder_id AND o.kind = c.kind
        AND o.status = 'verified' AND (o.valid_to IS NULL OR o.valid_to > c.valid_to))
), open AS (
  SELECT d.* FROM due d LEFT JOIN credential_reminder m
    ON m.credential_id = d.id AND m.valid_to = d.valid_to AND m.days = d.days
  WHERE m.credential_id IS NULL OR (m.sent_at IS NULL AND m.leased_until <= $1::timestamptz)
  ORDER BY d.valid_to, d.id LIMIT $4::int
), taken AS (
  INSERT INTO credential_reminder AS m
    (credential_id, valid_to, days, organisation_id, lease_id, leased_until)
  SELECT id, valid_to, days, organisation_id, $2::uuid, $3::timestamptz FROM open
  ON CONFLICT (credential_id, valid_to, days) DO UPDATE
    SET lease_id = excluded.lease_id, leased_until = excluded.leased_until
    WHERE m.sent_at IS NULL AND m.leased_until <= $1::timestamptz
  RETURNING m.credential_id, m.valid_to, m.days
)
SELECT t.credential_id AS "credentialId", t.valid_to AS "validTo", t.days::int AS days,
  r.id AS "responderId", r.organisation_id AS "organisationId", o.time_zone AS "timeZone",
  r.language, r.declined_channels AS declined, r.schedule, r.quiet_hours, r.muted_until,
  r.identity, (SELECT pk.sealed_key FROM person_key pk
    WHERE pk.responder_id = r.id) AS "sealedKey",
  (SELECT coalesce(json_agg(json_build_object('channel', d.push_channel,
      'address', d.push_token) ORDER BY d.id), '[]')
    FROM device d WHERE d.responder_id = r.id AND d.ended_at IS NULL
      AND d.push_token IS NOT NULL AND d.token_expires_at > $1::timestamptz) AS pushes
FROM taken t
JOIN credential c ON c.id = t.credential_id
JOIN responder r ON r.id = c.responder_id
JOIN organisation o ON o.id = r.organisation_id
ORDER BY t.valid_to, t.credential_id`;

interface ReminderRow extends AvailabilityColumns {
  readonly credentialId: string;
  readonly validTo: Instant;
  readonly days: RenewalDays;
  readonly responderId: string;
  readonly organisationId: string;
  readonly timeZone: string;
  readonly language: Language;
  readonly declined: readonly DeclinableChannel[];
  readonly identity: Buffer | null;
  readonly sealedKey: Buffer | null;
  readonly pushes: DueReminder['pushes'];
}

/** Takes reminders that are due, of all organisations; see `CredentialStore`. */
export async function takeReminders(
  ports: { readonly queuePool: Pool; readonly keys: PersonKeys },
  lease: Parameters<CredentialStore['takeReminders']>[0],
): Promise<readonly DueReminder[]> {
  const { now, leaseId, leaseMs, max } = lease;
  const within = (days: number): Date => new Date(now + days * DAY_MS);
  const rows = await acrossOrganisations(ports.queuePool, (tx) =>
    tx.rows<ReminderRow>({
      name: 'take-reminders',
      text: TAKE,
      values: [
        ...[new Date(now), leaseId, new Date(now + leaseMs), max],
        ...[within(LAST), within(SECOND), within(FIRST)],
      ],
    }),
  );
  return rows.map((row) => toReminder(row, ports.keys));
}

function toReminder(row: ReminderRow, keys: PersonKeys): DueReminder {
  const { organisationId, responderId, credentialId, validTo, days, timeZone, language } = row;
  const { identity, sealedKey, declined, pushes } = row;
  return {
    ...{ organisationId, responderId, credentialId, validTo, days, timeZone, language },
    email: keys.open({ id: responderId, identity, sealedKey }).email,
    ...{ declined, pushes },
    availability: toAvailability(row),
  };
}
