import { z } from 'zod';
import { areaSchema, SHORT_TEXT_LENGTH_MAX, text } from '#contracts/shapes';

const TIME_ZONE_LENGTH_MAX = 60;

const timeZoneSchema = z
  .string()
  .max(TIME_ZONE_LENGTH_MAX)
  .regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/, { error: 'must be an IANA name' })
  .refine(isTimeZone, { error: 'is no time zone that is known here' })
  .meta({ description: 'IANA name, e.g. America/New_York.' });

/** What an organisation is called, whose clocks it goes by, and where it works. */
export const putProfileSchema = z
  .strictObject({
    name: text(SHORT_TEXT_LENGTH_MAX),
    timeZone: timeZoneSchema,
    area: areaSchema.nullable().meta({
      description: 'Where incidents are taken; null for everywhere.',
    }),
  })
  .meta({ id: 'PutProfile' });
export type PutProfileMessage = z.infer<typeof putProfileSchema>;

export const organisationProfileSchema = z
  .object({
    slug: z.string(),
    name: z.string(),
    timeZone: z.string(),
    policyName: z.string().meta({ description: 'The preset that decides where no plan does.' }),
    area: areaSchema.nullable(),
  })
  .meta({ id: 'OrganisationProfile' });
export type OrganisationProfileView = z.infer<typeof organisationProfileSchema>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
