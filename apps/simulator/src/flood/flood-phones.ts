import { z } from 'zod';
import type { FakeProviders } from '../providers/fake-providers';
import type { VirtualTimers } from '../demo/virtual-timers';
import type { Registered } from './flood-people';

/** What of a push an app looks at. */
const pushSchema = z.looseObject({ kind: z.string(), alertId: z.string().optional() });

/** A question that reached a phone. */
export interface Heard {
  readonly registered: Registered;
  readonly alertId: string;
  /** `performance.now()` of the first push. */
  readonly heardMs: number;
}

/** All phones of the flood: pushed, and answering over HTTP as their people do. */
export class FloodPhones {
  readonly heard = new Map<string, Heard>();
  /** People who said yes, however many came with them, by alert. */
  readonly yes = new Map<string, number>();
  /** Refusals by code. */
  readonly refusals = new Map<string, number>();
  private readonly over = new Set<string>();
  private underWay = 0;

  constructor(
    people: readonly Registered[],
    private readonly timers: VirtualTimers,
    providers: Pick<FakeProviders, 'onPush'>,
  ) {
    for (const registered of people) {
      providers.onPush(registered.pushToken, ({ data }) => this.wake(registered, data));
    }
  }

  /** Nobody is about to answer. */
  get isQuiet(): boolean {
    return this.underWay === 0;
  }

  private wake(registered: Registered, data: unknown): void {
    const { kind, alertId } = pushSchema.parse(data);
    if (alertId === undefined) return;
    if (kind === 'stood-down') this.over.add(alertId);
    const isQuestion = kind === 'callout' || kind === 'alert';
    if (!isQuestion || this.heard.has(alertId)) return;
    this.heard.set(alertId, { registered, alertId, heardMs: performance.now() });
    const { says, saysAfterMs } = registered.person;
    if (says === null) return;
    this.underWay += 1;
    this.timers.after(saysAfterMs, () => void this.answer(registered, alertId, kind));
  }

  private async answer(registered: Registered, alertId: string, kind: string): Promise<void> {
    const { person, http } = registered;
    // Whoever sees that enough have said yes puts the phone away.
    if (!this.over.has(alertId)) {
      const { says, peopleCount, hasBoat } = person;
      const isYes = says === 'accept';
      const pieces = hasBoat ? { boat: 1 } : {};
      const conditions = kind === 'callout' && isYes ? { conditions: { peopleCount, pieces } } : {};
      const body = { alertId, answer: says, ...conditions };
      const answer = await http.ask('POST', '/v1/me/answers', body);
      if (isYes && kind === 'callout') this.yes.set(alertId, peopleCount);
      if (!answer.ok) {
        this.refusals.set(answer.code, (this.refusals.get(answer.code) ?? 0) + 1);
        // Withdrawn or gone: not a yes that anybody counts on.
        if (answer.code !== 'places-taken') this.yes.delete(alertId);
      }
    }
    this.underWay -= 1;
  }
}
