import { z } from 'zod';
import { BOOKING_STATUSES } from '#core/callout-booking';
import { CHECK_KINDS, CHECK_OUTCOMES } from '#core/check-event';
import { INCIDENT_MODES } from '#core/incident';
import { keySchema } from '#contracts/callout-parts';
import {
  idSchema,
  instantSchema,
  LONG_TEXT_LENGTH_MAX,
  SHORT_TEXT_LENGTH_MAX,
  phoneSchema,
  text,
} from '#contracts/shapes';

export const DESK_CODE_LENGTH_MAX = 100;
export const BADGE_TEXT_LENGTH_MAX = 300;
/** What a desk hands over at once; the rest follows. */
export const CHECKS_AT_ONCE_MAX = 200;
export const PARTY_MAX = 50;

const deskCode = z.string().min(1).max(DESK_CODE_LENGTH_MAX).meta({
  description: 'The code a desk was opened with; in the body, never in an address.',
});
const count = z.number().int();

export const newDeskSchema = z
  .strictObject({
    musterKey: keySchema.nullable().default(null).meta({
      description: 'The muster point it stands at; left out, the desk is for all of them.',
    }),
  })
  .meta({ id: 'NewMusterDesk' });

const desk = z.object({
  deskId: idSchema,
  calloutId: idSchema,
  musterKey: keySchema.nullable(),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  endedAt: instantSchema.nullable(),
});
export const deskViewSchema = desk.meta({ id: 'MusterDesk' });
export type DeskView = z.infer<typeof deskViewSchema>;
export const deskListSchema = z.object({ items: z.array(deskViewSchema) });

export const deskOpenedSchema = desk
  .extend({
    deskCode: z.string(),
    page: z.string().meta({ description: 'Page of the desk, with its code in the fragment.' }),
  })
  .meta({ id: 'MusterDeskOpened', description: 'The code is shown this once.' });
export type DeskOpened = z.infer<typeof deskOpenedSchema>;

export const openDeskSchema = z
  .strictObject({ deskCode, cursor: z.string().max(SHORT_TEXT_LENGTH_MAX).optional() })
  .meta({ id: 'OpenDesk' });

export const deskPersonSchema = z
  .object({
    bookingId: idSchema,
    displayName: z.string(),
    status: z.enum(BOOKING_STATUSES),
    needLabel: z.string().nullable(),
    musterKey: keySchema.nullable(),
    peopleCount: count,
    from: instantSchema,
    until: instantSchema,
    etaAt: instantSchema.nullable(),
    checkedInAt: instantSchema.nullable(),
    checkedOutAt: instantSchema.nullable(),
    dueOutAt: instantSchema.nullable(),
    badgeSha256: z.string().meta({
      description: 'SHA-256 (hexadecimal) of the text of their badge: it is known without network.',
    }),
  })
  .meta({ id: 'DeskPerson' });
export type DeskPerson = z.infer<typeof deskPersonSchema>;

export const deskStateSchema = z
  .object({
    deskId: idSchema,
    expiresAt: instantSchema,
    callout: z.object({
      calloutId: idSchema,
      title: z.string(),
      mode: z.enum(INCIDENT_MODES),
      status: z.enum(['open', 'filled', 'closed', 'cancelled']),
      contact: z.string(),
      window: z.object({ from: instantSchema, until: instantSchema }),
      stopComingAt: instantSchema.nullable(),
      musterPoints: z.array(z.object({ musterKey: keySchema, name: z.string() })),
    }),
    musterKey: keySchema.nullable(),
    readAt: instantSchema,
    people: z.array(deskPersonSchema),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'DeskState', description: 'All a desk needs to work without network.' });
export type DeskState = z.infer<typeof deskStateSchema>;

export const walkInSchema = z
  .strictObject({
    displayName: text(SHORT_TEXT_LENGTH_MAX),
    phone: phoneSchema.nullable().default(null),
    peopleCount: z.number().int().min(1).max(PARTY_MAX).default(1),
    passCode: z.string().max(DESK_CODE_LENGTH_MAX).nullable().default(null),
  })
  .meta({ id: 'WalkIn', description: 'Somebody who is there without having said so before.' });

