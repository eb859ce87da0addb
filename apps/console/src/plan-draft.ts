import type { ResponsePlanView } from '#contracts/response-plan-api';
import type { Problem } from '#core/problem';
import { t } from '#web/language';

/** What is wrong with the text of a draft. */
export interface DraftProblem {
  /** Dotted path of the field at fault; null where it is the whole text. */
  readonly field: string | null;
  readonly detail: string;
  /** The text it was said of; another one may be right. */
  readonly text: string;
}

type ReadDraft =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: DraftProblem };

/** The document in a draft's text; what is not JSON is refused here, the rest by the server. */
export function readDraft(text: string): ReadDraft {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    const why = error instanceof Error ? error.message : t('it cannot be read');
    return {
      ok: false,
      problem: { field: null, detail: t('This is not JSON: {{why}}.', { why }), text },
    };
  }
}

/** The server's refusal of a draft, its field as it stands in the text and not in the message. */
export function problemOf(problem: Problem, text: string): DraftProblem {
  const { detail, field = null } = problem;
  const named = field !== null && detail.startsWith(`${field}: `);
  const says = named ? detail.slice(field.length + 2) : detail;
  return { field: field?.replace(/^draft\./u, '') ?? null, detail: says, text };
}

/** The text of a new plan that starts from a preset and changes nothing of it yet. */
export function draftFromPreset(preset: string): string {
  return textOf({
    name: 'cardiac-arrest',
    title: t('Cardiac arrest'),
    kinds: ['cardiac-arrest'],
    determinants: [],
    safetyRules: [],
    preset,
    changes: {},
  });
}

/** The text of the next version of a stored plan. */
export function draftFromPlan(plan: ResponsePlanView): string {
  const { name, title, kinds, determinants, safetyRules, policy } = plan;
  return textOf({ name, title, kinds, determinants, safetyRules, policy });
}

function textOf(draft: object): string {
  return JSON.stringify(draft, null, 2);
}
