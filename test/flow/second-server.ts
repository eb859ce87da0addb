import { DECLINABLE_CHANNELS } from '#core/delivery';
import { SECOND_MS } from '#core/units';
import { noChange } from '#flow/incident-change';
import type { DueDelivery, FinishedDelivery, Queue } from '#flow/ports';
import type { MemoryService } from './memory-service';
import type { Oracle, Person } from './oracle';
import { anyAvailability } from './random-choices';

/** How often the other copy is just ahead of the one under test. */
const AHEAD_SHARE = 0.1;
/** Time that jumps ends all that is open; so this is rarer than the rest. */
const LAPSE_SHARE = 0.3;

/**
 * Another copy of the server, and whoever else writes to the record: it changes what a decision
 * rests on after the decision was stored and before anything is handed over, and nobody is told.
 * It comes between exactly those moments, to whatever is due there and then.
 */
export class SecondServer {
  /** Incidents that have ended in the record, while alerts and assignments have not yet. */
  readonly halfEndedRefs: string[] = [];
  /** Reasons for which something was spared at hand-over. */
  readonly spared = new Set<string>();
  private versions = 1_000_000;

  constructor(
    private readonly parts: {
      readonly service: MemoryService;
      readonly oracle: Oracle;
      readonly people: readonly Person[];
      readonly chance: () => number;
      /** Told after everything that it has done. */
      readonly onDone: () => void;
    },
  ) {}

  /** Comes between, whenever the server under test takes what is due. */
  intrude(): void {
    const { queue } = this.parts.service.store;
    const { takeDeliveries, finishDeliveries } = queue;
    queue.takeDeliveries = async (lease) => {
      const due = await takeDeliveries(lease);
      const one = due[this.whole(due.length)];
      if (one === undefined || this.parts.chance() >= AHEAD_SHARE) return due;
      if (this.parts.chance() < 0.1) return this.receiptAfterLease(due, one);
      await this.changeWhatDecides(one);
      this.parts.onDone();
      const back = due.map((delivery) => givenBack(delivery, lease.now));
      await finishDeliveries(lease.leaseId, back, lease.now);
      return takeDeliveries(lease);
    };
    queue.finishDeliveries = this.noted(finishDeliveries);
  }

  /** Goes on or off duty, without a review of what they were asked. */
  async setDuty({ caller, truth }: Person, onDuty: boolean): Promise<void> {
    const { store, clock } = this.parts.service;
    const { organisationId, responderId } = caller;
    if (truth.disabled) return;
    truth.onDuty = onDuty;
    await store.people.setDuty({ organisationId, responderId, onDuty, now: clock.now() });
  }

  /** Somebody wishes to be left alone in some way, or no longer. */
  async setWishes({ caller, truth }: Person): Promise<void> {
    const { service, chance } = this.parts;
    const declined = DECLINABLE_CHANNELS.filter(() => chance() < 0.2);
    truth.declined.clear();
    for (const channel of declined) truth.declined.add(channel);
    const now = service.clock.now();
    truth.availability = anyAvailability(now, chance);
    const { organisationId, responderId } = caller;
    const change = { declined, availability: truth.availability };
    await service.store.reach.setReach({ organisationId, responderId, change, now });
  }

  /** The organisation disables somebody, makes their phone one for tests, or ends credentials. */
  async register(
    { caller, truth }: Person,
    to: { readonly disabled: boolean; readonly testPhone: boolean; readonly isTrained?: boolean },
  ): Promise<void> {
    const { store, clock, organisationId } = this.parts.service;
    const before = await store.people.responder(organisationId, caller.responderId);
    if (before === null) return;
    const { isTrained = truth.isTrained, ...rest } = to;
    Object.assign(truth, rest, { isTrained });
    const validTo = isTrained ? null : clock.now();
    const { externalRef, displayName, travelMode, tier, language } = before;
    const credentials = before.credentials.map((one) => ({ ...one, validTo, verified: true }));
    const input = { externalRef, displayName, travelMode, tier, language, credentials, ...rest };
    const { responder } = await store.people.putResponder(organisationId, input, clock.now());
    truth.onDuty = responder.onDuty;
  }

  private async changeWhatDecides(due: DueDelivery): Promise<void> {
    const { responderId, subject, aboutId, facts } = due;
    const person = this.parts.people.find(({ caller }) => caller.responderId === responderId);
    if (person === undefined) throw new Error('what is due is for somebody');
    const { disabled, testPhone } = person.truth;
    const isIncident = facts.about === 'incident';
    const flip = () => this.register(person, { disabled, testPhone: !testPhone });
    const disable = () => this.disable(person);
    const expire = () => this.register(person, { disabled, testPhone, isTrained: false });
    const update = () => this.update(aboutId);
    const giveUp = () => this.giveUp(person, aboutId);
    const always = [() => this.setWishes(person), () => this.receipt(due)];
    const deeds = {
      alert: [
        ...[...always, flip, () => this.setDuty(person, false), () => this.lapse(due)],
        ...[disable, expire],
        ...(isIncident ? [() => this.endHalf(aboutId)] : []),
        ...(facts.mode !== 'actual' && isIncident ? [flip, flip, flip] : []),
      ],
      changed: [
        ...[...always, disable, () => this.endHalf(aboutId), update, update, update],
        ...[giveUp, giveUp],
      ],
      'stood-down': always,
    }[subject];
    await deeds[this.whole(deeds.length)]?.();
  }

