import type { MeView } from '#contracts/responder-api';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { t } from '#web/language';
import { Phone } from './phone';
import { aidScreen, beatStrip, isAid } from './aid-screens';
import { afterCareScreen } from './after-care-screen';
import { alarmScreen } from './alarm-screen';
import { backgroundScreen } from './background-screen';
import { boardScreen } from './board-screen';
import { groupScreen } from './group-screen';
import { nearScreen } from './near-screen';
import { reportScreen } from './report-screen';
import { watchScreen } from './watch-screen';
import { badgeScreen } from './badge-screen';
import { calloutScreen } from './callout-screen';
import { credentialsScreen } from './credentials-screen';
import { debriefScreen } from './debrief-screen';
import { drillScreen } from './drill-screen';
import { firstRunScreen } from './first-run-screen';
import { historyScreen } from './history-screen';
import { homeScreen } from './home-screen';
import { assignmentScreen } from './assignment-screen';
import { meScreen } from './me-screen';
import { settingsScreen } from './settings-screen';
import { loadingScreen, signInScreen } from './sign-in-screen';
import { stopScreen } from './stop-screen';
import { standDownScreen } from './stand-down-screen';
import { renewInTime } from './token-renewal';
import { waitingStrip } from './waiting-strip';

const TICK_MS = 1_000;
const CODE = /^#code=([\w-]+)$/u;

/** The responder's page: one screen at a time, the most urgent one. */
export class ResponderApp extends LitElement {
  private readonly phone = new Phone(() => this.requestUpdate());
  private tick: ReturnType<typeof setInterval> | undefined;
  private shown = '';
  private wakeLock: WakeLockSentinel | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.tick = setInterval(() => {
      this.phone.bell.update();
      this.phone.way.tick();
      void renewInTime(this.phone);
      this.requestUpdate();
    }, TICK_MS);
    addEventListener('pointerdown', this.touched);
    addEventListener('keydown', this.touched);
    addEventListener('hashchange', this.turnedPage);
    this.takeCode();
    void this.phone.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.tick);
    removeEventListener('pointerdown', this.touched);
    removeEventListener('keydown', this.touched);
    removeEventListener('hashchange', this.turnedPage);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`${this.lineBanner()}${waitingStrip(this.phone)}${beatStrip(this.phone)}
    ${this.screen()}`;
  }

  /** A new screen or order takes the focus to its heading, so that a screen reader says it. */
  protected override updated(): void {
    this.toggleAttribute('data-ringing', this.phone.ring.ringing);
    const { alerts, own, way } = this.phone;
    const waitingCount = way.steps.waiting.length + own.outbox.waiting.length;
    own.afterCare.noteAssigned(alerts.assigned() !== null, waitingCount);
    // An alarm is heard alone.
    if (this.phone.ring.ringing && own.metronome.isRunning) own.metronome.stop();
    void this.keepAwake();
    const order = this.querySelector<HTMLElement>('[data-order-news]');
    const heading = order ?? this.querySelector<HTMLElement>('[data-screen]');
    const screen = heading?.dataset['screen'] ?? heading?.dataset['orderNews'] ?? '';
    if (screen === this.shown) return;
    this.shown = screen;
    heading?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  private screen(): TemplateResult {
    const { phone } = this;
    const isUsable = phone.signedIn && phone.me !== null;
    if (isAid(location.hash) && !isUsable) return aidScreen(phone);
    if (!phone.signedIn) return signInScreen(phone);
    if (phone.me === null) return loadingScreen(phone);
    const alarm = phone.alerts.alarm();
    if (alarm !== null) return alarmScreen(phone, alarm);
    if (phone.notice?.kind === 'stood-down') return standDownScreen(phone, phone.notice);
    const stop = phone.own.work.stop();
    if (stop !== null) return stopScreen(phone, stop);
    if (isAid(location.hash)) return aidScreen(phone);
    if (location.hash === '#badge') return badgeScreen(phone, phone.me);
    const assigned = phone.alerts.assigned();
    if (assigned !== null) return assignmentScreen(phone, assigned);
    const drill = phone.alerts.drill();
    if (drill !== null) return drillScreen(phone, drill);
    const question = phone.alerts.question();
    if (question !== null) return calloutScreen(phone, question);
    return this.ownScreen(phone.me);
  }

  private ownScreen(me: MeView): TemplateResult {
    switch (location.hash) {
      case '#settings':
        return settingsScreen(this.phone, me);
      case '#credentials':
        return credentialsScreen(this.phone);
      case '#report':
        return reportScreen(this.phone);
      case '#watch':
        return watchScreen(this.phone);
      case '#groups':
        return groupScreen(this.phone);
      case '#board':
        return boardScreen(this.phone);
      case '#debrief':
        return debriefScreen(this.phone);
      case '#after-care':
        return afterCareScreen(this.phone);
      case '#history':
        return historyScreen(this.phone);
      case '#background':
        return backgroundScreen(this.phone);
      case '#near':
        return nearScreen(this.phone);
      case '#me':
        return meScreen(this.phone);
      default:
        return this.phone.firstRun.active
          ? firstRunScreen(this.phone, me)
          : homeScreen(this.phone, me);
    }
  }

  private readonly turnedPage = (): void => {
    this.takeCode();
    this.phone.reach.quieten();
    if (this.phone.signedIn) {
      void this.phone.reach.load();
      this.phone.own.enter(location.hash);
    }
    this.requestUpdate();
  };

  /** The code of an invitation's link: it fills the form, and is in no history afterwards. */
  private takeCode(): void {
    const [, code] = CODE.exec(location.hash) ?? [];
    if (code === undefined) return;
    this.phone.registration.invited(code);
    history.replaceState(null, '', location.pathname);
  }

  private lineBanner(): TemplateResult | typeof nothing {
    const seconds = this.phone.line?.silentForS ?? null;
    if (seconds === null) return nothing;
    return html`<p class="banner" role="status" data-test="line-lost">
      <strong>${t('Connection lost.')}</strong>
      <span aria-hidden="true" class="figures"
        >${t('Last contact {{seconds}} s ago.', { seconds })}</span
      >
      ${t('You may miss an alert until it is back; this page keeps trying.')}
    </p>`;
  }

  private readonly touched = (): void => {
    if (this.phone.signedIn && this.phone.ring.silenced) void this.phone.ring.unlock();
  };

  /** A phone that sleeps cannot ring; where the browser allows it, the screen stays on. */
  private async keepAwake(): Promise<void> {
    const isNeeded = this.phone.me?.onDuty === true || this.phone.own.metronome.isRunning;
    const wanted = isNeeded && document.visibilityState === 'visible';
    if (!wanted || !('wakeLock' in navigator)) {
      await this.wakeLock?.release();
      this.wakeLock = null;
      return;
    }
    if (this.wakeLock !== null && !this.wakeLock.released) return;
    try {
      this.wakeLock = await navigator.wakeLock.request('screen');
    } catch {
      // Refused, for instance to save the battery: the page says anyway that it must stay open.
      this.wakeLock = null;
    }
  }
}
