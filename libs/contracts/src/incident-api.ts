import { z } from 'zod';
import { AED_ACCESS } from '#core/aed';
import { ASSIGNMENT_STATUSES } from '#core/assignment';
import {
  HAZARDS,
  INCIDENT_KINDS,
  INCIDENT_MODES,
  INCIDENT_PRIORITIES,
  SETTINGS,
} from '#core/incident';
import { FACT_KINDS } from '#core/timeline';
import { safetyFindingSchema, safetyOverrideViewSchema } from '#contracts/safety-api';
import {
  idSchema,
  instantSchema,
  LONG_TEXT_LENGTH_MAX,
  pageOf,
  pageQuerySchema,
  pointSchema,
  refSchema,
  SHORT_TEXT_LENGTH_MAX,
  optionalText,
  text,
} from '#contracts/shapes';
import { taskSchema } from '#contracts/task-shapes';

/** Beyond this radius a place is not a place; metres. */
export const PLACE_ACCURACY_MAX_M = 50_000;
export const EXCLUDED_RESPONDERS_MAX = 100;
export const POLICY_NAME_LENGTH_MAX = 60;
export const DETERMINANT_LENGTH_MAX = 40;
export const PATIENT_AGE_MAX_YEARS = 130;

const kindSchema = z.enum(INCIDENT_KINDS).meta({ id: 'IncidentKind' });
const prioritySchema = z.enum(INCIDENT_PRIORITIES);

/** What orders messages about one incident: control's version, or else its time of sending. */
const orderFields = {
  version: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional().meta({
    description: "Control's version of this incident; messages may come in any order.",
  }),
  sentAt: instantSchema.optional().meta({ description: 'Used as the order without a version.' }),
};

const factFields = {
  kind: kindSchema,
  priority: prioritySchema,
  place: pointSchema,
  placeAccuracyM: z.number().min(0).max(PLACE_ACCURACY_MAX_M).nullable().optional(),
  address: optionalText(SHORT_TEXT_LENGTH_MAX).optional(),
  notesForResponders: optionalText(LONG_TEXT_LENGTH_MAX).optional(),
  calledAt: instantSchema,
  ambulanceEtaAt: instantSchema.nullable().optional(),
  determinantCode: optionalText(DETERMINANT_LENGTH_MAX).optional().meta({
    description: "Control's own code of the complaint, e.g. 09E01.",
  }),
  hazards: z.array(z.enum(HAZARDS)).max(HAZARDS.length).optional().meta({
    description: 'What may hurt whoever comes; none where left out.',
  }),
  patientAgeYears: z.number().min(0).max(PATIENT_AGE_MAX_YEARS).nullable().optional(),
  setting: z.enum(SETTINGS).optional().meta({
    description: 'Where the patient is; `unknown` where left out.',
  }),
};

export const raiseIncidentSchema = z
  .strictObject({
    controlRef: refSchema.optional().meta({
      description: "Compulsory for a control system; staff without control's get one.",
    }),
    reason: text(SHORT_TEXT_LENGTH_MAX).optional().meta({
      description: 'Why staff raise it by hand; compulsory for them, not read from control.',
    }),
    ...orderFields,
    ...factFields,
    mode: z.enum(INCIDENT_MODES).default('actual').meta({
      description: 'Exercises and tests reach test phones only.',
    }),
    policyName: optionalText(POLICY_NAME_LENGTH_MAX).optional(),
    acceptOutsideArea: z.boolean().default(false).meta({
      description: 'Insist on a place outside the organisation’s area; accepted with a warning.',
    }),
    excludedResponderRefs: z.array(refSchema).max(EXCLUDED_RESPONDERS_MAX).default([]),
  })
  .meta({ id: 'RaiseIncident' });
export type RaiseIncidentCall = z.infer<typeof raiseIncidentSchema>;
/** A create that has its reference. */
export type RaiseIncidentMessage = Omit<RaiseIncidentCall, 'controlRef' | 'reason'> & {
  readonly controlRef: string;
};

/** An update names only the fields that changed; its order is compulsory. */
export const updateIncidentSchema = z
  .strictObject({
    ...orderFields,
    ...z.object(factFields).partial().shape,
    acceptOutsideArea: z.boolean().optional(),
    excludedResponderRefs: z.array(refSchema).max(EXCLUDED_RESPONDERS_MAX).optional(),
  })
  .refine((update) => update.version !== undefined || update.sentAt !== undefined, {
    error: 'give version or sentAt, so that updates in any order end in the same state',
    path: ['version'],
  })
  .meta({ id: 'UpdateIncident' });
export type UpdateIncidentMessage = z.infer<typeof updateIncidentSchema>;

export const endIncidentSchema = z
  .strictObject({ ...orderFields, reason: optionalText(SHORT_TEXT_LENGTH_MAX).optional() })
  .meta({ id: 'EndIncident' });
export type EndIncidentMessage = z.infer<typeof endIncidentSchema>;

/** A responder's part in an incident as control sees it. */
export const incidentResponderSchema = z
  .object({
    responderId: idSchema,
    displayName: z.string(),
    alertId: idSchema,
    alertStatus: z.enum(['sent', 'accepted', 'declined', 'expired', 'withdrawn']),
    why: z.string().meta({ description: 'Why this person was alerted.' }),
    wave: z.number().int(),
    distanceM: z.number().nullable(),
    sentAt: instantSchema,
    deliveredAt: instantSchema.nullable(),
    seenAt: instantSchema.nullable(),
    answeredAt: instantSchema.nullable(),
    endedReason: z.string().nullable(),
    assignmentId: idSchema.nullable(),
    assignmentStatus: z.enum(ASSIGNMENT_STATUSES).nullable(),
    enRouteAt: instantSchema.nullable(),
    onSceneAt: instantSchema.nullable(),
    task: taskSchema,
    etaAt: instantSchema.nullable().meta({
      description: 'When the newest plan expects them with the patient.',
    }),
    aedCollectedAt: instantSchema.nullable(),
    releasedReason: z.string().nullable().meta({
      description: 'Why they were stood down or withdrew.',
    }),
    place: pointSchema.nullable().meta({ description: 'Last position, only while assigned.' }),
  })
  .meta({ id: 'IncidentResponder' });
