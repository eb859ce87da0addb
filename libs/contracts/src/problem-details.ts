import { z } from 'zod';
import { PROBLEM_CODES } from '#core/problem';

/** RFC 9457 problem details; `type` ends in the stable code of the refusal. */
export const problemDetailsSchema = z
  .object({
    type: z.string().meta({ description: 'urn:closeby:problem:<code>' }),
    code: z.enum(PROBLEM_CODES),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    field: z.string().optional().meta({ description: 'Dotted path of the field at fault.' }),
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem' });
export type ProblemDetails = z.infer<typeof problemDetailsSchema>;
