import { RecordingChannel } from '#adapters/memory/recorders';
import { ALWAYS_AVAILABLE } from '#core/availability';
import { DECLINABLE_CHANNELS, DELIVERY_CHANNELS, DELIVERY_SUBJECTS } from '#core/delivery';
import { INCIDENT_MODES, INCIDENT_PRIORITIES } from '#core/incident';
import { seededChance } from '#core/random-examples';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units';
import type { ChannelMessage, Channels, HandOver, ResponderCaller } from '#flow/ports';
import { MemoryService, SCENE } from './memory-service';
import { Oracle, type Truth } from './oracle';
import { anyAnswer, anyAvailability, AROUND } from './random-choices';

const PEOPLE = 25;
const OPEN_MAX = 6;
const AREA_M = 2_000;
/** So many of those told last are likely to have something on its way. */
const TOLD_LAST = 20;
const PROVIDERS = ['push', 'sms', 'voice', 'email'] as const;
type Provider = (typeof PROVIDERS)[number];

interface Person {
  readonly caller: ResponderCaller;
  readonly truth: Truth;
}

/**
 * A small service to which everything happens by seeded chance: people go off duty, mute, move,
 * lose their socket and answer; incidents, call-outs and drills come, change and end; providers
 * take, refuse, ask to wait, stay silent and report. The oracle is asked about every hand-over.
 */
export class RandomWorld {
  private readonly chance: () => number;
  private readonly people: Person[] = [];
  private readonly openRefs: string[] = [];
  private readonly calloutIds: string[] = [];
  private readonly told = new Set<string>();
  private readonly checks: Promise<void>[] = [];
  private readonly refs: { channel: Provider; ref: string; message: ChannelMessage }[] = [];
  private raisedCount = 0;
  private toldCount = 0;
  readonly oracle: Oracle;
  /** How often it was decided what becomes of a delivery. */
  decidedCount = 0;

  private constructor(
    private readonly service: MemoryService,
    uniform: () => number,
  ) {
    this.chance = uniform;
    this.oracle = new Oracle(service);
    service.meter.deliveryEnded = () => {
      this.decidedCount += 1;
    };
  }

  static async open(seed: number): Promise<RandomWorld> {
    const { uniform } = seededChance(seed);
    const later: { world?: RandomWorld } = {};
    const answer =
      (channel: Provider) =>
      async (message: ChannelMessage): Promise<HandOver> => {
        if (later.world === undefined) throw new Error('nothing is handed over before the world');
        return later.world.handOver(channel, message);
      };
    const channels: Channels = Object.fromEntries(
      PROVIDERS.map((name) => [name, new RecordingChannel(answer(name))]),
    );
    const service = await MemoryService.open('nearest-10', channels);
    const world = new RandomWorld(service, uniform);
    later.world = world;
    for (let index = 0; index < PEOPLE; index += 1) await world.addPerson(index);
    return world;
  }

  /** Something happens, time passes, and whatever falls due is done. */
  async step(): Promise<void> {
    const happenings = this.happenings();
    await happenings[this.whole(happenings.length)]?.();
    await this.runFor(this.anyWhile());
    await Promise.all(this.checks.splice(0));
  }

  /** Mostly shorter than a rung; sometimes until alerts expire or the night is over. */
  private anyWhile(): number {
    const kind = this.chance();
    if (kind < 0.6) return this.whole(3 * SECOND_MS);
    return kind < 0.97 ? this.whole(MINUTE_MS) : this.whole(3 * HOUR_MS);
  }

  private happenings(): readonly (() => Promise<unknown>)[] {
    const raise = () => this.raise();
    const person = () => this.changePerson();
    const answer = () => this.answer();
    const receipt = () => this.receipt();
    return [
      ...[raise, raise, raise, () => this.openCallout(), () => this.planDrill()],
      ...[person, person, person, person, answer, answer, receipt, () => this.report()],
      ...[() => this.changeIncident(), () => this.endIncident(), () => this.endCallout()],
    ];
  }

