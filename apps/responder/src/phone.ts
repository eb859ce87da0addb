import type {
  AlertView,
  AnswerMessage,
  FeedMessage,
  MeView,
  ReceiptMessage,
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
import { Arrivals } from './arrivals';
import { Feed } from './feed';
import { Habits } from './habits';
import { kept } from './kept';
import { Line } from './line';
import { noticeOf, thanksOf, withoutAed, type Notice } from './notice';
import { Orders, type HeldAed } from './orders';
import { Own } from './own';
import { isVisible, notSignedIn } from './phone-parts';
import { aedPath, paths } from './paths';
import { Positions } from './positions';
import { PushLink } from './push-link';
import { Reach } from './reach';
import { Receipts } from './receipts';
import { Registration } from './registration';
import { Ring } from './ring';
import { session } from './session';
import { freshToken } from './token-renewal';

/** Messages missed while away come in a row; the phone acts when the row has ended. */
const SETTLE_MS = 25;
/** What comes later than this after connecting is live and tells the server's time. */
const LIVE_AFTER_MS = 3_000;
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
  private readonly asks = {
    ask: <T>(path: string, body?: unknown) => this.ask<T>(path, body),
    onChange: () => this.onChange(),
  };
  readonly habits = new Habits({ ...this.asks, takeMe: (me) => (this.me = me) });
  readonly reach = new Reach(this.asks);
  readonly push = new PushLink({
    ...this.asks,
    onPushed: () => void Promise.all([this.feed.catchUp(), this.own.work.load()]),
  });
  readonly own = new Own({
    ask: (path, options) => request(path, { ...options, bearer: session.token() ?? '' }),
    onChange: () => this.onChange(),
    takeReach: (view) => this.reach.takeNewer(view),
    onErased: () => this.leave('You are erased here. This phone has forgotten you as well.'),
    onNote: () => this.ring.chime(),
    now: () => this.clock.now(),
  });
  readonly registration = new Registration({ onChange: () => this.onChange() }, (device) =>
    this.enter(device),
  );
  line: Line | null = null;
  private readonly feed = new Feed({
    ask: (after) => this.line?.ask('catch-up', { after }) ?? null,
    apply: (message) => this.applyMessage(message),
    onSettled: () => this.settleSoon(),
  });
  private readonly receipts = new Receipts(
    (message) => this.line?.ask('receipt', message) ?? notSignedIn(),
  );
  private connectedMs = 0;
  private readonly arrivals = new Arrivals();
  private settleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly onChange: () => void) {
    document.addEventListener('visibilitychange', () => {
      this.settleSoon();
      if (document.visibilityState === 'visible' && this.signedIn) void this.reach.load();
    });
  }

  get signedIn(): boolean {
    return session.token() !== null;
  }

  /** Continues a session of an earlier visit, where there is one. */
  async begin(): Promise<void> {
    const token = await freshToken();
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
    this.feed.lastSeq = Math.min(session.lastSeq() ?? Infinity, me.value.lastSeq);
    for (const alert of alerts.value.items) this.take(alert);
    this.connect(token);
    this.settleSoon();
    void this.habits.load();
    void this.push.begin(token).then(() => this.reach.load());
    this.own.enter(location.hash);
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
      await this.enter(reply.value);
    } else if (reply.problem.code === 'invalid-field') {
      this.problem = 'This is not an enrolment code: it has at least eight characters.';
    } else {
      this.complain(reply.problem);
    }
    this.onChange();
  }

  private async enter({ token }: SignedInDevice): Promise<void> {
    session.signIn(token);
    await this.begin();
  }

  /** Ends this phone's sign-in on the server, and forgets everything here even where that fails. */
  async signOut(): Promise<void> {
    const bearer = session.token();
    await this.push.end();
    if (bearer !== null) await request(paths.device, { bearer, method: 'DELETE' });
    this.forget();
  }

  /** Asks for leave to call this phone while the page is closed; from a touch. */
  async allowPush(): Promise<void> {
    await this.push.allow();
    await this.reach.load();
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

  async answer(said: AnswerMessage): Promise<void> {
    void this.ring.unlock();
    // Whoever answers an alarm has read on it that the one before is over.
    this.notice = null;
    void this.push.clearShown();
    await this.doing((line) => this.changed(line.ask('answer', said)));
    // A phone that has rung and was answered has proven that it can.
    void this.reach.load();
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
    const alertId = this.orders.news?.alertId;
    if (alertId !== undefined) {
      this.receipts.confirm({ alertId, kind: 'seen', subject: 'changed' }, this.feed.lastSeq);
    }
    this.orders.understood();
    this.onChange();
  }

  /** Whoever has read that it is over has confirmed it. */
  dismissNotice(): void {
    if (this.notice !== null) this.seen(this.notice);
    this.notice = null;
    void this.push.clearShown();
    this.onChange();
  }

  dismissProblem(): void {
    this.problem = null;
    this.onChange();
  }

  private connect(token: string): void {
    this.line?.close();
    this.line = new Line({
      auth: () => ({ token: session.token() ?? token, lastSeq: this.feed.lastSeq }),
      onFeed: (message) => this.receive(message),
      onNote: (note) => this.own.work.take(note),
      onConnected: () => {
        this.connectedMs = Date.now();
        this.clock.reset();
        this.receipts.flush();
        this.settleSoon();
        this.own.connected();
        void this.positions.flush();
      },
      onLost: () => this.onChange(),
      onTurnedAway: () => this.turnedAway(),
    });
  }

  private receive(message: FeedMessage): void {
    const isLive = Date.now() - this.connectedMs > LIVE_AFTER_MS;
    if (!this.feed.receive(message)) this.receipts.flush();
    else if (isLive) this.clock.heard(Date.parse(message.at));
  }

  private applyMessage(message: FeedMessage): void {
    const before = this.alerts.get(message.alert.alertId);
    session.applied(message.seq);
    this.take(message.alert, true);
    // A new order has been seen once its person has said so.
    this.receipts.news(message, isVisible() && this.orders.news === null);
    const notice = noticeOf(message, this.clock.now());
    if (notice === null) return;
    if (notice.kind === 'stood-down') this.ring.fall();
    else if (before === undefined) return;
    this.notice = notice;
  }

  private take(alert: AlertView, isLive = false): void {
    if (this.orders.heard(this.alerts.get(alert.alertId), alert)) this.ring.turn();
    this.alerts.apply(alert);
    if (alert.about === 'callout') this.own.work.loadSoon();
    if (this.alerts.get(alert.alertId) === undefined) this.arrivals.forget(alert.alertId);
    else this.arrivals.note(alert, isLive);
  }

  private settleSoon(): void {
    clearTimeout(this.settleTimer);
    this.settleTimer = setTimeout(() => this.settle(), SETTLE_MS);
  }

  /** Bell, receipts and position follow from what is true now. */
  private settle(): void {
    this.updateBell();
    for (const alert of this.alerts.open()) this.confirmAlert(alert);
    if (this.notice?.kind === 'news' && isVisible()) this.seen(this.notice);
    const needed = this.me?.onDuty === true || this.alerts.assigned() !== null;
    if (needed) this.positions.start();
    else this.positions.stop();
    this.onChange();
  }

  /** Rings while an alarm waits for an answer; also called every second. */
  updateBell(): void {
    const alarm = this.alerts.alarm() ?? this.alerts.drill();
    const rings = alarm !== null && !this.busy && this.arrivals.mayRing(alarm);
    this.ring.set(rings);
    if (rings && !this.ring.silenced && this.arrivals.rangNow(alarm.alertId)) {
      void kept.rang(alarm.alertId);
    }
  }

  private asked(): AlertView | null {
    return this.alerts.alarm() ?? this.alerts.drill() ?? this.alerts.question();
  }

  /** A page that can neither be heard nor seen has reached nobody, and does not say so. */
  private confirmAlert(alert: AlertView): void {
    const { alertId, about } = alert;
    if (this.ring.silenced && !isVisible()) return;
    const isSeen = isVisible() && alert === this.asked();
    const live = this.arrivals.cameLive(alertId);
    if (this.receipts.alert(alertId, { live, isSeen }) && about === 'callout') this.ring.chime();
  }

  private seen({ alertId, confirms }: Notice): void {
    if (!confirms) return;
    const receipt: ReceiptMessage = { alertId, kind: 'seen', subject: 'stood-down' };
    this.receipts.confirm(receipt);
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

  private ask<T>(path: string, body?: unknown): Promise<Reply<T>> {
    const bearer = session.token() ?? '';
    return request(path, body === undefined ? { bearer } : { bearer, method: 'PUT', body });
  }

  private complain(problem: Problem | null): void {
    this.problem = problem === null ? null : sentenceOf(problem);
    this.onChange();
  }

  private turnedAway(): void {
    void this.leave('This phone is not signed in any more. Ask for a new enrolment code.');
  }

  private async leave(why: string): Promise<void> {
    const ended = this.push.end();
    this.forget();
    this.problem = why;
    this.onChange();
    await ended;
  }

  private forget(): void {
    this.line?.close();
    this.line = null;
    this.me = null;
    this.notice = null;
    this.orders.forget();
    this.habits.forget();
    this.reach.forget();
    this.own.forget();
    this.problem = null;
    this.feed.lastSeq = 0;
    this.alerts.clear();
    this.arrivals.clear();
    this.receipts.forget();
    this.positions.stop();
    this.ring.set(false);
    session.signOut();
    this.onChange();
  }
}
