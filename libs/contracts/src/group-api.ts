import { z } from 'zod';
import { GROUP_ASK_STATUSES, GROUP_KINDS, GROUP_STATUSES } from '#core/group';
import { CALLOUT_WANTED_MAX, keySchema, piecesSchema } from '#contracts/callout-parts';
import {
  idSchema,
  instantSchema,
  optionalText,
  phoneSchema,
  refSchema,
  SHORT_TEXT_LENGTH_MAX,
  text,
} from '#contracts/shapes';

/** People put in by one answer. */
export const GROUP_ANSWER_MAX = 200;
const TOGETHER_MAX = 50;

const name = text(SHORT_TEXT_LENGTH_MAX);
const kind = z.enum(GROUP_KINDS);
const count = z.number().int();

export const putGroupSchema = z
  .strictObject({
    name,
    kind,
    equipment: piecesSchema.default({}),
    note: optionalText(SHORT_TEXT_LENGTH_MAX).default(null),
  })
  .meta({ id: 'PutGroup' });
export type PutGroupMessage = z.output<typeof putGroupSchema>;

const group = {
  id: idSchema,
  groupRef: refSchema,
  name: z.string(),
  kind,
  status: z.enum(GROUP_STATUSES),
  equipment: piecesSchema,
  note: z.string().nullable(),
  memberCount: count,
  createdAt: instantSchema,
};
export const groupSchema = z.object(group).meta({ id: 'Group' });
export type GroupView = z.infer<typeof groupSchema>;
export const groupsSchema = z.object({ items: z.array(groupSchema) }).meta({ id: 'Groups' });

const member = z.object({
  responderId: idSchema,
  displayName: z.string(),
  isCoordinator: z.boolean(),
  since: instantSchema,
});
export const groupDetailSchema = z
  .object({ ...group, members: z.array(member.extend({ externalRef: refSchema })) })
  .meta({ id: 'GroupDetail' });
export type GroupDetailView = z.infer<typeof groupDetailSchema>;

export const decideGroupSchema = z
  .strictObject({ isApproved: z.boolean(), reason: text(SHORT_TEXT_LENGTH_MAX) })
  .meta({ id: 'DecideGroup' });
export type DecideGroupMessage = z.output<typeof decideGroupSchema>;

export const putGroupMemberSchema = z
  .strictObject({ coordinator: z.boolean().default(false) })
  .meta({ id: 'PutGroupMember' });

export const groupEquipmentSchema = z
  .strictObject({ equipment: piecesSchema })
  .meta({ id: 'GroupEquipment' });

export const askGroupSchema = z
  .strictObject({
    groupRef: refSchema,
    needKey: keySchema,
    peopleCount: count.min(1).max(CALLOUT_WANTED_MAX),
    pieces: piecesSchema.default({}),
    answerBy: instantSchema.meta({ description: 'Then what is not filled is asked of others.' }),
  })
  .meta({ id: 'AskGroup' });
export type AskGroupMessage = z.output<typeof askGroupSchema>;

const groupAsk = {
  id: idSchema,
  calloutId: idSchema,
  needKey: keySchema,
  peopleCount: count,
  pieces: piecesSchema,
  answerBy: instantSchema,
  status: z.enum(GROUP_ASK_STATUSES),
  filledCount: count,
  filledPieces: piecesSchema,
  heldCount: count.meta({ description: 'People that nobody else is asked for meanwhile.' }),
  askedAt: instantSchema,
  endedAt: instantSchema.nullable(),
};
export const groupAskSchema = z
  .object({ ...groupAsk, group: z.object({ groupRef: refSchema, name: z.string() }) })
  .meta({ id: 'GroupAsk' });
export type GroupAskView = z.infer<typeof groupAskSchema>;
export const groupAsksSchema = z
  .object({ items: z.array(groupAskSchema) })
  .meta({ id: 'GroupAsks' });

/** A group as one of its members has it on the phone; people and asks are for coordinators. */
export const ownGroupsSchema = z
  .object({
    items: z.array(
      z.object({
        ...group,
        isCoordinator: z.boolean(),
        members: z.array(member).nullable(),
        asks: z
          .array(
            z.object({
              ...groupAsk,
              title: z.string(),
              needLabel: z.string(),
              from: instantSchema,
              until: instantSchema,
            }),
          )
          .nullable(),
      }),
    ),
  })
  .meta({ id: 'OwnGroups' });
export type OwnGroupsView = z.infer<typeof ownGroupsSchema>;

const putIn = {
  peopleCount: count.min(1).max(TOGETHER_MAX).default(1),
  pieces: piecesSchema.default({}),
};

/** A group's own people, by member or by name; `isLast`: more do not come. */
export const answerGroupAskSchema = z
  .strictObject({
    members: z
      .array(z.strictObject({ responderId: idSchema, ...putIn }))
      .max(GROUP_ANSWER_MAX)
      .default([]),
    others: z
      .array(z.strictObject({ displayName: name, phone: phoneSchema.optional(), ...putIn }))
      .max(GROUP_ANSWER_MAX)
      .default([]),
    isLast: z.boolean().default(false).meta({
      description: 'What is missing goes back to the call-out at once; nobody: refused.',
    }),
  })
  .meta({ id: 'AnswerGroupAsk' });
export type AnswerGroupAskMessage = z.output<typeof answerGroupAskSchema>;

/** What came of each who was put in; whoever did not fit waits in the reserve. */
export const groupAnswerSchema = z
  .object({
    ask: groupAskSchema,
    people: z.array(
      z.object({
        responderId: idSchema.nullable(),
        displayName: z.string().nullable(),
        bookingId: idSchema.nullable(),
        status: z.enum(['expected', 'reserve', 'refused']),
        problem: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'GroupAnswer' });
export type GroupAnswerView = z.infer<typeof groupAnswerSchema>;
