import type {
  AlertView,
  FeedMessage,
  MeView,
  ReportAedMessage,
  SignedInDevice,
  SignInDeviceMessage,
} from '#contracts/responder-api';
import type { AedReport } from '#core/aed';
import type { ResponderStep } from '#core/assignment';
import type { Problem } from '#core/problem';
import { request, sentenceOf, turnsAway, type Reply } from '#web/http';
import { ServerClock } from '#web/server-clock';
import { Alerts } from './alerts';
import { Line } from './line';
import { noticeOf, thanksOf, withoutAed, type Notice } from './notice';
import { Habits } from './habits';
import { Orders, type HeldAed } from './orders';
import { aedPath, paths } from './paths';
import { Positions } from './positions';
import { Ring } from './ring';
import { session } from './session';

/** Messages missed while away come in a row; the phone acts when the row has ended. */
const SETTLE_MS = 25;
/** What comes later than this after connecting is live and tells the server's time. */
const LIVE_AFTER_MS = 3_000;
/** The bell does not outlast the time to answer by more than this. */
const RING_GRACE_MS = 30_000;
const RETRY_MS = 3_000;

/** All that the responder's page knows and does; the screens only draw it. */
export class Phone {
  me: MeView | null = null;
  /** The refusal or failure to be read now, one sentence. */
  problem: string | null = null;
  notice: Notice | null = null;
  /** An answer is on its way to the server. */
  busy = false;
  readonly alerts = new Alerts();
  readonly orders = new Orders();
  readonly clock = new ServerClock(() => Date.now());
  readonly ring = new Ring(() => this.onChange());
  readonly positions = new Positions({
    send: (message) => this.line?.ask('fixes', message) ?? notSignedIn(),
    onChange: () => this.onChange(),
    serverTime: (localMs) => this.clock.at(localMs),
  });
  readonly habits = new Habits({
    ask: (path, body) => {
      const bearer = session.token() ?? '';
      return request(path, body === undefined ? { bearer } : { bearer, method: 'PUT', body });
    },
    takeMe: (me) => {
      this.me = me;
    },
    onChange: () => this.onChange(),
  });
  line: Line | null = null;
  private lastSeq = 0;
  private connectedMs = 0;
  private catchingUp = false;
  private readonly arrivedMs = new Map<string, number>();
  private readonly receipted = new Set<string>();
  private settleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly onChange: () => void) {
    document.addEventListener('visibilitychange', () => this.settleSoon());
  }

  get signedIn(): boolean {
    return session.token() !== null;
  }

  /** Continues a session of an earlier visit, where there is one. */
  async begin(): Promise<void> {
    const token = session.token();
    if (token === null) return;
    const [me, alerts] = await Promise.all([
      request<MeView>(paths.me, { bearer: token }),
      request<{ items: AlertView[] }>(paths.alerts, { bearer: token }),
    ]);
    if (session.token() !== token) return;
    const refused = !me.ok ? me.problem : !alerts.ok ? alerts.problem : null;
    if (refused !== null && turnsAway(refused)) {
      this.turnedAway();
      return;
    }
    if (!me.ok || !alerts.ok) {
      this.complain(refused);
      setTimeout(() => void this.begin(), RETRY_MS);
      return;
    }
    this.problem = null;
    this.me = me.value;
    // A number beyond the server's is of another time; waiting for it would mean silence.
    this.lastSeq = Math.min(session.lastSeq() ?? Infinity, me.value.lastSeq);
    for (const alert of alerts.value.items) this.take(alert);
    this.connect(token);
    this.settleSoon();
    void this.habits.load();
  }

  /** Trades an enrolment code for this phone's token. */
  async signIn(code: string): Promise<void> {
    const message: SignInDeviceMessage = { enrolmentCode: code.trim(), platform: 'web' };
    this.busy = true;
    this.problem = null;
    this.onChange();
    const reply = await request<SignedInDevice>(paths.devices, { method: 'POST', body: message });
    this.busy = false;
    if (reply.ok) {
      session.signIn(reply.value.token);
      await this.begin();
    } else if (reply.problem.code === 'invalid-field') {
      this.problem = 'This is not an enrolment code: it has at least eight characters.';
    } else {
      this.complain(reply.problem);
    }
    this.onChange();
  }

  async signOut(): Promise<void> {
    if (this.me?.onDuty === true) await this.line?.ask('duty', { onDuty: false });
    this.forget();
  }

  async setDuty(onDuty: boolean): Promise<void> {
    // A page may sound only after a touch, and the duty switch is one.
    if (onDuty) void this.ring.unlock();
    await this.doing(async (line) => {
      const reply = await line.ask('duty', { onDuty });
      if (reply.ok) this.me = reply.value;
      return reply;
    });
  }

  async answer(alertId: string, answer: 'accept' | 'decline'): Promise<void> {
    void this.ring.unlock();
    // Whoever answers an alarm has read on it that the one before is over.
    this.notice = null;
    await this.doing((line) => this.changed(line.ask('answer', { alertId, answer })));
  }

  async report(assignmentId: string, step: ResponderStep): Promise<void> {
    await this.doing((line) => this.changed(line.ask('progress', { assignmentId, step })));
  }

  /** Says what was found where the AED of one's order should be; the answer is the new order. */
  async reportAed(alert: AlertView, aed: HeldAed, report: AedReport): Promise<void> {
    const path = aedPath(alert.assignment?.assignmentId ?? '');
    const body: ReportAedMessage = { aedId: aed.aedId, report };
    const bearer = session.token() ?? '';
    await this.doing(async () => {
      const sent = this.changed(request<AlertView>(path, { bearer, method: 'POST', body }));
      const about = { alertId: alert.alertId, aedId: aed.aedId, name: aed.name };
      await this.orders.report(report, about, async () => (await sent).ok);
      const reply = await sent;
      const unsaid = reply.ok && report !== 'collected' && this.orders.news === null;
      if (unsaid) this.notice = withoutAed(alert.alertId);
      return reply;
    });
  }

  dismissOrderNews(): void {
    this.orders.understood();
    this.onChange();
  }

  dismissNotice(): void {
    this.notice = null;
    this.onChange();
  }

  dismissProblem(): void {
    this.problem = null;
    this.onChange();
  }

  private connect(token: string): void {
    this.line?.close();
    this.line = new Line({
      auth: () => ({ token, lastSeq: this.lastSeq }),
      onFeed: (message) => this.receive(message),
      onConnected: () => {
        this.connectedMs = Date.now();
        this.clock.reset();
        this.settleSoon();
        void this.positions.flush();
      },
      onLost: () => this.onChange(),
      onTurnedAway: () => this.turnedAway(),
    });
  }

  private receive(message: FeedMessage): void {
    if (message.seq <= this.lastSeq) return;
    if (message.seq > this.lastSeq + 1) {
      void this.catchUp();
      return;
    }
    if (Date.now() - this.connectedMs > LIVE_AFTER_MS) this.clock.heard(Date.parse(message.at));
    this.applyMessage(message);
    this.settleSoon();
  }

  /** A number is missing: asks for everything after the last one that was applied. */
  private async catchUp(): Promise<void> {
    if (this.catchingUp || this.line === null) return;
    this.catchingUp = true;
    const reply = await this.line.ask('catch-up', { after: this.lastSeq });
    this.catchingUp = false;
    if (!reply.ok) {
      setTimeout(() => void this.catchUp(), RETRY_MS);
      return;
    }
    for (const message of reply.value.messages) {
      if (message.seq > this.lastSeq) this.applyMessage(message);
    }
    this.settleSoon();
    const more = reply.value.messages.length > 0 && reply.value.lastSeq > this.lastSeq;
    if (more) await this.catchUp();
  }

  private applyMessage(message: FeedMessage): void {
    const before = this.alerts.get(message.alert.alertId);
    this.lastSeq = message.seq;
    session.applied(message.seq);
    this.take(message.alert);
    const notice = noticeOf(message, this.clock.now());
    if (notice === null) return;
    if (notice.kind === 'stood-down') this.ring.fall();
    else if (before === undefined) return;
    this.notice = notice;
  }

  private take(alert: AlertView): void {
    const known = this.arrivedMs.has(alert.alertId);
    if (this.orders.heard(this.alerts.get(alert.alertId), alert)) this.ring.turn();
    this.alerts.apply(alert);
    if (!known) this.arrivedMs.set(alert.alertId, Date.now());
    if (this.alerts.get(alert.alertId) === undefined) this.arrivedMs.delete(alert.alertId);
  }

  private settleSoon(): void {
    clearTimeout(this.settleTimer);
    this.settleTimer = setTimeout(() => this.settle(), SETTLE_MS);
  }

  /** Bell, receipts and position follow from what is true now. */
  private settle(): void {
    for (const alert of this.alerts.open()) {
      void this.receipt(alert.alertId, 'delivered');
      if (document.visibilityState === 'visible' && alert === this.asked()) {
        void this.receipt(alert.alertId, 'seen');
      }
    }
    this.updateBell();
    const needed = this.me?.onDuty === true || this.alerts.assigned() !== null;
    if (needed) this.positions.start();
    else this.positions.stop();
    this.onChange();
  }

  /** Rings while an alarm waits for an answer; also called every second. */
  updateBell(): void {
    const alarm = this.alerts.alarm();
    this.ring.set(alarm !== null && !this.busy && this.withinTime(alarm));
  }

  /** Milliseconds left to answer; zero when they are over. */
  leftMs(alert: AlertView): number {
    const wholeMs = Date.parse(alert.expiresAt) - Date.parse(alert.sentAt);
    const leftMs = Date.parse(alert.expiresAt) - this.clock.now();
    return Math.min(wholeMs, Math.max(0, leftMs));
  }

  /** Counted from arrival, so that a phone whose clock is wrong rings all the same. */
  private withinTime(alert: AlertView): boolean {
    const wholeMs = Date.parse(alert.expiresAt) - Date.parse(alert.sentAt);
    const heldMs = Date.now() - (this.arrivedMs.get(alert.alertId) ?? 0);
    return heldMs < wholeMs + RING_GRACE_MS;
  }

  private asked(): AlertView | null {
    return this.alerts.alarm() ?? this.alerts.question();
  }

  private async receipt(alertId: string, kind: 'delivered' | 'seen'): Promise<void> {
    const key = `${alertId} ${kind}`;
    if (this.line === null || this.receipted.has(key)) return;
    this.receipted.add(key);
    const first = kind === 'delivered' && this.alerts.get(alertId)?.about === 'callout';
    if (first) this.ring.chime();
    const reply = await this.line.ask('receipt', { alertId, kind, subject: 'alert' });
    if (!reply.ok && reply.problem.code === 'unavailable') this.receipted.delete(key);
  }

  private async changed(asked: Promise<Reply<AlertView>>): Promise<Reply<AlertView>> {
    const reply = await asked;
    if (reply.ok) {
      this.take(reply.value);
      this.notice = thanksOf(reply.value) ?? this.notice;
    } else if (reply.problem.code !== 'unavailable') {
      await this.reload();
    }
    return reply;
  }

  /** What the phone showed was not so: takes the alerts as the server knows them. */
  private async reload(): Promise<void> {
    const token = session.token();
    if (token === null) return;
    const alerts = await request<{ items: AlertView[] }>(paths.alerts, { bearer: token });
    if (!alerts.ok) return;
    this.alerts.clear();
    for (const alert of alerts.value.items) this.take(alert);
  }

  private async doing(deed: (line: Line) => Promise<Reply<unknown>>): Promise<void> {
    if (this.line === null || this.busy) return;
    this.busy = true;
    this.problem = null;
    this.onChange();
    const reply = await deed(this.line);
    this.busy = false;
    if (!reply.ok) this.complain(reply.problem);
    this.settle();
  }

  private complain(problem: Problem | null): void {
    this.problem = problem === null ? null : sentenceOf(problem);
    this.onChange();
  }

  private turnedAway(): void {
    this.forget();
    this.problem = 'This phone is not signed in any more. Ask for a new enrolment code.';
    this.onChange();
  }

  private forget(): void {
    this.line?.close();
    this.line = null;
    this.me = null;
    this.notice = null;
    this.orders.forget();
    this.habits.forget();
    this.problem = null;
    this.lastSeq = 0;
    this.alerts.clear();
    this.arrivedMs.clear();
    this.receipted.clear();
    this.positions.stop();
    this.ring.set(false);
    session.signOut();
    this.onChange();
  }
}

async function notSignedIn(): Promise<Reply<never>> {
  return Promise.resolve({
    ok: false,
    problem: { code: 'unauthenticated', detail: 'This phone is not signed in.' },
  });
}
