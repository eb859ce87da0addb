import type {
  AlertView,
  AnswerMessage,
  FeedMessage,
  MeView,
  ReceiptMessage,
  SignedInDevice,
  SignInDeviceMessage,
} from '#contracts/responder-api';
import type { Problem } from '#core/problem';
import { request, turnsAway, type Reply } from '#web/http';
import { sentenceOf } from '#web/problem-words';
import { t } from '#web/language';
import { ServerClock } from '#web/server-clock';
import { Alerts } from './alerts';
import { Bell } from './bell';
import { Feed } from './feed';
import { FirstRun } from './first-run';
import { Habits } from './habits';
import { Line } from './line';
import { noticeOf, thanksOf, type Notice } from './notice';
import { Notices } from './notices';
import { Orders } from './orders';
import { Own } from './own';
import type { OwnAsk } from './own-part';
import { isVisible, notSignedIn } from './phone-parts';
import { paths } from './paths';
import { Positions } from './positions';
import { PushLink } from './push-link';
import { Reach } from './reach';
import { Receipts } from './receipts';
import { Registration } from './registration';
import { Ring } from './ring';
import { session } from './session';
import { freshToken } from './token-renewal';
import { Way } from './way';

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
  /** An answer is on its way to the server. */
  busy = false;
  readonly alerts = new Alerts();
  private readonly notices = new Notices();
  readonly orders = new Orders();
  readonly clock = new ServerClock(() => Date.now());
  readonly ring = new Ring(() => this.onChange());
  readonly positions = new Positions({
    send: (message) => this.line?.ask('fixes', message) ?? notSignedIn(),
    onChange: () => this.moved(),
    serverTime: (localMs) => this.clock.at(localMs),
  });
  readonly firstRun = new FirstRun(() => this.onChange());
  private readonly asOwn = {
    ask: <T>(path: string, options?: Parameters<OwnAsk>[1]) =>
      request<T>(path, { ...options, bearer: session.token() ?? '' }),
    onChange: () => this.onChange(),
  };
  readonly way = new Way({
    ...this.asOwn,
    orders: this.orders,
    assigned: () => this.alerts.assigned(),
    take: (alert) => this.take(alert),
    onSettled: () => this.settle(),
    say: (notice) => this.notices.add(notice),
    doing: (deed) => this.doing(deed),
    onRefused: (problem) => void this.stepRefused(problem),
    now: () => Date.now(),
    serverNow: () => this.clock.now(),
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
    ...this.asOwn,
    takeReach: (view) => this.reach.takeNewer(view),
    onErased: () => this.leave(t('You are erased here. This phone has forgotten you as well.')),
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
  readonly bell = new Bell({
    alerts: this.alerts,
    ring: this.ring,
    receipts: this.receipts,
    onChange: () => this.onChange(),
    busy: () => this.busy,
    isOver: () => this.notice?.kind === 'stood-down' || this.own.work.stop() !== null,
  });
  private settleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly onChange: () => void) {
    document.addEventListener('visibilitychange', () => {
      this.settleSoon();
      if (document.visibilityState === 'visible' && this.signedIn) void this.reach.load();
    });
  }

  /** What has ended and is to be read now; a stand-down covers the screen. */
  get notice(): Notice | null {
    return this.notices.shown();
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
      this.problem = t('This is not an enrolment code: it has at least eight characters.');
    } else {
      this.complain(reply.problem);
    }
    this.onChange();
  }

  private async enter({ token }: SignedInDevice): Promise<void> {
    session.signIn(token);
    this.firstRun.start();
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
    while (this.notice !== null) this.dismissNotice();
    void this.push.clearShown();
    await this.doing((line) => this.changed(line.ask('answer', said)));
    // A phone that has rung and was answered has proven that it can.
    void this.reach.load();
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
    const read = this.notices.understood();
    if (read !== null) this.seen(read);
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
        void this.way.steps.begin();
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
    if (message.kind === 'control-message') this.ring.turn();
    const notice = noticeOf(message, this.clock.now(), before !== undefined);
    if (notice !== null) this.notices.add(notice);
  }

  private take(view: AlertView, isLive = false): void {
    const alert = this.way.steps.asReported(view);
    if (this.orders.heard(this.alerts.get(alert.alertId), alert)) this.ring.turn();
    this.alerts.apply(alert);
    if (alert.about === 'callout') this.own.work.loadSoon();
    if (this.alerts.get(alert.alertId) === undefined) this.bell.arrivals.forget(alert.alertId);
    else this.bell.arrivals.note(alert, isLive);
  }

  private settleSoon(): void {
    clearTimeout(this.settleTimer);
    this.settleTimer = setTimeout(() => this.settle(), SETTLE_MS);
  }

  /** Bell, receipts and position follow from what is true now. */
  private settle(): void {
    this.bell.update();
    this.bell.confirm();
    const { notice } = this;
    if (notice?.kind === 'news' && isVisible()) this.seen(notice);
    const needed = this.me?.onDuty === true || this.alerts.assigned() !== null;
    if (needed) this.positions.start();
    else this.positions.stop();
    this.onChange();
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
      const thanks = thanksOf(reply.value);
      if (thanks !== null) this.notices.add(thanks);
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

  private async stepRefused(problem: Problem): Promise<void> {
    await this.reload();
    // That it is over comes as a stand-down of its own.
    const isOver = problem.code === 'stood-down' || problem.code === 'incident-over';
    if (!isOver) this.complain(problem);
    this.settle();
  }

  private moved(): void {
    const { here } = this.positions;
    if (here !== null) this.way.moved(here);
    this.onChange();
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
    void this.leave(t('This phone is not signed in any more. Ask for a new enrolment code.'));
  }

  private async leave(why: string): Promise<void> {
    const ended = this.push.end();
    this.forget();
    this.problem = why;
    this.onChange();
    await ended;
  }

  private forget(): void {
    const { notices, firstRun, way, orders, habits, reach, own, receipts } = this;
    const parts = [notices, firstRun, way, orders, habits, reach, own, receipts];
    for (const part of parts) part.forget();
    this.line?.close();
    this.line = null;
    this.me = null;
    this.problem = null;
    this.feed.lastSeq = 0;
    this.alerts.clear();
    this.bell.arrivals.clear();
    this.positions.stop();
    this.ring.set(null);
    session.signOut();
    this.onChange();
  }
}
