import { z } from 'zod';
import { APPROVAL_KINDS, APPROVAL_STATUSES } from '#core/approval';
import { ACCOUNT_ROLES } from '#core/caller-roles';
import {
  idSchema,
  instantSchema,
  pageOf,
  pageQuerySchema,
  refSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

const personSchema = z.object({ role: z.enum(ACCOUNT_ROLES), id: idSchema });

/** Something big that somebody asked for and a second person decides. */
export const approvalViewSchema = z
  .object({
    id: idSchema,
    kind: z.enum(APPROVAL_KINDS),
    status: z.enum(APPROVAL_STATUSES),
    title: z.string().meta({ description: 'Of the call-out that is asked for, or changed.' }),
    controlRef: refSchema,
    wantedCount: z.number().int(),
    reachCount: z.number().int().meta({
      description: 'People of the organisation whose last position lies in the area.',
    }),
    reason: z.string(),
    askedBy: personSchema,
    askedAt: instantSchema,
    expiresAt: instantSchema,
    decidedBy: personSchema.nullable(),
    decidedAt: instantSchema.nullable(),
    decisionReason: z.string().nullable(),
    calloutId: idSchema.nullable().meta({
      description: 'What is changed, or what was opened once it was approved.',
    }),
  })
  .meta({ id: 'Approval' });
export type ApprovalView = z.infer<typeof approvalViewSchema>;

export const approvalListQuerySchema = pageQuerySchema.extend({
  status: z.enum(APPROVAL_STATUSES).optional(),
});
export const approvalPageSchema = pageOf(approvalViewSchema).meta({ id: 'ApprovalPage' });
export type ApprovalPageView = z.infer<typeof approvalPageSchema>;

export const decideApprovalSchema = z
  .strictObject({ approve: z.boolean(), reason: text(SHORT_TEXT_LENGTH_MAX).optional() })
  .meta({ id: 'DecideApproval' });
export type DecideApprovalMessage = z.infer<typeof decideApprovalSchema>;
