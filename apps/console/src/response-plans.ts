import type {
  PlanSummaryView,
  PresetsView,
  ResponsePlanView,
  ShadowRunView,
} from '#contracts/response-plan-api';
import { type Reply } from '#web/http';
import { sentenceOf } from '#web/problem-words';
import { t } from '#web/language';
import type { PageListener } from './asker';
import { PlanComparisons } from './plan-comparisons';
import {
  draftFromPlan,
  draftFromPreset,
  problemOf,
  readDraft,
  type DraftProblem,
} from './plan-draft';

const PATH = '/v1/response-plans';
/** A draft is tried on up to this many past incidents; the server reads each one's stored input. */
const SHADOW_INCIDENTS = 50;
const SHADOW_TIMEOUT_MS = 120_000;

export type Preset = PresetsView['items'][number];

/** A version that somebody is about to activate or retire, and has not confirmed yet. */
export interface PendingMove {
  readonly plan: PlanSummaryView;
  readonly to: 'activate' | 'retire';
}

/** What the page of response plans knows and does; the panels only draw it. */
export class ResponsePlans {
  plans: readonly PlanSummaryView[] | null = null;
  presets: readonly Preset[] | null = null;
  /** The text of the draft being written; null when the editor is shut. */
  draft: string | null = null;
  draftProblem: DraftProblem | null = null;
  shadow: ShadowRunView | null = null;
  pending: PendingMove | null = null;
  /** A refusal that belongs to no field, one sentence. */
  problem: string | null = null;
  /** What has just been done, one sentence. */
  news: string | null = null;
  busy: 'saving' | 'trying' | 'moving' | 'loading' | null = null;

  readonly comparisons: PlanComparisons;

  constructor(private readonly listener: PageListener) {
    this.comparisons = new PlanComparisons(listener);
  }

  /** Whether whoever reads them may change them. */
  get mayKeep(): boolean {
    return this.listener.may('keep-rules');
  }

  /** Fetches plans and presets; what was being written stays. */
  async load(): Promise<void> {
    const [plans, presets] = await Promise.all([
      this.listener.ask<{ items: PlanSummaryView[] }>(PATH),
      this.listener.ask<PresetsView>(`${PATH}/presets`),
    ]);
    if (plans.ok) this.plans = plans.value.items;
    else this.problem = sentenceOf(plans.problem);
    if (presets.ok) this.presets = presets.value.items;
    else this.problem = sentenceOf(presets.problem);
    this.listener.onChange();
  }

  /** Opens the editor on a draft that starts from a preset. */
  startFromPreset(preset: Preset): void {
    this.begin(draftFromPreset(preset.name));
  }

  /** Opens the editor on a copy of a stored version. */
  async startFromVersion(plan: PlanSummaryView): Promise<void> {
    const stored = await this.version(plan);
    if (stored !== null) this.begin(draftFromPlan(stored));
    this.listener.onChange();
  }

  write(text: string): void {
    this.draft = text;
  }

  /** Holds the draft against the presets, on the same kind of incidents. */
  async compareWithPresets(): Promise<void> {
    if (this.draft === null) return;
    await this.comparisons.withPresets(this.draft, this.presets ?? []);
  }

  discard(): void {
    this.draft = null;
    this.draftProblem = null;
    this.shadow = null;
    this.listener.onChange();
  }

  /** Stores the text as the next version; the text stays open where it is refused. */
  async save(): Promise<void> {
    await this.withDraft('saving', async (draft) => {
      const reply = await this.listener.ask<ResponsePlanView>(PATH, {
        method: 'POST',
        body: draft,
      });
      if (reply.ok) {
        this.discard();
        const { name, version } = reply.value;
        this.news = t(
          'Saved as a draft: {{name}} version {{version}}. Activate it to decide by it.',
          { name, version },
        );
        await this.load();
      }
      return reply;
    });
  }

  /** Tries the text on past incidents; nothing is stored. */
  async tryDraft(): Promise<void> {
    await this.withDraft('trying', async (draft) => {
      const reply = await this.listener.ask<ShadowRunView>(`${PATH}/shadow-run`, {
        method: 'POST',
        body: { draft, incidents: SHADOW_INCIDENTS },
        timeoutMs: SHADOW_TIMEOUT_MS,
      });
      if (reply.ok) {
        this.shadow = reply.value;
        this.comparisons.begin(reply.value);
      }
      return reply;
    });
  }

  /** Asks for a second touch before a version begins or ceases to decide. */
  propose(pending: PendingMove | null): void {
    this.pending = pending;
    this.news = null;
    this.problem = null;
    this.listener.onChange();
  }

  /** Does what was proposed. */
  async confirm(): Promise<void> {
    const { pending } = this;
    if (pending === null || this.busy !== null) return;
    this.busy = 'moving';
    this.listener.onChange();
    const { name, version } = pending.plan;
    const path = `${PATH}/${encodeURIComponent(name)}/versions/${version}/${pending.to}`;
    const reply = await this.listener.ask<ResponsePlanView>(path, { method: 'POST' });
    this.busy = null;
    this.pending = null;
    if (reply.ok) {
      this.news =
        pending.to === 'activate'
          ? t('{{name}} version {{version}} decides from now on.', { name, version })
          : t('{{name}} version {{version}} decides no more.', { name, version });
    } else {
      this.problem = sentenceOf(reply.problem);
    }
    await this.load();
  }

  forget(): void {
    this.comparisons.forget();
    this.plans = null;
    this.presets = null;
    this.draft = null;
    this.draftProblem = null;
    this.shadow = null;
    this.pending = null;
    this.problem = null;
    this.news = null;
  }

  private begin(text: string): void {
    this.draft = text;
    this.draftProblem = null;
    this.shadow = null;
    this.news = null;
    this.problem = null;
    this.listener.onChange();
  }

  private async version(plan: PlanSummaryView): Promise<ResponsePlanView | null> {
    const path = `${PATH}/${encodeURIComponent(plan.name)}`;
    const versions = await this.listener.ask<{ items: ResponsePlanView[] }>(path);
    if (versions.ok)
      return versions.value.items.find((one) => one.version === plan.version) ?? null;
    this.problem = sentenceOf(versions.problem);
    return null;
  }

  private async withDraft(
    doing: 'saving' | 'trying',
    deed: (draft: unknown) => Promise<Reply<unknown>>,
  ): Promise<void> {
    if (this.draft === null || this.busy !== null) return;
    const text = this.draft;
    const read = readDraft(text);
    this.draftProblem = read.ok ? null : read.problem;
    this.shadow = null;
    this.news = null;
    this.busy = read.ok ? doing : null;
    this.listener.onChange();
    if (!read.ok) return;
    const reply = await deed(read.value);
    this.busy = null;
    if (!reply.ok) {
      this.draftProblem = problemOf(reply.problem, text);
    }
    this.listener.onChange();
  }
}
