import type { Pool } from 'pg';
import type { MessageTemplates, StoredTemplate } from '#flow/ports';
import { inOrganisation } from './transaction';

/** Organisations' own words in PostgreSQL. */
export class PostgresMessageTemplates implements MessageTemplates {
  constructor(private readonly pool: Pool) {}

  templates: MessageTemplates['templates'] = (organisationId) =>
    inOrganisation(this.pool, organisationId, (tx) =>
      tx.rows<StoredTemplate>({
        name: 'templates',
        text: `SELECT kind, channel, language, title, body, updated_at AS "updatedAt"
          FROM message_template WHERE organisation_id = $1
          ORDER BY kind COLLATE "C", channel COLLATE "C", language COLLATE "C"`,
        values: [organisationId],
      }),
    );

  putTemplate: MessageTemplates['putTemplate'] = (organisationId, template) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const { kind, channel, language, title, body, updatedAt } = template;
      await tx.rows({
        text: `INSERT INTO message_template
            (organisation_id, kind, channel, language, title, body, updated_at)
          VALUES ($1, $2, $3, $4, $5, $6, $7)
          ON CONFLICT (organisation_id, kind, channel, language)
            DO UPDATE SET title = excluded.title, body = excluded.body,
              updated_at = excluded.updated_at`,
        values: [organisationId, kind, channel, language, title, body, new Date(updatedAt)],
      });
    });

  removeTemplate: MessageTemplates['removeTemplate'] = (organisationId, key) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const removed = await tx.rows({
        text: `DELETE FROM message_template
          WHERE organisation_id = $1 AND kind = $2 AND channel = $3 AND language = $4
          RETURNING kind`,
        values: [organisationId, key.kind, key.channel, key.language],
      });
      return removed.length > 0;
    });
}
