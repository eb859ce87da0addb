import type { Pool } from 'pg';
import type { FieldReport } from '#core/field-report';
import { distanceM } from '#core/geometry';
import type { PhotoMediaType } from '#core/photo';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type { FieldReportStore } from '#flow/ports';
import { boxAround, inBox } from './box-around';
import { dateOf } from './field-task-rows';
import type { PersonKeys } from './person-keys';
import { append } from './receipts';
import { inOrganisation, RolledBack } from './transaction';

interface ReportRow {
  readonly id: string;
  readonly organisation_id: string;
  readonly callout_id: string;
  readonly responder_id: string | null;
  readonly facts: FieldReport['facts'];
  readonly lat: number;
  readonly lon: number;
  readonly body: string | null;
  readonly seen_at: number;
  readonly received_at: number;
  readonly status: FieldReport['status'];
  readonly expires_at: number;
  readonly similar_to_id: string | null;
  readonly merged_into_id: string | null;
  readonly review_note: string | null;
  readonly reviewed_at: number | null;
  readonly has_photo: boolean;
  readonly revision: number;
}

const SELECT = `SELECT f.*, a.responder_id, a.body,
  EXISTS (SELECT FROM field_photo p
    WHERE p.organisation_id = f.organisation_id AND p.of_id = f.id) AS has_photo
FROM field_report f LEFT JOIN field_report_author a
  ON a.organisation_id = f.organisation_id AND a.report_id = f.id
WHERE f.organisation_id = $1`;

const INSERT = `INSERT INTO field_report (organisation_id, id, callout_id, kind, facts, lat, lon,
  seen_at, received_at, status, expires_at, similar_to_id, revision)
VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10, $11, $12, 0)
ON CONFLICT DO NOTHING RETURNING id`;

const AUTHOR = `INSERT INTO field_report_author
  (organisation_id, report_id, responder_id, seen_at, body) VALUES ($1, $2, $3, $4, $5)`;

const REVIEW = `UPDATE field_report SET status = $4, expires_at = $5, merged_into_id = $6,
  review_note = $7, reviewed_at = $8, revision = revision + 1
WHERE organisation_id = $1 AND id = $2 AND revision = $3::int RETURNING id`;

/** Whose the report or the reading is, if it is that person's, with the key to seal under. */
const OWN = `SELECT pk.sealed_key AS "sealedKey" FROM person_key pk
WHERE pk.organisation_id = $1 AND pk.responder_id = $3 AND (
  EXISTS (SELECT FROM field_report_author a
    WHERE a.organisation_id = $1 AND a.report_id = $2 AND a.responder_id = $3)
  OR EXISTS (SELECT FROM watch_reading_author w
    WHERE w.organisation_id = $1 AND w.reading_id = $2 AND w.responder_id = $3))`;

const PUT_PHOTO = `INSERT INTO field_photo
  (organisation_id, of_id, responder_id, media_type, sealed, uploaded_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (organisation_id, of_id) DO UPDATE SET media_type = excluded.media_type,
  sealed = excluded.sealed, uploaded_at = excluded.uploaded_at`;

const PHOTO = `SELECT p.responder_id AS "responderId", p.media_type AS "mediaType", p.sealed,
  (SELECT pk.sealed_key FROM person_key pk WHERE pk.responder_id = p.responder_id) AS "sealedKey"
FROM field_photo p WHERE p.organisation_id = $1 AND p.of_id = $2`;

const NEAR_MAX = 100;

/** Reports from the field in PostgreSQL; photos are sealed under the keys of their people. */
export class PostgresFieldReportStore implements FieldReportStore {
  constructor(private readonly ports: { readonly pool: Pool; readonly keys: PersonKeys }) {}

  isOfCallout: FieldReportStore['isOfCallout'] = async (...values) => {
    const text = `SELECT 1 FROM callout_booking WHERE organisation_id = $1 AND callout_id = $2
      AND responder_id = $3 AND status <> 'reserve' LIMIT 1`;
    const rows = await inOrganisation(this.ports.pool, values[0], (tx) =>
      tx.rows({ text, values }),
    );
    return rows.length > 0;
  };

  addReport: FieldReportStore['addReport'] = (report, facts) =>
    inOrganisation(this.ports.pool, report.organisationId, async (tx) => {
      const { id, organisationId, calloutId, facts: seen, place, responderId } = report;
      const values = [
        ...[organisationId, id, calloutId, seen.kind, JSON.stringify(seen), place.lat, place.lon],
        ...[new Date(report.seenAt), new Date(report.receivedAt), report.status],
        ...[new Date(report.expiresAt), report.similarToId],
      ];
      if ((await tx.rows({ text: INSERT, values })).length === 0) return false;
      const author = [organisationId, id, responderId, new Date(report.seenAt), report.text];
      await tx.rows({ text: AUTHOR, values: author });
      const now = report.receivedAt;
      await append(tx, { organisationId, table: 'callout', id: calloutId }, { facts, now });
      return true;
    });

  report: FieldReportStore['report'] = async (organisationId, reportId) => {
    const rows = await this.select(organisationId, 'AND f.id = $2', [reportId]);
    return rows[0] ?? null;
  };

