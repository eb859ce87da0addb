import type { Pool } from 'pg';
import { proposalRefPrefix } from '#core/callout-proposal';
import type { Area } from '#core/geometry';
import { ok, refuse } from '#core/problem';
import { canMove } from '#core/transition';
import { warningKeyText, WARNING_TABLE, type Warning, type WarningKey } from '#core/warning';
import { arrivalOf, type Arrival, type KnownWarning } from '#core/warning-arrival';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type { NewWarning, WarnedCallout, WarningOutline, WarningStore } from '#flow/ports';
import { inOrganisation, type Tx } from './transaction';

const COLUMNS = `w.id, w.organisation_id AS "organisationId", w.origin, w.feed_ref AS "feedRef",
  w.sender, w.identifier, w.sent_at AS "sentAt", w.received_at AS "receivedAt", w.state,
  w.message_type AS "messageType", w.starts_at AS "startsAt", w.expires_at AS "expiresAt",
  w.replaced_by_id AS "replacedById", w.dismissed_reason AS "dismissedReason", w.content`;
const KNOWN = `w.id, w.sender, w.identifier, w.sent_at AS "sentAt", w.state,
  w.message_type AS "messageType", w.replaced_by_id AS "replacedById"`;

/** Where a warning stands at $2. */
const STATE = `CASE WHEN w.state = 'current' AND w.expires_at <= $2::timestamptz
  THEN 'expired' ELSE w.state END`;

/** Of $2, all messages that they replace, one after the other. */
const LINEAGE = `WITH RECURSIVE lineage AS (
  SELECT unnest($2::uuid[]) AS id
  UNION
  SELECT w.id FROM warning w JOIN lineage ON w.replaced_by_id = lineage.id
  WHERE w.organisation_id = $1::uuid
)`;
const CAME_OF_IT = `callout c JOIN lineage
  ON starts_with(c.control_ref, '${proposalRefPrefix("' || lineage.id || '")}')
WHERE c.organisation_id = $1::uuid`;

/** $1 organisation, $2 warnings, $3 now, $4 detail: one fact for each open call-out. */
const TELL = `${LINEAGE}, told AS (
  UPDATE callout SET fact_count = fact_count + 1
  WHERE organisation_id = $1::uuid AND status IN ('open', 'filled')
    AND id IN (SELECT c.id FROM ${CAME_OF_IT})
  RETURNING id, fact_count
), noted AS (
  INSERT INTO fact (organisation_id, callout_id, seq, kind, at, actor, responder_id, detail)
  SELECT $1::uuid, id, fact_count, 'warning-changed', $3::timestamptz, 'closeby', NULL, $4::jsonb
  FROM told
)
SELECT id FROM told ORDER BY id`;

/** What is kept as a document; the rest has columns. */
type Content = Pick<
  Warning,
  | 'status'
  | 'scope'
  | 'references'
  | 'follows'
  | 'infos'
  | 'areaNames'
  | 'geocodes'
  | 'signature'
  | 'signedBy'
  | 'remarks'
>;
type Row = Omit<WarningOutline, keyof Content> & { readonly content: Content };
type WholeRow = Row & { readonly area: Area | null };

/** Warnings in PostgreSQL. */
export class PostgresWarningStore implements WarningStore {
  constructor(private readonly pool: Pool) {}

  takeWarning: WarningStore['takeWarning'] = (warning) => {
    const { organisationId, sender } = warning;
    // Messages of one sender change each other and are taken one after the other.
    const scope = { organisationId, lockOn: `warnings of ${sender}` };
    return inOrganisation(this.pool, scope, async (tx) => {
      const [id] = (await idsOf(tx, organisationId, [warning])).values();
      const before = id === undefined ? null : await find(tx, organisationId, id);
      if (before !== null) return { outcome: 'known-before', warning: before, toldCalloutIds: [] };
      const arrival = arrivalOf(warning, await relatedTo(tx, warning));
      const { state, replacedById } = arrival;
      const taken: Warning = { ...warning, state, replacedById, dismissedReason: null };
      await insert(tx, taken);
      const toldCalloutIds = await endOthers(tx, taken, arrival);
      return { outcome: 'added', warning: taken, toldCalloutIds };
    });
  };

