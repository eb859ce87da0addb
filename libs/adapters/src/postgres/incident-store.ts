import type { Pool } from 'pg';
import { ASSIGNMENT_TABLE } from '#core/assignment';
import { canMove } from '#core/transition';
import { Gathered } from '#adapters/shared/gathered';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import { reflectsMessages } from '#adapters/shared/early-messages';
import type {
  ConsideredPerson,
  IncidentChange,
  IncidentState,
  IncidentStore,
  SaveOutcome,
  StoredControlMessage,
} from '#flow/ports';
import { toIso } from '#contracts/shapes';
import { decisions, firstDecisions } from './decisions';
import type { DueBell } from './due-bell';
import { jsonMessages, SELECT_INCIDENT } from './read-sql';
import { loadAlerts } from './own-alerts';
import { addFacts, Receipts } from './receipts';
import {
  toAssignment,
  toFact,
  toMessage,
  toState,
  type AssignmentJson,
  type FactRow,
  type IncidentRow,
  type MessageJson,
} from './rows';
import { SEALED_COLUMNS, type PersonKeys, type SealedPerson } from './person-keys';
import { savedOf, saveIncident, type Written } from './save-document';
import { TakePlaces } from './take-place';
import {
  inOneTrip,
  inOrganisation,
  isDuplicate,
  isOvertaken,
  isReserved,
  type Statement,
  type Tx,
} from './transaction';

/** Broken when a message or an incident is stored already. */
const DUPLICATES = ['incident_control_ref_key', 'control_message_pkey'];

const SELECT_CONSIDERED = `
SELECT DISTINCT ON (p.responder_id) p.responder_id AS "responderId",
  ${SEALED_COLUMNS}, p.alerted, p.reason, p.distance_m AS "distanceM",
  p.decided_at AS "decidedAt"
FROM (
  SELECT responder_id, true AS alerted, reason, distance_m, sent_at AS decided_at, wave
  FROM alert WHERE organisation_id = $1 AND incident_id = $2
  UNION ALL
  SELECT responder_id, false, reason, distance_m, decided_at, 0
  FROM considered WHERE organisation_id = $1 AND incident_id = $2
) p JOIN responder r ON r.id = p.responder_id
ORDER BY p.responder_id, p.alerted DESC, p.wave DESC`;

/** Incidents in PostgreSQL: each decision is one statement in one transaction. */
export class PostgresIncidentStore implements IncidentStore {
  private readonly places: TakePlaces;
  private readonly receipts: Receipts;
  private readonly alerts = new Gathered((wanted: Parameters<typeof loadAlerts>[1]) =>
    loadAlerts(this.pool, wanted),
  );

  constructor(
    private readonly pool: Pool,
    private readonly bell: DueBell,
    private readonly keys: PersonKeys,
  ) {
    this.places = new TakePlaces(pool);
    this.receipts = new Receipts(pool);
  }

