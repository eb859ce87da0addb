import type { WithdrawnReason } from '#core/alert';
import type { BatchTally } from '#core/callout-learning';
import type { Fact } from '#core/timeline';
import type { Instant } from '#core/units';

/** The one fact of a batch. */
export function askedFact(
  batch: Pick<BatchTally, 'batch' | 'wave' | 'needKey' | 'equipment' | 'askedCount'>,
  at: Instant,
): Fact {
  const { wave, needKey, equipment, askedCount } = batch;
  const detail = { batch: batch.batch, wave: wave + 1, needKey, equipment, askedCount };
  return { kind: 'callout-asked', at, actor: 'closeby', responderId: null, detail };
}

/** The one fact of questions that ended together. */
export function endedFact(
  ended: {
    readonly kind: 'alert-expired' | 'alert-withdrawn';
    readonly reason: WithdrawnReason | null;
    readonly count: number;
  },
  at: Instant,
): Fact {
  const { kind, reason, count } = ended;
  const detail = reason === null ? { count } : { count, reason };
  return { kind, at, actor: 'closeby', responderId: null, detail };
}
