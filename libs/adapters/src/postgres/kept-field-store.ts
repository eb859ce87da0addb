import type { Pool } from 'pg';
import type { Instant } from '#core/units';
import type { Ids, KeptFields, KeptFieldStore, Vault } from '#flow/ports';
import { inOrganisation } from './transaction';

interface KeptRow extends Pick<KeptFields, 'format'> {
  readonly id: string;
  readonly sealed: Buffer;
  readonly received_at: Instant;
}

type Said = Pick<KeptFields, 'documentId' | 'fields'>;

const KEEP = `INSERT INTO kept_fields (id, organisation_id, control_ref, format, op,
  message_order, sealed, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (organisation_id, control_ref, format, op, message_order) DO NOTHING`;

const LIST = `SELECT id, format, sealed, received_at FROM kept_fields
WHERE organisation_id = $1 AND control_ref = $2
ORDER BY received_at DESC, message_order DESC, id LIMIT $3::int`;

/** What was not understood, in PostgreSQL; sealed, since it may be about anybody. */
export class PostgresKeptFieldStore implements KeptFieldStore {
  constructor(
    private readonly ports: {
      readonly pool: Pool;
      readonly ids: Pick<Ids, 'id'>;
      readonly vault: Pick<Vault, 'seal' | 'open'>;
    },
  ) {}

  keepFields: KeptFieldStore['keepFields'] = (kept) => {
    const { organisationId, controlRef, format, op, order, receivedAt } = kept;
    const { documentId, fields } = kept;
    const id = this.ports.ids.id();
    const said: Said = { documentId, fields };
    const sealed = this.ports.vault.seal(Buffer.from(JSON.stringify(said)), about(id));
    return inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const values = [id, organisationId, controlRef, format, op, order];
      await tx.rows({
        text: KEEP,
        values: [...values, Buffer.from(sealed), new Date(receivedAt)],
      });
    });
  };

  keptFields: KeptFieldStore['keptFields'] = (organisationId, controlRef, max) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const values = [organisationId, controlRef, max];
      const rows = await tx.rows<KeptRow>({ text: LIST, values });
      return rows.map(({ id, format, sealed, received_at: receivedAt }) => {
        const plain = this.ports.vault.open(sealed, about(id));
        const said = JSON.parse(Buffer.from(plain).toString('utf8')) as Said;
        return { organisationId, controlRef, format, receivedAt, ...said };
      });
    });
}

/** What they are sealed about. */
function about(id: string): string {
  return `kept-fields ${id}`;
}
