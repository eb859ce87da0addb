import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { t } from '#web/language';
import { KIND_WORDS } from '#web/words';
import { calloutList } from './callout-list';
import { isWriting, type KeyDeed } from './console-keys';
import { whereOf } from './console-words';
import { deedDialog } from './deed-dialog';
import { Desk } from './desk';
import { incidentList } from './incident-list';
import { keysSheet } from './keys-sheet';
import { mayOpen } from './may-open';
import { above, askLinks, enter, homeOf, pageLinks, pageOf } from './pages';
import { hashOf, routeOf, type ConsoleRoute } from './route';
import { signInPage } from './sign-in-page';
import { ROLE_NAMES } from './staff-words';

const TICK_MS = 1_000;
/** After one of these a browser lets a page be heard. */
const TOUCHES = ['pointerdown', 'keydown'] as const;
const INVITATION = /^#\/invitation\/([\w-]+)$/u;

/** The dispatcher's page: live incidents on the left, one of them in full on the right. */
export class ConsoleApp extends LitElement {
  private readonly desk = new Desk(() => this.requestUpdate());
  private tick: ReturnType<typeof setInterval> | undefined;
  private route: ConsoleRoute = { page: 'incidents' };
  /** For whom the address was last followed; what it names is fetched as somebody. */
  private routedIn = false;
  private shown = hashOf({ page: 'incidents' });