  private async runFor(ms: number): Promise<void> {
    const { store, clock, steps } = this.service;
    const until = clock.now() + ms;
    for (;;) {
      const dueAt = store.queue.nextDueAt();
      if (dueAt === null || dueAt > until) break;
      clock.advanceTo(Math.max(dueAt, clock.now()));
      await steps.work.runReviews();
      this.skipTold();
      for (const channel of DELIVERY_CHANNELS) await steps.carry.round(channel);
      await steps.carry.idle();
      this.noteRings();
    }
    clock.advanceTo(until);
  }

  /** What was told up to now was the doorbell of a commit. */
  private skipTold(): void {
    const { toResponders } = this.service.live;
    for (const { responderId, message } of toResponders.slice(this.toldCount)) {
      this.told.add(`${responderId} ${message.seq}`);
    }
    this.toldCount = toResponders.length;
  }

  /** What the lanes told is the doorbell once more, and counts as handed over. */
  private noteRings(): void {
    const { toResponders } = this.service.live;
    for (const { responderId, message } of toResponders.slice(this.toldCount)) {
      const subject = message.kind === 'alert-sent' ? ('alert' as const) : null;
      const { alertId } = message.alert;
      const ring = { alertId, responderId, channel: 'live', address: null } as const;
      if (subject !== null) this.checks.push(this.oracle.check({ ...ring, subject }));
    }
    this.skipTold();
  }

  private async handOver(channel: Provider, message: ChannelMessage): Promise<HandOver> {
    const { alertId, subject, address } = message;
    const person = this.people.find(({ truth }) => truth.addresses.get(channel) === address);
    const responderId = person?.caller.responderId ?? '';
    const handed = { alertId, responderId, subject, channel, address };
    if (/Harbour|Key under|cardiac/.test(JSON.stringify(message))) {
      this.oracle.wrongs.push(`${alertId} says too much`);
    }
    await this.oracle.check(handed);
    const answer = anyAnswer(message, this.chance);
    if (answer.outcome === 'taken') {
      this.oracle.took(handed);
      this.refs.push({ channel, ref: answer.providerRef ?? '', message });
    }
    if (answer.outcome === 'address-gone' && channel === 'push') {
      person?.truth.addresses.delete('push');
    }
    return answer;
  }

  private async addPerson(index: number): Promise<void> {
    const pushToken = this.chance() < 0.8 ? `token-${index}` : null;
    const phone = this.chance() < 0.7 ? `+1555010${index}` : null;
    const testPhone = this.chance() < 0.2;
    const caller = await this.service.person(`p${index}`, this.whole(AREA_M), {
      testPhone,
      socket: this.chance() < 0.5,
      ...(pushToken === null ? {} : { pushToken }),
      ...(phone === null ? {} : { phone }),
    });
    const addresses: Truth['addresses'] = new Map();
    if (pushToken !== null) addresses.set('push', pushToken);
    if (phone !== null) addresses.set('sms', phone).set('voice', phone);
    const truth: Truth = {
      ...{ onDuty: true, disabled: false, testPhone, addresses },
      ...{ declined: new Set<string>(), availability: ALWAYS_AVAILABLE },
    };
    this.people.push({ caller, truth });
    this.oracle.people.set(caller.responderId, truth);
  }

  private async raise(): Promise<void> {
    if (this.openRefs.length >= OPEN_MAX) return this.endIncident();
    this.raisedCount += 1;
    const controlRef = `CAD-${this.raisedCount}`;
    const isActual = this.chance() < 0.8;
    const mode = isActual ? 'actual' : this.pick(INCIDENT_MODES);
    const priority = this.pick(INCIDENT_PRIORITIES);
    await this.freshen();
    await this.service.raise({ controlRef, mode, priority });
    this.openRefs.push(controlRef);
  }

