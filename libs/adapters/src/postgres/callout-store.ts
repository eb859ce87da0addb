import type { Pool } from 'pg';
import type { AlertStatus } from '#core/alert';
import type { Callout } from '#core/callout';
import { ok, refuse, type Result } from '#core/problem';
import type { Fact } from '#core/timeline';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import { whyNoCalloutPlace } from '#adapters/shared/place-taken';
import { fromArea } from '#contracts/shapes';
import type { CalloutChange, CalloutState, CalloutStore, SaveOutcome, Saved } from '#flow/ports';
import { toCallout, type CalloutRow } from './callout-rows';
import type { DueBell } from './due-bell';
import { leavesSomethingDue } from './incident-store';
import { SELECT_ALERT, SELECT_CALLOUT } from './read-sql';
import { append, hold } from './receipts';
import { toAlert, type AlertJson } from './rows';
import { factsOf, saveCallout, savedOf, type Written } from './save-document';
import { inOrganisation, isDuplicate, RolledBack, type Tx } from './transaction';

type Input = Parameters<CalloutStore['takeCalloutPlace']>[0];
/** Questions by what became of them. */
interface CountColumns {
  late_yes_count: number;
  questions: Partial<Record<AlertStatus, number>>;
}
interface Counted {
  readonly calloutId: string;
  readonly filled: boolean;
  readonly saved: Saved;
}

/** $1 organisation, $2 call-out, $3 alert, $4 responder, $5 now, $6 facts, $7 whether filled. */
const TAKE = `WITH counted AS (
  UPDATE callout SET accepted_count = accepted_count + 1, revision = revision + 1,
    fact_count = fact_count + jsonb_array_length($6::jsonb),
    status = CASE WHEN $7::boolean THEN 'filled' ELSE status END
  WHERE organisation_id = $1::uuid AND id = $2::uuid AND status = 'open'
    AND accepted_count < wanted_count
  RETURNING id, fact_count
),
answered AS (
  UPDATE alert SET status = 'accepted', answered_at = $5::timestamptz, ended_at = $5::timestamptz
    FROM counted
  WHERE alert.id = $3::uuid AND alert.callout_id = counted.id AND alert.status = 'sent'
    AND alert.expires_at > $5::timestamptz
  RETURNING alert.id
),
numbered AS (
  UPDATE responder SET last_seq = last_seq + 1 FROM answered WHERE responder.id = $4::uuid
  RETURNING responder.id, last_seq
),
fed AS (
  INSERT INTO responder_feed (responder_id, seq, organisation_id, kind, alert_id, at)
  SELECT id, last_seq, $1::uuid, 'alert-answered', $3::uuid, $5::timestamptz FROM numbered
),
new_fact AS (
  INSERT INTO fact (organisation_id, callout_id, seq, kind, at, actor, responder_id, detail)
  SELECT $1::uuid, $2::uuid, counted.fact_count - jsonb_array_length($6::jsonb) + f.ordinal,
    f.kind, f.at, f.actor,
    f.responder_id, f.detail
  FROM counted, jsonb_to_recordset($6::jsonb) AS f(ordinal int, kind text, at timestamptz,
    actor text,
    responder_id uuid, detail jsonb)
),
reviewed AS (
  INSERT INTO review (subject_id, subject, organisation_id, due_at, attempt)
  SELECT $2::uuid, 'callout', $1::uuid, $5::timestamptz, 0 FROM counted WHERE $7::boolean
  ON CONFLICT (subject_id) DO UPDATE
    SET due_at = excluded.due_at, attempt = 0, leased_until = NULL, lease_id = NULL
)
SELECT (SELECT fact_count FROM counted) AS fact_count,
  (SELECT count(*) FROM answered) AS moved,
  (SELECT coalesce(json_agg(json_build_object('responderId', id, 'lastSeq', last_seq)), '[]')
   FROM numbered) AS feeds`;

/** $1 organisation, $2 alert, $3 responder, $4 now. */
const DECLINE = `WITH answered AS (
  UPDATE alert SET status = 'declined', answered_at = $4::timestamptz, ended_at = $4::timestamptz
  WHERE organisation_id = $1::uuid AND id = $2::uuid AND responder_id = $3::uuid
    AND callout_id IS NOT NULL AND status = 'sent'
  RETURNING id, responder_id
), numbered AS (
  UPDATE responder r SET last_seq = r.last_seq + 1 FROM answered a WHERE r.id = a.responder_id
  RETURNING r.id, r.last_seq
), fed AS (
  INSERT INTO responder_feed (responder_id, seq, organisation_id, kind, alert_id, at)
  SELECT id, last_seq, $1::uuid, 'alert-answered', $2::uuid, $4::timestamptz FROM numbered
)
SELECT last_seq FROM numbered`;

