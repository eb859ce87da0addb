import { z } from 'zod';
import { CALLER_ROLES } from '#core/caller-roles';
import {
  idSchema,
  instantSchema,
  pageOf,
  pageQuerySchema,
  REF_LENGTH_MAX,
} from '#contracts/shapes';

const AUDIT_WORD_LENGTH_MAX = 80;

/** Who may have done something: callers, Closeby itself, and whoever was not let in. */
const AUDIT_ROLES = [...CALLER_ROLES, 'closeby', 'nobody'] as const;

export const auditQuerySchema = pageQuerySchema.extend({
  actor: idSchema.optional().meta({ description: 'The key, account or responder who did it.' }),
  action: z
    .string()
    .max(AUDIT_WORD_LENGTH_MAX)
    .optional()
    .meta({ description: 'The operation id of a route, or what was done beside routes.' }),
  subject: z
    .string()
    .max(REF_LENGTH_MAX)
    .optional()
    .meta({ description: 'Id of what it is about.' }),
  from: instantSchema.optional(),
  to: instantSchema.optional().meta({ description: 'Before this moment.' }),
});

export const auditRowSchema = z
  .object({
    seq: z.number().int().meta({ description: 'Grows by one within the organisation.' }),
    at: instantSchema,
    actor: z.object({ role: z.enum(AUDIT_ROLES), id: z.string().nullable() }),
    action: z.string(),
    subject: z.object({ kind: z.string(), id: z.string() }).nullable(),
    outcome: z.enum(['done', 'refused']),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    hash: z.string().meta({ description: 'SHA-256 over the hash before it and this entry.' }),
  })
  .meta({ id: 'AuditRow' });
export type AuditRowView = z.infer<typeof auditRowSchema>;

export const auditPageSchema = pageOf(auditRowSchema).meta({ id: 'AuditPage' });
export type AuditPageView = z.infer<typeof auditPageSchema>;
