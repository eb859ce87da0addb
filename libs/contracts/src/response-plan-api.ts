import { z } from 'zod';
import { HAZARDS, INCIDENT_KINDS, SETTINGS } from '#core/incident';
import { policyByName } from '#core/policy-presets';
import { RESPONSE_PLAN_STATUSES, type ResponsePlan } from '#core/response-plan';
import { responsePlanFaults, withChanges } from '#core/response-plan-faults';
import {
  DETERMINANT_LENGTH_MAX,
  PATIENT_AGE_MAX_YEARS,
  POLICY_NAME_LENGTH_MAX,
} from '#contracts/incident-api';
import { DEFAULT_SAFETY_RULES, type SafetyRule } from '#core/safety';
import { policyMessage, policyOf, policySchema, type PolicyMessage } from '#contracts/policy-api';
import { keepsAwaySchema, safetyCodeSchema } from '#contracts/safety-api';
import { idSchema, instantSchema, SHORT_TEXT_LENGTH_MAX, text } from '#contracts/shapes';

export const DETERMINANTS_MAX = 500;
export const SAFETY_RULES_MAX = 100;
/** Past incidents that a draft is tried on at once. */
export const SHADOW_INCIDENTS_MAX = 100;
const SHADOW_INCIDENTS_DEFAULT = 50;
/** No version yet. */
const DRAFT_VERSION = 0;

/** Stable across versions: lower-case letters, digits and dashes. */
export const planNameSchema = z
  .string()
  .min(1)
  .max(POLICY_NAME_LENGTH_MAX)
  .regex(/^[a-z0-9][a-z0-9-]*$/, { error: 'must be lower-case letters, digits and dashes' });

const determinantsSchema = z
  .array(
    z
      .string()
      .max(DETERMINANT_LENGTH_MAX)
      .regex(/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/, { error: 'must be printable' })
      .regex(/^[^*]+\*?$/, { error: 'may have a * at its end only' }),
  )
  .max(DETERMINANTS_MAX);

const safetyRuleSchema = z
  .strictObject({
    code: safetyCodeSchema,
    says: text(SHORT_TEXT_LENGTH_MAX).meta({ description: 'Why, in one sentence.' }),
    when: z.strictObject({
      hazards: z.array(z.enum(HAZARDS)).min(1).max(HAZARDS.length).optional(),
      determinants: determinantsSchema.min(1).optional(),
      kinds: z.array(z.enum(INCIDENT_KINDS)).min(1).max(INCIDENT_KINDS.length).optional(),
      settings: z.array(z.enum(SETTINGS)).min(1).max(SETTINGS.length).optional(),
      ageBelowYears: z.number().gt(0).max(PATIENT_AGE_MAX_YEARS).optional(),
    }),
    keepsAway: keepsAwaySchema,
  })
  .meta({ id: 'SafetyRule', description: 'Applies when every condition it names holds.' });
export type SafetyRuleMessage = z.output<typeof safetyRuleSchema>;

const planFields = {
  name: planNameSchema,
  title: text(SHORT_TEXT_LENGTH_MAX),
  kinds: z.array(z.enum(INCIDENT_KINDS)).max(INCIDENT_KINDS.length).default([]),
  determinants: determinantsSchema.default([]),
  safetyRules: z.array(safetyRuleSchema).max(SAFETY_RULES_MAX).optional().meta({
    description: 'Where left out, those of every organisation that has written none.',
  }),
};

type PlanFields = z.output<z.ZodObject<typeof planFields>>;

/**
 * A draft of a response plan: a whole policy, or a preset and the parts of it that differ. Read to
 * the whole policy; unknown fields and numbers out of bounds are refused by their name.
 */
export const draftPlanSchema = z
  .strictObject({
    ...planFields,
    policy: policySchema.optional(),
    preset: planNameSchema.optional().meta({ description: 'Name of a preset to start from.' }),
    changes: z.record(z.string(), z.unknown()).optional().meta({
      description: 'Parts of the preset’s policy that differ, nested as in it.',
    }),
  })
  .transform(({ policy, preset, changes, ...plan }, context) => {
    const read = readPolicy({ policy, preset, changes });
    const issues = 'policy' in read ? faultsOf({ ...plan, policy: read.policy }, preset) : read;
    for (const issue of issues) context.addIssue({ code: 'custom', ...issue });
    return 'policy' in read && issues.length === 0 ? { ...plan, policy: read.policy } : z.NEVER;
  })
  .meta({ id: 'DraftPlan' });
export interface DraftPlanMessage extends PlanFields {
  readonly policy: PolicyMessage;
}

interface PolicyFields {
  readonly policy: PolicyMessage | undefined;
  readonly preset: string | undefined;
  readonly changes: Record<string, unknown> | undefined;
}

interface Issue {
  readonly message: string;
  readonly path: (string | number)[];
}

/** The whole policy, or what is wrong with it and where the caller wrote that. */
function readPolicy(fields: PolicyFields): { readonly policy: PolicyMessage } | readonly Issue[] {
  const { policy, preset, changes } = fields;
  const fault = (message: string, field: string): Issue[] => [{ message, path: [field] }];
  if (policy !== undefined) {
    if (preset !== undefined) return fault('give a policy or a preset, not both', 'preset');
    if (changes !== undefined) return fault('belongs to a preset', 'changes');
    return { policy };
  }
  if (preset === undefined) return fault('give a policy or the name of a preset', 'policy');
  const start = policyByName(preset);
  if (start === undefined) return fault(`there is no preset named ${preset}`, 'preset');
  const parsed = policySchema.safeParse(withChanges(policyMessage(start), changes ?? {}));
  if (parsed.success) return { policy: parsed.data };
  return parsed.error.issues.map((issue) => ({
    message: issue.message,
    path: ['changes', ...issue.path.map(fieldName), ...unknownField(issue)],
  }));
}

