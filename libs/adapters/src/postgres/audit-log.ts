import type { Pool } from 'pg';
import {
  auditText,
  columnsAgree,
  entryOfText,
  type SearchedColumns,
} from '#adapters/shared/audit-text';
import { readCursor, writeCursor } from '#adapters/shared/cursor';
import type { AuditEntry, AuditHead, AuditLog, AuditRow } from '#flow/ports';
import { acrossOrganisations, atOnce, inOrganisation } from './transaction';

interface ChainColumns extends SearchedColumns {
  readonly seq: number;
  readonly text: string;
  readonly hash: string;
}

interface EntryRow {
  readonly seq: number;
  readonly canonical: string;
  readonly hash: string;
}

const SEARCH = `SELECT seq, canonical, encode(hash, 'hex') AS hash FROM audit_entry
WHERE organisation_id = $1::uuid
  AND ($2::text IS NULL OR actor_id = $2) AND ($3::text IS NULL OR action = $3)
  AND ($4::text IS NULL OR subject_id = $4)
  AND ($5::timestamptz IS NULL OR at >= $5) AND ($6::timestamptz IS NULL OR at < $6)
  AND ($7::bigint IS NULL OR seq < $7)
ORDER BY seq DESC LIMIT $8::int`;

const CHAIN = `SELECT seq, canonical AS text, encode(hash, 'hex') AS hash,
  organisation_id AS "organisationId", at, actor_role AS "actorRole", actor_id AS "actorId",
  action, subject_kind AS "subjectKind", subject_id AS "subjectId", outcome
FROM audit_entry WHERE organisation_id = $1::uuid AND seq > $2::bigint
ORDER BY seq LIMIT $3::int`;

/** The audit in PostgreSQL. */
export class PostgresAuditLog implements AuditLog {
  constructor(
    private readonly pools: {
      readonly pool: Pool;
      /** Reads every organisation's. */
      readonly upkeepPool: Pool;
    },
  ) {}

  async append(entries: readonly AuditEntry[]): Promise<void> {
    for (const [organisationId, own] of byOrganisation(entries)) {
      await atOnce(this.pools.pool, {
        name: 'audit-append',
        text: 'SELECT audit_append($1::uuid, $2::text[])',
        values: [organisationId, own.map(auditText)],
      });
    }
  }

  search: AuditLog['search'] = (organisationId, query, page) =>
    inOrganisation(this.pools.pool, organisationId, async (tx) => {
      const rows = await tx.rows<EntryRow>({
        text: SEARCH,
        values: [
          ...[organisationId, query.actorId, query.action, query.subjectId].map(orNull),
          ...[dateOf(query.from), dateOf(query.to), seqOf(page.cursor), page.limit + 1],
        ],
      });
      const items = rows.slice(0, page.limit).map(toRow);
      const last = items.at(-1);
      const more = rows.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([String(last.seq)]) : null };
    });

  heads: AuditLog['heads'] = () =>
    acrossOrganisations(this.pools.upkeepPool, (tx) =>
      tx.rows<AuditHead>({
        text: `SELECT organisation_id AS "organisationId", seq, encode(hash, 'hex') AS hash
          FROM audit_head WHERE seq > $1 ORDER BY organisation_id`,
        values: [0],
      }),
    );

  chain: AuditLog['chain'] = (organisationId, { after, max }) =>
    acrossOrganisations(this.pools.upkeepPool, async (tx) => {
      const values = [organisationId, after, max];
      const rows = await tx.rows<ChainColumns>({ text: CHAIN, values });
      return rows.map((row) => {
        const { seq, text, hash } = row;
        return { seq, text, hash, columnsAgree: columnsAgree(row) };
      });
    });
}

function byOrganisation(entries: readonly AuditEntry[]): ReadonlyMap<string, AuditEntry[]> {
  const groups = new Map<string, AuditEntry[]>();
  for (const entry of entries) {
    const own = groups.get(entry.organisationId);
    if (own === undefined) groups.set(entry.organisationId, [entry]);
    else own.push(entry);
  }
  return groups;
}

function toRow({ seq, canonical, hash }: EntryRow): AuditRow {
  return { ...entryOfText(canonical), seq, hash };
}

function orNull(value: string | undefined): string | null {
  return value ?? null;
}

function dateOf(at: number | undefined): Date | null {
  return at === undefined ? null : new Date(at);
}

function seqOf(cursor: string | null): number | null {
  const [seq] = readCursor(cursor, 1) ?? [];
  return seq !== undefined && /^\d{1,15}$/.test(seq) ? Number(seq) : null;
}