  loadByRef: IncidentStore['loadByRef'] = (organisationId, controlRef) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const values = [organisationId, controlRef];
      const [row] = await tx.rows<IncidentRow>({
        name: 'incident-by-ref',
        text: `${SELECT_INCIDENT} WHERE i.organisation_id = $1 AND i.control_ref = $2`,
        values,
      });
      const state = row === undefined ? null : toState(row);
      if (state !== null) return { messages: state.messages, state };
      return { messages: await earlyMessages(tx, values), state };
    });

  load: IncidentStore['load'] = async (organisationId, incidentId) => {
    const statement = byId(organisationId, incidentId);
    const [row] = await inOneTrip<IncidentRow>(this.pool, organisationId, statement);
    return row === undefined ? null : toState(row);
  };

  list: IncidentStore['list'] = (organisationId, filter, page) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const after = readTimeCursor(page.cursor);
      const rows = await tx.rows<IncidentRow>({
        text: `${SELECT_INCIDENT} WHERE i.organisation_id = $1
          AND ($2::text IS NULL OR i.status = $2) AND ($3::text IS NULL OR i.control_ref = $3)
          AND ($4::timestamptz IS NULL OR (i.received_at, i.id) < ($4, $5::uuid))
          AND (NOT $7::boolean OR i.raised_by_hand IS NOT NULL)
          ORDER BY i.received_at DESC, i.id DESC LIMIT $6`,
        values: [
          ...[organisationId, filter.status, filter.controlRef],
          ...[after === null ? null : new Date(after.at), after?.id ?? null, page.limit + 1],
          filter.onlyByHand ?? false,
        ],
      });
      const items = rows.slice(0, page.limit).map(toState);
      const last = items.at(-1)?.incident;
      const more = rows.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([String(last.receivedAt), last.id]) : null };
    });

  keepEarlyMessage: IncidentStore['keepEarlyMessage'] = (input) => {
    const { organisationId, controlRef, message } = input;
    return inOrganisation(this.pool, { organisationId, lockOn: controlRef }, async (tx) => {
      const created = await tx.rows({
        text: 'SELECT FROM incident WHERE organisation_id = $1 AND control_ref = $2',
        values: [organisationId, controlRef],
      });
      if (created.length > 0) return 'created-meanwhile';
      const kept = await tx.rows({
        text: `INSERT INTO control_message (organisation_id, control_ref, op, order_key, body,
            received_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING op`,
        values: [organisationId, controlRef, ...messageValues(message)],
      });
      return kept.length > 0 ? 'kept' : 'duplicate';
    });
  };

  async save(change: IncidentChange): Promise<SaveOutcome> {
    checkMoves(change);
    try {
      const [written] = await this.write(change);
      if (written === undefined) return { outcome: 'changed-meanwhile' };
      // Whoever waits for this rings phones first.
      if (leavesSomethingDue(change)) setImmediate(() => this.bell.ring());
      return { outcome: 'saved', saved: savedOf(change, written) };
    } catch (error) {
      if (isDuplicate(error, DUPLICATES)) return { outcome: 'duplicate' };
      if (isReserved(error) || isOvertaken(error)) return { outcome: 'changed-meanwhile' };
      throw error;
    }
  }

  /** The statement refuses what would not be written whole. */
  private async write(change: IncidentChange): Promise<readonly Written[]> {
    const { organisationId, raised, message } = change;
    if (raised === null || message === null) {
      return inOneTrip<Written>(this.pool, organisationId, saveIncident(change));
    }
    const scope = { organisationId, lockOn: raised.incident.controlRef };
    try {
      return await inOneTrip<Written>(this.pool, scope, saveIncident(change));
    } catch (error) {
      if (!isOvertaken(error)) throw error;
    }
    // Messages came before: whether the decision knew them shows when they are read.
    return inOrganisation(this.pool, scope, async (tx) => {
      const early = await earlyMessages(tx, [organisationId, scope.lockOn]);
      const before = early.map((stored) => stored.message);
      if (!reflectsMessages(raised.incident, before, message.message)) return [];
      return tx.rows<Written>(saveIncident(change, before.length));
    });
  }

  takePlace: IncidentStore['takePlace'] = async (input) => {
    const result = await this.places.take(input);
    if (result.ok) this.bell.ring();
    return result;
  };

  loadAlert: IncidentStore['loadAlert'] = (organisationId, alertId, responderId) =>
    this.alerts.of({ organisationId, alertId, responderId });

  loadAssignment: IncidentStore['loadAssignment'] = (organisationId, assignmentId, responderId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const [row] = await tx.rows<{ assignment: AssignmentJson }>({
        name: 'assignment',
        text: `SELECT to_json(s) AS assignment FROM assignment s
          WHERE s.organisation_id = $1 AND s.id = $2 AND s.responder_id = $3`,
        values: [organisationId, assignmentId, responderId],
      });
      if (row === undefined) return null;
      const state = await load(tx, organisationId, row.assignment.incident_id);
      return state === null ? null : { assignment: toAssignment(row.assignment), state };
    });

  recordReceipt: IncidentStore['recordReceipt'] = (input) => this.receipts.record(input);

  addFacts: IncidentStore['addFacts'] = (input) => addFacts(this.pool, input);

  facts: IncidentStore['facts'] = (organisationId, incidentId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const rows = await tx.rows<FactRow>({
        name: 'facts',
        text: `SELECT seq, at, kind, actor, responder_id, detail FROM fact
          WHERE organisation_id = $1 AND incident_id = $2 ORDER BY seq`,
        values: [organisationId, incidentId],
      });
      return rows.map(toFact);
    });

  decisions: IncidentStore['decisions'] = (organisationId, incidentId) =>
    decisions(this.pool, organisationId, incidentId);

  firstDecisions: IncidentStore['firstDecisions'] = (organisationId, query) =>
    firstDecisions(this.pool, organisationId, query);

  considered: IncidentStore['considered'] = (organisationId, incidentId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const rows = await tx.rows<Omit<ConsideredPerson, 'displayName'> & Omit<SealedPerson, 'id'>>({
        name: 'considered',
        text: `SELECT * FROM (${SELECT_CONSIDERED}) p
          ORDER BY p."distanceM" NULLS LAST, p."responderId"`,
        values: [organisationId, incidentId],
      });
      return rows.map(({ identity, sealedKey, ...person }) => ({
        ...person,
        displayName: this.keys.open({ id: person.responderId, identity, sealedKey }).displayName,
      }));
    });
}

/** Whether something is due at the moment of the change itself, so that a worker is to wake. */
export function leavesSomethingDue(
  change: Pick<IncidentChange, 'now' | 'reviewAt' | 'deliveries'>,
): boolean {
  const moments = [change.reviewAt, ...change.deliveries.map((delivery) => delivery.dueAt)];
  return moments.some((at) => typeof at === 'number' && at <= change.now);
}

async function load(
  tx: Tx,
  organisationId: string,
  incidentId: string,
): Promise<IncidentState | null> {
  const [row] = await tx.rows<IncidentRow>(byId(organisationId, incidentId));
  return row === undefined ? null : toState(row);
}

function byId(organisationId: string, incidentId: string): Statement {
  const text = `${SELECT_INCIDENT} WHERE i.organisation_id = $1 AND i.id = $2`;
  return { name: 'incident', text, values: [organisationId, incidentId] };
}

async function earlyMessages(tx: Tx, values: readonly unknown[]): Promise<StoredControlMessage[]> {
  const [row] = await tx.rows<{ messages: MessageJson[] }>({
    name: 'early-messages',
    text: `SELECT ${jsonMessages('$1', '$2')}`,
    values,
  });
  return (row?.messages ?? []).map(toMessage);
}

function messageValues({ message, receivedAt }: StoredControlMessage): unknown[] {
  return [message.op, message.order, JSON.stringify(message), toIso(receivedAt)];
}

function checkMoves(change: IncidentChange): void {
  const wrong = change.assignmentMoves.find(
    (move) => !canMove(ASSIGNMENT_TABLE, move.from, move.to),
  );
  if (wrong !== undefined) {
    throw new Error(`an assignment cannot move from ${wrong.from} to ${wrong.to}`);
  }
}
