import { z } from 'zod';
import {
  INCIDENT_KINDS,
  INCIDENT_MODES,
  INCIDENT_PRIORITIES,
  type IncidentStatus,
} from '#core/incident';
import {
  idSchema,
  instantSchema,
  pointSchema,
  refSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

const STATUSES = ['active', 'closed', 'cancelled'] as const satisfies readonly IncidentStatus[];

export const exportIncidentsQuerySchema = z.strictObject({
  from: instantSchema,
  to: instantSchema.meta({ description: 'Before this moment.' }),
  reason: text(SHORT_TEXT_LENGTH_MAX).optional().meta({
    description: 'What it is for; kept in the audit. Compulsory.',
  }),
});

export const exportedIncidentSchema = z
  .object({
    id: idSchema,
    controlRef: refSchema,
    status: z.enum(STATUSES),
    kind: z.enum(INCIDENT_KINDS),
    mode: z.enum(INCIDENT_MODES),
    priority: z.enum(INCIDENT_PRIORITIES),
    place: pointSchema.meta({ description: 'Rounded to about 100 metres.' }),
    calledAt: instantSchema,
    receivedAt: instantSchema,
    endedAt: instantSchema.nullable(),
    alertedCount: z.number().int(),
    acceptedCount: z.number().int(),
    firstOnSceneAt: instantSchema.nullable(),
    raisedByHand: z.boolean(),
  })
  .meta({ id: 'ExportedIncident' });
export type ExportedIncidentView = z.infer<typeof exportedIncidentSchema>;

/** Incidents without people, addresses, notes or anybody's position. */
export const exportedIncidentsSchema = z
  .object({
    from: instantSchema,
    to: instantSchema,
    count: z.number().int(),
    more: z.boolean().meta({ description: 'There are more than one export holds: ask for less.' }),
    incidents: z.array(exportedIncidentSchema),
  })
  .meta({ id: 'ExportedIncidents' });
export type ExportedIncidentsView = z.infer<typeof exportedIncidentsSchema>;
