import type { Pool } from 'pg';
import type { BatchTally } from '#core/callout-learning';
import { DELIVERY_RANKS } from '#core/delivery';
import type { Fact } from '#core/timeline';
import { askedFact, endedFact } from '#adapters/shared/callout-facts';
import type {
  CalloutFilling,
  CalloutLook,
  FeedEntry,
  InTurn,
  NewDelivery,
  OpenQuestion,
  Saved,
} from '#flow/ports';
import { lookAt, lookAtPeople } from './callout-people';
import { toCallout, type CalloutRow } from './callout-rows';
import {
  ASK,
  END_QUESTIONS,
  IN_TURN,
  KEEP_CONSIDERED,
  openQuestions,
  PUT_BACK,
  TALLIES,
  TELL_CROWD,
} from './crowd-sql';
import type { DueBell } from './due-bell';
import { CALLOUT_COLUMNS } from './read-sql';
import { hold } from './receipts';
import { toAlert, type AlertJson } from './rows';
import { factsOf, savedOf, type Written } from './save-document';
import { inOrganisation, type Tx } from './transaction';

type Of = Parameters<CalloutFilling['saveLook']>[0];
type Told = Pick<FeedEntry, 'alertId' | 'responderId'>;
const NOTHING: Saved = { feed: [], facts: [] };

/** Filling of call-outs in PostgreSQL. */
export class PostgresCalloutFilling implements CalloutFilling {
  constructor(
    private readonly pool: Pool,
    private readonly bell: DueBell,
  ) {}

  loadFill: CalloutFilling['loadFill'] = (organisationId, calloutId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const [row] = await tx.rows<CalloutRow>({
        name: 'fill-callout',
        text: `SELECT ${CALLOUT_COLUMNS} FROM callout c
          WHERE c.organisation_id = $1 AND c.id = $2`,
        values: [organisationId, calloutId],
      });
      if (row === undefined) return null;
      const callout = toCallout(row);
      const isBroadcast = callout.policy.order === 'all-at-once';
      const tallies = await tx.rows<BatchTally>({
        name: 'fill-tallies',
        text: TALLIES,
        values: [calloutId, !isBroadcast],
      });
      return { callout, look: await lookOf(tx, calloutId), tallies };
    });

  saveLook: CalloutFilling['saveLook'] = ({ organisationId, calloutId }, look) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const at = (moment: number | null) => (moment === null ? null : new Date(moment));
      await tx.rows({
        name: 'fill-look',
        text: `INSERT INTO callout_look (organisation_id, callout_id, looks_for, since, cursor,
            began_at, ended_at, full_at, looks_count)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
          ON CONFLICT (callout_id) DO UPDATE SET looks_for = $3, since = $4, cursor = $5,
            began_at = $6, ended_at = $7, full_at = $8, looks_count = $9`,
        values: [
          ...[organisationId, calloutId, look.looksFor, at(look.since), look.cursor],
          ...[at(look.beganAt), at(look.endedAt), at(look.fullAt), look.looksCount],
        ],
      });
    });

  lookAt: CalloutFilling['lookAt'] = (callout, look, page) =>
    inOrganisation(this.pool, callout.organisationId, (tx) =>
      lookAt(tx, callout, { ...look, ...page }),
    );

  lookAtPeople: CalloutFilling['lookAtPeople'] = (callout, responderIds, now) =>
    inOrganisation(this.pool, callout.organisationId, (tx) =>
      lookAtPeople(tx, callout, { responderIds, now }),
    );

  keepConsidered: CalloutFilling['keepConsidered'] = (of, considered, now) =>
    inOrganisation(this.pool, of.organisationId, async (tx) => {
      const rows = considered.map((one) => ({
        ...{ responder_id: one.responderId, reason: one.reason, waves: one.waves },
        ...{ need_keys: one.needKeys, equipment: one.equipment, channels: one.channels },
        ...{ turn: one.turn, distance_m: one.distanceM },
      }));
      const values = [of.organisationId, of.calloutId, new Date(now), JSON.stringify(rows)];
      await tx.rows({ name: 'fill-considered', text: KEEP_CONSIDERED, values });
    });

  inTurn: CalloutFilling['inTurn'] = (of, { wave, needKey, equipment, max }) =>
    inOrganisation(this.pool, of.organisationId, (tx) =>
      tx.rows<InTurn>({ text: IN_TURN, values: [of.calloutId, wave, needKey, equipment, max] }),
    );

  ask: CalloutFilling['ask'] = async (ask) => {
    const { organisationId, calloutId, batch, alerts, now } = ask;
    const saved = await inOrganisation(this.pool, alone(ask), async (tx) => {
      // Nobody ends questions of this call-out meanwhile: see `alone`.
      if ((await statusOf(tx, ask)) !== 'open') return null;
      const told = await tx.rows<Told>({
        name: 'fill-ask',
        text: ASK,
        values: [
          ...[organisationId, calloutId, new Date(now), alerts.map(({ id }) => id)],
          ...[alerts.map(({ responderId }) => responderId), batch.batch],
          ...[new Date(alerts[0]?.expiresAt ?? now), batch.wave, batch.needKey, batch.equipment],
          ...columnsOf(ask.deliveries, 'alert'),
        ],
      });
      const asked = { ...batch, askedCount: told.length };
      return tell(tx, ask, { told, kind: 'alert-sent', fact: askedFact(asked, now), now });
    });
    if (saved !== null && saved.feed.length > 0) this.bell.ring();
    return saved;
  };

  openQuestions: CalloutFilling['openQuestions'] = (of, which, { max, now }) =>
    inOrganisation(this.pool, of.organisationId, async (tx) => {
      const rows = await tx.rows<{ alert: AlertJson; channels: OpenQuestion['channels'] }>({
        text: openQuestions(which),
        values: [of.organisationId, of.calloutId, new Date(now), max],
      });
      return rows.map(({ alert, channels }) => ({ alert: toAlert(alert), channels }));
    });

  endQuestions: CalloutFilling['endQuestions'] = async (of, end) => {
    const { to, reason, alertIds, deliveries, now } = end;
    const isUnfit = reason === 'off-duty' || reason === 'no-longer-eligible';
    const kind = to === 'expired' ? ('alert-expired' as const) : ('alert-withdrawn' as const);
    const saved = await inOrganisation(this.pool, alone(of), async (tx) => {
      await hold(tx, { organisationId: of.organisationId, table: 'callout', id: of.calloutId });
      const told = await tx.rows<Told>({
        name: 'fill-end',
        text: END_QUESTIONS,
        values: [
          ...[of.organisationId, of.calloutId, new Date(now), alertIds, to, reason, isUnfit],
          ...columnsOf(deliveries, 'stood-down'),
        ],
      });
      const fact = endedFact({ kind, reason, count: told.length }, now);
      return tell(tx, of, { told, kind, fact, now });
    });
    if (saved.feed.length > 0) this.bell.ring();
    return saved;
  };

  putBack: CalloutFilling['putBack'] = (of) =>
    inOrganisation(this.pool, of.organisationId, async (tx) => {
      await tx.rows({ name: 'fill-put-back', text: PUT_BACK, values: [of.calloutId] });
    });

  reviewSoon: CalloutFilling['reviewSoon'] = async ({ organisationId, calloutId }, now) => {
    await inOrganisation(this.pool, organisationId, (tx) =>
      tx.rows({
        name: 'fill-review-soon',
        text: `INSERT INTO review (subject_id, subject, organisation_id, due_at, attempt)
          SELECT id, 'callout', organisation_id, $3::timestamptz, 0 FROM callout
          WHERE organisation_id = $1::uuid AND id = $2::uuid
          ON CONFLICT (subject_id) DO UPDATE
            SET due_at = excluded.due_at, attempt = 0, leased_until = NULL, lease_id = NULL`,
        values: [organisationId, calloutId, new Date(now)],
      }),
    );
    this.bell.ring();
  };
}