/** Call-outs in PostgreSQL. */
export class PostgresCalloutStore implements CalloutStore {
  constructor(
    private readonly pool: Pool,
    private readonly bell: DueBell,
  ) {}

  loadCallout: CalloutStore['loadCallout'] = (organisationId, calloutId) =>
    inOrganisation(this.pool, organisationId, (tx) => load(tx, organisationId, calloutId));

  loadCalloutByRef: CalloutStore['loadCalloutByRef'] = (organisationId, controlRef) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const [row] = await tx.rows<CalloutRow & CountColumns>({
        name: 'callout-by-ref',
        text: `${SELECT_CALLOUT} WHERE c.organisation_id = $1 AND c.control_ref = $2`,
        values: [organisationId, controlRef],
      });
      return row === undefined ? null : toCalloutState(row);
    });

  listCallouts: CalloutStore['listCallouts'] = (organisationId, page) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const after = readTimeCursor(page.cursor);
      const rows = await tx.rows<CalloutRow & CountColumns>({
        text: `${SELECT_CALLOUT} WHERE c.organisation_id = $1
          AND ($2::timestamptz IS NULL OR (c.opened_at, c.id) < ($2, $3::uuid))
          ORDER BY c.opened_at DESC, c.id DESC LIMIT $4`,
        values: [
          organisationId,
          after === null ? null : new Date(after.at),
          after?.id ?? null,
          page.limit + 1,
        ],
      });
      const items = rows.slice(0, page.limit).map(toCalloutState);
      const last = items.at(-1)?.callout;
      const more = rows.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([String(last.openedAt), last.id]) : null };
    });

  countIn: CalloutStore['countIn'] = (organisationId, area) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const [row] = await tx.rows<{ count: number }>({
        text: `SELECT count(*) FROM last_known_fix WHERE organisation_id = $1
          AND ST_Intersects(position::geometry, ST_SetSRID(ST_GeomFromGeoJSON($2::text), 4326))`,
        values: [organisationId, JSON.stringify(fromArea(area))],
      });
      return row?.count ?? 0;
    });

  async saveCallout(change: CalloutChange): Promise<SaveOutcome> {
    try {
      const statement = saveCallout(change);
      const outcome = await inOrganisation(
        this.pool,
        change.organisationId,
        async (tx): Promise<SaveOutcome> => {
          const [written] = await tx.rows<Written>(statement);
          const complete = written?.moved === change.alertMoves.length;
          if (!complete || written.fact_count === null) {
            throw new RolledBack<SaveOutcome>({ outcome: 'changed-meanwhile' });
          }
          return { outcome: 'saved', saved: savedOf(change, written) };
        },
      );
      if (outcome.outcome === 'saved' && leavesSomethingDue(change)) this.bell.ring();
      return outcome;
    } catch (error) {
      if (isDuplicate(error, ['callout_control_ref_key'])) return { outcome: 'duplicate' };
      throw error;
    }
  }

  takeCalloutPlace: CalloutStore['takeCalloutPlace'] = async (input) => {
    const result = await inOrganisation(this.pool, input.organisationId, (tx) => take(tx, input));
    if (result.ok && result.value.filled) this.bell.ring();
    return result;
  };

  declineQuestion: CalloutStore['declineQuestion'] = (input) =>
    inOrganisation(this.pool, input.organisationId, async (tx) => {
      const { organisationId, alertId, responderId, now } = input;
      const [declined] = await tx.rows<{ last_seq: number }>({
        name: 'callout-decline',
        text: DECLINE,
        values: [organisationId, alertId, responderId, new Date(now)],
      });
      if (declined === undefined) return null;
      const feed = [{ responderId, kind: 'alert-answered' as const, alertId }];
      const feeds = [{ responderId, lastSeq: declined.last_seq }];
      return savedOf({ feed, facts: [], now }, { fact_count: null, feeds });
    });

  loadCalloutAlert: CalloutStore['loadCalloutAlert'] = (organisationId, alertId, responderId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const row = await question(tx, { organisationId, alertId, responderId });
      const calloutId = row?.alert.callout_id ?? null;
      if (row === undefined || calloutId === null) return null;
      const state = await load(tx, organisationId, calloutId);
      if (state === null) return null;
      const { callout } = state;
      return { alert: toAlert(row.alert), callout, lateYes: row.late_yes_at !== null };
    });
}

