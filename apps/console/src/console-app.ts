import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { KIND_WORDS } from '#web/words';
import { calloutList } from './callout-list';
import { whereOf } from './console-words';
import { Desk } from './desk';
import { incidentList } from './incident-list';
import { mayOpen } from './may-open';
import { above, askLinks, enter, homeOf, pageLinks, pageOf } from './pages';
import { hashOf, routeOf, type ConsoleRoute } from './route';
import { signInPage } from './sign-in-page';
import { ROLE_NAMES } from './staff-words';

const TICK_MS = 1_000;
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
    this.tick = setInterval(() => this.requestUpdate(), TICK_MS);
    addEventListener('hashchange', this.routed);
    addEventListener('keydown', this.keyed);
    void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.tick);
    removeEventListener('hashchange', this.routed);
    removeEventListener('keydown', this.keyed);
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
      ${desk.pages.callouts.alarm.banner((id) => desk.callout(id)?.title ?? 'Call-out')}
      ${this.topBar()}
      <div class="columns ${hasList ? one : 'alone'}">
        ${hasList ? this.listColumn() : nothing}
        <main class="page-column">${this.page()}</main>
      </div>
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

  private readonly keyed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.leave(event);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || !onList(event.target)) return;
    event.preventDefault();
    const rows = [...this.querySelectorAll<HTMLElement>('.row')];
    const at = rows.findIndex((row) => row === document.activeElement);
    const next = at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
    rows[next]?.focus();
  };

  /** Escape goes one page up, and never takes away what somebody is writing. */
  private leave(event: KeyboardEvent): void {
    if (event.target instanceof Element && event.target.matches('input, textarea, select')) return;
    if (this.route.page !== 'incidents') location.hash = above(this.route);
  }

  private topBar(): TemplateResult {
    const { desk } = this;
    const { account } = desk.door;
    return html`<header class="top-bar">
      <p class="brand">Closeby console</p>
      ${pageLinks(desk, this.route)} ${this.liveSign()}
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
        Sign out
      </button>
    </header>`;
  }

  private liveSign(): TemplateResult | typeof nothing {
    const { wire } = this.desk;
    if (wire === null) return nothing;
    return html`<p class=${wire.connected ? 'live' : 'not-live'} data-test="live">
      <span aria-hidden="true">${wire.connected ? '●' : '○'}</span>
      ${wire.connected ? 'Live' : 'Not live'}
    </p>`;
  }

  private lineBanner(): TemplateResult | typeof nothing {
    const seconds = this.desk.wire?.silentForS ?? null;
    if (seconds === null) return nothing;
    return html`<p class="banner" role="status" data-test="line-lost">
      <strong>Connection lost.</strong>
      <span aria-hidden="true">Last update <span class="figures">${seconds} s</span> ago.</span>
      What you see may be out of date.
    </p>`;
  }

  private announcement(): string {
    const incident = this.desk.announcement;
    return incident === null ? '' : `New: ${KIND_WORDS[incident.kind]}, ${whereOf(incident)}`;
  }
}

/** Arrow keys move in the list unless something else is being read or written. */
function onList(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.matches('.row'));
}