/**
 * Asking and ending questions of one call-out wait for each other, and for nobody else: so that
 * whoever is asked at the moment it fills is let go right after.
 */
function alone({ organisationId, calloutId }: Of) {
  return { organisationId, lockOn: `crowd of ${calloutId}` };
}

async function statusOf(tx: Tx, of: Of): Promise<string | undefined> {
  const [row] = await tx.rows<{ status: string }>({
    name: 'fill-status',
    text: 'SELECT status FROM callout WHERE organisation_id = $1 AND id = $2',
    values: [of.organisationId, of.calloutId],
  });
  return row?.status;
}

async function lookOf(tx: Tx, calloutId: string): Promise<CalloutLook | null> {
  const [look] = await tx.rows<CalloutLook>({
    name: 'fill-look-of',
    text: `SELECT looks_for AS "looksFor", since, cursor, began_at AS "beganAt",
        ended_at AS "endedAt", full_at AS "fullAt", looks_count AS "looksCount"
      FROM callout_look WHERE callout_id = $1`,
    values: [calloutId],
  });
  return look ?? null;
}

/** An entry of the feed for each, and one fact for all; the last thing of its transaction. */
async function tell(
  tx: Tx,
  of: Of,
  about: {
    readonly told: readonly Told[];
    readonly kind: 'alert-sent' | 'alert-expired' | 'alert-withdrawn';
    readonly fact: Fact;
    readonly now: number;
  },
): Promise<Saved> {
  const { told, kind, fact, now } = about;
  if (told.length === 0) return NOTHING;
  const feed = told.map((entry) => ({ ...entry, kind }));
  const lines = feed.map(({ responderId, alertId }, ordinal) => ({
    ...{ ordinal, responder_id: responderId, kind, alert_id: alertId },
  }));
  const document = JSON.stringify({ feed: lines, facts: factsOf([fact]) });
  const [written] = await tx.rows<Pick<Written, 'fact_count' | 'feeds'>>({
    name: 'fill-tell',
    text: TELL_CROWD,
    values: [of.organisationId, of.calloutId, new Date(now), document],
  });
  if (written === undefined) throw new Error('a call-out that asks is there');
  return savedOf({ feed, facts: [fact], now }, written);
}

/** Deliveries as columns, in the order that the statements take them. */
function columnsOf(deliveries: readonly NewDelivery[], subject: string): unknown[] {
  return [
    deliveries.map(({ id }) => id),
    deliveries.map(({ alertId }) => alertId),
    deliveries.map(({ channel }) => channel),
    deliveries.map(({ rank }) => DELIVERY_RANKS[rank]),
    deliveries.map(({ dueAt }) => new Date(dueAt)),
    subject,
  ];
}
