import { Inject, type OnApplicationShutdown } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayInit } from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';
import { z } from 'zod';
import { deviceRoom, responderRoom } from '#adapters/live/socket-live';
import {
  RESPONDER_EVENTS,
  RESPONDER_NAMESPACE,
  type Ack,
  type ResponderEventAnswers,
  type ResponderEventCarries,
  type ResponderEventName,
} from '#contracts/live-events';
import { readFixes } from '#contracts/read-fixes';
import { ok, refuse, type Result } from '#core/problem';
import type { ResponderCaller } from '#flow/ports';
import { accidentOf } from './accident';
import { acknowledgementOf } from './acknowledge';
import type { LaneName, Leave } from './admission';
import { tooMuch } from './admit-requests';
import { Doorman, type Guest } from './doorman';
import type { Flow } from './flow';
import { MissedFeeds } from './missed-feeds';
import { FLOW, PARTS, type ServerParts } from './parts';
import { problemDetails } from './problem.filter';
import { TokenBucket } from './token-bucket';
import { read } from './validation';

const EVENTS_PER_SECOND = 50;
const EVENTS_BURST = 100;
/** After so many events too many a socket is closed. */
const EVENTS_TOO_MANY_MAX = 200;
const PRESENCE_EVERY_MS = 20_000;
/** Whoever arrives within this is noted with the others. */
const ARRIVALS_EVERY_MS = 25;
/** Pages of the feed sent on connect; a phone that missed more asks for the rest. */
const CATCH_UP_PAGES_MAX = 10;

/** Where events wait when there is more to do than can be done; positions are bounded elsewhere. */
const LANE_OF: Readonly<Record<Exclude<ResponderEventName, 'fixes'>, LaneName>> = {
  answer: 'answer',
  progress: 'answer',
  receipt: 'answer',
  'catch-up': 'answer',
  duty: 'rest',
};

const lastSeqSchema = z.number().int().min(0).catch(0);

type Handler = (caller: ResponderCaller, message: unknown) => Promise<Result<unknown>>;

/** Responders' phones: every event of the table, read by its schema and answered. */
@WebSocketGateway({ namespace: RESPONDER_NAMESPACE })
export class ResponderGateway implements OnGatewayInit<Namespace>, OnApplicationShutdown {
  /** Open sockets of this process by responder. */
  private readonly phones = new Map<string, number>();
  /** What phones may send; each is in the table of events with its permission. */
  readonly handlers: Readonly<Record<ResponderEventName, Handler>>;
  private presenceTimer: NodeJS.Timeout | undefined;
  /** Those whose presence is not noted yet. */
  private arriving = new Set<string>();
  private readonly missed: MissedFeeds<Socket>;
  private readonly underWay = new Set<Promise<unknown>>();
  private closing = false;

  constructor(
    @Inject(Doorman) private readonly doorman: Doorman,
    @Inject(FLOW) private readonly flow: Flow,
    @Inject(PARTS) private readonly parts: ServerParts,
  ) {
    this.handlers = {
      duty: handler('duty', (caller, message) => flow.setDuty.set(caller, message)),
      fixes: handler('fixes', (caller, message) => flow.ingest.ingest(caller, message)),
      receipt: handler('receipt', (caller, message) => flow.recordReceipt.record(caller, message)),
      answer: handler('answer', (caller, message) => flow.answerAlert.answer(caller, message)),
      progress: handler('progress', (caller, message) =>
        flow.reportProgress.report(caller, message),
      ),
      'catch-up': handler('catch-up', async (caller, message) =>
        ok(await flow.feed.after(caller, message.after)),
      ),
    };
    this.missed = new MissedFeeds<Socket>({
      isCutOff: () => parts.world.sockets.isCutOff(),
      newest: (caller) => flow.feed.newest(caller),
      send: (socket, caller, lastSeq) => this.sendMissed(socket, caller, lastSeq),
      onError: (error) => parts.logger.warn({ accident: accidentOf(error) }, 'feeds not looked at'),
    });
  }

