import { io, type Socket } from 'socket.io-client';
import { RESPONDER_NAMESPACE, type Ack } from '#contracts/live-events';
import type { AlertView, FeedMessage, FeedView } from '#contracts/responder-api';
import { monotonicMs, type AnswerRule, type CrowdPhone, type PhoneFact } from './messages';
import { SeenFeed } from './seen-feed';

const ACK_DEADLINE_MS = 4_000;
const HTTP_DEADLINE_MS = 5_000;
const TRIES = 12;
const RETRY_AFTER_MS = 250;
const CONNECT_DEADLINE_MS = 60_000;
/** As the client of a real phone waits for its socket. */
const HANDSHAKE_DEADLINE_MS = 20_000;
/** What is to be sent waits so long for a socket that is being opened again. */
const SOCKET_WITHIN_MS = 1_500;
const RECONNECT_SPREAD = 0.5;
/** Refusals that are an answer: asked again they would be the same. */
const PASSING_CODES = ['no-answer', 'unavailable', 'too-many-requests', 'internal'];

type Told = Omit<PhoneFact, 'atMs' | 'phone'>;
type Reply = { readonly ok: true } | { readonly ok: false; readonly code: string };

/** A made-up phone: hears its feed, rings once for each alert, says so, and answers by a rule. */
export class Phone {
  rule: AnswerRule;
  private readonly socket: Socket;
  private readonly feed: SeenFeed;
  private readonly rung = new Set<string>();
  private readonly ended = new Set<string>();
  private fixTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly self: CrowdPhone,
    private readonly options: {
      readonly url: string;
      readonly rule: AnswerRule;
      readonly reconnectMs: readonly [number, number];
      readonly fixEveryMs: number | null;
      readonly tell: (fact: PhoneFact) => void;
    },
  ) {
    this.rule = options.rule;
    this.feed = new SeenFeed({
      fetch: (after) => this.fetchFeed(after),
      onMessage: (message, via) => this.take(message, via),
      onAgain: (seq) => this.tell({ what: 'feed-again', seq }),
      onGap: (seq) => this.tell({ what: 'gap', seq }),
    });
    this.socket = this.makeSocket();
  }

  get index(): number {
    return this.self.index;
  }

  /** Resolves once connected and known to be where it is. */
  async connect(): Promise<void> {
    if (!this.socket.connected) await this.untilConnected();
    await this.sendFix();
    const { fixEveryMs } = this.options;
    if (fixEveryMs === null) return;
    clearInterval(this.fixTimer);
    this.fixTimer = setInterval(() => {
      this.sendFix().catch(() => undefined);
    }, fixEveryMs);
  }

  leave(): void {
    clearInterval(this.fixTimer);
    this.socket.disconnect();
  }

  /** A push came. The phone rings by it, once, and then looks what it is about. */
  push(alertId: string, kind: string): void {
    if (kind === 'stood-down') this.end(alertId, 'push');
    else this.ring(alertId, 'push');
  }

  /** Over HTTP: what it has not heard yet; rejects where nobody answers. */
  async catchUp(): Promise<void> {
    const reply = await this.again(async () => {
      return (await this.feed.catchUp()) ? { ok: true } : { ok: false, code: 'no-answer' };
    });
    if (!reply.ok) throw new Error(`phone ${this.index} could not ask for what it missed`);
  }

  private makeSocket(): Socket {
    const [reconnectionDelay, reconnectionDelayMax] = this.options.reconnectMs;
    const socket = io(`${this.options.url}${RESPONDER_NAMESPACE}`, {
      transports: ['websocket'],
      forceNew: true,
      autoConnect: false,
      reconnectionDelay,
      reconnectionDelayMax,
      randomizationFactor: RECONNECT_SPREAD,
      timeout: HANDSHAKE_DEADLINE_MS,
      auth: (give: (auth: object) => void) => {
        give({ token: this.self.token, lastSeq: this.feed.lastSeq });
      },
    });
    socket.on('feed', (message: FeedMessage) => this.feed.hear(message));
    socket.on('connect', () => this.tell({ what: 'connected' }));
    socket.on('disconnect', (reason) => this.tell({ what: 'disconnected', detail: reason }));
    socket.on('connect_error', (error) => this.refused(socket, error.message));
    return socket;
  }

  /** A refusal by the server, as while it drains, is not tried again by the socket itself. */
  private refused(socket: Socket, detail: string): void {
    this.tell({ what: 'refused', detail });
    if (socket.active) return;
    setTimeout(() => socket.connect(), this.options.reconnectMs[1]).unref();
  }

  private untilConnected(): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error(`phone ${this.index} could not connect`));
      }, CONNECT_DEADLINE_MS);
      this.socket.once('connect', () => {
        clearTimeout(late);
        resolve();
      });
      this.socket.connect();
    });
  }

  private async sendFix(): Promise<void> {
    const { lat, lon } = this.self.place;
    const place = { type: 'Point', coordinates: [lon, lat] };
    const fix = { place, at: new Date().toISOString(), accuracyM: 10 };
    const reply = await this.again(() => this.send('fixes', { fixes: [fix] }));
    if (!reply.ok) throw new Error(`phone ${this.index} is not where it is: ${reply.code}`);
    this.tell({ what: 'fixed' });
  }

  private take(message: FeedMessage, via: 'live' | 'catch-up'): void {
    const { seq, kind, alert } = message;
    const { alertId, status } = alert;
    const assignment = alert.assignment?.status ?? null;
    this.tell({ what: 'feed', seq, kind, alertId, status, assignment, via });
    if (kind === 'alert-sent' && status === 'sent') this.ring(alertId, via);
    if (ENDS.includes(kind)) this.end(alertId, via);
  }

  private ring(alertId: string, via: 'live' | 'push' | 'catch-up'): void {
    if (this.ended.has(alertId)) return;
    if (this.rung.has(alertId)) {
      this.tell({ what: 'alert-heard-again', alertId, via });
      return;
    }
    this.rung.add(alertId);
    this.tell({ what: 'alert-heard', alertId, via });
    if (this.rule.how === 'mute') return;
    void this.receipt(alertId, via);
    const answer = this.answerTo();
    if (answer === null) return;
    setTimeout(() => void this.answer(alertId, answer), this.rule.afterMs ?? 0);
  }

  private end(alertId: string, via: 'live' | 'push' | 'catch-up'): void {
    if (this.ended.has(alertId)) return;
    this.ended.add(alertId);
    this.tell({ what: 'alert-ended', alertId, via });
    if (this.rule.how === 'mute') return;
    const channel = via === 'push' ? 'push' : 'live';
    const message = { alertId, kind: 'delivered', subject: 'stood-down', channel };
    void this.again(() => this.send('receipt', message));
  }

  private answerTo(): 'accept' | 'decline' | null {
    const { how } = this.rule;
    if (how === 'accept' || how === 'decline') return how;
    if (how !== 'accept-first') return null;
    return this.self.isFirst ? 'accept' : 'decline';
  }

  private async receipt(alertId: string, via: 'live' | 'push' | 'catch-up'): Promise<void> {
    const channel = via === 'push' ? 'push' : 'live';
    const message = { alertId, kind: 'delivered', subject: 'alert', channel };
    this.tell({ what: 'receipt-sent', alertId });
    const reply = await this.again(() => this.send('receipt', message));
    if (reply.ok) this.tell({ what: 'receipt-acked', alertId });
    else this.tell({ what: 'receipt-failed', alertId, detail: reply.code });
  }

  private async answer(alertId: string, answer: 'accept' | 'decline'): Promise<void> {
    this.tell({ what: 'answer-sent', alertId, answer });
    const reply = await this.again(() => this.send('answer', { alertId, answer }));
    if (reply.ok) this.tell({ what: 'answer-acked', alertId, answer });
    else this.tell({ what: 'answer-failed', alertId, answer, detail: reply.code });
  }

  /** Everything a phone sends may be repeated without harm. */
  private async again(send: () => Promise<Reply>): Promise<Reply> {
    for (let tries = 1; ; tries += 1) {
      const reply = await send();
      if (reply.ok || tries === TRIES || !PASSING_CODES.includes(reply.code)) return reply;
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS * Math.min(tries, 4)));
    }
  }

  /** Over the socket, or over HTTP where there is none and none comes soon. */
  private async send(event: keyof typeof ROUTES, message: object): Promise<Reply> {
    if (!this.socket.connected && this.socket.active) await this.soonConnected();
    return this.socket.connected ? this.emit(event, message) : this.post(event, message);
  }

  private soonConnected(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.socket.off('connect', done);
        resolve();
      };
      const timer = setTimeout(done, SOCKET_WITHIN_MS);
      this.socket.once('connect', done);
    });
  }

  private async emit(event: string, message: object): Promise<Reply> {
    try {
      const ack: unknown = await this.socket.timeout(ACK_DEADLINE_MS).emitWithAck(event, message);
      const answer = ack as Ack<AlertView>;
      return answer.ok ? { ok: true } : { ok: false, code: answer.problem.code };
    } catch {
      return { ok: false, code: 'no-answer' };
    }
  }

  private async post(event: keyof typeof ROUTES, message: object): Promise<Reply> {
    const { status, body } = await this.http('POST', ROUTES[event], message);
    if (status >= 200 && status < 300) return { ok: true };
    const { code } = (body ?? {}) as { code?: string };
    return { ok: false, code: status === 0 || status >= 500 ? 'no-answer' : (code ?? 'unknown') };
  }

  private async fetchFeed(after: number): Promise<readonly FeedMessage[] | null> {
    const { status, body } = await this.http('GET', `/v1/me/feed?after=${after}`);
    return status === 200 ? (body as FeedView).messages : null;
  }

  private async http(
    method: 'GET' | 'POST',
    path: string,
    message?: object,
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    try {
      const response = await fetch(`${this.options.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${this.self.token}`,
          ...(message === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(message === undefined ? {} : { body: JSON.stringify(message) }),
        signal: AbortSignal.timeout(HTTP_DEADLINE_MS),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : JSON.parse(text) };
    } catch {
      return { status: 0, body: null };
    }
  }

  private tell(fact: Told): void {
    this.options.tell({ ...fact, atMs: monotonicMs(), phone: this.index });
  }
}

const ENDS: readonly FeedMessage['kind'][] = ['alert-withdrawn', 'alert-expired', 'stood-down'];
const ROUTES = {
  fixes: '/v1/me/fixes',
  receipt: '/v1/me/receipts',
  answer: '/v1/me/answers',
} as const;
