import type { Pool } from 'pg';
import type { AssignmentStatus } from '#core/assignment';
import type { IncidentStatus } from '#core/incident';
import { incidentProgress } from '#core/incident-progress';
import { SYNTHETIC_ORGANISATION_ID } from '#core/synthetic';
import type { FactKind } from '#core/timeline';
import { eventTypeOf } from '#core/webhook-events';
import type { ControlEvents } from '#flow/ports';
import { toEvent, EVENT_COLUMNS, EVENT_JOINS, type EventRow } from './event-rows';
import { acrossOrganisations, inOrganisation, type Tx } from './transaction';

/** Facts looked at in one transaction. */
const FACTS_PER_ROUND = 1_000;

/** Of the copies only one is at it. */
const HOLD = `SELECT last_fact_id AS "lastFactId" FROM event_relay
WHERE is_only FOR UPDATE SKIP LOCKED`;

/** $1 after, $2 at most. */
const NEW_FACTS = `SELECT id, organisation_id AS "organisationId", incident_id AS "incidentId",
  kind, at FROM fact WHERE id > $1::bigint ORDER BY id LIMIT $2`;

/**
 * Transactions that have drawn numbers of facts, or may: each takes this lock before it draws one,
 * and lets it go after its rows can be seen.
 */
const WRITERS = `SELECT DISTINCT l.virtualtransaction AS id FROM pg_locks l
JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
WHERE l.locktype = 'relation' AND l.relation = 'fact'::regclass AND l.mode = 'RowExclusiveLock'`;

/** $1 incidents. */
const STANDING = `SELECT i.id, i.status, ARRAY(SELECT a.status FROM assignment a
  WHERE a.incident_id = i.id) AS assignments FROM incident i WHERE i.id = ANY ($1::uuid[])`;

/** $1 events in their order, $2 now; with a delivery for each address that asks for one. */
const TELL = `WITH told AS (
  INSERT INTO control_event (organisation_id, id, type, at, recorded_at, incident_id, fact_id,
    status, progress)
  SELECT e.organisation_id, gen_random_uuid(), e.type, e.at, $2::timestamptz, e.incident_id,
    e.fact_id, e.status, e.progress
  FROM jsonb_to_recordset($1::jsonb) AS e(organisation_id uuid, type text, at timestamptz,
    incident_id uuid, fact_id bigint, status text, progress text) ORDER BY e.fact_id
  RETURNING organisation_id, position, type, incident_id
)
INSERT INTO webhook_delivery (id, organisation_id, webhook_id, position, incident_id, status,
  due_at)
SELECT gen_random_uuid(), t.organisation_id, w.id, t.position, t.incident_id, 'queued', $2
FROM told t JOIN webhook w ON w.organisation_id = t.organisation_id AND w.disabled_at IS NULL
  AND (cardinality(w.types) = 0 OR t.type = ANY (w.types))`;

/** $1 organisation, $2 after, $3 at most. */
const AFTER = `SELECT ${EVENT_COLUMNS} FROM control_event e ${EVENT_JOINS}
WHERE e.organisation_id = $1::uuid AND e.position > $2::bigint
ORDER BY e.organisation_id, e.position LIMIT $3`;

interface NewFact {
  readonly id: number;
  readonly organisationId: string;
  readonly incidentId: string | null;
  readonly kind: FactKind;
  readonly at: number;
}

/** Where numbers were missing, and who may still commit one of them. */
interface Gap {
  readonly upTo: number;
  readonly writers: ReadonlySet<string>;
}

/** What control rooms are told, in PostgreSQL. */
export class PostgresControlEvents implements ControlEvents {
  private gap: Gap | null = null;

  constructor(private readonly pools: { readonly pool: Pool; readonly queuePool: Pool }) {}

  relay: ControlEvents['relay'] = (now) =>
    acrossOrganisations(this.pools.queuePool, async (tx) => {
      const [held] = await tx.rows<{ lastFactId: number }>({
        ...{ name: 'hold-relay', text: HOLD, values: [] },
      });
      if (held === undefined) return 0;
      const { final, lastId } = await this.finalFacts(tx, held.lastFactId);
      if (lastId === held.lastFactId) return 0;
      await tell(tx, final, now);
      await tx.rows({
        name: 'move-relay',
        text: 'UPDATE event_relay SET last_fact_id = $1::bigint WHERE is_only',
        values: [lastId],
      });
      return final.length;
    });

  after: ControlEvents['after'] = (organisationId, { position, limit }) =>
    inOrganisation(this.pools.pool, organisationId, async (tx) => {
      const values = [organisationId, position, limit];
      const rows = await tx.rows<EventRow>({ name: 'events-after', text: AFTER, values });
      return rows.map(toEvent);
    });

  /**
   * Facts that nothing with a smaller number can come in before any more: those without a gap
   * before them, and those behind a gap once all who wrote when it was seen have ended.
   */
  private async finalFacts(
    tx: Tx,
    after: number,
  ): Promise<{ readonly final: readonly NewFact[]; readonly lastId: number }> {
    const { gap } = this;
    // Looked at before the facts are read: what those who have ended wrote is then among them.
    const isOver = gap !== null && !(await writersNow(tx)).some((id) => gap.writers.has(id));
    const facts = await tx.rows<NewFact>({
      ...{ name: 'new-facts', text: NEW_FACTS, values: [after, FACTS_PER_ROUND] },
    });
    let lastId = isOver ? Math.max(after, lastUpTo(facts, gap.upTo)) : after;
    for (const { id } of facts) if (id === lastId + 1) lastId = id;
    const read = facts.at(-1)?.id ?? lastId;
    if (isOver || (gap !== null && gap.upTo <= lastId)) this.gap = null;
    if (read > lastId) this.gap ??= { upTo: read, writers: new Set(await writersNow(tx)) };
    return { final: facts.filter(({ id }) => id <= lastId), lastId };
  }
}

function lastUpTo(facts: readonly NewFact[], upTo: number): number {
  return facts.findLast(({ id }) => id <= upTo)?.id ?? 0;
}

async function writersNow(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.rows<{ id: string }>({ text: WRITERS, values: [] });
  return rows.map(({ id }) => id);
}

async function tell(tx: Tx, facts: readonly NewFact[], now: number): Promise<void> {
  const told = facts.filter(
    ({ incidentId, organisationId, kind }) =>
      incidentId !== null &&
      organisationId !== SYNTHETIC_ORGANISATION_ID &&
      eventTypeOf(kind) !== null,
  );
  if (told.length === 0) return;
  const incidentIds = [...new Set(told.map(({ incidentId }) => incidentId))];
  const rows = await tx.rows<{
    readonly id: string;
    readonly status: IncidentStatus;
    readonly assignments: readonly AssignmentStatus[];
  }>({ name: 'standing-of-incidents', text: STANDING, values: [incidentIds] });
  const standing = new Map(rows.map((row) => [row.id, row]));
  const events = told.map((fact) => {
    const { status = 'active', assignments = [] } = standing.get(fact.incidentId ?? '') ?? {};
    return {
      organisation_id: fact.organisationId,
      type: eventTypeOf(fact.kind),
      at: new Date(fact.at).toISOString(),
      incident_id: fact.incidentId,
      fact_id: fact.id,
      status,
      progress: incidentProgress(status, assignments),
    };
  });
  const values = [JSON.stringify(events), new Date(now)];
  await tx.rows({ name: 'tell-control', text: TELL, values });
}
