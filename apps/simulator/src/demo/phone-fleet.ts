import type { Instant } from '#core/units';
import { SECOND_MS } from '#core/units';
import { Random } from '../city/random';
import { HttpClient } from './http-client';
import { Phone, type PhoneWorld } from './phone';
import { PollLink, SocketLink } from './phone-link';
import { forEachShown } from './progress';
import type { Rule } from './rule';
import { mustBeAlerted, type OutsideCase } from './score';
import type { SignedIn } from './set-up';

/** Phones that hold a socket; the others ask for their feed now and then. */
const SOCKET_SHARE = 0.95;
const CONNECTS_AT_ONCE = 100;
const CONNECT_WITHIN_MS = 30_000;
/** Phones without a socket poll every 5 virtual seconds, but all together no more than this. */
const POLL_EVERY_MS = 5 * SECOND_MS;
const POLLS_PER_SECOND_MAX = 30;
const SETTLE_MS = 1_500;
/** What another phone is being told just now counts as if it knew already. */
const FREE_MARGIN_REAL_MS = 2_000;

/** All phones of the demo in one process. */
export class PhoneFleet {
  readonly phones: readonly Phone[];
  private readonly indexOfResponder = new Map<string, number>();
  private isStopped = false;
  private polling: Promise<void> | null = null;

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
    this.polling = this.poll();
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
    const phone = this.phones[this.indexOfResponder.get(responderId) ?? -1];
    return phone?.link.via === 'socket';
  }

  /** Gives the last messages time to reach every phone, and each polling one its turn. */
  async settle(): Promise<void> {
    const { signal } = this.task;
    if (signal.aborted) return;
    const waitMs = SETTLE_MS + this.pollEveryMs() * this.pollingPhones().length;
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
    await this.polling;
  }

  private makePhone({ responder, token }: SignedIn): Phone {
    const { url, world } = this.task;
    const random = new Random(`${world.seed}/socket/${responder.ref}`);
    if (!random.chance(SOCKET_SHARE)) {
      return new Phone(responder, new PollLink(new HttpClient(url, token)), world);
    }
    const phone: Phone = new Phone(
      responder,
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

  private pollingPhones(): readonly Phone[] {
    return this.phones.filter(({ responder, link }) => responder.onDuty && link.via === 'poll');
  }

  /** Real milliseconds between two polls of different phones. */
  private pollEveryMs(): number {
    const usualMs =
      POLL_EVERY_MS / this.task.world.clock.speed / Math.max(1, this.pollingPhones().length);
    return Math.max(usualMs, SECOND_MS / POLLS_PER_SECOND_MAX);
  }

  /** One phone after the other, round and round, evenly. */
  private async poll(): Promise<void> {
    const phones = this.pollingPhones();
    const everyMs = this.pollEveryMs();
    let nextMs = performance.now();
    while (phones.length > 0) {
      for (const phone of phones) {
        nextMs = Math.max(nextMs + everyMs, performance.now());
        await new Promise((resolve) => setTimeout(resolve, nextMs - performance.now()));
        if (this.isStopped) return;
        void this.pollOne(phone);
      }
    }
  }

  private async pollOne(phone: Phone): Promise<void> {
    if (!(phone.link instanceof PollLink)) return;
    for (const message of await phone.link.feed(phone.lastSeq)) await phone.hear(message);
  }
}
