import { z } from 'zod';
import {
  BOARD_KINDS,
  BOARD_SIDES,
  BOARD_SOURCES,
  BOARD_STATUSES,
  QUANTITY_MAX,
  REPORT_KINDS,
} from '#core/board';
import { CLAIM_STATUSES } from '#core/board-claim';
import { LANGUAGES } from '#core/delivery';
import { CODE_DIGITS } from '#core/one-time-code';
import {
  emailSchema,
  idSchema,
  instantSchema,
  LONG_TEXT_LENGTH_MAX,
  optionalText,
  pageOf,
  pageQuerySchema,
  phoneSchema,
  pointSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

const TRAVEL_MAX_M = 1_000_000;
const CLAIM_HOURS_MAX = 144;
const BADGE_LENGTH_MAX = 120;
const PRINTABLE = /^[\x21-\x7e]+$/;

const side = z.enum(BOARD_SIDES);
const kind = z.enum(BOARD_KINDS);
const quantity = z.number().int().min(1).max(QUANTITY_MAX);
const reason = text(SHORT_TEXT_LENGTH_MAX);
const name = text(SHORT_TEXT_LENGTH_MAX);

const ask = {
  side,
  kind,
  title: text(SHORT_TEXT_LENGTH_MAX),
  note: optionalText(LONG_TEXT_LENGTH_MAX).default(null),
  quantity: quantity.default(1),
  from: instantSchema,
  until: instantSchema.meta({ description: 'Within 90 days from now.' }),
  place: pointSchema.meta({ description: 'Exact; others see a coarse cell of it.' }),
  travelMaxM: z.number().int().min(0).max(TRAVEL_MAX_M).default(0).meta({
    description: 'How far whoever puts it up comes or brings it; 0: the other side has to.',
  }),
};

/** Put up by a responder from their phone; their contact is what the registry has. */
export const ownBoardEntrySchema = z.strictObject(ask).meta({ id: 'OwnBoardEntryMessage' });
export type BoardAskMessage = z.output<typeof ownBoardEntrySchema>;

const contact = {
  displayName: name,
  phone: phoneSchema.optional(),
  email: emailSchema.optional(),
  language: z.enum(LANGUAGES).default('en'),
};

/** Put up by staff for somebody on the telephone. */
export const staffBoardEntrySchema = z
  .strictObject({ ...ask, ...contact })
  .refine(({ phone, email }) => phone !== undefined || email !== undefined, {
    error: 'must have phone or email',
    path: ['phone'],
  })
  .meta({ id: 'BoardEntryMessage' });
export type StaffBoardEntryMessage = z.output<typeof staffBoardEntrySchema>;

/** Put up by anybody; shown once the address is proven and somebody has looked at it. */
export const publicBoardEntrySchema = z
  .strictObject({ ...ask, ...contact })
  .refine(({ phone, email }) => (phone === undefined) !== (email === undefined), {
    error: 'must have either phone or email',
    path: ['phone'],
  })
  .meta({ id: 'PublicBoardEntryMessage' });
export type PublicBoardEntryMessage = z.output<typeof publicBoardEntrySchema>;

export const boardEntryTakenSchema = z
  .object({ entryId: idSchema, expiresAt: instantSchema })
  .meta({ id: 'BoardEntryTaken', description: 'A code was sent to the address.' });
export type BoardEntryTaken = z.infer<typeof boardEntryTakenSchema>;

export const confirmBoardEntrySchema = z
  .strictObject({
    entryId: idSchema,
    code: z.string().regex(new RegExp(`^\\d{${String(CODE_DIGITS)}}$`), {
      error: 'must be six digits',
    }),
  })
  .meta({ id: 'ConfirmBoardEntry' });

const badge = z.string().min(16).max(BADGE_LENGTH_MAX).regex(PRINTABLE);

export const boardBadgeSchema = z
  .object({ badge })
  .meta({ id: 'BoardBadge', description: 'Opens this one entry; shown this once.' });
export type BoardBadge = z.infer<typeof boardBadgeSchema>;

export const readBoardBadgeSchema = z.strictObject({ badge }).meta({ id: 'ReadBoardBadge' });

const OUTCOMES = ['done', 'closed', 'done-by-others'] as const;

/** Whether it is still so; where not, what became of it. */
const still = {
  isStillSo: z.boolean(),
  outcome: z.enum(OUTCOMES).default('closed').meta({ description: 'Where it is no longer so.' }),
};
export const stillSoSchema = z.strictObject(still).meta({ id: 'BoardStillSo' });
export type StillSoMessage = z.output<typeof stillSoSchema>;
export const publicStillSoSchema = z
  .strictObject({ badge, ...still })
  .meta({ id: 'PublicBoardStillSo' });

export const boardReportSchema = z
  .strictObject({ kind: z.enum(REPORT_KINDS) })
  .meta({ id: 'BoardReport' });
export const publicBoardReportSchema = z
  .strictObject({ entryId: idSchema, kind: z.enum(REPORT_KINDS) })
  .meta({ id: 'PublicBoardReport' });

/** What everybody may see: no names, no address, and the place as a coarse square. */
const shown = {
  id: idSchema,
  side,
  kind,
  title: z.string(),
  note: z.string().nullable(),
  quantity: z.number().int(),
  leftCount: z.number().int(),
  from: instantSchema,
  until: instantSchema,
  cell: z.object({ centre: pointSchema, sizeM: z.number() }),
  travelMaxM: z.number().int(),
  status: z.enum(BOARD_STATUSES),
  confirmedAt: instantSchema,
};
export const shownBoardEntrySchema = z.object(shown).meta({ id: 'ShownBoardEntry' });
export type ShownBoardEntry = z.infer<typeof shownBoardEntrySchema>;
export const shownBoardPageSchema = pageOf(shownBoardEntrySchema).meta({ id: 'ShownBoardPage' });

/** Of a person on the other side of a claim. */
export const boardContactSchema = z
  .object({
    displayName: z.string(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    place: pointSchema.nullable(),
  })
  .meta({ id: 'BoardContact', description: 'For both sides of a claim alone.' });
export type BoardContactView = z.infer<typeof boardContactSchema>;

const claim = {
  id: idSchema,
  entryId: idSchema,
  forEntryId: idSchema.nullable(),
  quantity: z.number().int(),
  status: z.enum(CLAIM_STATUSES),
  claimedAt: instantSchema,
  expiresAt: instantSchema,
};
export const boardClaimSchema = z.object(claim).meta({ id: 'BoardClaim' });
export type BoardClaimView = z.infer<typeof boardClaimSchema>;

/** A claim as one of its two sides sees it; the contact is there while it holds. */
export const matchedClaimSchema = z
  .object({ ...claim, contact: boardContactSchema.nullable() })
  .meta({ id: 'MatchedBoardClaim' });
export type MatchedClaimView = z.infer<typeof matchedClaimSchema>;

/** An entry with its claims, for whoever put it up. */
export const ownBoardEntryViewSchema = z
  .object({
    ...shown,
    place: pointSchema,
    reason: z.string().nullable(),
    isAskedAgain: z.boolean().meta({ description: 'Say that it is still so, or it expires.' }),
    claims: z.array(matchedClaimSchema),
  })
  .meta({ id: 'OwnBoardEntry' });
export type OwnBoardEntryView = z.infer<typeof ownBoardEntryViewSchema>;

/** A claim of one's own with the entry it is of. */
export const ownClaimSchema = z
  .object({ ...claim, contact: boardContactSchema.nullable(), entry: shownBoardEntrySchema })
  .meta({ id: 'OwnBoardClaim' });
export type OwnClaimView = z.infer<typeof ownClaimSchema>;

export const ownBoardSchema = z
  .object({
    entries: z.array(ownBoardEntryViewSchema),
    claims: z.array(ownClaimSchema),
    shown: shownBoardPageSchema,
  })
  .meta({ id: 'OwnBoard', description: 'What is one’s own, and what others have put up.' });
export type OwnBoardView = z.infer<typeof ownBoardSchema>;

export const shownBoardQuerySchema = pageQuerySchema.extend({
  side: side.optional(),
  kind: kind.optional(),
});

export const boardQuerySchema = shownBoardQuerySchema.extend({
  status: z.enum(BOARD_STATUSES).optional(),
});

/** For staff: where exactly, from whom in kind, and what was decided. */
const staffs = {
  ...shown,
  place: pointSchema,
  source: z.enum(BOARD_SOURCES),
  createdAt: instantSchema,
  vettedAt: instantSchema.nullable(),
  reason: z.string().nullable(),
  reportedCount: z.number().int().meta({ description: 'People who say that it is wrong.' }),
  endedAt: instantSchema.nullable(),
};
export const boardEntrySchema = z.object(staffs).meta({ id: 'BoardEntry' });
export type BoardEntryView = z.infer<typeof boardEntrySchema>;
export const boardPageSchema = pageOf(boardEntrySchema).meta({ id: 'BoardPage' });

/** One entry by itself, with whom to call back. */
export const boardDetailSchema = z
  .object({
    ...staffs,
    contact: boardContactSchema,
    claims: z.array(matchedClaimSchema),
  })
  .meta({ id: 'BoardDetail' });
export type BoardDetailView = z.infer<typeof boardDetailSchema>;

export const vetBoardEntrySchema = z
  .strictObject({ isShown: z.boolean(), reason })
  .meta({ id: 'VetBoardEntry' });
export type VetMessage = z.output<typeof vetBoardEntrySchema>;

export const closeBoardEntrySchema = z
  .strictObject({ outcome: z.enum(OUTCOMES), reason })
  .meta({ id: 'CloseBoardEntry' });
export type CloseBoardMessage = z.output<typeof closeBoardEntrySchema>;

const wish = {
  quantity: quantity.default(1),
  hours: z.number().int().min(1).max(CLAIM_HOURS_MAX).nullable().default(null).meta({
    description: 'Until when it is held; null: as long as the kind is. Six days at most.',
  }),
};
export const claimBoardEntrySchema = z.strictObject(wish).meta({ id: 'ClaimBoardEntry' });
export const staffClaimSchema = z
  .strictObject({
    ...wish,
    forEntryId: idSchema.meta({ description: 'Entry of the other side that it is claimed for.' }),
  })
  .meta({ id: 'ClaimForBoardEntry' });

export const ofClaimSchema = z.strictObject({ claimId: idSchema }).meta({ id: 'OfBoardClaim' });

export const boardMatchesSchema = z
  .object({
    items: z.array(
      z.object({
        entry: boardEntrySchema,
        score: z.number(),
        parts: z.object({
          kind: z.number(),
          distance: z.number(),
          quantity: z.number(),
          time: z.number(),
        }),
        distanceM: z.number(),
        comes: z.enum(['offer', 'need', 'either']),
        quantity: z.number().int(),
        from: instantSchema,
        until: instantSchema,
      }),
    ),
  })
  .meta({ id: 'BoardMatches', description: 'Entries of the other side, best first, and why.' });
export type BoardMatchesView = z.infer<typeof boardMatchesSchema>;

export const boardSettingsSchema = z
  .strictObject({ isPublic: z.boolean() })
  .meta({ id: 'BoardSettings', description: 'Whether people without an account may use it.' });
export type BoardSettingsView = z.infer<typeof boardSettingsSchema>;
