import type { Pool } from 'pg';
import type { Fact } from '#core/timeline';
import type { NotAlerted } from '#core/plan';
import type { FactView } from '#contracts/incident-api';
import { RECEIPT_KINDS, receiptFacts, type ReceiptKind } from '#adapters/shared/receipts';
import type { IncidentStore } from '#flow/ports';
import { factsOf, savedOf } from './save-document';
import { atOnce, inOrganisation, type Tx } from './transaction';

type Receipt = Parameters<IncidentStore['recordReceipt']>[0];
type Addition = Parameters<IncidentStore['addFacts']>[0];

interface Subject {
  readonly organisationId: string;
  readonly table: 'incident' | 'callout';
  readonly id: string;
}

/** $1 organisation, $2 alert, $3 responder, $4 kind, $5 subject, $6 channel, $7 device, $8 now. */
const RECORD = `SELECT r.incident_id, r.fresh, r.fact_count FROM record_receipt($1::uuid, $2::uuid,
  $3::uuid, $4::text, $5::text, $6::text, $7::uuid, $8::timestamptz, $9::jsonb) r`;

/** Stores a receipt in one round trip; see `IncidentStore` and `record_receipt`. */
export async function recordReceipt(
  pool: Pool,
  input: Receipt,
): ReturnType<IncidentStore['recordReceipt']> {
  const { organisationId, alertId, responderId, kind, subject, channel, deviceId, now } = input;
  const facts = factsOf(receiptFacts(RECEIPT_KINDS, input));
  const told = facts.map((one, index) => ({ ...one, means: RECEIPT_KINDS[index] }));
  const [row] = await atOnce<{
    incident_id: string | null;
    fresh: ReceiptKind[];
    fact_count: number | null;
  }>(pool, {
    name: 'receipt',
    text: RECORD,
    values: [
      ...[organisationId, alertId, responderId, kind, subject, channel, deviceId],
      ...[new Date(now), JSON.stringify(told)],
    ],
  });
  if (row === undefined) return null;
  const { incident_id: incidentId, fresh, fact_count } = row;
  const fresher = fact_count === null ? [] : receiptFacts(fresh, input);
  const saved = savedOf({ facts: fresher, feed: [], now }, { fact_count, feeds: [] });
  return { first: fresh.includes(kind), facts: saved.facts, incidentId };
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