  afterInit(namespace: Namespace): void {
    this.doorman.guard(namespace, {
      field: 'token',
      permission: 'use-phone',
      welcome: (socket, guest) => {
        this.welcome(socket, guest).catch((error: unknown) => {
          // Whoever could not be brought up to date connects again.
          this.doorman.broke(error, socket);
          socket.disconnect(true);
        });
      },
    });
    this.presenceTimer = setInterval(
      () => this.note(this.parts.world.presence?.touch([...this.phones.keys()])),
      PRESENCE_EVERY_MS,
    );
    this.missed.start();
  }

  /** Takes no new events; resolves when those at hand are done and answered. */
  async idle(): Promise<void> {
    this.closing = true;
    await Promise.all(this.underWay);
    // Positions wait for each other: those being written, and those that came meanwhile.
    await this.flow.ingest.flush();
    await this.flow.ingest.flush();
  }

  onApplicationShutdown(): void {
    clearInterval(this.presenceTimer);
    this.missed.stop();
  }

  private async welcome(socket: Socket, guest: Guest): Promise<void> {
    const { caller } = guest;
    if (caller.role !== 'responder') return;
    this.flow.seen.note(caller.deviceId);
    await socket.join(deviceRoom(caller.deviceId));
    this.arrived(socket, caller.responderId);
    const bucket = new TokenBucket({ perSecond: EVENTS_PER_SECOND, burst: EVENTS_BURST });
    let tooMany = 0;
    socket.onAny((event: string, ...args: unknown[]) => {
      const ack = acknowledgementOf(args);
      if (bucket.take()) {
        if (event === 'fixes' && this.takeFixes(socket, guest, { message: args[0], ack })) return;
        const taken = this.take(socket, guest, { event, message: args[0] }).then(ack);
        this.underWay.add(taken);
        void taken.finally(() => this.underWay.delete(taken));
        return;
      }
      tooMany += 1;
      const problem = { code: 'too-many-requests', detail: 'Send fewer events.' } as const;
      ack({ ok: false, problem: problemDetails(problem) });
      if (tooMany === EVENTS_TOO_MANY_MAX) this.doorman.showOut(socket, problem);
    });
    const given = lastSeqSchema.parse(socket.handshake.auth['lastSeq']);
    const before = await this.sendMissed(socket, caller, given);
    await socket.join(responderRoom(caller.responderId));
    this.missed.follow(socket, caller, before);
    // What was committed between the first reading and joining the room.
    await this.sendMissed(socket, caller, before);
  }

  /** Sends the feed after a number, in order; returns the highest number the phone now has. */
  private async sendMissed(
    socket: Socket,
    caller: ResponderCaller,
    lastSeq: number,
  ): Promise<number> {
    let after = lastSeq;
    // Of a herd that comes back most have missed nothing, which one look for many of them tells.
    if ((await this.flow.feed.newest(caller)) <= lastSeq) return lastSeq;
    for (let page = 0; page < CATCH_UP_PAGES_MAX; page += 1) {
      const { messages } = await this.flow.feed.after(caller, after);
      for (const message of messages) socket.emit('feed', message);
      const newest = messages.at(-1)?.seq;
      if (newest === undefined) break;
      after = newest;
    }
    return after;
  }

  /**
   * Positions that are in order, without schema or promise: they come by the ten thousand a second.
   * False for any other, which is taken as every event is, and refused with its reason.
   */
  private takeFixes(
    socket: Socket,
    guest: Guest,
    { message, ack }: { readonly message: unknown; readonly ack: (answer: Ack<unknown>) => void },
  ): boolean {
    const { caller } = guest;
    const fixes = readFixes(message);
    if (fixes === null || this.closing || caller.role !== 'responder') return false;
    const admitted = this.doorman.glance(socket, guest, RESPONDER_EVENTS.fixes.permission);
    if (!admitted.ok) {
      ack(this.answerOf(admitted));
      return true;
    }
    this.flow.ingest.take(caller, fixes, {
      done: (result) => ack(this.answerOf(result)),
      failed: (error) => ack({ ok: false, problem: this.doorman.broke(error, socket) }),
    });
    return true;
  }

