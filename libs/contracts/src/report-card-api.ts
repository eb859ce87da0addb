import { z } from 'zod';
import { LANGUAGES } from '#core/delivery';
import { serviceReportSchema } from '#contracts/service-api';
import { emailSchema, instantSchema } from '#contracts/shapes';

export const REPORT_READERS_MAX = 20;

/** The last full week, and the one before it. */
export const weeklyReportSchema = z
  .object({ week: serviceReportSchema, before: serviceReportSchema })
  .meta({ id: 'WeeklyReport' });
export type WeeklyReportView = z.infer<typeof weeklyReportSchema>;

/** Who gets the week's figures by e-mail. */
export const putReportCardSchema = z
  .strictObject({
    emails: z.array(emailSchema).max(REPORT_READERS_MAX),
    language: z.enum(LANGUAGES),
  })
  .meta({ id: 'PutReportCard' });
export type PutReportCard = z.infer<typeof putReportCardSchema>;

export const reportCardSchema = z
  .object({
    ...putReportCardSchema.shape,
    lastSent: z
      .object({ week: z.string().meta({ description: 'Its Monday.' }), at: instantSchema })
      .nullable(),
  })
  .meta({ id: 'ReportCard' });
export type ReportCardView = z.infer<typeof reportCardSchema>;
