import type { DrillSummaryView, DrillView, PlanDrillMessage } from '#contracts/drill-api';
import { sentenceOf } from '#web/problem-words';
import { t } from '#web/language';
import type { PageListener } from './asker';

const PATH = '/v1/drills';
const PAGE_MAX = 50;
/** A running drill is asked for this often; nothing says live how it goes. */
const AGAIN_MS = 2_000;

type Plan = Pick<PlanDrillMessage, 'title' | 'windowS' | 'everyDays' | 'startsAt'>;

/** Communication tests: planned, running with their score, and over. */
export class Drills {
  drills: readonly DrillSummaryView[] | null = null;
  opened: DrillView | null = null;
  busy = false;
  problem: string | null = null;
  /** What has just been done, one sentence. */
  news: string | null = null;
  private openId: string | null = null;
  private again: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly listener: PageListener) {}

  /** The page is shown, with one drill opened or none. */
  async show(drillId: string | null): Promise<void> {
    if (drillId !== this.openId) this.opened = null;
    this.openId = drillId;
    this.again ??= setInterval(() => this.refreshRunning(), AGAIN_MS);
    await this.load();
  }

  /** The page is left: nothing is asked any more. */
  hide(): void {
    clearInterval(this.again);
    this.again = undefined;
    this.openId = null;
    this.opened = null;
    this.news = null;
    this.problem = null;
  }

  /** Plans a drill, now where no start is given. */
  async plan(plan: Plan): Promise<void> {
    const words =
      plan.startsAt === undefined ? t('The drill begins now.') : t('The drill is planned.');
    await this.doing(words, PATH, { responderIds: null, ...plan });
  }

  async cancel(drill: DrillSummaryView): Promise<void> {
    await this.doing(t('The drill is called off.'), `${PATH}/${drill.id}/cancel`, {});
  }

  forget(): void {
    this.hide();
    this.drills = null;
  }

  private async doing(news: string, path: string, body: unknown): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    this.news = null;
    this.listener.onChange();
    const reply = await this.listener.ask<DrillView>(path, { method: 'POST', body });
    this.busy = false;
    if (reply.ok) this.news = news;
    else this.problem = sentenceOf(reply.problem);
    await this.load();
  }

  private async load(): Promise<void> {
    const id = this.openId;
    const [page, one] = await Promise.all([
      this.listener.ask<{ items: DrillSummaryView[] }>(`${PATH}?limit=${PAGE_MAX}`),
      id === null ? null : this.listener.ask<DrillView>(`${PATH}/${encodeURIComponent(id)}`),
    ]);
    if (page.ok) this.drills = page.value.items;
    else this.problem = sentenceOf(page.problem);
    if (one !== null && this.openId === id) {
      if (one.ok) this.opened = one.value;
      else this.problem = sentenceOf(one.problem);
    }
    this.listener.onChange();
  }

  private refreshRunning(): void {
    const due = (drill: DrillSummaryView): boolean =>
      drill.status === 'running' ||
      (drill.status === 'planned' && Date.parse(drill.startsAt) <= Date.now());
    if (this.drills?.some(due) === true) void this.load();
  }
}

/** Who was not reached first, then who rang and did not answer, then those who did. */
export function callsByTrouble(drill: DrillView): DrillView['calls'] {
  const order = ['not-reached', 'waiting', 'rang-unanswered', 'answered'];
  return [...drill.calls].sort(
    (a, b) =>
      order.indexOf(a.state) - order.indexOf(b.state) || a.displayName.localeCompare(b.displayName),
  );
}