  override connectedCallback(): void {
    super.connectedCallback();
    this.tick = setInterval(this.ticked, TICK_MS);
    addEventListener('hashchange', this.routed);
    addEventListener('keydown', this.keyed);
    for (const name of TOUCHES) addEventListener(name, this.touched);
    void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.tick);
    removeEventListener('hashchange', this.routed);
    removeEventListener('keydown', this.keyed);
    for (const name of TOUCHES) removeEventListener(name, this.touched);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { desk } = this;
    if (desk.door.secret === null) return signInPage(desk.door);
    const hasList = mayOpen(desk, 'incidents');
    const one = this.route.page === 'incidents' ? '' : 'one-open';
    return html`
      ${this.lineBanner()}
      ${desk.pages.callouts.alarm.banner((id) => desk.callout(id)?.title ?? t('Call-out'))}
      ${this.topBar()}
      <div class="columns ${hasList ? one : 'alone'}">
        ${hasList ? this.listColumn() : nothing}
        <main class="page-column">${this.page()}</main>
      </div>
      ${deedDialog(desk)} ${keysSheet(desk)}
      <p class="hidden-visually" role="status">${this.announcement()}</p>
    `;
  }

  /** A new page begins at its top; on a narrow screen it takes the place of the list. */
  protected override updated(): void {
    const isIn = this.desk.door.secret !== null;
    if (this.routedIn !== isIn) {
      this.routedIn = isIn;
      this.routed();
    }
    const shown = hashOf(this.route);
    if (this.shown === shown) return;
    this.shown = shown;
    this.querySelector('.page-column')?.scrollTo(0, 0);
    // The arrow keys go on in the list, unless there is none beside the page or a page is read.
    const narrow = matchMedia('(max-width: 56rem)').matches;
    if (!narrow && this.route.page === 'incident') return;
    if (narrow) scrollTo(0, 0);
    const target = this.route.page === 'incidents' ? '.row' : '[data-heading]';
    this.querySelector<HTMLElement>(target)?.focus();
  }

  private async begin(): Promise<void> {
    this.followInvitation();
    await this.desk.door.begin();
  }

  private readonly routed = (): void => {
    this.followInvitation();
    const asked = routeOf(location.hash);
    const isIn = this.desk.door.secret !== null;
    const elsewhere = isIn && asked.page === 'incidents' && !mayOpen(this.desk, 'incidents');
    this.route = elsewhere ? homeOf(this.desk) : asked;
    this.requestUpdate();
    if (!isIn) return;
    const { route } = this;
    const incidentId = 'incidentId' in route ? route.incidentId : null;
    const ledgerOf = route.page === 'callout-deliveries' ? route.calloutId : null;
    void this.desk.open(incidentId, ledgerOf);
    enter(this.desk, route);
  };

  /** An invitation is for whoever has none to lose: nobody is signed in here. */
  private followInvitation(): void {
    const [, invitation] = INVITATION.exec(location.hash) ?? [];
    if (invitation === undefined || this.desk.door.secret !== null) return;
    this.desk.door.takeInvitation(invitation);
    this.requestUpdate();
  }

  private listColumn(): TemplateResult {
    const { desk } = this;
    return html`<div class="list-column">
      ${
        this.route.page === 'incidents'
          ? html`<h1 class="hidden-visually">${t('Incidents')}</h1>`
          : nothing
      }
      ${
        desk.problem === null
          ? nothing
          : html`<p class="refusal" role="alert" data-test="problem">${desk.problem}</p>`
      }
      ${askLinks(desk)} ${desk.door.may('read-incident') ? incidentList(desk) : nothing}
      ${calloutList(desk)}
    </div>`;
  }

  private page(): TemplateResult {
    return pageOf(this.desk, this.route);
  }

  private readonly ticked = (): void => {
    const { desk } = this;
    const silentForS = desk.wire?.silentForS ?? null;
    if (desk.loaded) desk.sounds.ticked(desk.active(), desk.clock.now(), silentForS);
    this.requestUpdate();
  };

  private readonly touched = (): void => {
    if (this.desk.sounds.isMuted || !this.desk.sounds.isHeld) return;
    void this.desk.sounds.touched().then(() => this.requestUpdate());
  };

  private readonly keyed = (event: KeyboardEvent): void => {
    if (isWriting(event) || this.desk.door.secret === null) return;
    if (event.key === 'Escape') this.leave();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && onList(event.target)) this.move(event, step);
    if (step !== 0) return;
    const deed = this.desk.keys.read(event.key);
    if (deed === null) return;
    if (deed.kind === 'move') this.move(event, deed.step);
    else this.act(event, deed);
  };

  /** To the row before or after: of the one the keyboard is on, else of the one that is open. */
  private move(event: KeyboardEvent, step: 1 | -1): void {
    const rows = [...this.querySelectorAll<HTMLElement>('.row')];
    if (rows.length === 0) return;
    event.preventDefault();
    const on = rows.findIndex((row) => row === document.activeElement);
    const at = on === -1 ? rows.findIndex((row) => row.ariaCurrent === 'true') : on;
    const next = at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
    rows[next]?.focus();
  }

  private act(event: KeyboardEvent, deed: Exclude<KeyDeed, { readonly kind: 'move' }>): void {
    const { desk, route } = this;
    if (deed.kind === 'sheet') desk.showKeys(true);
    else if (deed.kind === 'sound') desk.mute(!desk.sounds.isMuted);
    else if (route.page === 'incident') {
      const incident = desk.opened();
      if (incident === null) return;
      const { incidentId } = route;
      if (deed.kind === 'deed') desk.deeds.ask(deed.name, incident);
      else location.hash = hashOf({ page: deed.kind, incidentId });
    } else return;
    event.preventDefault();
  }

  /** Escape goes one page up, and never takes away what somebody is writing. */
  private leave(): void {
    if (this.route.page !== 'incidents') location.hash = above(this.route);
  }

  private topBar(): TemplateResult {
    const { desk } = this;
    const { account } = desk.door;
    return html`<header class="top-bar">
      <p class="brand">${t('Closeby console')}</p>
      ${pageLinks(desk, this.route)} ${this.liveSign()} ${this.soundSwitch()}
      <button
        type="button"
        class="button"
        aria-keyshortcuts="?"
        aria-label=${t('Keys')}
        data-test="keys-help"
        @click=${() => desk.showKeys(true)}
      >
        ?
      </button>
      ${
        account === null
          ? nothing
          : html`<a
              class="own-account"
              href=${hashOf({ page: 'account' })}
              aria-current=${this.route.page === 'account' ? 'page' : nothing}
              data-test="to-account"
              >${account.displayName} <span class="soft small">${ROLE_NAMES[account.role]}</span></a
            >`
      }
      <button class="button" data-test="sign-out" @click=${() => void desk.door.signOut()}>
        ${t('Sign out')}
      </button>
    </header>`;
  }

  /** Sounds on or off, and whether the browser waits for a touch before it plays any. */
  private soundSwitch(): TemplateResult {
    const { desk } = this;
    const { isMuted, isHeld } = desk.sounds;
    const flip = (): void => desk.mute(!isMuted);
    return html`<button
      type="button"
      class="button sound"
      aria-pressed=${isMuted ? 'false' : 'true'}
      aria-keyshortcuts=${desk.keys.areOn ? 'x' : nothing}
      data-test="sound"
      @click=${flip}
    >
      <span aria-hidden="true">${isMuted ? '✕' : '♪'}</span>
      ${isMuted ? t('Sound off') : isHeld ? t('Sound after a click') : t('Sound on')}
    </button>`;
  }

  private liveSign(): TemplateResult | typeof nothing {
    const { wire } = this.desk;
    if (wire === null) return nothing;
    return html`<p class=${wire.connected ? 'live' : 'not-live'} data-test="live">
      <span aria-hidden="true">${wire.connected ? '●' : '○'}</span>
      ${wire.connected ? t('Live') : t('Not live')}
    </p>`;
  }

  private lineBanner(): TemplateResult | typeof nothing {
    const seconds = this.desk.wire?.silentForS ?? null;
    if (seconds === null) return nothing;
    return html`<p class="banner" role="status" data-test="line-lost">
      <strong>${t('Connection lost.')}</strong>
      <span aria-hidden="true" class="figures"
        >${t('Last update {{seconds}} s ago.', { seconds })}</span
      >
      ${t('What you see may be out of date.')}
    </p>`;
  }

  private announcement(): string {
    const incident = this.desk.announcement;
    return incident === null
      ? ''
      : t('New: {{kind}}, {{incident}}', {
          kind: KIND_WORDS[incident.kind],
          incident: whereOf(incident),
        });
  }
}

/** Arrow keys move in the list unless something else is being read or written. */
function onList(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.matches('.row'));
}