async function take(tx: Tx, input: Input): Promise<Result<Counted>> {
  const { organisationId, alertId, responderId, now } = input;
  const calloutId = (await question(tx, input))?.alert.callout_id ?? null;
  if (calloutId === null) return refuse('not-found', 'There is no such question.');
  await hold(tx, { organisationId, table: 'callout', id: calloutId });
  const row = await question(tx, input);
  const callout = await counts(tx, organisationId, calloutId);
  if (row === undefined) throw new Error('a question does not go away');
  const refusal = whyNoCalloutPlace({ alert: toAlert(row.alert), callout, now });
  if (refusal !== null) {
    const isLate = !refusal.ok && refusal.problem.code === 'places-taken';
    if (isLate && row.late_yes_at === null) await keepLateYes(tx, input, calloutId);
    return refusal;
  }
  const filled = callout.acceptedCount + 1 >= callout.wantedCount;
  const facts = [acceptance(input)];
  if (filled) facts.push(calloutFilled(callout.wantedCount, now));
  const feed = [{ responderId, kind: 'alert-answered' as const, alertId }];
  const [written] = await tx.rows<Written>({
    name: 'callout-take',
    text: TAKE,
    values: [
      ...[organisationId, calloutId, alertId, responderId, new Date(now)],
      ...[JSON.stringify(factsOf(facts)), filled],
    ],
  });
  if (written?.moved !== 1) throw new Error('a place that was seen free under a lock is free');
  return ok({ calloutId, filled, saved: savedOf({ feed, facts, now }, written) });
}

async function question(
  tx: Tx,
  key: Pick<Input, 'organisationId' | 'alertId' | 'responderId'>,
): Promise<{ alert: AlertJson; late_yes_at: number | null } | undefined> {
  const values = [key.organisationId, key.alertId, key.responderId];
  const [row] = await tx.rows<{ alert: AlertJson; late_yes_at: number | null }>({
    name: 'alert',
    text: SELECT_ALERT,
    values,
  });
  return row;
}

async function counts(
  tx: Tx,
  organisationId: string,
  calloutId: string,
): Promise<Pick<Callout, 'status' | 'acceptedCount' | 'wantedCount'>> {
  const [row] = await tx.rows<Pick<Callout, 'status' | 'acceptedCount' | 'wantedCount'>>({
    name: 'callout-counts',
    text: `SELECT status, accepted_count AS "acceptedCount", wanted_count AS "wantedCount"
      FROM callout WHERE organisation_id = $1 AND id = $2`,
    values: [organisationId, calloutId],
  });
  if (row === undefined) throw new Error('a held call-out is there');
  return row;
}

async function keepLateYes(tx: Tx, input: Input, calloutId: string): Promise<void> {
  const { organisationId, alertId, responderId, now } = input;
  await tx.rows({
    name: 'late-yes',
    text: 'UPDATE alert SET late_yes_at = $2 WHERE id = $1',
    values: [alertId, new Date(now)],
  });
  const fact: Fact = {
    ...{ kind: 'late-yes', at: now, actor: 'responder', responderId, detail: { alertId } },
  };
  await append(tx, { organisationId, table: 'callout', id: calloutId }, { facts: [fact], now });
}

async function load(
  tx: Tx,
  organisationId: string,
  calloutId: string,
): Promise<CalloutState | null> {
  const [row] = await tx.rows<CalloutRow & CountColumns>({
    name: 'callout',
    text: `${SELECT_CALLOUT} WHERE c.organisation_id = $1 AND c.id = $2`,
    values: [organisationId, calloutId],
  });
  return row === undefined ? null : toCalloutState(row);
}

function toCalloutState(row: CalloutRow & CountColumns): CalloutState {
  const { sent = 0, ...answered } = row.questions;
  const askedCount = Object.values(answered).reduce((sum, count) => sum + count, sent);
  return {
    callout: toCallout(row),
    counts: {
      ...{ askedCount, openCount: sent, declinedCount: answered.declined ?? 0 },
      lateYesCount: row.late_yes_count,
    },
  };
}

function acceptance({ alertId, responderId, now }: Input): Fact {
  return { kind: 'alert-accepted', at: now, actor: 'responder', responderId, detail: { alertId } };
}

function calloutFilled(acceptedCount: number, now: number): Fact {
  return {
    kind: 'callout-filled',
    at: now,
    actor: 'closeby',
    responderId: null,
    detail: { acceptedCount },
  };
}
