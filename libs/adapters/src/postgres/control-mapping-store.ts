import type { Pool } from 'pg';
import type { ControlMapping } from '#core/control-mapping';
import type { ControlMappingStore } from '#flow/ports';
import { inOrganisation, type Tx } from './transaction';

interface Row extends Pick<ControlMapping, 'organisationId' | 'name' | 'changedAt'> {
  /** JSON as text: what goes out keeps the order of its fields. */
  readonly content: string;
}

/** Foreign formats as organisations describe them, in PostgreSQL. */
export class PostgresControlMappingStore implements ControlMappingStore {
  constructor(private readonly pool: Pool) {}

  controlMappings: ControlMappingStore['controlMappings'] = (organisationId) =>
    inOrganisation(this.pool, organisationId, (tx) => read(tx, organisationId, null));

  controlMapping: ControlMappingStore['controlMapping'] = (organisationId, name) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      return (await read(tx, organisationId, name))[0] ?? null;
    });

  putControlMapping: ControlMappingStore['putControlMapping'] = async (mapping) => {
    const { organisationId, name, changedAt, ...content } = mapping;
    await inOrganisation(this.pool, organisationId, (tx) =>
      tx.rows({
        text: `INSERT INTO control_mapping (organisation_id, name, content, changed_at)
          VALUES ($1, $2, $3, $4) ON CONFLICT (organisation_id, name)
          DO UPDATE SET content = excluded.content, changed_at = excluded.changed_at`,
        values: [organisationId, name, JSON.stringify(content), new Date(changedAt)],
      }),
    );
  };

  removeControlMapping: ControlMappingStore['removeControlMapping'] = (organisationId, name) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const removed = await tx.rows({
        text: `DELETE FROM control_mapping WHERE organisation_id = $1 AND name = $2
          RETURNING name`,
        values: [organisationId, name],
      });
      return removed.length > 0;
    });
}

async function read(
  tx: Tx,
  organisationId: string,
  name: string | null,
): Promise<readonly ControlMapping[]> {
  const rows = await tx.rows<Row>({
    text: `SELECT organisation_id AS "organisationId", name, content, changed_at AS "changedAt"
      FROM control_mapping WHERE organisation_id = $1 AND ($2::text IS NULL OR name = $2)
      ORDER BY name`,
    values: [organisationId, name],
  });
  return rows.map(({ content, ...row }) => {
    return { ...row, ...(JSON.parse(content) as Omit<ControlMapping, keyof Row>) };
  });
}