  /** People move about, so that there is somebody to ask. */
  private async freshen(): Promise<void> {
    const { ingest } = this.service.steps;
    const at = new Date(this.service.clock.now()).toISOString();
    const taken = this.people
      .filter(({ truth }) => truth.onDuty && !truth.disabled)
      .map(({ caller }) => {
        const lat = SCENE.lat + this.whole(AREA_M) / 111_195;
        const place = { type: 'Point' as const, coordinates: [SCENE.lon, lat] as [number, number] };
        return ingest.ingest(caller, { fixes: [{ place, at, accuracyM: 10 }] });
      });
    await ingest.stop();
    await Promise.all(taken);
  }

  private async changeIncident(): Promise<void> {
    const controlRef = this.pick(this.openRefs);
    if (controlRef === undefined) return;
    this.oracle.changedAnew();
    this.raisedCount += 1;
    const message = { version: this.raisedCount + 1, address: `gate ${this.raisedCount}` };
    await this.service.steps.change.update(this.service.organisationId, controlRef, message);
  }

  private async endIncident(): Promise<void> {
    const index = this.whole(this.openRefs.length);
    const [controlRef] = this.openRefs.splice(index, 1);
    if (controlRef === undefined) return;
    this.raisedCount += 1;
    const op = this.chance() < 0.5 ? ('close' as const) : ('cancel' as const);
    const end = { op, message: { version: this.raisedCount + 1 } };
    await this.service.steps.change.end(this.service.organisationId, controlRef, end);
  }

  private async openCallout(): Promise<void> {
    this.raisedCount += 1;
    const { steps, organisationId } = this.service;
    const opened = await steps.callouts.open(organisationId, {
      ...{ controlRef: `OUT-${this.raisedCount}`, mode: 'actual', title: 'River', message: 'Bags' },
      ...{ wantedCount: 1 + this.whole(3), credentialKind: 'boat-handling' },
      area: { type: 'Polygon', coordinates: [AROUND] },
    });
    if (opened.ok) this.calloutIds.push(opened.value.view.id);
  }

  private async endCallout(): Promise<void> {
    const calloutId = this.calloutIds.shift();
    if (calloutId === undefined) return;
    const outcome = this.chance() < 0.5 ? 'closed' : 'cancelled';
    await this.service.steps.callouts.end(this.service.organisationId, calloutId, outcome);
  }

  private async planDrill(): Promise<void> {
    const { steps, organisationId } = this.service;
    const plan = { title: 'Monthly test', responderIds: null, windowS: 60, everyDays: null };
    const planned = await steps.drills.plan(organisationId, plan);
    if (planned.ok && this.chance() < 0.3) {
      await this.runFor(this.whole(3 * SECOND_MS));
      await steps.drills.cancel(organisationId, planned.value.view.id);
    }
  }

  private async changePerson(): Promise<void> {
    const person = this.anyoneTold();
    const changes = [
      () => this.changeDuty(person),
      () => this.changeReach(person),
      () => this.changeReach(person),
      () => this.changeSocket(person),
      () => this.register(person),
    ];
    await this.pick(changes)?.();
  }

  /** Sometimes behind the flow's back, as another copy of the server would at that moment. */
  private async changeDuty({ caller, truth }: Person): Promise<void> {
    if (truth.disabled) return;
    truth.onDuty = !truth.onDuty;
    const { onDuty } = truth;
    const { steps, store, clock } = this.service;
    if (this.chance() < 0.5) {
      await steps.duty.set(caller, { onDuty });
      return;
    }
    const { organisationId, responderId } = caller;
    await store.people.setDuty({ organisationId, responderId, onDuty, now: clock.now() });
  }

  private async changeReach({ caller, truth }: Person): Promise<void> {
    const declined = DECLINABLE_CHANNELS.filter(() => this.chance() < 0.2);
    truth.declined.clear();
    for (const channel of declined) truth.declined.add(channel);
    truth.availability = anyAvailability(this.service.clock.now(), this.chance);
    const { store, clock } = this.service;
    const { organisationId, responderId } = caller;
    const change = { declined, availability: truth.availability };
    await store.reach.setReach({ organisationId, responderId, change, now: clock.now() });
  }

