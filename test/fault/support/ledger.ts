import { monotonicMs, type PhoneFact } from '../../../apps/simulator/src/crowd/messages';

export { monotonicMs } from '../../../apps/simulator/src/crowd/messages';

/** Something that whoever stands outside did, saw or was told. */
export interface ControlFact {
  readonly atMs: number;
  readonly who: 'control';
  readonly what:
    'raise-sent' | 'raise-acked' | 'raise-failed' | 'close-sent' | 'close-acked' | 'close-failed';
  readonly ref: string;
  readonly status?: number;
  readonly incidentId?: string;
}

export interface ProviderFact {
  readonly atMs: number;
  readonly who: 'provider';
  readonly what: 'push-delivered';
  readonly phone: number;
  readonly alertId: string;
  readonly kind: string;
}

export interface OtherFact {
  readonly atMs: number;
  readonly who: 'test' | 'other-organisation';
  readonly what: string;
  readonly detail?: string;
}

export type LedgerFact =
  ControlFact | ProviderFact | OtherFact | (PhoneFact & { readonly who: 'phone' });
type Untimed<T> = T extends unknown ? Omit<T, 'atMs'> : never;

/** Everything that was seen from outside, by the machine's monotonic clock. */
export class Ledger {
  readonly facts: LedgerFact[] = [];

  /** Notes that something happens now; resolves nothing and never fails. */
  note(fact: Untimed<ControlFact | ProviderFact | OtherFact>): void {
    this.facts.push({ ...fact, atMs: monotonicMs() });
  }

  /** Takes over what phones noticed, at the times they noticed it. */
  take(facts: readonly PhoneFact[]): void {
    for (const fact of facts) this.facts.push({ ...fact, who: 'phone' });
  }

  /** What phones noticed, of the given kinds. */
  phoneFacts(...what: readonly PhoneFact['what'][]): readonly PhoneFact[] {
    return this.facts.filter((fact) => fact.who === 'phone' && what.includes(fact.what)) as never;
  }

  controlFacts(...what: readonly ControlFact['what'][]): readonly ControlFact[] {
    return this.facts.filter((fact) => fact.who === 'control' && what.includes(fact.what)) as never;
  }
}

/** The share of values that are not above it; NaN without any. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