  /** Somebody under way cannot come after all. */
  private async giveUp({ caller }: Person, incidentId: string): Promise<void> {
    const { store, steps, organisationId } = this.parts.service;
    const state = await store.incidents.load(organisationId, incidentId);
    const theirs = state?.assignments.find(({ responderId }) => responderId === caller.responderId);
    if (theirs === undefined) return;
    await steps.progress.report(caller, { assignmentId: theirs.id, step: 'withdrawn' });
  }

  /** Their phone may have been let in just before, and come on duty just after. */
  private async disable(person: Person): Promise<void> {
    const { caller, truth } = person;
    await this.register(person, { disabled: true, testPhone: truth.testPhone });
    if (this.parts.chance() < 0.5) return;
    truth.onDuty = true;
    const { store, clock } = this.parts.service;
    const { organisationId, responderId } = caller;
    const now = clock.now();
    await store.people.setDuty({ organisationId, responderId, onDuty: true, now });
  }

  /** A process that hung: the question has expired, and nobody has looked at it since. */
  private lapse({ facts }: DueDelivery): Promise<void> {
    const { clock } = this.parts.service;
    const late = this.parts.chance() < 0.5 ? 0 : this.whole(SECOND_MS);
    if (facts.about === 'incident' && this.parts.chance() < LAPSE_SHARE) {
      clock.advanceTo(Math.max(clock.now(), facts.expiresAt + late));
    }
    return Promise.resolve();
  }

  /** The incident is over in the record; what follows from that follows later. */
  private async endHalf(incidentId: string): Promise<void> {
    const { store, clock, organisationId } = this.parts.service;
    const state = await store.incidents.load(organisationId, incidentId);
    if (state?.incident.status !== 'active') return;
    await store.incidents.save({
      ...noChange({ organisationId, incidentId, now: clock.now() }),
      expectedRevision: state.incident.revision,
      incident: { ...state.incident, status: 'closed' },
    });
    this.halfEndedRefs.push(state.incident.controlRef);
  }

  /** Control's newer facts make what is due old news. */
  private async update(incidentId: string): Promise<void> {
    const { store, steps, organisationId } = this.parts.service;
    const state = await store.incidents.load(organisationId, incidentId);
    if (state?.incident.status !== 'active') return;
    this.versions += 1;
    const message = { version: this.versions, address: `door ${this.versions}` };
    await steps.change.update(organisationId, state.incident.controlRef, message);
  }

  /** The phone has it; from then on nothing of it may wait in the record. */
  private async receipt({ alertId, responderId, subject, aboutId }: DueDelivery): Promise<void> {
    const { store, steps, organisationId } = this.parts.service;
    const person = this.parts.people.find(({ caller }) => caller.responderId === responderId);
    if (person === undefined) return;
    const message = { alertId, subject, kind: 'delivered' as const };
    const kept = await steps.receipts.record(person.caller, message);
    if (!kept.ok) return;
    this.parts.oracle.confirm(alertId, subject);
    const lines = await store.ledger.linesOf(organisationId, aboutId);
    const waits = lines.some(
      (line) => line.alertId === alertId && line.subject === subject && line.status === 'queued',
    );
    if (waits) this.parts.oracle.wrongs.push(`${alertId} ${subject} waits after its receipt`);
  }

  /**
   * A receipt spares whatever waits in the same transaction, so that the guard at hand-over sees
   * one only in a store that leases first and reads the facts afterwards: as here.
   */
  private async receiptAfterLease(
    due: readonly DueDelivery[],
    one: DueDelivery,
  ): Promise<readonly DueDelivery[]> {
    await this.receipt(one);
    this.parts.onDone();
    const confirmedAt = this.parts.service.clock.now();
    return due.map((other) => {
      const isSame = other.alertId === one.alertId && other.subject === one.subject;
      return isSame ? { ...other, facts: { ...other.facts, confirmedAt } } : other;
    });
  }

  private noted(finish: Queue['finishDeliveries']): Queue['finishDeliveries'] {
    return (leaseId, finished, now) => {
      for (const { outcome } of finished) {
        if (outcome.status === 'not-needed') this.spared.add(outcome.spared);
      }
      return finish(leaseId, finished, now);
    };
  }

  private whole(below: number): number {
    return Math.floor(this.parts.chance() * below);
  }
}

/** As a copy that leased it gives it back, untried. */
function givenBack({ id }: DueDelivery, now: number): FinishedDelivery {
  const outcome = { status: 'retry', error: 'left by another copy', dueAt: now } as const;
  return { deliveryId: id, outcome, attempts: [] };
}