  private changeSocket({ caller: { responderId } }: Person): Promise<void> {
    const { onSocket } = this.service.live;
    if (!onSocket.delete(responderId)) onSocket.add(responderId);
    return Promise.resolve();
  }

  /** The organisation disables somebody, or makes their phone one for tests. */
  private async register({ caller, truth }: Person): Promise<void> {
    const { store, clock, organisationId } = this.service;
    const before = await store.people.responder(organisationId, caller.responderId);
    if (before === null || this.chance() < 0.5) return;
    truth.disabled = this.chance() < 0.5 ? !truth.disabled : truth.disabled;
    truth.testPhone = this.chance() < 0.3 ? !truth.testPhone : truth.testPhone;
    const { externalRef, displayName, travelMode, tier, language } = before;
    const { testPhone } = truth;
    const given = { externalRef, displayName, testPhone, travelMode, tier, language };
    const credentials = before.credentials.map((credential) => ({ ...credential, verified: true }));
    const disabled = truth.disabled;
    const input = { ...given, credentials, disabled };
    await store.people.putResponder(organisationId, input, clock.now());
    truth.onDuty =
      (await store.people.responder(organisationId, caller.responderId))?.onDuty === true;
  }

  private async answer(): Promise<void> {
    const { caller } = this.anyoneTold();
    const ids = await this.service.store.people.openAlertIds(
      this.service.organisationId,
      caller.responderId,
    );
    const alertId = this.pick(ids);
    if (alertId === undefined) return;
    const answer = this.chance() < 0.6 ? ('accept' as const) : ('decline' as const);
    await this.service.steps.answer.answer(caller, { alertId, answer });
  }

  private async receipt(): Promise<void> {
    const { caller } = this.anyoneTold();
    const last = this.service.heard(caller).at(-1);
    if (last === undefined) return;
    const { alertId } = last.alert;
    const subject = this.pick(DELIVERY_SUBJECTS);
    const kind = this.chance() < 0.5 ? ('delivered' as const) : ('seen' as const);
    const wasQueued = this.refs.some(
      ({ message }) => message.alertId === alertId && message.subject === subject,
    );
    if (subject !== 'alert' && !wasQueued) return;
    const kept = await this.service.steps.receipts.record(caller, { alertId, subject, kind });
    if (kept.ok) this.oracle.confirm(alertId, subject);
  }

  private async report(): Promise<void> {
    const taken = this.pick(this.refs);
    if (taken === undefined || taken.channel === 'push') return;
    const { channel, ref: providerRef, message } = taken;
    const status = this.chance() < 0.6 ? ('delivered' as const) : ('failed' as const);
    const report = { kind: 'report', channel, providerRef, status, error: null } as const;
    await this.service.steps.reports.take(report);
    const line = (await this.linesOf(message)).find((one) => one.deliveryId === message.deliveryId);
    if (line?.status === 'delivered') this.oracle.confirm(message.alertId, message.subject);
  }

  private async linesOf(message: ChannelMessage) {
    const { store, organisationId } = this.service;
    return store.ledger.linesOf(organisationId, message.collapseKey);
  }

  /** Mostly somebody to whom something is on its way. */
  private anyoneTold(): Person {
    const told = this.service.live.toResponders.slice(-TOLD_LAST);
    const responderId = this.chance() < 0.7 ? this.pick(told)?.responderId : undefined;
    const anybody = this.people[this.whole(this.people.length)];
    const person = this.people.find((one) => one.caller.responderId === responderId) ?? anybody;
    if (person === undefined) throw new Error('there are people');
    return person;
  }

  private whole(below: number): number {
    return Math.floor(this.chance() * below);
  }

  private pick<T>(things: readonly [T, ...T[]]): T;
  private pick<T>(things: readonly T[]): T | undefined;
  private pick<T>(things: readonly T[]): T | undefined {
    return things[this.whole(things.length)];
  }
}
