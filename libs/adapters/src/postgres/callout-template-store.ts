import type { Pool } from 'pg';
import type { CalloutTemplate } from '#core/callout-template';
import type { CalloutTemplateStore } from '#flow/ports';
import { inOrganisation, type Tx } from './transaction';

interface Row extends Pick<CalloutTemplate, 'organisationId' | 'templateRef' | 'changedAt'> {
  readonly content: Omit<CalloutTemplate, 'organisationId' | 'templateRef' | 'changedAt'>;
}

/** Templates of call-outs in PostgreSQL. */
export class PostgresCalloutTemplateStore implements CalloutTemplateStore {
  constructor(private readonly pool: Pool) {}

  calloutTemplates: CalloutTemplateStore['calloutTemplates'] = (organisationId) =>
    inOrganisation(this.pool, organisationId, (tx) => read(tx, organisationId, null));

  calloutTemplate: CalloutTemplateStore['calloutTemplate'] = (organisationId, templateRef) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      return (await read(tx, organisationId, templateRef))[0] ?? null;
    });

  putCalloutTemplate: CalloutTemplateStore['putCalloutTemplate'] = async (template) => {
    const { organisationId, templateRef, changedAt, ...content } = template;
    await inOrganisation(this.pool, organisationId, (tx) =>
      tx.rows({
        text: `INSERT INTO callout_template (organisation_id, template_ref, content, changed_at)
          VALUES ($1, $2, $3, $4) ON CONFLICT (organisation_id, template_ref)
          DO UPDATE SET content = excluded.content, changed_at = excluded.changed_at`,
        values: [organisationId, templateRef, JSON.stringify(content), new Date(changedAt)],
      }),
    );
  };

  removeCalloutTemplate: CalloutTemplateStore['removeCalloutTemplate'] = (
    organisationId,
    templateRef,
  ) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const removed = await tx.rows({
        text: `DELETE FROM callout_template WHERE organisation_id = $1 AND template_ref = $2
          RETURNING template_ref`,
        values: [organisationId, templateRef],
      });
      return removed.length > 0;
    });
}

async function read(
  tx: Tx,
  organisationId: string,
  templateRef: string | null,
): Promise<readonly CalloutTemplate[]> {
  const rows = await tx.rows<Row>({
    text: `SELECT organisation_id AS "organisationId", template_ref AS "templateRef", content,
        changed_at AS "changedAt" FROM callout_template
      WHERE organisation_id = $1 AND ($2::text IS NULL OR template_ref = $2)
      ORDER BY template_ref`,
    values: [organisationId, templateRef],
  });
  return rows.map(({ content, ...row }) => ({ ...row, ...content }));
}
