import type { Pool } from 'pg';
import type { Instant } from '#core/units';
import type { Debrief, DebriefAnswer, DebriefStore, Vault } from '#flow/ports';
import { inOrganisation } from './transaction';

interface DebriefRow {
  readonly thanks: string;
  readonly questions: readonly string[];
  readonly sent_at: Instant;
  readonly asked_count: number;
}

interface AskedRow extends Omit<DebriefRow, 'asked_count'> {
  readonly booking_id: string;
  readonly callout_id: string;
  readonly answered_at: Instant | null;
}

interface AnswerRow {
  readonly booking_id: string;
  readonly sealed: Buffer;
  readonly answered_at: Instant;
  readonly count: number;
}

type Said = Pick<DebriefAnswer, 'answers' | 'wellbeing' | 'callBack'>;

/** What people say after a call-out, in PostgreSQL; sealed, since how somebody is is theirs. */
export class PostgresDebriefStore implements DebriefStore {
  constructor(
    private readonly ports: { readonly pool: Pool; readonly vault: Pick<Vault, 'seal' | 'open'> },
  ) {}

  addDebrief: DebriefStore['addDebrief'] = (debrief) => {
    const { organisationId, calloutId, thanks, questions, sentAt, askedCount } = debrief;
    return inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const added = await tx.rows({
        text: `INSERT INTO debrief (organisation_id, callout_id, thanks, questions, sent_at,
            asked_count) VALUES ($1, $2, $3, $4, $5, $6)
          ON CONFLICT (organisation_id, callout_id) DO NOTHING RETURNING callout_id`,
        values: [
          ...[organisationId, calloutId, thanks, JSON.stringify(questions)],
          ...[new Date(sentAt), askedCount],
        ],
      });
      return added.length > 0;
    });
  };

  setAsked: DebriefStore['setAsked'] = (organisationId, { calloutId, askedCount }) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      await tx.rows({
        text: `UPDATE debrief SET asked_count = $3 WHERE organisation_id = $1 AND callout_id = $2`,
        values: [organisationId, calloutId, askedCount],
      });
    });

  debrief: DebriefStore['debrief'] = (organisationId, calloutId) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const [row] = await tx.rows<DebriefRow>({
        text: `SELECT thanks, questions, sent_at, asked_count FROM debrief
          WHERE organisation_id = $1 AND callout_id = $2`,
        values: [organisationId, calloutId],
      });
      if (row === undefined) return null;
      const { thanks, questions, sent_at: sentAt, asked_count: askedCount } = row;
      const debrief: Debrief = { organisationId, calloutId, thanks, questions, sentAt, askedCount };
      return debrief;
    });

  askedOf: DebriefStore['askedOf'] = (organisationId, who, since) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const [column, id] =
        'bookingId' in who ? ['id', who.bookingId] : ['responder_id', who.responderId];
      const rows = await tx.rows<AskedRow>({
        text: `SELECT b.id AS booking_id, b.callout_id, d.thanks, d.questions, d.sent_at,
            a.answered_at
          FROM callout_booking b
          JOIN debrief d ON d.organisation_id = b.organisation_id AND d.callout_id = b.callout_id
          LEFT JOIN debrief_answer a
            ON a.organisation_id = b.organisation_id AND a.booking_id = b.id
          WHERE b.organisation_id = $1 AND b.${column} = $2 AND d.sent_at >= $3
            AND b.status IN ('checked-in', 'checked-out')
          ORDER BY d.sent_at DESC, b.id`,
        values: [organisationId, id, new Date(since)],
      });
      return rows.map(({ booking_id: bookingId, callout_id: calloutId, ...row }) => {
        const { thanks, questions, sent_at: sentAt, answered_at: answeredAt } = row;
        return { bookingId, calloutId, thanks, questions, sentAt, answeredAt };
      });
    });

  putAnswer: DebriefStore['putAnswer'] = (answer) => {
    const { organisationId, calloutId, bookingId, answers, wellbeing, callBack, at } = answer;
    const said: Said = { answers, wellbeing, callBack };
    const sealed = this.ports.vault.seal(Buffer.from(JSON.stringify(said)), about(bookingId));
    return inOrganisation(this.ports.pool, organisationId, async (tx) => {
      await tx.rows({
        text: `INSERT INTO debrief_answer AS a (organisation_id, booking_id, callout_id, sealed,
            answered_at) VALUES ($1, $2, $3, $4, $5)
          ON CONFLICT (organisation_id, booking_id) DO UPDATE
            SET sealed = excluded.sealed, answered_at = excluded.answered_at`,
        values: [organisationId, bookingId, calloutId, Buffer.from(sealed), new Date(at)],
      });
    });
  };

  answers: DebriefStore['answers'] = (organisationId, calloutId, max) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const rows = await tx.rows<AnswerRow>({
        text: `SELECT booking_id, sealed, answered_at, count(*) OVER ()::int AS count
          FROM debrief_answer WHERE organisation_id = $1 AND callout_id = $2
          ORDER BY answered_at DESC, booking_id LIMIT $3::int`,
        values: [organisationId, calloutId, max],
      });
      const answers = rows.map(({ booking_id: bookingId, sealed, answered_at: at }) => {
        const plain = this.ports.vault.open(sealed, about(bookingId));
        const said = JSON.parse(Buffer.from(plain).toString('utf8')) as Said;
        return { organisationId, calloutId, bookingId, ...said, at };
      });
      return { answers, count: rows[0]?.count ?? 0 };
    });
}

/** What an answer is sealed about. */
function about(bookingId: string): string {
  return `debrief ${bookingId}`;
}
