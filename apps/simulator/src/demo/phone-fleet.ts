import type { Instant } from '#core/units';
import { SECOND_MS } from '#core/units';
import { Random } from '../city/random';
import { HttpClient } from './http-client';
import { Phone, type PhoneWorld } from './phone';
import { AsleepLink, SocketLink } from './phone-link';
import { forEachShown } from './progress';
import type { Rule } from './rule';
import { mustBeAlerted, type OutsideCase } from './score';
import type { SignedIn } from './set-up';

const CONNECTS_AT_ONCE = 100;
const CONNECT_WITHIN_MS = 30_000;
/** Apps in use look for news every 5 virtual seconds, but all together no oftener than this. */
const LOOK_EVERY_MS = 5 * SECOND_MS;
const LOOKS_PER_SECOND_MAX = 30;
const SETTLE_MS = 1_500;
/** What another phone is being told just now counts as if it knew already. */
const FREE_MARGIN_REAL_MS = 2_000;

/** All phones of the demo in one process. */
export class PhoneFleet {
  readonly phones: readonly Phone[];
  private readonly indexOfResponder = new Map<string, number>();
  private isStopped = false;
  private looking: Promise<void> | null = null;

  constructor(
    private readonly task: {
      readonly url: string;
      readonly signedIn: readonly SignedIn[];
      readonly world: PhoneWorld;
      readonly rule: Rule;
      readonly signal: AbortSignal;
    },
  ) {
    this.phones = task.signedIn.map((each, index) => {
      this.indexOfResponder.set(each.responderId, index);
      return this.makePhone(each);
    });
  }

  get socketCount(): number {
    return this.phones.filter((phone) => phone.link.via === 'socket').length;
  }

  /** Connects every socket, then sends those on duty who are, with a first position each. */
  async start(): Promise<void> {
    const { signal, world } = this.task;
    const shown = { atOnce: CONNECTS_AT_ONCE, signal };
    await forEachShown(this.phones, { what: 'connecting phones:', ...shown }, async ({ link }) => {
      if (link instanceof SocketLink) await link.open(CONNECT_WITHIN_MS);
    });
    const willing = this.phones.filter(({ responder }) => responder.onDuty);
    await forEachShown(willing, { what: 'going on duty:', ...shown }, async (phone) => {
      const gap = new Random(`${world.seed}/first-gap/${phone.responder.ref}`);
      await phone.goOnDuty(gap.next());
    });
    this.looking = this.keepLooking();
  }

  /** Indexes of the phones whose owners the server has to alert if they are free. */
  mustBeAlerted(incident: OutsideCase, now: Instant): number[] {
    const rule = { ...this.task.rule, now };
    return this.phones.flatMap((phone, index) =>
      mustBeAlerted(phone.seenFromOutside(), incident, rule) ? [index] : [],
    );
  }

  /** Whether a phone's owner was free around a moment, as far as that phone knows. */
  wasFreeAt(index: number, at: Instant): boolean {
    const marginMs = FREE_MARGIN_REAL_MS * this.task.world.clock.speed;
    return this.phones[index]?.wasFreeAt(at, marginMs) ?? false;
  }

  /** Whether a responder of the server is one of ours with a socket. */
  hasSocket(responderId: string): boolean {
    return this.phoneOf(responderId)?.link.via === 'socket';
  }

  /** Whether some way to a responder works whatever becomes of pushes. */
  isReachable(responderId: string): boolean {
    const phone = this.phoneOf(responderId);
    return phone?.link.via === 'socket' || (phone?.owner.number ?? null) !== null;
  }

  /** The phone of a responder of the server, where it is one of ours. */
  phoneOf(responderId: string): Phone | undefined {
    return this.phones[this.indexOfResponder.get(responderId) ?? -1];
  }

  /** Gives the last messages time to reach every phone, and each app in use its turn. */
  async settle(): Promise<void> {
    const { signal } = this.task;
    if (signal.aborted) return;
    const waitMs = SETTLE_MS + this.lookEveryMs(this.inUse().length) * this.inUse().length;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    for (const phone of this.phones) phone.stop();
    await this.looking;
  }

  private makePhone({ responder, responderId, token, reach }: SignedIn): Phone {
    const { url, world } = this.task;
    const owner = { responder, responderId, number: reach.phone };
    if (!reach.hasSocket)
      return new Phone(owner, new AsleepLink(new HttpClient(url, token)), world);
    const phone: Phone = new Phone(
      owner,
      new SocketLink({
        url,
        token,
        lastSeq: () => phone.lastSeq,
        onFeed: (message) => void phone.hear(message),
        onRefused: (why) => {
          world.log.refuse(`socket: ${why}`);
        },
      }),
      world,
    );
    return phone;
  }

  private hasStopped(): boolean {
    return this.isStopped;
  }

  /** Apps without a socket that somebody holds in their hand. */
  private inUse(): readonly Phone[] {
    return this.phones.filter(({ link, isInHand }) => link.via === 'asleep' && isInHand);
  }

  /** Real milliseconds between the looks of two phones, when so many look. */
  private lookEveryMs(count: number): number {
    const usualMs = LOOK_EVERY_MS / this.task.world.clock.speed / Math.max(1, count);
    return Math.max(usualMs, SECOND_MS / LOOKS_PER_SECOND_MAX);
  }

  /** One phone after the other, round and round, evenly. */
  private async keepLooking(): Promise<void> {
    let nextMs = performance.now();
    const turn = async (everyMs: number): Promise<void> => {
      nextMs = Math.max(nextMs + everyMs, performance.now());
      await new Promise((resolve) => setTimeout(resolve, nextMs - performance.now()));
    };
    while (!this.hasStopped()) {
      const phones = this.inUse();
      const everyMs = this.lookEveryMs(phones.length);
      if (phones.length === 0) await turn(everyMs);
      for (const phone of phones) {
        await turn(everyMs);
        if (this.hasStopped()) return;
        void phone.look('opened');
      }
    }
  }
}