export const deskEventSchema = z
  .strictObject({
    eventId: idSchema,
    kind: z.enum(CHECK_KINDS),
    at: instantSchema,
    badge: z.string().min(1).max(BADGE_TEXT_LENGTH_MAX).optional(),
    bookingId: idSchema.optional(),
    walkIn: walkInSchema.optional(),
  })
  .refine(
    ({ badge, bookingId, walkIn }) =>
      [badge, bookingId, walkIn].filter((one) => one !== undefined).length === 1,
    { error: 'must name one of badge, bookingId and walkIn' },
  )
  .meta({ id: 'DeskEvent' });
export type DeskEvent = z.output<typeof deskEventSchema>;

export const syncDeskSchema = z
  .strictObject({ deskCode, events: z.array(deskEventSchema).max(CHECKS_AT_ONCE_MAX) })
  .meta({ id: 'SyncDesk' });

export const checkResultSchema = z
  .object({
    eventId: idSchema,
    outcome: z.enum(CHECK_OUTCOMES),
    detail: z.string(),
    person: deskPersonSchema.nullable(),
  })
  .meta({ id: 'CheckResult' });
export type CheckResult = z.infer<typeof checkResultSchema>;

export const syncedSchema = z
  .object({ results: z.array(checkResultSchema), readAt: instantSchema })
  .meta({ id: 'DeskSynced', description: 'What became of each event, in the order they came.' });

export const checkSchema = z
  .strictObject({ kind: z.enum(CHECK_KINDS), at: instantSchema.optional() })
  .meta({ id: 'Check' });

const counts = {
  expected: count,
  enRoute: count,
  held: count,
  in: count,
  out: count,
  overdue: count,
  withoutPlace: count.meta({
    description: 'There, but in reserve or with a booking that is over.',
  }),
};
export const headcountSchema = z
  .object({
    at: instantSchema,
    mode: z.enum(INCIDENT_MODES),
    ...counts,
    perMuster: z.array(z.object({ musterKey: keySchema, name: z.string(), ...counts })),
    perNeed: z.array(z.object({ needKey: keySchema, label: z.string(), ...counts })),
  })
  .meta({ id: 'Headcount', description: 'People, however many came together.' });
export type HeadcountView = z.infer<typeof headcountSchema>;

export const overdueSchema = z
  .object({
    bookingId: idSchema,
    displayName: z.string(),
    musterKey: keySchema.nullable(),
    peopleCount: count,
    checkedInAt: instantSchema,
    dueOutAt: instantSchema,
    askedAt: instantSchema.nullable(),
    alarmAt: instantSchema.nullable(),
    level: count.meta({ description: '1: they were asked. 2: alarm. 3 and more: said again.' }),
  })
  .meta({ id: 'OverduePerson' });
export type OverdueView = z.infer<typeof overdueSchema>;
export const overdueListSchema = z.object({ items: z.array(overdueSchema) });

export const overdueMessageSchema = z
  .object({ calloutId: idSchema, overdue: overdueSchema, isSettled: z.boolean() })
  .meta({ id: 'OverdueMessage' });
export type OverdueMessage = z.infer<typeof overdueMessageSchema>;

export const foundSchema = z
  .strictObject({ found: z.boolean(), note: text(LONG_TEXT_LENGTH_MAX) })
  .meta({
    id: 'OverdueFound',
    description: 'Found: they are checked out. Not found: who looks for them, and it stays open.',
  });

export const arrivalsSchema = z
  .object({
    at: instantSchema,
    perMuster: z.array(
      z.object({
        musterKey: keySchema,
        name: z.string(),
        here: count,
        coming: count,
        unknown: count.meta({ description: 'Coming, and nobody can tell when.' }),
        slots: z.array(
          z.object({
            from: instantSchema,
            until: instantSchema,
            arriving: z.number().meta({ description: 'People expected in it.' }),
            low: count.meta({ description: 'At least so many with nine chances in ten.' }),
            high: count,
            byThen: z.number(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Arrivals' });
export type ArrivalsView = z.infer<typeof arrivalsSchema>;

export const reasonSchema = z
  .strictObject({ reason: text(SHORT_TEXT_LENGTH_MAX) })
  .meta({ id: 'MusterReason' });
export const comingSchema = z
  .object({ stopComingAt: instantSchema.nullable(), toldCount: count })
  .meta({ id: 'Coming' });
