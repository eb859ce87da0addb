import type { Pool } from 'pg';
import type { AlertStatus } from '#core/alert';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import { fromArea } from '#contracts/shapes';
import type { CalloutChange, CalloutState, CalloutStore, SaveOutcome } from '#flow/ports';
import { toCallout, type CalloutRow } from './callout-rows';
import type { DueBell } from './due-bell';
import { leavesSomethingDue } from './incident-store';
import { SELECT_ALERT, SELECT_CALLOUT } from './read-sql';
import { toAlert, type AlertJson } from './rows';
import { saveCallout, savedOf, type Written } from './save-document';
import { inOrganisation, isDuplicate, RolledBack, type Tx } from './transaction';

/** A question of somebody. */
interface Key {
  readonly organisationId: string;
  readonly alertId: string;
  readonly responderId: string;
}
/** Questions by what became of them. */
interface CountColumns {
  late_yes_count: number;
  questions: Partial<Record<AlertStatus, number>>;
}
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

async function question(
  tx: Tx,
  key: Key,
): Promise<{ alert: AlertJson; late_yes_at: number | null } | undefined> {
  const values = [key.organisationId, key.alertId, key.responderId];
  const [row] = await tx.rows<{ alert: AlertJson; late_yes_at: number | null }>({
    name: 'alert',
    text: SELECT_ALERT,
    values,
  });
  return row;
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
