import {
  afterAttempt,
  askBreaker,
  CLOSED_BREAKER,
  type Breaker,
  type BreakerEvent,
  type BreakerRule,
} from '#core/circuit-breaker';
import type { DeliveryChannel } from '#core/delivery';
import { SECOND_MS, type Instant } from '#core/units';
import type { Clock, HandOver, Meter } from '#flow/ports';

export const PROVIDER_FAILURES_MAX = 3;
export const PROVIDER_REST_MS = 5 * SECOND_MS;
export const PROVIDER_PAUSES_MAX = 3;
export const PROVIDER_PROBE_MS = 0.5 * SECOND_MS;
/** Push services known apart; web apps of the world use about four. */
export const PROVIDERS_MAX = 64;

/** Whether each provider may be asked now, by how it has answered so far; in this process only. */
export class ProviderGates {
  private readonly breakers = new Map<string, Breaker>();

  constructor(private readonly ports: { readonly clock: Clock; readonly meter: Meter }) {}

  /** Until when nothing goes to the provider of this address; null when it may be asked now. */
  restsUntil(channel: DeliveryChannel, address: string): Instant | null {
    const key = this.keyOf(channel, address);
    const asked = askBreaker(this.of(key), this.rule(), this.ports.clock.now());
    this.breakers.set(key, asked.breaker);
    return asked.restsUntil;
  }

  /** Notes what the provider of this address said to an attempt, the first one or a repeat. */
  note(channel: DeliveryChannel, address: string, ended: EndedAttempt): void {
    const key = this.keyOf(channel, address);
    const at = { rule: this.rule(), now: this.ports.clock.now() };
    this.breakers.set(key, afterAttempt(this.of(key), this.eventOf(ended), at));
    this.ports.meter.providerRests(channel, this.isAnyResting(channel));
  }

  private eventOf({ answer, begunAt, isRepeat }: EndedAttempt): BreakerEvent {
    if (answer.outcome === 'no-answer') return { kind: 'failed', begunAt, isRepeat };
    if (answer.outcome !== 'try-again') return { kind: 'answered' };
    if (answer.retryAfterMs === null) return { kind: 'failed', begunAt, isRepeat };
    return { kind: 'paused', retryAfterMs: this.ports.clock.stretch(answer.retryAfterMs) };
  }

  private of(key: string): Breaker {
    return this.breakers.get(key) ?? CLOSED_BREAKER;
  }

  /** A browser's push service is a provider of its own; too many of them share one gate. */
  private keyOf(channel: DeliveryChannel, address: string): string {
    if (channel !== 'web-push') return channel;
    const key = `web-push ${hostOf(address)}`;
    return this.breakers.has(key) || this.breakers.size < PROVIDERS_MAX ? key : 'web-push';
  }

  private isAnyResting(channel: DeliveryChannel): boolean {
    return [...this.breakers].some(
      ([key, breaker]) => key.split(' ')[0] === channel && breaker.restsUntil !== null,
    );
  }

  private rule(): BreakerRule {
    const { clock } = this.ports;
    return {
      failuresMax: PROVIDER_FAILURES_MAX,
      restMs: clock.stretch(PROVIDER_REST_MS),
      pausesMax: PROVIDER_PAUSES_MAX,
      probeMs: clock.stretch(PROVIDER_PROBE_MS),
    };
  }
}

/** What came of an attempt. */
interface EndedAttempt {
  readonly answer: HandOver;
  readonly begunAt: Instant;
  readonly isRepeat: boolean;
}

/** The host of a push subscription; empty for what is none. */
function hostOf(subscription: string): string {
  try {
    const parsed: unknown = JSON.parse(subscription);
    if (typeof parsed !== 'object' || parsed === null || !('endpoint' in parsed)) return '';
    return new URL(String(parsed.endpoint)).host;
  } catch {
    return '';
  }
}
