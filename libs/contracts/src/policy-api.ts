import { z } from 'zod';
import type { AlertPolicy } from '#core/alert-policy';
import { DELIVERY_CHANNELS } from '#core/delivery';
import { LADDER_NAMES } from '#core/delivery-ladder';
import { CREDENTIAL_KINDS } from '#core/responder';
import { SURVIVAL_CURVES } from '#core/survival';
import { TEAM_ROLES } from '#core/team-role';
import * as limit from '#contracts/policy-limits';
import { text } from '#contracts/shapes';

const share = z.number().min(0).max(1);
/** A share that may be neither none nor all, since its odds are taken. */
const openShare = z.number().gt(0).lt(1);
const radius = z.number().min(limit.RADIUS_MIN_M).max(limit.RADIUS_MAX_M);
const wait = z.number().int().min(limit.WAIT_MIN_MS).max(limit.WAIT_MAX_MS);
const sigma = z.number().min(0).max(limit.SIGMA_MAX);
const logit = z.number().min(-limit.LOGIT_MAX).max(limit.LOGIT_MAX);
const part = z.number().min(0).max(limit.FATIGUE_MAX);
const hour = z.number().min(0).lt(limit.HOURS_OF_DAY);
const delay = z.strictObject({ medianMs: z.number().gt(0).max(limit.DELAY_MAX_MS), sigma });
const count = (min: number, max: number) => z.number().int().min(min).max(max);

const choiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('nearest'),
    by: z.enum(['distance', 'arrival']),
    mustBeatAmbulance: z.boolean(),
    ambulance: delay.nullable().meta({
      description: 'When it comes if control does not say, from the call.',
    }),
  }),
  z.strictObject({
    kind: z.literal('expected-gain'),
    objective: z.enum(SURVIVAL_CURVES),
    pricePerAlert: z.number().min(0).max(limit.PRICE_MAX).meta({
      description: 'Survival that one alert must add: 0.002 is one life per 500 alerts.',
    }),
    fatigue: z.strictObject({
      perAlertLast7Days: part,
      night: part,
      afterPatient: part,
      restMs: z.number().int().min(0).max(limit.REST_MAX_MS),
      perKm: part,
    }),
    floorCount: count(0, limit.ALERTED_AT_ONCE_MAX),
    collapseToCallMs: z.number().int().min(0).max(limit.COLLAPSE_TO_CALL_MAX_MS),
    ambulance: delay,
  }),
]);

const rolesSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all-direct') }),
  z.strictObject({ kind: z.literal('share'), directShare: share, detourShareMax: share }),
  z.strictObject({
    kind: z.literal('in-order'),
    order: z.array(z.enum(TEAM_ROLES)).min(1).max(limit.TEAM_ORDER_MAX),
  }),
  z.strictObject({ kind: z.literal('best-split') }),
]);

const teamSchema = z.strictObject({
  keepBest: count(1, limit.WANTED_MAX).nullable(),
  standDownBelow: share.nullable(),
  keepAtLeast: count(0, limit.WANTED_MAX),
  wantsGuide: z.boolean(),
  changeOrderAbove: share,
});

const limitsSchema = z.strictObject({
  perPerson7DaysMax: count(1, limit.PER_PERSON_7_DAYS_MAX).nullable(),
  quietHours: z.strictObject({ fromHour: hour, toHour: hour, radiusM: radius }).nullable(),
});

const speedSchema = z.strictObject({
  medianMps: z.number().min(limit.SPEED_MIN_MPS).max(limit.SPEED_MAX_MPS),
  sigma,
  startMs: z.number().int().min(0).max(limit.WAIT_MAX_MS),
});

const arrivalSchema = z.strictObject({
  reply: delay,
  turnoutDay: delay,
  turnoutNight: delay,
  night: z.strictObject({ fromHour: hour, toHour: hour }),
  travel: z.strictObject({ foot: speedSchema, bicycle: speedSchema, car: speedSchema }),
  lastMetres: delay,
  ownDelayWeight: z.number().gt(0).max(limit.OWN_WEIGHT_MAX),
});

