import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { t } from '#web/language';
import { languageChoice } from '#web/language-choice';
import { boardPage } from './board-page';
import { Helper } from './helper';
import { joinedCard } from './joined-card';
import { modeStrip, passScreen } from './pass-screen';
import { PublicBoard } from './public-board';

const BOARD = /^#board\/([a-z0-9-]+)$/u;

/** The page of somebody without an account: a pass, what they joined, or the public board. */
export class HelperApp extends LitElement {
  private readonly helper = new Helper({ onChange: () => this.requestUpdate() });
  private board: PublicBoard | null = null;
  private shown = '';

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.followed);
    this.followed();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.followed);
    this.helper.end();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    if (this.board !== null) return boardPage(this.board);
    const stop = this.helper.stop();
    if (stop !== null) {
      return html`<main class="full stand-down" data-test="stop">
        ${modeStrip(stop.isExercise ? 'exercise' : 'actual')}
        <p class="stop" aria-hidden="true">✕</p>
        <div role="alert">
          <h1 tabindex="-1" data-screen="stop ${stop.noteId}">${stop.title}</h1>
          <p class="stand-down-why">${stop.text}</p>
        </div>
        <button class="button tall" data-test="understood" @click=${() => this.helper.see(stop)}>
          ${t('Understood')}
        </button>
      </main>`;
    }
    return this.ownPage();
  }

  /** A new screen takes the focus to its heading, so that a screen reader says it. */
  protected override updated(): void {
    const heading = this.querySelector<HTMLElement>('[data-screen]');
    const screen = heading?.dataset['screen'] ?? '';
    if (screen === this.shown) return;
    this.shown = screen;
    heading?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  private ownPage(): TemplateResult {
    const { helper } = this;
    const { pass, joins, problem, news } = helper;
    return html`<main class="page">
      ${
        helper.isOld && joins.length > 0
          ? html`<p class="banner" role="status">
              ${t('No connection: this may be out of date.')}
            </p>`
          : nothing
      }
      ${
        problem === null
          ? nothing
          : html`<p class="refusal" role="alert" data-test="problem">${problem}</p>`
      }
      ${news === null ? nothing : html`<p class="done" role="status">${news}</p>`}
      ${helper.unread().map(
        (note) =>
          html`<section class="card" role="status" data-test="note">
            <h2>${note.title}</h2>
            <p>${note.text}</p>
            <button class="button" @click=${() => helper.see(note)}>${t('Understood')}</button>
          </section>`,
      )}
      ${pass === null ? nothing : passScreen(helper, pass)}
      ${joins.map((join) => joinedCard(helper, join))}
      ${pass === null && joins.length === 0 ? this.nothingHere() : nothing} ${languageChoice()}
    </main>`;
  }

  private nothingHere(): TemplateResult {
    return html`<h1 tabindex="-1" data-screen="nothing">${t('Helping without an account')}</h1>
      <p>${t('Open the link of a pass, or scan its code with your camera.')}</p>`;
  }

  /** The code fills the page and is in no history afterwards. */
  private readonly followed = (): void => {
    const { hash } = location;
    const [, organisation] = BOARD.exec(hash) ?? [];
    if (organisation !== undefined) {
      this.board = new PublicBoard(organisation, { onChange: () => this.requestUpdate() });
      void this.board.load();
      this.requestUpdate();
      return;
    }
    const code = decodeURIComponent(hash.slice(1));
    if (this.shown !== '' && code === '') return;
    this.board = null;
    history.replaceState(null, '', location.pathname);
    void this.helper.begin(code === '' ? null : code);
    this.requestUpdate();
  };
}