/** What no single number shows, under the names that the caller used. */
function faultsOf(plan: DraftPlanMessage, preset: string | undefined): readonly Issue[] {
  return responsePlanFaults(draftOf(plan)).map(({ field, says }) => {
    const [first = '', ...rest] = field.split('.');
    const inPolicy = first === 'policy' && preset !== undefined;
    return { message: says, path: [inPolicy ? 'changes' : first, ...rest] };
  });
}

/** A draft's plan in the words of the domain; its version is the store's to give. */
export function draftOf(
  draft: DraftPlanMessage,
): Pick<ResponsePlan, 'name' | 'title' | 'kinds' | 'determinants' | 'policy' | 'safetyRules'> {
  const { name, title, kinds, determinants, policy, safetyRules } = draft;
  return {
    name,
    title,
    kinds,
    determinants,
    policy: policyOf(policy, { name, version: DRAFT_VERSION }),
    safetyRules: safetyRules?.map(ruleOf) ?? DEFAULT_SAFETY_RULES,
  };
}

function ruleOf({ code, says, when, keepsAway }: SafetyRuleMessage): SafetyRule {
  const named = Object.entries(when).filter(([, condition]) => condition !== undefined);
  return { code, says, when: Object.fromEntries(named), keepsAway };
}

function fieldName(part: PropertyKey): string | number {
  return typeof part === 'symbol' ? part.toString() : part;
}

/** An unknown field is named itself and not by what holds it. */
function unknownField(issue: z.core.$ZodIssue): string[] {
  return issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
}

const planSummary = {
  name: z.string(),
  version: z.number().int(),
  status: z.enum(RESPONSE_PLAN_STATUSES),
  title: z.string(),
  kinds: z.array(z.enum(INCIDENT_KINDS)),
  determinants: z.array(z.string()),
  createdAt: instantSchema,
};

export const planSummarySchema = z.object(planSummary).meta({ id: 'ResponsePlanSummary' });
export type PlanSummaryView = z.infer<typeof planSummarySchema>;
export const planSummariesSchema = z
  .object({ items: z.array(planSummarySchema) })
  .meta({ id: 'ResponsePlans' });

export const responsePlanSchema = z
  .object({ ...planSummary, policy: policySchema, safetyRules: z.array(safetyRuleSchema) })
  .meta({ id: 'ResponsePlan' });
export type ResponsePlanView = z.infer<typeof responsePlanSchema>;
export const planVersionsSchema = z
  .object({ items: z.array(responsePlanSchema) })
  .meta({ id: 'ResponsePlanVersions' });

export const presetsSchema = z
  .object({
    items: z.array(z.object({ name: z.string(), version: z.number().int(), policy: policySchema })),
  })
  .meta({ id: 'Presets' });
export type PresetsView = z.infer<typeof presetsSchema>;

export const shadowRunSchema = z
  .strictObject({
    draft: draftPlanSchema,
    incidents: z.number().int().min(1).max(SHADOW_INCIDENTS_MAX).default(SHADOW_INCIDENTS_DEFAULT),
  })
  .meta({ id: 'ShadowRun' });
export type ShadowRunMessage = z.output<typeof shadowRunSchema>;

export const shadowCaseSchema = z
  .object({
    incidentId: idSchema,
    controlRef: z.string(),
    decidedAt: instantSchema,
    alertsThen: z.number().int(),
    alertsNow: z.number().int(),
    onlyThen: z.array(z.string()).meta({ description: 'People asked then only, by their ids.' }),
    onlyNow: z.array(z.string()).meta({ description: 'People asked now only, by their ids.' }),
    survivalThen: z.number().nullable(),
    survivalNow: z.number().nullable(),
    whyNobody: z.string().nullable().meta({
      description: 'Why nobody would have been asked; null where somebody would.',
    }),
  })
  .meta({ id: 'ShadowCase' });
export type ShadowCaseView = z.infer<typeof shadowCaseSchema>;

export const shadowRunViewSchema = z
  .object({
    incidents: z.number().int().meta({ description: 'Past incidents the draft is meant for.' }),
    otherIncidents: z.number().int().meta({ description: 'Looked at, and not meant by it.' }),
    unreadable: z.number().int().meta({ description: 'Kept in a form of another release.' }),
    alertsThen: z.number().int(),
    alertsNow: z.number().int(),
    peopleOnlyThen: z.number().int(),
    peopleOnlyNow: z.number().int(),
    survivalChange: z.number().nullable().meta({
      description: 'Mean change of expected survival where both reckon in the same curve.',
    }),
    survivalCompared: z.number().int(),
    nobodyNow: z.number().int().meta({ description: 'Asked someone then, and nobody now.' }),
    remarks: z.array(z.string()).meta({ description: 'What this comparison cannot show.' }),
    cases: z.array(shadowCaseSchema).meta({ description: 'Newest first.' }),
  })
  .meta({ id: 'ShadowRunResult' });
export type ShadowRunView = z.infer<typeof shadowRunViewSchema>;
