import type { CalloutPreviewView } from '#contracts/area-api';
import { sentenceOf } from '#web/problem-words';
import type { PageListener } from './asker';

/** Somebody who draws pauses so long between two corners. */
const PAUSE_MS = 600;
const TIMEOUT_MS = 60_000;

export type Counted =
  | { readonly is: 'nothing' | 'asking' }
  | { readonly is: 'known'; readonly inAreaCount: number; readonly reachableCount: number }
  | { readonly is: 'refused'; readonly sentence: string };

/** How many would be reached, asked anew while an area changes; an old number is never shown. */
export class LiveCount {
  now: Counted = { is: 'nothing' };
  private of = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly listener: PageListener) {}

  /** What would be sent, as it stands now; null where nothing can be counted of it. */
  follow(body: object | null): void {
    const of = body === null ? '' : JSON.stringify(body);
    if (of === this.of) return;
    this.of = of;
    clearTimeout(this.timer);
    this.now = { is: body === null ? 'nothing' : 'asking' };
    if (body !== null) this.timer = setTimeout(() => void this.ask(body, of), PAUSE_MS);
  }

  forget(): void {
    clearTimeout(this.timer);
    this.of = '';
    this.now = { is: 'nothing' };
  }

  private async ask(body: object, of: string): Promise<void> {
    const reply = await this.listener.ask<CalloutPreviewView>('/v1/callouts/preview', {
      ...{ method: 'POST', body, timeoutMs: TIMEOUT_MS },
    });
    // Whatever has changed meanwhile is asked about by itself.
    if (of !== this.of) return;
    if (reply.ok) {
      const { inAreaCount, reachableCount } = reply.value;
      this.now = { is: 'known', inAreaCount, reachableCount };
    } else {
      this.now = { is: 'refused', sentence: sentenceOf(reply.problem) };
    }
    this.listener.onChange();
  }
}
