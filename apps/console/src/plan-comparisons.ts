import type {
  PlanSummaryView,
  PresetsView,
  ResponsePlanView,
  ShadowRunView,
} from '#contracts/response-plan-api';
import { t } from '#web/language';
import { PageState } from './page-state';
import { pointsOfRun, type ParetoPoint } from './pareto';
import { readDraft } from './plan-draft';

const PATH = '/v1/response-plans';
const SHADOW_INCIDENTS = 50;
const SHADOW_TIMEOUT_MS = 120_000;

/** What a draft is held against: the presets on the same incidents, an older version's fields. */
export class PlanComparisons extends PageState {
  points: readonly ParetoPoint[] = [];
  /** Two versions that are shown beside each other. */
  versions: { readonly before: ResponsePlanView; readonly after: ResponsePlanView } | null = null;

  /** The draft was tried: its point and that of what decided then. */
  begin(run: ShadowRunView): void {
    this.points = pointsOfRun(run, {
      ...{ then: t('What decided then'), now: t('Draft'), role: 'draft' },
    });
  }

  /** Tries each preset on the same kind of incidents as the draft; one after the other. */
  async withPresets(
    draft: string,
    presets: readonly PresetsView['items'][number][],
  ): Promise<void> {
    const read = readDraft(draft);
    if (!read.ok || this.busy) return;
    const own = read.value as Readonly<Record<string, unknown>>;
    const { name, title, kinds, determinants } = own;
    this.points = this.points.filter(({ role }) => role !== 'preset');
    for (const preset of presets) {
      const body = {
        draft: { name, title, kinds, determinants, preset: preset.name },
        incidents: SHADOW_INCIDENTS,
      };
      const path = `${PATH}/shadow-run`;
      const isTried = await this.doing<ShadowRunView>(
        () => this.listener.ask(path, { method: 'POST', body, timeoutMs: SHADOW_TIMEOUT_MS }),
        null,
        (run) => {
          const names = { then: '', now: preset.name, role: 'preset' } as const;
          this.points = [...this.points, pointsOfRun(run, names)[1]];
        },
      );
      if (!isTried) return;
    }
  }

  /** Shows in what a version differs from the one that decides, or else from the one before. */
  async show({ name, version }: PlanSummaryView): Promise<void> {
    const isShown = this.versions?.after.name === name && this.versions.after.version === version;
    this.versions = null;
    if (isShown) {
      this.listener.onChange();
      return;
    }
    await this.doing<{ readonly items: readonly ResponsePlanView[] }>(
      () => this.listener.ask(`${PATH}/${encodeURIComponent(name)}`),
      null,
      ({ items }) => {
        const after = items.find((one) => one.version === version);
        const others = items.filter((one) => one.version !== version);
        const before =
          others.find(({ status }) => status === 'active') ??
          others.filter((one) => one.version < version).sort((a, b) => b.version - a.version)[0];
        if (after !== undefined && before !== undefined) this.versions = { before, after };
      },
    );
  }

  forget(): void {
    this.points = [];
    this.versions = null;
    this.quieten();
  }
}