const acceptanceSchema = z.strictObject({
  groupShare: openShare,
  silentShare: share,
  ownWeight: z.number().gt(0).max(limit.OWN_WEIGHT_MAX),
  logitPerKm: logit,
  logitNight: logit,
  comesChance: share,
  stalledComesChance: share,
});

const aedModelSchema = z.strictObject({
  grabMs: z.number().int().min(0).max(limit.WAIT_MAX_MS),
  attachMs: z.number().int().min(0).max(limit.WAIT_MAX_MS),
  unknownOpenChance: share,
  worksChance: share,
});

const ladderSchema = z
  .array(
    z.strictObject({
      channel: z.enum(DELIVERY_CHANNELS),
      afterMs: z.number().int().min(0).max(limit.RUNG_AFTER_MAX_MS),
    }),
  )
  .min(1)
  .max(limit.RUNGS_MAX)
  .refine((rungs) => rungs.some((rung) => rung.afterMs === 0), {
    error: 'must have a rung at once (afterMs 0)',
  })
  .refine((rungs) => rungs.every((rung, i) => (rungs[i - 1]?.afterMs ?? 0) <= rung.afterMs), {
    error: 'must be in order of afterMs',
  });

const laddersSchema = z.strictObject(
  Object.fromEntries(LADDER_NAMES.map((name) => [name, ladderSchema])) as Record<
    (typeof LADDER_NAMES)[number],
    typeof ladderSchema
  >,
);

/** Everything a policy says but its name and version, which are those of its response plan. */
export const policySchema = z
  .strictObject({
    radiusM: radius,
    alertedAtOnceMax: count(1, limit.ALERTED_AT_ONCE_MAX),
    wantedCount: count(1, limit.WANTED_MAX),
    replaces: z.boolean(),
    silentAfterMs: wait,
    alertTtlMs: wait,
    lookAgainAfterMs: wait,
    alertingEndsAfterMs: z.number().int().min(limit.WAIT_MIN_MS).max(limit.ALERTING_MAX_MS),
    fixStaleAfterMs: z.number().int().min(limit.WAIT_MIN_MS).max(limit.FIX_STALE_MAX_MS),
    fixAccuracyMaxM: z.number().min(limit.FIX_ACCURACY_MIN_M).max(limit.FIX_ACCURACY_MAX_M),
    usesRegisteredPlaces: z.boolean(),
    credentialKinds: z.array(z.enum(CREDENTIAL_KINDS)).min(1).max(CREDENTIAL_KINDS.length),
    aedRadiusM: radius,
    aedMax: count(0, limit.AEDS_MAX),
    candidateMax: count(1, limit.CANDIDATES_MAX),
    consideredRadiusM: radius,
    choice: choiceSchema,
    roles: rolesSchema,
    team: teamSchema,
    limits: limitsSchema,
    arrival: arrivalSchema,
    acceptance: acceptanceSchema,
    aedModel: aedModelSchema,
    ladders: laddersSchema.meta({
      description: 'By which channels people are reached, how soon one after the other.',
    }),
    sources: z
      .record(z.string().max(limit.SOURCE_KEY_LENGTH_MAX), text(limit.SOURCE_LENGTH_MAX))
      .refine((sources) => Object.keys(sources).length <= limit.SOURCES_MAX, {
        error: `must have at most ${limit.SOURCES_MAX} entries`,
      }),
  })
  .meta({ id: 'Policy', description: 'The numbers of the rule that decides who is alerted.' });

/** The numbers of a policy as they are written in a response plan. */
export type PolicyMessage = z.output<typeof policySchema>;

/** The policy of a response plan under that plan's name and version. */
export function policyOf(
  message: PolicyMessage,
  named: { readonly name: string; readonly version: number },
): AlertPolicy {
  return { ...message, name: named.name, version: named.version };
}

/** A policy without name and version, as a response plan shows it. */
export function policyMessage(policy: AlertPolicy): PolicyMessage {
  const entries = Object.entries(policy).filter(([key]) => key !== 'name' && key !== 'version');
  return Object.fromEntries(entries) as PolicyMessage;
}
