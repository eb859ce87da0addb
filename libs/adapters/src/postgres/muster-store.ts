import type { Pool } from 'pg';
import type { CheckOutcome } from '#core/check-event';
import { ok, refuse } from '#core/problem';
import type {
  DueOverdue,
  EndedCallout,
  KeptCheck,
  MusterDesk,
  MusterStore,
  OverdueStep,
} from '#flow/ports';
import {
  COMING,
  DESK_COLUMNS,
  ENDED_UNTOLD,
  HEADCOUNTS,
  HERE_WITHOUT_PLACE,
  OVERDUE,
  OVERDUE_TOLD,
  PLACED_SINCE,
  TAKE_OVERDUE,
  type CheckRow,
  type ComingRow,
  type CountRow,
  type DeskRow,
  type OverdueRow,
} from './muster-sql';
import { append } from './receipts';
import { hashOf } from './registry';
import { leaseValues } from './take-deliveries';
import { acrossOrganisations, inOrganisation, readAcross, type Statement } from './transaction';

/** Who is at the muster points of call-outs, in PostgreSQL. */
export class PostgresMusterStore implements MusterStore {
  constructor(
    private readonly ports: {
      readonly pool: Pool;
      readonly queuePool: Pool;
      readonly doorPool: Pool;
    },
  ) {}

