import type { CalloutConsideredView, CalloutFairnessView } from '#contracts/callout-asked-api';
import type { FactView } from '#contracts/incident-api';
import { CalloutPartState } from './callout-part';

interface PageOf<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** What happened in a call-out, and why somebody was asked or not. */
export class CalloutWhy extends CalloutPartState {
  facts: readonly FactView[] | null = null;
  considered: readonly CalloutConsideredView[] | null = null;
  fairness: CalloutFairnessView | null = null;
  /** People of this reason alone; an empty text shows everybody. */
  reason = '';
  /** Where the next page begins; null where there is none. */
  private factsNext: string | null = null;
  private consideredNext: string | null = null;

  override async load(): Promise<void> {
    await Promise.all([
      this.taking(this.get<PageOf<FactView>>('/timeline?limit=100'), (page) => {
        this.facts = page.items;
        this.factsNext = page.nextCursor;
      }),
      this.loadConsidered(),
      this.taking(this.get<CalloutFairnessView>('/fairness'), (view) => {
        this.fairness = view;
      }),
    ]);
  }

  async choose(reason: string): Promise<void> {
    this.reason = reason;
    this.considered = null;
    this.listener.onChange();
    await this.loadConsidered();
  }

  get hasMoreFacts(): boolean {
    return this.factsNext !== null;
  }

  get hasMoreConsidered(): boolean {
    return this.consideredNext !== null;
  }

  async moreFacts(): Promise<void> {
    const cursor = encodeURIComponent(this.factsNext ?? '');
    await this.taking(
      this.get<PageOf<FactView>>(`/timeline?limit=100&cursor=${cursor}`),
      (page) => {
        this.facts = [...(this.facts ?? []), ...page.items];
        this.factsNext = page.nextCursor;
      },
    );
  }

  async loadConsidered(more = false): Promise<void> {
    const { reason } = this;
    const query = new URLSearchParams({ limit: '100' });
    if (reason !== '') query.set('reason', reason);
    if (more && this.consideredNext !== null) query.set('cursor', this.consideredNext);
    await this.taking(this.get<PageOf<CalloutConsideredView>>(`/considered?${query}`), (page) => {
      if (this.reason !== reason) return;
      this.considered = more ? [...(this.considered ?? []), ...page.items] : page.items;
      this.consideredNext = page.nextCursor;
    });
  }

  protected override clear(): void {
    this.facts = null;
    this.considered = null;
    this.fairness = null;
    this.reason = '';
    this.factsNext = null;
    this.consideredNext = null;
  }
}
