import type { ReadinessPage, ReadinessView } from '#contracts/reach-api';
import { READINESS_LIGHTS } from '#core/readiness';
import { sentenceOf } from '#web/problem-words';
import type { PageListener } from './asker';

const PATH = '/v1/responders/readiness';
const PAGE_MAX = 100;

export type LightFilter = ReadinessView['light'] | 'all';

/** Whose phone would ring and whose would not, before it matters. */
export class Reachability {
  people: readonly ReadinessView[] = [];
  light: LightFilter = 'red';
  loaded = false;
  busy = false;
  problem: string | null = null;
  /** Where the next page begins; null when all are listed. */
  nextCursor: string | null = null;

  constructor(private readonly listener: PageListener) {}

  /** Fetches the first page anew. */
  async load(): Promise<void> {
    this.loaded = false;
    this.nextCursor = null;
    await this.fetch([]);
  }

  async loadMore(): Promise<void> {
    if (this.nextCursor !== null && !this.busy) await this.fetch(this.people);
  }

  async choose(light: LightFilter): Promise<void> {
    this.light = light;
    this.people = [];
    await this.load();
  }

  forget(): void {
    this.people = [];
    this.loaded = false;
    this.problem = null;
  }

  private async fetch(before: readonly ReadinessView[]): Promise<void> {
    const { light } = this;
    this.busy = true;
    this.listener.onChange();
    const query = new URLSearchParams({ limit: String(PAGE_MAX) });
    if (light !== 'all') query.set('light', light);
    if (this.nextCursor !== null) query.set('cursor', this.nextCursor);
    const reply = await this.listener.ask<ReadinessPage>(`${PATH}?${query.toString()}`);
    this.busy = false;
    if (this.light !== light) return;
    if (reply.ok) {
      this.people = worstFirst([...before, ...reply.value.items]);
      this.nextCursor = reply.value.nextCursor;
      this.loaded = true;
    }
    this.problem = reply.ok ? null : sentenceOf(reply.problem);
    this.listener.onChange();
  }
}

function worstFirst(people: readonly ReadinessView[]): ReadinessView[] {
  const rank = ({ light }: ReadinessView): number => -READINESS_LIGHTS.indexOf(light);
  return [...people].sort(
    (a, b) => rank(a) - rank(b) || a.displayName.localeCompare(b.displayName),
  );
}