  addDesk: MusterStore['addDesk'] = async (desk, code) => {
    const { organisationId, id, calloutId, musterKey, createdBy, createdAt, expiresAt } = desk;
    await this.read(organisationId, {
      text: `INSERT INTO muster_desk (organisation_id, id, callout_id, muster_key, code_hash,
          created_by, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      values: [
        ...[organisationId, id, calloutId, musterKey, hashOf(code), createdBy],
        ...[new Date(createdAt), new Date(expiresAt)],
      ],
    });
  };

  deskByCode: MusterStore['deskByCode'] = async (code, now) => {
    const [row] = await readAcross<DeskRow>(this.ports.doorPool, {
      name: 'desk-by-code',
      text: `SELECT ${DESK_COLUMNS} FROM muster_desk
        WHERE code_hash = $1 AND ended_at IS NULL AND expires_at > $2`,
      values: [hashOf(code), new Date(now)],
    });
    return row === undefined ? null : toDesk(row);
  };

  desks: MusterStore['desks'] = async (organisationId, calloutId) => {
    const rows = await this.read<DeskRow>(organisationId, {
      text: `SELECT ${DESK_COLUMNS} FROM muster_desk
        WHERE organisation_id = $1 AND callout_id = $2 ORDER BY created_at DESC, id LIMIT 200`,
      values: [organisationId, calloutId],
    });
    return rows.map(toDesk);
  };

  endDesk: MusterStore['endDesk'] = async (organisationId, { calloutId, deskId, now }) => {
    const [row] = await this.read<DeskRow>(organisationId, {
      text: `UPDATE muster_desk SET ended_at = coalesce(ended_at, $4)
        WHERE organisation_id = $1 AND id = $2 AND callout_id = $3 RETURNING ${DESK_COLUMNS}`,
      values: [organisationId, deskId, calloutId, new Date(now)],
    });
    return row === undefined ? null : toDesk(row);
  };

  addCheck: MusterStore['addCheck'] = async (check, outcome) => {
    const { organisationId, eventId, calloutId, bookingId, deskId, kind, at, receivedAt } = check;
    const added = await this.read(organisationId, {
      text: `INSERT INTO check_event (organisation_id, id, callout_id, booking_id, desk_id, kind,
          happened_at, received_at, outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (organisation_id, id) DO NOTHING RETURNING id`,
      values: [
        ...[organisationId, eventId, calloutId, bookingId, deskId, kind],
        ...[new Date(at), new Date(receivedAt), outcome],
      ],
    });
    return added.length > 0;
  };

  check: MusterStore['check'] = async (organisationId, eventId) => {
    const [row] = await this.read<CheckRow & { outcome: CheckOutcome }>(organisationId, {
      text: `SELECT id, callout_id, booking_id, desk_id, kind, happened_at, received_at, outcome
        FROM check_event WHERE organisation_id = $1 AND id = $2`,
      values: [organisationId, eventId],
    });
    if (row === undefined) return null;
    return { check: toCheck(row, organisationId), outcome: row.outcome };
  };

  setOutcome: MusterStore['setOutcome'] = async (organisationId, { eventId, outcome }) => {
    await this.read(organisationId, {
      text: 'UPDATE check_event SET outcome = $3 WHERE organisation_id = $1 AND id = $2',
      values: [organisationId, eventId, outcome],
    });
  };

  checksOf: MusterStore['checksOf'] = async (organisationId, bookingId) => {
    const rows = await this.read<CheckRow>(organisationId, {
      text: `SELECT id, callout_id, booking_id, desk_id, kind, happened_at, received_at
        FROM check_event WHERE organisation_id = $1 AND booking_id = $2`,
      values: [organisationId, bookingId],
    });
    return rows.map(({ id: eventId, kind, happened_at: at }) => ({ eventId, kind, at }));
  };

  headcounts: MusterStore['headcounts'] = (organisationId, calloutId, now) =>
    this.read<CountRow>(organisationId, {
      text: HEADCOUNTS,
      values: [organisationId, calloutId, new Date(now)],
    });

  hereWithoutPlace: MusterStore['hereWithoutPlace'] = async (organisationId, calloutId, max) => {
    const rows = await this.read<{ readonly id: string }>(organisationId, {
      text: HERE_WITHOUT_PLACE,
      values: [organisationId, calloutId, max],
    });
    return rows.map(({ id }) => id);
  };

  placedSince: MusterStore['placedSince'] = (max) =>
    readAcross(this.ports.queuePool, { name: 'placed-since', text: PLACED_SINCE, values: [max] });

  coming: MusterStore['coming'] = async (organisationId, calloutId, now) => {
    const rows = await this.read<ComingRow>(organisationId, {
      text: COMING,
      values: [organisationId, calloutId, new Date(now)],
    });
    return rows.map(({ distanceM, mode, ...group }) => ({
      ...group,
      way: distanceM === null || mode === null ? null : { distanceM, mode },
    }));
  };

  overdue: MusterStore['overdue'] = async (organisationId, calloutId, { now, max }) => {
    const rows = await this.read<OverdueRow>(organisationId, {
      text: OVERDUE,
      values: [organisationId, calloutId, new Date(now), max],
    });
    return rows.map(toStep);
  };

  takeOverdue: MusterStore['takeOverdue'] = (lease) =>
    acrossOrganisations(this.ports.queuePool, (tx) =>
      tx.rows<DueOverdue>({ name: 'overdue-take', text: TAKE_OVERDUE, values: leaseValues(lease) }),
    );

  overdueTold: MusterStore['overdueTold'] = async (step, leaseId, now) => {
    const { organisationId, bookingId, checkedInAt, level } = step;
    await this.read(organisationId, {
      text: OVERDUE_TOLD,
      values: [organisationId, bookingId, new Date(checkedInAt), leaseId, level, new Date(now)],
    });
  };

  setStopComing: MusterStore['setStopComing'] = (input) =>
    inOrganisation(this.ports.pool, input.organisationId, async (tx) => {
      const { organisationId, calloutId: id, stopComingAt, facts, now } = input;
      const [row] = await tx.rows<{ status: string; stop_coming_at: number | null }>({
        text: `SELECT status, stop_coming_at FROM callout
          WHERE organisation_id = $1 AND id = $2 FOR NO KEY UPDATE`,
        values: [organisationId, id],
      });
      if (row === undefined) return refuse('not-found', 'There is no such call-out.');
      if (row.status === 'closed' || row.status === 'cancelled') {
        return refuse('callout-over', 'The call-out is over.');
      }
      if ((row.stop_coming_at === null) === (stopComingAt === null)) return ok({ changed: false });
      const until = stopComingAt === null ? null : new Date(stopComingAt);
      await tx.rows({
        text: `UPDATE callout SET stop_coming_at = $3, revision = revision + 1
          WHERE organisation_id = $1 AND id = $2`,
        values: [organisationId, id, until],
      });
      await append(tx, { organisationId, table: 'callout', id }, { facts, now });
      return ok({ changed: true });
    });

  endedUntold: MusterStore['endedUntold'] = ({ now, max }) =>
    readAcross<EndedCallout>(this.ports.queuePool, {
      name: 'callouts-ended-untold',
      text: ENDED_UNTOLD,
      values: [new Date(now), max],
    });

  private read<Row>(organisationId: string, statement: Statement): Promise<Row[]> {
    return inOrganisation(this.ports.pool, organisationId, (tx) => tx.rows<Row>(statement));
  }
}

function toDesk(row: DeskRow): MusterDesk {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    calloutId: row.callout_id,
    musterKey: row.muster_key,
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
  };
}

function toStep(row: OverdueRow): OverdueStep {
  const { organisationId, calloutId, bookingId, responderId, checkedInAt } = row;
  const { level, askedAt, alarmAt } = row;
  return {
    ...{ organisationId, calloutId, bookingId, responderId, checkedInAt },
    ...{ level, askedAt, alarmAt },
  };
}

function toCheck(row: CheckRow, organisationId: string): KeptCheck {
  return {
    organisationId,
    eventId: row.id,
    calloutId: row.callout_id,
    bookingId: row.booking_id,
    deskId: row.desk_id,
    kind: row.kind,
    at: row.happened_at,
    receivedAt: row.received_at,
  };
}