  warning: WarningStore['warning'] = (organisationId, id) =>
    inOrganisation(this.pool, organisationId, (tx) => find(tx, organisationId, id));

  listWarnings: WarningStore['listWarnings'] = (organisationId, { state, now }, page) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const after = readTimeCursor(page.cursor);
      const rows = await tx.rows<Row>({
        text: `SELECT ${COLUMNS} FROM warning w WHERE w.organisation_id = $1
          AND ($3::text IS NULL OR ${STATE} = $3)
          AND ($4::timestamptz IS NULL OR (w.received_at, w.id) < ($4, $5::uuid))
          ORDER BY w.received_at DESC, w.id DESC LIMIT $6`,
        values: [
          ...[organisationId, new Date(now), state],
          ...[after === null ? null : new Date(after.at), after?.id ?? null, page.limit + 1],
        ],
      });
      const items = rows.slice(0, page.limit).map(toOutline);
      const last = items.at(-1);
      const more = rows.length > items.length && last !== undefined;
      const cursor = more ? writeCursor([String(last.receivedAt), last.id]) : null;
      return { items, nextCursor: cursor };
    });

  dismissWarning: WarningStore['dismissWarning'] = ({ organisationId, id, reason }) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const warning = await find(tx, organisationId, id);
      if (warning === null) return refuse('not-found', 'There is no such warning.');
      const { state } = warning;
      if (state === 'dismissed') return ok(warning);
      const moved = canMove(WARNING_TABLE, state, 'dismissed')
        ? await tx.rows({
            text: `UPDATE warning SET state = 'dismissed', dismissed_reason = $3
              WHERE organisation_id = $1 AND id = $2 AND state = $4 RETURNING id`,
            values: [organisationId, id, reason, state],
          })
        : [];
      if (moved.length === 0) return refuse('illegal-step', `The warning is ${state}.`);
      return ok({ ...warning, state: 'dismissed', dismissedReason: reason });
    });

  warningIds: WarningStore['warningIds'] = (organisationId, keys) =>
    inOrganisation(this.pool, organisationId, (tx) => idsOf(tx, organisationId, keys));

  calloutsOf: WarningStore['calloutsOf'] = (organisationId, warningId) =>
    inOrganisation(this.pool, organisationId, (tx) =>
      tx.rows<WarnedCallout>({
        text: `${LINEAGE} SELECT c.id AS "calloutId", c.status, c.title FROM ${CAME_OF_IT}
          ORDER BY c.opened_at, c.id`,
        values: [organisationId, [warningId]],
      }),
    );
}

async function find(tx: Tx, organisationId: string, id: string): Promise<Warning | null> {
  const [row] = await tx.rows<WholeRow>({
    name: 'warning',
    text: `SELECT ${COLUMNS}, w.area FROM warning w WHERE w.organisation_id = $1 AND w.id = $2`,
    values: [organisationId, id],
  });
  return row === undefined ? null : { ...toOutline(row), area: row.area };
}

function toOutline({ content, ...row }: Row & { readonly area?: unknown }): WarningOutline {
  return { ...row, ...content };
}

/** $2 to $4 are keys of messages, side by side. */
const KEYS = `unnest($2::text[], $3::text[], $4::timestamptz[]) AS k(sender, identifier, sent_at)`;

function keyColumns(keys: readonly WarningKey[]): readonly unknown[][] {
  return [
    keys.map(({ sender }) => sender),
    keys.map(({ identifier }) => identifier),
    keys.map(({ sentAt }) => new Date(sentAt)),
  ];
}

