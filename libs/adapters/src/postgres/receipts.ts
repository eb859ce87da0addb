import type { Pool } from 'pg';
import type { Fact } from '#core/timeline';
import type { NotAlerted } from '#core/plan';
import type { FactView } from '#contracts/incident-api';
import { newReceipts, receiptFacts } from '#adapters/shared/receipts';
import type { IncidentStore } from '#flow/ports';
import { factsOf, savedOf } from './save-document';
import { inOrganisation, type Tx } from './transaction';

type Receipt = Parameters<IncidentStore['recordReceipt']>[0];
type Addition = Parameters<IncidentStore['addFacts']>[0];

interface Subject {
  readonly organisationId: string;
  readonly table: 'incident' | 'callout';
  readonly id: string;
}

/** Stores the first receipt of its kind; see `IncidentStore`. */
export function recordReceipt(
  pool: Pool,
  input: Receipt,
): ReturnType<IncidentStore['recordReceipt']> {
  const { organisationId, alertId, responderId, kind, now } = input;
  return inOrganisation(pool, organisationId, async (tx) => {
    const [found] = await tx.rows<{ incident_id: string | null; callout_id: string | null }>({
      name: 'receipt-find',
      text: `SELECT incident_id, callout_id FROM alert
        WHERE organisation_id = $1 AND id = $2 AND responder_id = $3`,
      values: [organisationId, alertId, responderId],
    });
    const subject = found === undefined ? null : subjectOf(organisationId, found);
    if (found === undefined || subject === null) return null;
    await hold(tx, subject);
    const [alert] = await tx.rows<{ deliveredAt: number | null; seenAt: number | null }>({
      name: 'receipt-look',
      text: 'SELECT delivered_at AS "deliveredAt", seen_at AS "seenAt" FROM alert WHERE id = $1',
      values: [alertId],
    });
    const fresh = newReceipts(alert ?? { deliveredAt: null, seenAt: null }, kind);
    if (fresh.length > 0) await store(tx, { alertId, seen: fresh.includes('seen'), now });
    const facts = await append(tx, subject, { facts: receiptFacts(fresh, input), now });
    return { first: fresh.includes(kind), facts, incidentId: found.incident_id };
  });
}

/** Adds facts and reasons outside any decision; see `IncidentStore`. */
export function addFacts(pool: Pool, input: Addition): Promise<readonly FactView[]> {
  const { organisationId, incidentId, calloutId } = input;
  return inOrganisation(pool, organisationId, async (tx) => {
    const subject = subjectOf(organisationId, { incident_id: incidentId, callout_id: calloutId });
    if (subject === null || !(await hold(tx, subject))) return [];
    if (incidentId !== null) await addReasons(tx, subject, input);
    return append(tx, subject, input);
  });
}

/** Adds facts to a held incident or call-out, numbered on from its last. */
export async function append(
  tx: Tx,
  subject: Subject,
  input: { readonly facts: readonly Fact[]; readonly now: number },
): Promise<readonly FactView[]> {
  const { organisationId, table, id } = subject;
  if (input.facts.length === 0) return [];
  const [counted] = await tx.rows<{ fact_count: number }>({
    name: `${table}-facts`,
    text: `WITH counted AS (
        UPDATE ${table} SET fact_count = fact_count + jsonb_array_length($3::jsonb)
        WHERE organisation_id = $1::uuid AND id = $2::uuid RETURNING fact_count
      ), added AS (
        INSERT INTO fact (organisation_id, ${table}_id, seq, kind, at, actor, responder_id, detail)
        SELECT $1::uuid, $2::uuid, counted.fact_count - jsonb_array_length($3::jsonb) + f.ordinal,
          f.kind, f.at,
          f.actor, f.responder_id, f.detail
        FROM counted, jsonb_to_recordset($3::jsonb) AS f(ordinal int, kind text, at timestamptz,
          actor text, responder_id uuid, detail jsonb)
        ORDER BY f.ordinal
      )
      SELECT fact_count FROM counted`,
    values: [organisationId, id, JSON.stringify(factsOf(input.facts))],
  });
  if (counted === undefined) throw new Error('what was held is there');
  return savedOf({ ...input, feed: [] }, { ...counted, feeds: [] }).facts;
}

function subjectOf(
  organisationId: string,
  ids: { readonly incident_id: string | null; readonly callout_id: string | null },
): Subject | null {
  if (ids.incident_id !== null) return { organisationId, table: 'incident', id: ids.incident_id };
  return ids.callout_id === null ? null : { organisationId, table: 'callout', id: ids.callout_id };
}

/** Incident or call-out first, then its alerts: the order in which everything here locks. */
export async function hold(tx: Tx, subject: Subject): Promise<boolean> {
  const { organisationId, table, id } = subject;
  const held = await tx.rows({
    name: `${table}-hold`,
    text: `SELECT FROM ${table} WHERE organisation_id = $1 AND id = $2 FOR NO KEY UPDATE`,
    values: [organisationId, id],
  });
  return held.length > 0;
}

/** What is delivered need not be delivered again by another channel. */
async function store(
  tx: Tx,
  receipt: { readonly alertId: string; readonly seen: boolean; readonly now: number },
): Promise<void> {
  const values = [receipt.alertId, new Date(receipt.now)];
  await tx.rows({
    name: 'receipt-store',
    text: `UPDATE alert SET delivered_at = coalesce(delivered_at, $2::timestamptz),
        seen_at = CASE WHEN $3::boolean THEN coalesce(seen_at, $2::timestamptz) ELSE seen_at END
      WHERE id = $1::uuid`,
    values: [...values, receipt.seen],
  });
  await tx.rows({
    name: 'receipt-deliveries',
    text: `WITH waiting AS (
        SELECT id FROM delivery
        WHERE alert_id = $1::uuid AND subject = 'alert' AND status = 'queued'
        ORDER BY id FOR NO KEY UPDATE
      )
      UPDATE delivery SET status = 'not-needed', finished_at = $2::timestamptz, leased_until = NULL,
        lease_id = NULL
      FROM waiting WHERE delivery.id = waiting.id`,
    values,
  });
}

async function addReasons(
  tx: Tx,
  subject: Subject,
  input: { readonly notAlerted: readonly NotAlerted[]; readonly now: number },
): Promise<void> {
  const people = new Map(input.notAlerted.map((person) => [person.responderId, person]));
  if (people.size === 0) return;
  const rows = [...people.values()].map(({ responderId, reason, distanceM }) => ({
    ...{ responder_id: responderId, reason, distance_m: distanceM },
  }));
  await tx.rows({
    name: 'reasons',
    text: `INSERT INTO considered (incident_id, responder_id, organisation_id, reason, distance_m,
        decided_at)
      SELECT $2::uuid, c.responder_id, $1::uuid, c.reason, c.distance_m, $3::timestamptz
      FROM jsonb_to_recordset($4::jsonb) AS c(responder_id uuid, reason text, distance_m float8)
      ON CONFLICT (incident_id, responder_id) DO UPDATE
        SET reason = excluded.reason, distance_m = excluded.distance_m,
          decided_at = excluded.decided_at`,
    values: [subject.organisationId, subject.id, new Date(input.now), JSON.stringify(rows)],
  });
}
