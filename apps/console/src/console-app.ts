import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { KIND_WORDS } from '#web/words';
import { calloutList } from './callout-list';
import { whereOf } from './console-words';
import { Desk } from './desk';
import { incidentList } from './incident-list';
import { incidentPage } from './incident-page';
import { signInPage } from './sign-in-page';

const TICK_MS = 1_000;
const ROUTE = '#/incidents/';

/** The dispatcher's page: live incidents on the left, one of them in full on the right. */
export class ConsoleApp extends LitElement {
  private readonly desk = new Desk(() => this.requestUpdate());
  private tick: ReturnType<typeof setInterval> | undefined;
  private shownId: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.tick = setInterval(() => this.requestUpdate(), TICK_MS);
    addEventListener('hashchange', this.route);
    addEventListener('keydown', this.keyed);
    void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.tick);
    removeEventListener('hashchange', this.route);
    removeEventListener('keydown', this.keyed);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { desk } = this;
    if (desk.key === null) return signInPage(desk);
    return html`
      ${this.lineBanner()} ${this.topBar()}
      <div class="columns ${desk.openId === null ? '' : 'one-open'}">
        <div class="list-column">
          ${
            desk.problem === null
              ? nothing
              : html`<p class="refusal" role="alert" data-test="problem">${desk.problem}</p>`
          }
          ${incidentList(desk)} ${calloutList(desk)}
        </div>
        <main class="page-column">${incidentPage(desk)}</main>
      </div>
      <p class="hidden-visually" role="status">${this.announcement()}</p>
    `;
  }

  /** On a narrow screen the opened page takes the place of the list, and with it the focus. */
  protected override updated(): void {
    if (this.shownId === this.desk.openId) return;
    this.shownId = this.desk.openId;
    const narrow = matchMedia('(max-width: 56rem)').matches;
    if (!narrow) return;
    scrollTo(0, 0);
    const target = this.shownId === null ? '.row' : '[data-heading]';
    this.querySelector<HTMLElement>(target)?.focus();
  }

  private async begin(): Promise<void> {
    const { key } = this.desk;
    if (key !== null) await this.desk.signIn(key);
    this.route();
  }

  private readonly route = (): void => {
    const id = location.hash.startsWith(ROUTE) ? location.hash.slice(ROUTE.length) : '';
    void this.desk.open(id === '' || this.desk.key === null ? null : decodeURIComponent(id));
  };

  private readonly keyed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.desk.openId !== null) location.hash = '';
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || !onList(event.target)) return;
    event.preventDefault();
    const rows = [...this.querySelectorAll<HTMLElement>('.row')];
    const at = rows.findIndex((row) => row === document.activeElement);
    const next = at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
    rows[next]?.focus();
  };

  private topBar(): TemplateResult {
    const { desk } = this;
    const live = desk.wire?.connected === true;
    return html`<header class="top-bar">
      <p class="brand">Closeby console</p>
      <p class=${live ? 'live' : 'not-live'} data-test="live">
        <span aria-hidden="true">${live ? '●' : '○'}</span> ${live ? 'Live' : 'Not live'}
      </p>
      <button class="button" @click=${() => desk.signOut()}>Sign out</button>
    </header>`;
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