  /** One event: who sends it, whether they still may, whether it can be read, what comes of it. */
  private async take(
    socket: Socket,
    guest: Guest,
    { event, message }: { readonly event: string; readonly message: unknown },
  ): Promise<Ack<unknown>> {
    try {
      const caller = await this.admit(socket, guest, event);
      const result = caller.ok ? await this.inTurn(event, caller.value, message) : caller;
      return this.answerOf(result);
    } catch (error) {
      return { ok: false, problem: this.doorman.broke(error, socket) };
    }
  }

  private answerOf(result: Result<unknown>): Ack<unknown> {
    if (result.ok) return { ok: true, value: result.value };
    this.parts.metrics.refusals.inc({ code: result.problem.code });
    return { ok: false, problem: problemDetails(result.problem) };
  }

  /** Who sends an event, when they may; whoever may not is not told whether there is such a one. */
  private async admit(
    socket: Socket,
    guest: Guest,
    event: string,
  ): Promise<Result<Guest['caller']>> {
    if (!Object.hasOwn(RESPONDER_EVENTS, event)) return this.doorman.unknownEvent(socket, guest);
    const { permission } = RESPONDER_EVENTS[event as ResponderEventName];
    return event === 'fixes'
      ? this.doorman.glance(socket, guest, permission)
      : this.doorman.admit(socket, guest, permission);
  }

  /** As `handle`, when it is this event's turn. */
  private async inTurn(
    event: string,
    caller: Guest['caller'],
    message: unknown,
  ): Promise<Result<unknown>> {
    if (event === 'fixes') return this.handle(event, caller, message);
    const lane = LANE_OF[event as keyof typeof LANE_OF];
    const leave = await new Promise<Leave | null>((resolve) => {
      this.parts.admission.enter(lane, resolve);
    });
    if (leave === null) return { ok: false, problem: tooMuch() };
    try {
      return await this.handle(event, caller, message);
    } finally {
      leave();
    }
  }

  private async handle(
    event: string,
    caller: Guest['caller'],
    message: unknown,
  ): Promise<Result<unknown>> {
    if (this.closing) return refuse('unavailable', 'This server is going down; connect again.');
    if (caller.role !== 'responder') return refuse('forbidden', 'Only phones may do this.');
    return this.handlers[event as ResponderEventName](caller, message);
  }

  private arrived(socket: Socket, responderId: string): void {
    this.phones.set(responderId, (this.phones.get(responderId) ?? 0) + 1);
    this.parts.metrics.sockets.inc({ namespace: 'responder' });
    this.parts.metrics.liveResponders.set(this.phones.size);
    this.noteArrival(responderId);
    socket.on('disconnect', () => {
      const left = (this.phones.get(responderId) ?? 1) - 1;
      if (left > 0) {
        this.phones.set(responderId, left);
      } else {
        this.phones.delete(responderId);
        this.arriving.delete(responderId);
        this.note(this.parts.world.presence?.leave(responderId));
      }
      this.parts.metrics.sockets.dec({ namespace: 'responder' });
      this.parts.metrics.liveResponders.set(this.phones.size);
    });
  }

  /** Many who arrive together are noted in one go. */
  private noteArrival(responderId: string): void {
    this.arriving.add(responderId);
    if (this.arriving.size > 1) return;
    setTimeout(() => {
      const arrived = [...this.arriving];
      this.arriving = new Set();
      if (arrived.length > 0) this.note(this.parts.world.presence?.touch(arrived));
    }, ARRIVALS_EVERY_MS).unref();
  }

  /** Presence is a hint: without Redis nobody waits for it and nothing fails. */
  private note(noted: Promise<void> | undefined): void {
    noted?.catch((error: unknown) => {
      this.parts.logger.debug({ accident: accidentOf(error) }, 'presence not noted');
    });
  }
}

function handler<N extends ResponderEventName>(
  name: N,
  act: (
    caller: ResponderCaller,
    message: ResponderEventCarries<N>,
  ) => Promise<Result<ResponderEventAnswers<N>>>,
): Handler {
  return async (caller, message) => {
    const parsed = read(RESPONDER_EVENTS[name].carries, message);
    return parsed.ok ? act(caller, parsed.value as ResponderEventCarries<N>) : parsed;
  };
}
