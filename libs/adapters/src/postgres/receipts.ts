import type { Pool } from 'pg';
import type { Fact } from '#core/timeline';
import type { NotAlerted } from '#core/plan';
import type { FactView } from '#contracts/incident-api';
import { toIso } from '#contracts/shapes';
import { byOrganisation } from '#adapters/shared/by-organisation';
import { Gathered } from '#adapters/shared/gathered';
import { RECEIPT_KINDS, receiptFacts, type ReceiptKind } from '#adapters/shared/receipts';
import type { IncidentStore } from '#flow/ports';
import { factsOf, savedOf } from './save-document';
import { atOnce, inOneTrip, inOrganisation, type Tx } from './transaction';

type Receipt = Parameters<IncidentStore['recordReceipt']>[0];
type Addition = Parameters<IncidentStore['addFacts']>[0];

interface Subject {
  readonly organisationId: string;
  readonly table: 'incident' | 'callout';
  readonly id: string;
}

/** Receipts written together, at most, and under way at once in one process. */
const TOGETHER = { together: 100, underWay: 4 };

/** $1 organisation, $2 alert, $3 responder, $4 kind, $5 subject, $6 channel, $7 device, $8 now. */
const RECORD = `SELECT r.incident_id, r.fresh, r.fact_count FROM record_receipt($1::uuid, $2::uuid,
  $3::uuid, $4::text, $5::text, $6::text, $7::uuid, $8::timestamptz, $9::jsonb) r`;

/**
 * The same for many ($2) of organisation $1: an incident's receipts come within a moment, and each
 * by itself would hold it for a commit of its own. Those whose incident somebody else holds now are
 * told apart, so that they hold up nobody.
 */
const RECORD_TOGETHER = `WITH asked AS (
  SELECT g.*, a.incident_id FROM jsonb_to_recordset($2::jsonb) AS g(n int, alert_id uuid,
      responder_id uuid, kind text, subject text, channel text, device_id uuid, at timestamptz,
      facts jsonb)
    JOIN alert a ON a.organisation_id = $1::uuid AND a.id = g.alert_id
      AND a.responder_id = g.responder_id
),
held AS (
  SELECT i.id FROM incident i WHERE i.organisation_id = $1::uuid
    AND i.id IN (SELECT incident_id FROM asked)
  ORDER BY i.id FOR NO KEY UPDATE SKIP LOCKED
),
mine AS MATERIALIZED (
  SELECT asked.* FROM asked
  WHERE asked.incident_id IS NULL OR asked.incident_id IN (SELECT id FROM held)
  ORDER BY asked.incident_id, asked.alert_id, asked.n
)
SELECT mine.n, r.incident_id, r.fresh, r.fact_count, false AS busy
FROM mine CROSS JOIN LATERAL record_receipt($1::uuid, mine.alert_id, mine.responder_id, mine.kind,
  mine.subject, mine.channel, mine.device_id, mine.at, mine.facts) r
UNION ALL
SELECT asked.n, NULL, NULL, NULL, true FROM asked
WHERE asked.incident_id NOT IN (SELECT id FROM held)`;

interface Recorded {
  incident_id: string | null;
  fresh: ReceiptKind[];
  fact_count: number | null;
}

type Kept = Awaited<ReturnType<IncidentStore['recordReceipt']>>;

/** Keeps receipts, each as soon as it comes, and those that come meanwhile together. */
export class Receipts {
  private readonly gathered = new Gathered(
    (receipts: readonly Receipt[]) => this.write(receipts),
    TOGETHER,
  );

  constructor(private readonly pool: Pool) {}

  /** Stores a receipt; see `IncidentStore` and `record_receipt`. */
  record(receipt: Receipt): Promise<Kept> {
    return this.gathered.of(receipt);
  }

  private async write(receipts: readonly Receipt[]): Promise<readonly Promise<Kept>[]> {
    const [first] = receipts;
    if (receipts.length === 1 && first !== undefined) return [this.alone(first)];
    const kept = new Map<Receipt, Promise<Kept>>();
    for (const [organisationId, theirs] of byOrganisation(receipts)) {
      const answers = await this.together(organisationId, theirs);
      theirs.forEach((receipt, n) => kept.set(receipt, answers[n] ?? this.alone(receipt)));
    }
    return receipts.map((receipt) => kept.get(receipt) ?? this.alone(receipt));
  }

  /** Of one organisation; undefined for those that have to be stored by themselves. */
  private async together(
    organisationId: string,
    receipts: readonly Receipt[],
  ): Promise<readonly (Promise<Kept> | undefined)[]> {
    const statement = {
      name: 'receipts',
      text: RECORD_TOGETHER,
      values: [organisationId, JSON.stringify(receipts.map(rowOf))],
    };
    type Row = Recorded & { n: number; busy: boolean };
    const rows = await inOneTrip<Row>(this.pool, organisationId, statement).catch(() => null);
    // One that cannot be stored must not lose the others.
    if (rows === null) return [];
    const byNumber = new Map(rows.map((row) => [row.n, row]));
    return receipts.map((receipt, n) => {
      const row = byNumber.get(n);
      return row?.busy === true ? undefined : Promise.resolve(keptOf(receipt, row));
    });
  }

  private async alone(receipt: Receipt): Promise<Kept> {
    const { organisationId, alertId, responderId, kind, subject, channel, deviceId } = receipt;
    const [row] = await atOnce<Recorded>(this.pool, {
      name: 'receipt',
      text: RECORD,
      values: [
        ...[organisationId, alertId, responderId, kind, subject, channel, deviceId],
        ...[new Date(receipt.now), JSON.stringify(toldBy(receipt))],
      ],
    });
    return keptOf(receipt, row);
  }
}

function rowOf(receipt: Receipt, n: number): object {
  const { alertId, responderId, kind, subject, channel, deviceId, now } = receipt;
  return {
    ...{ n, alert_id: alertId, responder_id: responderId, kind, subject, channel },
    ...{ device_id: deviceId, at: toIso(now), facts: toldBy(receipt) },
  };
}

/** The facts that it may bring, each with the kind of receipt that brings it. */
function toldBy(receipt: Receipt): readonly object[] {
  const facts = factsOf(receiptFacts(RECEIPT_KINDS, receipt));
  return facts.map((one, index) => ({ ...one, means: RECEIPT_KINDS[index] }));
}

function keptOf(receipt: Receipt, row: Recorded | undefined): Kept {
  if (row === undefined) return null;
  const { incident_id: incidentId, fresh, fact_count } = row;
  const { kind, now } = receipt;
  const fresher = fact_count === null ? [] : receiptFacts(fresh, receipt);
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
