import { RecordingChannel } from '#adapters/memory/recorders';
import { ALWAYS_AVAILABLE } from '#core/availability';
import { DELIVERY_CHANNELS, DELIVERY_SUBJECTS } from '#core/delivery';
import { INCIDENT_MODES, INCIDENT_PRIORITIES } from '#core/incident';
import { seededChance } from '#core/random-examples';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units';
import type { ChannelMessage, Channels, HandOver } from '#flow/ports';
import { calloutMessage } from '../support/callout-message';
import { MemoryService, SCENE } from './memory-service';
import { Oracle, type Person, type Truth } from './oracle';
import { anyAnswer, AROUND } from './random-choices';
import { SecondServer } from './second-server';

const PEOPLE = 25;
const OPEN_MAX = 6;
const AREA_M = 2_000;
/** So many of those told last are likely to have something on its way. */
const TOLD_LAST = 20;
/** Of those off duty or disabled, before anything new is raised. */
const BACK_SHARE = 0.4;
const PROVIDERS = ['push', 'sms', 'voice', 'email'] as const;
type Provider = (typeof PROVIDERS)[number];

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
  private readonly refs: { channel: Provider; ref: string; message: ChannelMessage }[] = [];
  private raisedCount = 0;
  private toldCount = 0;
  readonly oracle: Oracle;
  readonly second: SecondServer;
  /** How often it was decided what becomes of a delivery. */
  decidedCount = 0;

  private constructor(
    private readonly service: MemoryService,
    uniform: () => number,
  ) {
    this.chance = uniform;
    this.oracle = new Oracle(service);
    const { oracle, people, chance } = this;
    const onDone = (): void => this.skipTold();
    this.second = new SecondServer({ service, oracle, people, chance, onDone });
    this.second.intrude();
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
    for (const ref of this.second.halfEndedRefs.splice(0)) await this.end(ref);
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
    const change = () => this.changeIncident();
    return [
      ...[raise, raise, raise, () => this.openCallout(), () => this.planDrill()],
      ...[person, person, person, person, answer, answer, answer, receipt, () => this.report()],
      ...[change, change, change, () => this.endIncident(), () => this.endCallout()],
    ];
  }

  private async runFor(ms: number): Promise<void> {
    const { store, clock, steps } = this.service;
    const until = clock.now() + ms;
    for (;;) {
      const dueAt = store.queue.nextDueAt();
      if (dueAt === null || dueAt > until) break;
      clock.advanceTo(Math.max(dueAt, clock.now()));
      // A worker's lanes run side by side; so either may be the first.
      const reviewsFirst = this.chance() < 0.7;
      if (reviewsFirst) await this.review();
      for (const channel of DELIVERY_CHANNELS) {
        this.skipTold();
        if ((await steps.carry.round(channel)).count === 0) continue;
        await steps.carry.idle(channel);
        await this.checkRings();
      }
      if (!reviewsFirst) await this.review();
    }
    clock.advanceTo(Math.max(until, clock.now()));
  }

  /** What was told up to now was the doorbell of a commit. */
  private skipTold(): void {
    this.toldCount = this.service.live.toResponders.length;
  }

  /** What the lanes told is the doorbell once more, and counts as handed over. */
  private async checkRings(): Promise<void> {
    const { toResponders } = this.service.live;
    for (const { responderId, message } of toResponders.slice(this.toldCount)) {
      if (message.kind !== 'alert-sent') continue;
      const { alertId } = message.alert;
      const ring = { alertId, responderId, channel: 'live', address: null } as const;
      await this.oracle.check({ ...ring, subject: 'alert', deliveryId: null });
    }
    this.skipTold();
  }

  private async handOver(channel: Provider, message: ChannelMessage): Promise<HandOver> {
    const { deliveryId, alertId, subject, address } = message;
    const person = this.people.find(({ truth }) => truth.addresses.get(channel) === address);
    const responderId = person?.caller.responderId ?? '';
    const handed = { deliveryId, alertId, responderId, subject, channel, address };
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
    const testPhone = this.chance() < 0.3;
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
      ...{ onDuty: true, disabled: false, testPhone, isTrained: true, addresses },
      ...{ declined: new Set<string>(), availability: ALWAYS_AVAILABLE },
    };
    this.people.push({ caller, truth });
    this.oracle.people.set(caller.responderId, truth);
  }

  private async raise(): Promise<void> {
    if (this.openRefs.length >= OPEN_MAX) return this.endIncident();
    this.raisedCount += 1;
    const controlRef = `CAD-${this.raisedCount}`;
    const isActual = this.chance() < 0.7;
    const mode = isActual ? 'actual' : this.pick(INCIDENT_MODES);
    const priority = this.pick(INCIDENT_PRIORITIES);
    await this.freshen();
    await this.service.raise({ controlRef, mode, priority });
    this.openRefs.push(controlRef);
  }

  /** People come back and move about, so that there is somebody to ask. */
  private async freshen(): Promise<void> {
    for (const person of this.people) {
      const { disabled, onDuty, testPhone, isTrained } = person.truth;
      if ((disabled || !onDuty || !isTrained) && this.chance() < BACK_SHARE) {
        await this.second.register(person, { disabled: false, testPhone, isTrained: true });
        await this.second.setDuty(person, true);
      }
    }
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
    this.raisedCount += 1;
    const message = { version: this.raisedCount + 1, address: `gate ${this.raisedCount}` };
    await this.service.steps.change.update(this.service.organisationId, controlRef, message);
  }

  private async endIncident(): Promise<void> {
    const controlRef = this.pick(this.openRefs);
    if (controlRef !== undefined) await this.end(controlRef);
  }

  private async end(controlRef: string): Promise<void> {
    const index = this.openRefs.indexOf(controlRef);
    if (index >= 0) this.openRefs.splice(index, 1);
    this.raisedCount += 1;
    const op = this.chance() < 0.5 ? ('close' as const) : ('cancel' as const);
    const end = { op, message: { version: this.raisedCount + 1 } };
    await this.service.steps.change.end(this.service.organisationId, controlRef, end);
  }

  private async review(): Promise<void> {
    const { reviews, callouts } = this.service.steps.work;
    for (const lane of [reviews, callouts]) {
      await lane.round();
      await lane.idle();
    }
  }

  private async openCallout(): Promise<void> {
    this.raisedCount += 1;
    const { steps, organisationId } = this.service;
    const area = { type: 'Polygon', coordinates: [AROUND] };
    const opened = await steps.callouts.open(organisationId, {
      ...calloutMessage({ wantedCount: 1 + this.whole(3), credentialKind: 'boat-handling', area }),
      controlRef: `OUT-${this.raisedCount}`,
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
      () => this.second.setWishes(person),
      () => this.second.setWishes(person),
      () => this.changeSocket(person),
      () => this.register(person),
    ];
    await this.pick(changes)?.();
  }

  /** Sometimes behind the flow's back, as another copy of the server would at that moment. */
  private async changeDuty(person: Person): Promise<void> {
    const { caller, truth } = person;
    if (truth.disabled) return;
    const onDuty = !truth.onDuty;
    if (this.chance() < 0.5) return this.second.setDuty(person, onDuty);
    truth.onDuty = onDuty;
    await this.service.steps.duty.set(caller, { onDuty });
  }

  private changeSocket({ caller: { responderId } }: Person): Promise<void> {
    const { onSocket } = this.service.live;
    if (!onSocket.delete(responderId)) onSocket.add(responderId);
    return Promise.resolve();
  }

  private async register(person: Person): Promise<void> {
    if (this.chance() < 0.5) return;
    const { disabled, testPhone } = person.truth;
    await this.second.register(person, {
      disabled: this.chance() < 0.5 ? !disabled : disabled,
      testPhone: this.chance() < 0.3 ? !testPhone : testPhone,
    });
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
