import type { Callout } from '#core/callout';
import type { CalloutReason } from '#core/callout-considered';
import { considerForCallout, type CalloutPerson } from '#core/consider-for-callout';
import type { DeliveryChannel } from '#core/delivery';
import type { Equipment } from '#core/equipment';
import type { Instant } from '#core/units';

/** What is counted of everyone a call-out would look at; nobody is named. */
export class CalloutTally {
  inAreaCount = 0;
  reachableCount = 0;
  withoutAppCount = 0;
  readonly byReason = new Map<CalloutReason, number>();
  readonly byNeed = new Map<string, number>();
  readonly byWave: number[];
  readonly piecesByNeed = new Map<string, Map<Equipment, number>>();
  readonly byChannel = new Map<DeliveryChannel, number>();
  private readonly seen = new Set<string>();

  constructor(
    private readonly rule: {
      readonly callout: Callout;
      readonly now: Instant;
      readonly minuteOfWeek: number;
    },
  ) {
    this.byWave = rule.callout.policy.waves.map(() => 0);
  }

  /** Counts somebody, once however often they are found. */
  add(person: CalloutPerson): void {
    const { id, channels, equipment } = person.responder;
    if (this.seen.has(id)) return;
    this.seen.add(id);
    const { reason, needKeys, waves } = considerForCallout(person, {
      ...this.rule,
      isFirstLook: true,
    });
    if (reason === 'outside-area') return;
    this.inAreaCount += 1;
    if (reason !== 'not-yet') {
      bump(this.byReason, reason);
      return;
    }
    this.reachableCount += 1;
    for (const channel of channels) bump(this.byChannel, channel);
    if (!channels.some((channel) => channel === 'push' || channel === 'web-push')) {
      this.withoutAppCount += 1;
    }
    for (const needKey of needKeys) {
      bump(this.byNeed, needKey);
      const pieces = this.piecesByNeed.get(needKey) ?? new Map<Equipment, number>();
      for (const piece of equipment) bump(pieces, piece);
      this.piecesByNeed.set(needKey, pieces);
    }
    this.byWave.forEach((count, index) => {
      if ((waves & (1 << index)) !== 0) this.byWave[index] = count + 1;
    });
  }
}

function bump<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