async function idsOf(
  tx: Tx,
  organisationId: string,
  keys: readonly WarningKey[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.rows<WarningKey & { readonly id: string }>({
    text: `SELECT w.id, w.sender, w.identifier, w.sent_at AS "sentAt" FROM warning w
      JOIN ${KEYS} USING (sender, identifier, sent_at) WHERE w.organisation_id = $1`,
    values: [organisationId, ...keyColumns(keys)],
  });
  return new Map(rows.map((row) => [warningKeyText(row), row.id]));
}

async function relatedTo(tx: Tx, warning: NewWarning): Promise<Parameters<typeof arrivalOf>[1]> {
  const { organisationId, sender, identifier, sentAt, references, follows } = warning;
  const series = `w.sender = $2 AND w.identifier = $3 AND $4::boolean`;
  const values = [organisationId, sender, identifier, follows === 'identifier'];
  const sent = new Date(sentAt);
  const [before, referred, referring] = [
    await known(tx, `${series} AND w.sent_at < $5`, [...values, sent]),
    await tx.rows<KnownWarning>({
      text: `SELECT ${KNOWN} FROM warning w JOIN ${KEYS} USING (sender, identifier, sent_at)
        WHERE w.organisation_id = $1`,
      values: [organisationId, ...keyColumns(references)],
    }),
    await known(
      tx,
      `((${series} AND w.sent_at > $5) OR w.id IN (SELECT r.warning_id FROM warning_reference r
        WHERE r.organisation_id = $1 AND r.sender = $2 AND r.identifier = $3 AND r.sent_at = $5))`,
      [...values, sent],
    ),
  ];
  const all = [...before, ...referred];
  const replacedBy = all.flatMap(({ replacedById }) => replacedById ?? []);
  const successors = await known(tx, 'w.id = ANY ($2::uuid[])', [organisationId, replacedBy]);
  return { referred: all, referring, successors };
}

function known(tx: Tx, condition: string, values: readonly unknown[]): Promise<KnownWarning[]> {
  const text = `SELECT ${KNOWN} FROM warning w WHERE w.organisation_id = $1 AND ${condition}`;
  return tx.rows<KnownWarning>({ text, values });
}

async function insert(tx: Tx, warning: Warning): Promise<void> {
  const { organisationId, id, references } = warning;
  const { status, scope, follows, infos, areaNames, geocodes } = warning;
  const { signature, signedBy, remarks } = warning;
  const content: Content = {
    ...{ status, scope, references, follows, infos, areaNames, geocodes },
    ...{ signature, signedBy, remarks },
  };
  const { expiresAt, area } = warning;
  await tx.rows({
    text: `INSERT INTO warning (organisation_id, id, origin, feed_ref, sender, identifier,
        sent_at, received_at, state, message_type, starts_at, expires_at, replaced_by_id,
        content, area)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    values: [
      ...[organisationId, id, warning.origin, warning.feedRef, warning.sender],
      ...[warning.identifier, new Date(warning.sentAt), new Date(warning.receivedAt)],
      ...[warning.state, warning.messageType, new Date(warning.startsAt)],
      ...[expiresAt === null ? null : new Date(expiresAt), warning.replacedById],
      ...[JSON.stringify(content), area === null ? null : JSON.stringify(area)],
    ],
  });
  if (references.length === 0 || warning.messageType === 'Alert') return;
  await tx.rows({
    text: `INSERT INTO warning_reference (organisation_id, warning_id, sender, identifier, sent_at)
      SELECT $1, $5::uuid, k.sender, k.identifier, k.sent_at FROM ${KEYS}`,
    values: [organisationId, ...keyColumns(references), id],
  });
}

/** Moves what the message ends, and tells the open call-outs that came of it. */
async function endOthers(tx: Tx, warning: Warning, { ends }: Arrival): Promise<readonly string[]> {
  const { organisationId, id, receivedAt } = warning;
  const [first] = ends;
  if (first === undefined) return [];
  const ended = ends.map(({ warningId }) => warningId);
  // What was updated before keeps its update: the chain from the first message on stays whole.
  await tx.rows({
    text: `UPDATE warning SET state = $3, replaced_by_id = coalesce(replaced_by_id, $4)
      WHERE organisation_id = $1 AND id = ANY ($2::uuid[])`,
    values: [organisationId, ended, first.to, id],
  });
  const detail = JSON.stringify({ to: first.to, byWarningId: id });
  const rows = await tx.rows<{ readonly id: string }>({
    text: TELL,
    values: [organisationId, ended, new Date(receivedAt), detail],
  });
  return rows.map((row) => row.id);
}
