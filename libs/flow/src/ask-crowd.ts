import type { Alert } from '#core/alert';
import type { Callout } from '#core/callout';
import { planCallout, type PlannedAsk } from '#core/plan-callout';
import { MINUTE_MS, type Instant } from '#core/units';
import { CROWD_PAGE, crowdDeliveries, ofCallout, tellCrowd, type Budget } from '#flow/crowd-page';
import type { LookAtCrowd } from '#flow/look-at-crowd';
import type {
  CalloutAsk,
  CalloutFilling,
  Clock,
  GroupStore,
  Ids,
  InTurn,
  Live,
  Meter,
} from '#flow/ports';

/** Whoever was looked at longer ago is looked at again before being asked. */
export const LOOK_AGAIN_AFTER_MS = MINUTE_MS;

/** Asks people whose turn it is, batch by batch. */
export class AskCrowd {
  constructor(
    private readonly ports: {
      readonly filling: CalloutFilling;
      readonly live: Live;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly meter: Meter;
      readonly look: Pick<LookAtCrowd, 'again'>;
      readonly groups: Pick<GroupStore, 'heldFor'>;
    },
  ) {}

  /** Asks all that the plan says; false where pages ran out before. */
  async ask(of: ReturnType<typeof ofCallout>, budget: Budget): Promise<boolean> {
    const { filling, clock, groups } = this.ports;
    const { organisationId, calloutId } = of;
    const state = await filling.loadFill(organisationId, calloutId);
    if (state === null) return true;
    const now = clock.now();
    const held = await groups.heldFor(organisationId, calloutId, now);
    const { callout, tallies } = state;
    const last = tallies.reduce((highest, tally) => Math.max(highest, tally.batch), 0);
    const numbers = { batch: last };
    for (const planned of planCallout({ callout, tallies, held, now })) {
      if (!(await this.askFor(callout, planned, { budget, numbers }))) return false;
    }
    return true;
  }

  /** Asks for one target, wave after wave; false where pages ran out before. */
  private async askFor(
    callout: Callout,
    { target, count, waves }: PlannedAsk,
    run: { readonly budget: Budget; readonly numbers: { batch: number } },
  ): Promise<boolean> {
    const isBroadcast = callout.policy.order === 'all-at-once';
    const sought = isBroadcast ? { needKey: null, equipment: null } : target;
    let left = count;
    for (const wave of waves) {
      while (left > 0) {
        if (run.budget.pages <= 0) return false;
        run.budget.pages -= 1;
        const max = Math.min(left, CROWD_PAGE);
        const found = await this.fresh(callout, { ...sought, wave, max });
        if (found === null) continue;
        if (found.length === 0) break;
        const { needKey, equipment } = target;
        const batch = { batch: run.numbers.batch + 1, wave, needKey, equipment };
        const askedCount = await this.askPage(callout, found, batch);
        // Filled or ended meanwhile: nobody more is asked.
        if (askedCount === null) return true;
        run.numbers.batch += 1;
        left -= askedCount;
      }
    }
    return true;
  }

  /** Whose turn it is; null where some had to be looked at again first. */
  private async fresh(
    callout: Callout,
    target: Parameters<CalloutFilling['inTurn']>[1],
  ): Promise<readonly InTurn[] | null> {
    const now = this.ports.clock.now();
    const found = await this.ports.filling.inTurn(ofCallout(callout), target);
    const old = found.filter(({ decidedAt }) => now - decidedAt > LOOK_AGAIN_AFTER_MS);
    if (old.length === 0) return found;
    await this.ports.look.again(
      callout,
      old.map(({ responderId }) => responderId),
    );
    return null;
  }

  private async askPage(
    callout: Callout,
    found: readonly InTurn[],
    batch: CalloutAsk['batch'],
  ): Promise<number | null> {
    const { filling, clock, meter, live } = this.ports;
    const now = clock.now();
    const people = found.map((person) => ({
      alert: this.alert(callout, person, { wave: batch.batch, now }),
      channels: person.channels,
    }));
    const alerts = people.map(({ alert }) => alert);
    const deliveries = await crowdDeliveries(this.ports, people, { subject: 'alert', now });
    const saved = await filling.ask({ ...ofCallout(callout), batch, alerts, deliveries, now });
    if (saved === null) return null;
    meter.alertsSent(saved.feed.length);
    await tellCrowd(live, { callout, alerts }, saved);
    return saved.feed.length;
  }

  private alert(
    callout: Callout,
    { responderId, distanceM }: InTurn,
    at: { readonly wave: number; readonly now: Instant },
  ): Alert {
    const { ids } = this.ports;
    return {
      id: ids.id(),
      organisationId: callout.organisationId,
      incidentId: null,
      calloutId: callout.id,
      drillId: null,
      responderId,
      wave: at.wave,
      status: 'sent',
      reason: 'in-area',
      distanceM,
      sentAt: at.now,
      expiresAt: at.now + callout.policy.alertTtlMs,
      deliveredAt: null,
      seenAt: null,
      answeredAt: null,
      endedReason: null,
      task: { role: 'direct', aedId: null },
    };
  }
}
