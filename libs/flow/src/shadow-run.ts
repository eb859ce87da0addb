import type { AlertPolicy } from '#core/alert-policy';
import { metresInWords } from '#core/in-words';
import type { Plan, PlanInput } from '#core/plan';
import { responsePlanFor, type ResponsePlan } from '#core/response-plan';
import { planAlerts } from '#core/who-to-alert';
import {
  draftOf,
  type ShadowCaseView,
  type ShadowRunMessage,
  type ShadowRunView,
} from '#contracts/response-plan-api';
import { toIso } from '#contracts/shapes';
import { readDecision, type ReadDecision } from '#flow/explain-plan';
import { othersTurn } from '#flow/others-turn';
import type { Clock, IncidentStore } from '#flow/ports';

/** Past incidents looked at to find those that a draft is meant for. */
export const SHADOW_LOOKED_AT_MAX = 1_000;
/** Decisions read at once: each carries everyone who was considered. */
export const SHADOW_PAGE = 20;

interface Case {
  readonly view: ShadowCaseView;
  readonly then: AlertPolicy;
}

/** What a draft would have decided on past incidents, from what was known then. */
export class ShadowRun {
  constructor(
    private readonly ports: { readonly incidents: IncidentStore; readonly clock: Clock },
  ) {}

  /**
   * Decides the newest past incidents that the draft is meant for anew, by the draft, and compares
   * that with what was decided. Only the first decision of each: later ones hang on answers that
   * were given to other alerts. Nothing is stored or sent.
   */
  async run(organisationId: string, message: ShadowRunMessage): Promise<ShadowRunView> {
    const draft = activeOf(organisationId, message, this.ports.clock.now());
    const cases: Case[] = [];
    const counts = { otherIncidents: 0, unreadable: 0 };
    const seen = new Set<string>();
    // What was decided in the last millisecond of a page may go on in the next.
    let before = this.ports.clock.now() + 1;
    while (seen.size < SHADOW_LOOKED_AT_MAX && cases.length < message.incidents) {
      const query = { before, max: SHADOW_PAGE };
      const page = await this.ports.incidents.firstDecisions(organisationId, query);
      const fresh = page.filter(({ incidentId }) => !seen.has(incidentId));
      for (const stored of fresh) {
        seen.add(stored.incidentId);
        const decision = readDecision(stored);
        if (decision === null) counts.unreadable += 1;
        else if (!isMeant(draft, decision)) counts.otherIncidents += 1;
        else {
          cases.push(compare(decision, draft));
          await othersTurn();
        }
        if (cases.length === message.incidents) break;
      }
      before = (page.at(-1)?.at ?? 0) + 1;
      if (fresh.length === 0 || page.length < SHADOW_PAGE) break;
    }
    return summary(cases, counts, draft);
  }
}

/** The draft as if it were switched on. */
function activeOf(organisationId: string, message: ShadowRunMessage, now: number): ResponsePlan {
  const draft = draftOf(message.draft);
  return { ...draft, organisationId, createdAt: now, version: 0, status: 'active' };
}

function isMeant(draft: ResponsePlan, { input }: ReadDecision): boolean {
  return responsePlanFor([draft], input.incident) !== undefined;
}

function compare({ input, plan: then, at }: ReadDecision, draft: ResponsePlan): Case {
  const { incident } = input;
  const now = planAlerts({
    ...input,
    policy: draft.policy,
    safety: { rules: draft.safetyRules, dangerAreas: input.safety.dangerAreas },
  });
  const [askedThen, askedNow] = [asked(then), asked(now)];
  const only = (those: ReadonlySet<string>, others: ReadonlySet<string>): string[] =>
    [...those].filter((id) => !others.has(id));
  const sameCurve = objectiveOf(input.policy) === objectiveOf(draft.policy);
  return {
    then: input.policy,
    view: {
      incidentId: incident.id,
      controlRef: incident.controlRef,
      decidedAt: toIso(at),
      alertsThen: askedThen.size,
      alertsNow: askedNow.size,
      onlyThen: only(askedThen, askedNow),
      onlyNow: only(askedNow, askedThen),
      survivalThen: sameCurve ? (then.expected?.after ?? null) : null,
      survivalNow: sameCurve ? (now.expected?.after ?? null) : null,
      whyNobody: askedNow.size === 0 ? whyNobody(now, input) : null,
    },
  };
}

function asked(plan: Plan): ReadonlySet<string> {
  return new Set(plan.alerts.map(({ responderId }) => responderId));
}

/** The curve a policy reckons in; null where it does not. */
function objectiveOf({ choice }: AlertPolicy): string | null {
  return choice.kind === 'expected-gain' ? choice.objective : null;
}

/** The safety rules that keep people away, or else how many were left out for which reason. */
function whyNobody(plan: Plan, input: PlanInput): string {
  const rules = plan.safety.filter(({ overridden }) => !overridden).map(({ says }) => says);
  if (plan.notAlerted.some(({ reason }) => reason === 'kept-away')) return rules.join(' ');
  if (input.candidates.length === 0) return 'Nobody was known to be near.';
  const counts = new Map<string, number>();
  for (const { reason } of plan.notAlerted) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const most = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const words = most.map(([reason, count]) => `${reason.replaceAll('-', ' ')} (${count})`);
  return words.length === 0 ? 'Nobody was to be asked.' : `Nobody: ${words.join(', ')}.`;
}

function summary(
  cases: readonly Case[],
  counts: Pick<ShadowRunView, 'otherIncidents' | 'unreadable'>,
  draft: ResponsePlan,
): ShadowRunView {
  const views = cases.map(({ view }) => view);
  const changes = views.flatMap(({ survivalThen, survivalNow }) =>
    survivalThen === null || survivalNow === null ? [] : [survivalNow - survivalThen],
  );
  return {
    incidents: views.length,
    ...counts,
    alertsThen: sum(views.map(({ alertsThen }) => alertsThen)),
    alertsNow: sum(views.map(({ alertsNow }) => alertsNow)),
    peopleOnlyThen: sum(views.map(({ onlyThen }) => onlyThen.length)),
    peopleOnlyNow: sum(views.map(({ onlyNow }) => onlyNow.length)),
    survivalChange: changes.length === 0 ? null : sum(changes) / changes.length,
    survivalCompared: changes.length,
    nobodyNow: views.filter(({ alertsThen, alertsNow }) => alertsThen > 0 && alertsNow === 0)
      .length,
    remarks: remarks(cases, draft.policy),
    cases: views,
  };
}

/** What the comparison cannot show, since only what was known then is known. */
function remarks(cases: readonly Case[], draft: AlertPolicy): string[] {
  const narrower = (field: 'radiusM' | 'candidateMax' | 'aedRadiusM'): number =>
    cases.filter(({ then }) => then[field] < draft[field]).length;
  const of = `of ${cases.length} incidents`;
  const [people, crowds, aeds] = [
    narrower('radiusM'),
    narrower('candidateMax'),
    narrower('aedRadiusM'),
  ];
  const far = metresInWords(draft.radiusM);
  return [
    'Only first decisions are compared: how people would have answered nobody knows.',
    ...(people > 0
      ? [`For ${people} ${of} people as far as ${far} were not looked for; more may be alerted.`]
      : []),
    ...(crowds > 0
      ? [`For ${crowds} ${of} fewer than ${draft.candidateMax} people were looked at.`]
      : []),
    ...(aeds > 0
      ? [`For ${aeds} ${of} AEDs as far as ${metresInWords(draft.aedRadiusM)} were not looked for.`]
      : []),
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