  reports: FieldReportStore['reports'] = async ({ organisationId, calloutId }, filter, page) => {
    const after = readTimeCursor(page.cursor);
    const rows = await this.select(
      organisationId,
      `AND f.callout_id = $2 AND ($3::text IS NULL OR f.status = $3)
        AND ($4::text IS NULL OR f.kind = $4)
        AND ($5::timestamptz IS NULL OR (f.received_at, f.id) < ($5::timestamptz, $6::uuid))
      ORDER BY f.received_at DESC, f.id DESC LIMIT $7::int`,
      [
        ...[calloutId, filter.status, filter.kind, dateOf(after?.at ?? null), after?.id ?? null],
        page.limit + 1,
      ],
    );
    const items = rows.slice(0, page.limit);
    const last = items.at(-1);
    const more = rows.length > items.length && last !== undefined;
    return { items, nextCursor: more ? writeCursor([String(last.receivedAt), last.id]) : null };
  };

  reportsNear: FieldReportStore['reportsNear'] = async (organisationId, near) => {
    const { calloutId, kind, place, withinM, from, until } = near;
    const rows = await this.select(
      organisationId,
      `AND f.callout_id = $2 AND f.kind = $3 AND f.seen_at BETWEEN $4 AND $5 AND ${inBox(6)}
      ORDER BY f.seen_at DESC, f.id LIMIT ${NEAR_MAX}`,
      [calloutId, kind, new Date(from), new Date(until), ...boxAround(place, withinM)],
    );
    return rows.filter((report) => distanceM(report.place, place) <= withinM);
  };

  reportsOnMap: FieldReportStore['reportsOnMap'] = (organisationId, calloutId, { now, max }) =>
    this.select(
      organisationId,
      `AND f.callout_id = $2 AND f.status IN ('new', 'confirmed') AND f.expires_at > $3
      ORDER BY f.received_at DESC, f.id DESC LIMIT $4::int`,
      [calloutId, new Date(now), max],
    );

  saveReview: FieldReportStore['saveReview'] = ({ report, expectedRevision, facts, now }) =>
    inOrganisation(this.ports.pool, report.organisationId, async (tx) => {
      const { organisationId, id, status, expiresAt, mergedIntoId, reviewNote } = report;
      const values = [
        ...[organisationId, id, expectedRevision, status, new Date(expiresAt), mergedIntoId],
        ...[reviewNote, dateOf(report.reviewedAt)],
      ];
      if ((await tx.rows({ text: REVIEW, values })).length === 0) {
        throw new RolledBack<boolean>(false);
      }
      const callout = { organisationId, table: 'callout', id: report.calloutId } as const;
      await append(tx, callout, { facts, now });
      return true;
    });

  putPhoto: FieldReportStore['putPhoto'] = (input) =>
    inOrganisation(this.ports.pool, input.organisationId, async (tx) => {
      const { organisationId, responderId, ofId, photo, now } = input;
      const [own] = await tx.rows<{ sealedKey: Buffer | null }>({
        text: OWN,
        values: [organisationId, ofId, responderId],
      });
      if (own === undefined || own.sealedKey === null) return false;
      const of = { responderId, sealedKey: own.sealedKey, about: aboutPhoto(ofId) };
      const sealed = this.ports.keys.sealBytes(of, photo.file);
      const values = [
        ...[organisationId, ofId, responderId, photo.mediaType, sealed, new Date(now)],
      ];
      await tx.rows({ text: PUT_PHOTO, values });
      return true;
    });

  photo: FieldReportStore['photo'] = (organisationId, ofId) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const [row] = await tx.rows<{
        responderId: string;
        mediaType: PhotoMediaType;
        sealed: Buffer;
        sealedKey: Buffer | null;
      }>({ text: PHOTO, values: [organisationId, ofId] });
      if (row === undefined || row.sealedKey === null) return null;
      const { responderId, sealedKey, mediaType, sealed } = row;
      const of = { responderId, sealedKey, about: aboutPhoto(ofId) };
      return { mediaType, file: this.ports.keys.openBytes(of, sealed) };
    });

  private async select(
    organisationId: string,
    where: string,
    values: readonly unknown[],
  ): Promise<readonly FieldReport[]> {
    const text = `${SELECT} ${where}`;
    const rows = await inOrganisation(this.ports.pool, organisationId, (tx) =>
      tx.rows<ReportRow>({ text, values: [organisationId, ...values] }),
    );
    return rows.map(toReport);
  }
}

function aboutPhoto(ofId: string): string {
  return `field photo ${ofId}`;
}

function toReport(row: ReportRow): FieldReport {
  return {
    ...{ id: row.id, organisationId: row.organisation_id, calloutId: row.callout_id },
    ...{ responderId: row.responder_id, facts: row.facts, text: row.body },
    place: { lat: row.lat, lon: row.lon },
    ...{ seenAt: row.seen_at, receivedAt: row.received_at, status: row.status },
    ...{ expiresAt: row.expires_at, similarToId: row.similar_to_id },
    ...{ mergedIntoId: row.merged_into_id, reviewNote: row.review_note },
    ...{ reviewedAt: row.reviewed_at, hasPhoto: row.has_photo, revision: row.revision },
  };
}
