import { z } from 'zod';
import { DELIVERY_CHANNELS } from '#core/delivery';
import { instantSchema } from '#contracts/shapes';

/** A report looks back over so many days at most. */
export const REPORT_DAYS_MAX = 800;

export const serviceReportQuerySchema = z.strictObject({
  from: instantSchema,
  to: instantSchema.meta({ description: 'Before this moment.' }),
});

const seconds = z
  .object({
    count: z.number().int().meta({ description: 'Incidents in which both moments are known.' }),
    p50S: z.number().nullable(),
    p90S: z.number().nullable(),
  })
  .meta({ id: 'ServiceTime', description: 'Whole seconds; null where there is no incident.' });

const figuresSchema = z
  .object({
    incidents: z.number().int(),
    alertedIncidents: z.number().int().meta({ description: 'Somebody was alerted.' }),
    acceptedIncidents: z.number().int().meta({ description: 'Somebody accepted.' }),
    onSceneIncidents: z.number().int().meta({ description: 'Somebody came to the scene.' }),
    aedIncidents: z.number().int().meta({ description: 'Somebody came with an AED.' }),
    beforeAmbulance: z.number().int().meta({
      description: 'On scene before the ambulance was expected.',
    }),
    ambulanceKnown: z.number().int().meta({
      description: 'Somebody came, and control had said when the ambulance was expected.',
    }),
    alerts: z.number().int(),
    accepted: z.number().int(),
    onScene: z.number().int(),
    callToAlert: seconds,
    alertToAccept: seconds,
    callToOnScene: seconds,
    alertToOnScene: seconds,
    reachedBy: z.record(z.enum(DELIVERY_CHANNELS), z.number().int()).meta({
      description: 'Alerts that a receipt came for, by the channel that was first.',
    }),
    notReached: z.number().int().meta({ description: 'Alerts without any receipt.' }),
  })
  .meta({ id: 'ServiceFigures' });
export type ServiceFiguresView = z.infer<typeof figuresSchema>;

export const serviceReportSchema = z
  .object({
    from: instantSchema,
    to: instantSchema,
    timeZone: z.string().meta({ description: 'In which months begin and end.' }),
    total: figuresSchema,
    months: z.array(figuresSchema.extend({ month: z.string().meta({ description: '2026-03' }) })),
    more: z.boolean().meta({ description: 'There were more incidents than are reckoned in.' }),
  })
  .meta({
    id: 'ServiceReport',
    description: 'Actual incidents alone: exercises and tests are not counted.',
  });
export type ServiceReportView = z.infer<typeof serviceReportSchema>;

const hourSchema = z.object({
  scheduled: z.number().int().meta({ description: 'On duty, and their schedule has this hour.' }),
  anyHour: z.number().int().meta({ description: 'On duty without a schedule.' }),
  incidents: z.number().int().meta({ description: 'Past incidents of this hour.' }),
  nobody: z.number().int().meta({ description: 'Of those, in which nobody was alerted.' }),
  nearestM: z.number().nullable().meta({
    description: 'Median distance of the nearest who was alerted; null where nobody was.',
  }),
  accepted: z.number().nullable().meta({ description: 'Mean number who accepted.' }),
});

export const readinessHoursSchema = z
  .object({
    timeZone: z.string(),
    from: instantSchema.meta({ description: 'Past incidents since then are reckoned in.' }),
    to: instantSchema,
    onDuty: z.number().int().meta({ description: 'On duty now, verified, not disabled.' }),
    hours: z
      .array(hourSchema)
      .meta({ description: '168 of them: Monday 00:00 to 01:00 first, in the time zone.' }),
  })
  .meta({ id: 'ReadinessHours' });
export type ReadinessHoursView = z.infer<typeof readinessHoursSchema>;

export const auditChainSchema = z
  .object({
    rows: z.number().int().meta({ description: 'Entries looked at, the oldest first.' }),
    whole: z.boolean().meta({ description: 'Whether that is all of them.' }),
    fault: z
      .object({
        seq: z.number().int(),
        why: z.enum(['missing', 'altered', 'columns-differ', 'head-differs']),
      })
      .nullable()
      .meta({ description: 'The first entry that is not as it was written.' }),
    checkedAt: instantSchema,
  })
  .meta({ id: 'AuditChain' });
export type AuditChainView = z.infer<typeof auditChainSchema>;