export type IncidentResponderView = z.infer<typeof incidentResponderSchema>;

export const aedViewSchema = z
  .object({
    aedId: idSchema,
    name: z.string(),
    place: pointSchema,
    locationDetail: z.string().nullable(),
    access: z.enum(AED_ACCESS),
    openingHours: z.string().nullable(),
    open: z.enum(['open', 'unknown']),
    distanceM: z.number(),
  })
  .meta({ id: 'AedNearby' });
export type AedView = z.infer<typeof aedViewSchema>;

const raisedByHandSchema = z
  .object({ by: idSchema, reason: z.string() })
  .meta({ id: 'RaisedByHand' });

/** What a dispatcher has ordered beside the plan, as control sees it. */
const dispatchOrdersSchema = z
  .object({
    moreCount: z.number().int().meta({ description: 'Places beyond those the plan wanted.' }),
    isStopped: z.boolean().meta({ description: 'Nobody new is asked.' }),
    words: z.array(
      z.object({
        messageId: idSchema,
        at: instantSchema,
        text: z.string(),
        recipientCount: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'DispatchOrders' });

export const incidentViewSchema = z
  .object({
    id: idSchema,
    controlRef: refSchema,
    status: z.enum(['active', 'closed', 'cancelled']),
    progress: z
      .enum(['alerting', 'resources-assigned', 'resources-en-route', 'resources-on-scene'])
      .nullable(),
    kind: kindSchema,
    mode: z.enum(INCIDENT_MODES),
    priority: prioritySchema,
    place: pointSchema,
    placeAccuracyM: z.number().nullable(),
    address: z.string().nullable(),
    notesForResponders: z.string().nullable(),
    calledAt: instantSchema,
    receivedAt: instantSchema,
    ambulanceEtaAt: instantSchema.nullable(),
    determinantCode: z.string().nullable(),
    hazards: z.array(z.enum(HAZARDS)),
    patientAgeYears: z.number().nullable(),
    setting: z.enum(SETTINGS),
    safety: z.array(safetyFindingSchema).meta({
      description: 'Safety rules and areas that apply, also those that are overridden.',
    }),
    safetyOverride: safetyOverrideViewSchema.nullable(),
    raisedByHand: raisedByHandSchema.nullable().meta({
      description: 'Who raised it without a message of control, and why; null where control did.',
    }),
    orders: dispatchOrdersSchema.nullable(),
    answersDueAt: instantSchema.nullable().meta({
      description: 'When, by the plan, somebody should have accepted; null where nobody was asked.',
    }),
    policyName: z.string(),
    policyVersion: z.number().int(),
    wantedCount: z.number().int(),
    acceptedCount: z.number().int(),
    alertedCount: z.number().int(),
    endedAt: instantSchema.nullable(),
    disposition: z.string().nullable(),
    warnings: z.array(z.string()),
    responders: z.array(incidentResponderSchema),
    aeds: z.array(aedViewSchema),
  })
  .meta({ id: 'Incident' });
export type IncidentView = z.infer<typeof incidentViewSchema>;

/** The answer to an update, close or cancel whose create has not come yet. */
export const awaitedIncidentSchema = z
  .object({ controlRef: refSchema, status: z.literal('awaited') })
  .meta({ id: 'AwaitedIncident' });

export const incidentListQuerySchema = pageQuerySchema.extend({
  status: z.enum(['active', 'closed', 'cancelled']).optional(),
  controlRef: refSchema.optional(),
  byHand: z
    .enum(['true'])
    .optional()
    .meta({ description: 'Only those that staff raised by hand.' }),
});
export const incidentPageSchema = pageOf(incidentViewSchema).meta({ id: 'IncidentPage' });
export type IncidentPage = z.infer<typeof incidentPageSchema>;

export const factViewSchema = z
  .object({
    seq: z.number().int().meta({ description: 'Grows within the incident, without gaps.' }),
    at: instantSchema,
    kind: z.enum(FACT_KINDS),
    actor: z.string(),
    responderId: idSchema.nullable(),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Fact' });
export type FactView = z.infer<typeof factViewSchema>;

export const factMessageSchema = z
  .object({ incidentId: idSchema, fact: factViewSchema })
  .meta({ id: 'FactMessage' });
export type FactMessage = z.infer<typeof factMessageSchema>;

const moment = instantSchema.nullable();
export const incidentTimesSchema = z
  .object({
    calledAt: instantSchema,
    receivedAt: instantSchema,
    firstAlertSentAt: moment,
    firstAlertDeliveredAt: moment,
    firstAlertSeenAt: moment,
    firstAcceptedAt: moment,
    firstEnRouteAt: moment,
    firstOnSceneAt: moment,
    firstWithPatientAt: moment,
    lastClearedAt: moment,
    cancelledAt: moment,
    closedAt: moment,
    callToAlertMs: z.number().nullable(),
    alertToAcceptMs: z.number().nullable(),
    callToOnSceneMs: z.number().nullable(),
  })
  .meta({ id: 'IncidentTimes', description: 'Moments of NEMSIS eTimes and Utstein.' });

export const timelineSchema = z
  .object({ incidentId: idSchema, facts: z.array(factViewSchema), times: incidentTimesSchema })
  .meta({ id: 'Timeline' });
export type TimelineView = z.infer<typeof timelineSchema>;
