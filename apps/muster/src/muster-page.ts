import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { CheckKind } from '#core/check-event';
import { sentenceOf } from '#web/problem-words';
import { count, t } from '#web/language';
import { languageChoice } from '#web/language-choice';
import { hourWords, momentWords } from '#web/moments';
import { Camera, hasDetector } from './camera';
import { MusterDesk } from './desk';
import { DeskBook } from './desk-book';
import { countsOf, found, isOf, listOf, type Listed } from './desk-list';
import { personRow, problemList, walkInForm } from './muster-parts';

/** With network the list is as new as this. */
const LOOK_EVERY_MS = 15_000;
/** Shown without a search: more nobody reads on a screen. */
const SHOWN_MAX = 300;

const EXERCISE = html`<p class="exercise" data-test="exercise">${t('EXERCISE · not real')}</p>`;

interface Said {
  readonly tone: 'good' | 'warn';
  readonly text: string;
}

/** A desk at a muster point: who comes and goes, with and without network. */
export class MusterPage extends LitElement {
  private desk: MusterDesk | null = null;
  private kind: CheckKind = 'in';
  private sought = '';
  private everyone = false;
  private said: Said | null = null;
  private fault: string | null = null;
  private camera: Camera | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('online', this.look);
    addEventListener('hashchange', this.followed);
    this.timer = setInterval(this.look, LOOK_EVERY_MS);
    void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('online', this.look);
    removeEventListener('hashchange', this.followed);
    clearInterval(this.timer);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { desk } = this;
    if (this.fault !== null) return html`<main class="sheet"><h1>${this.fault}</h1></main>`;
    if (desk === null) return html`<main class="sheet"><h1>${t('Opening …')}</h1></main>`;
    if (desk.line.is === 'over') return overDesk();
    if (desk.desk === null) return noDesk();
    const state = desk.desk.state;
    if (state === null) return this.firstTime(desk);
    const list = listOf(desk.desk.people, desk.checks, Date.now());
    const isExercise = state.callout.mode !== 'actual';
    return html`
      ${isExercise ? EXERCISE : nothing} ${this.head(desk, list)}
      <main class="desk">
        ${this.entry()} ${this.shownList(list, state.musterKey)} ${problemList(desk.checks)}
        ${walkInForm((walkIn) => void this.walkedIn(walkIn))} ${this.foot(desk)}
      </main>
    `;
  }

  private readonly look = (): void => void this.desk?.catchUp();

  private readonly followed = (): void => {
    if (location.hash !== '') void this.begin();
  };

  /** The code leaves the address at once: it stays in no history. */
  private async begin(): Promise<void> {
    const code = decodeURIComponent(location.hash.slice(1));
    history.replaceState(null, '', location.pathname);
    try {
      const book = await DeskBook.open();
      this.desk ??= new MusterDesk(book, () => this.requestUpdate());
      await this.desk.begin(code);
    } catch {
      this.fault = t('This browser keeps nothing (a private window?): a desk cannot work in it.');
    }
    this.requestUpdate();
  }

  private head(desk: MusterDesk, list: readonly Listed[]): TemplateResult {
    const state = desk.desk?.state;
    const muster = state?.callout.musterPoints.find((one) => one.musterKey === state.musterKey);
    const counts = countsOf(list, state?.musterKey ?? null);
    const stopComingAt = state?.callout.stopComingAt ?? null;
    return html`<header class="head">
      <h1>${muster?.name ?? t('All muster points')}</h1>
      <p class="soft">${state?.callout.title}</p>
      ${
        stopComingAt === null
          ? nothing
          : html`<p class="banner">
              ${t('Nobody more should come since {{stopComingAt}}.', {
                stopComingAt: momentWords(stopComingAt),
              })}
            </p>`
      }
      <dl class="counts figures">
        ${figure(t('In'), counts.in, 'in')} ${figure(t('Expected'), counts.expected, 'expected')}
        ${figure(t('Out'), counts.out, 'out')} ${figure(t('Overdue'), counts.overdue, 'overdue')}
      </dl>
      ${this.lineWords(desk)}
    </header>`;
  }

  private lineWords(desk: MusterDesk): TemplateResult {
    const { length } = desk.waiting;
    const waits =
      length === 0
        ? html`<span data-test="waiting" data-count="0">${t('Everything is handed over.')}</span>`
        : html`<strong data-test="waiting" data-count=${length}
            >${count(length, 'check waits on this device.', 'checks wait on this device.')}</strong
          >`;
    const { line } = desk;
    const words = {
      asking: t('Asking the server …'),
      there: t('Connected.'),
      cut: t('No network: go on, it catches up by itself.'),
      refused: '',
      over: '',
    }[line.is];
    const isBad = line.is === 'cut' || line.is === 'refused';
    return html`<p class="line ${isBad ? 'cut' : ''}" data-test="line" data-line=${line.is}>
      ${
        line.is === 'refused'
          ? t('{{problem}} Ask the coordinator for a new code and open it here.', {
              problem: sentenceOf(line.problem),
            })
          : words
      }
      ${waits}
    </p>`;
  }

  private entry(): TemplateResult {
    const choice = (kind: CheckKind, words: string): TemplateResult =>
      html`<button
        class="choice"
        data-test="mode-${kind}"
        aria-pressed=${this.kind === kind ? 'true' : 'false'}
        @click=${() => this.become({ kind })}
      >
        ${words}
      </button>`;
    return html`<section class="entry" aria-label=${t('Check')}>
      <div class="choices">
        ${choice('in', t('They come IN'))} ${choice('out', t('They go OUT'))}
      </div>
      <form class="field" @submit=${(event: Event) => void this.entered(event)}>
        <label for="entry">${t('Scan or paste a code, or type a name')}</label>
        <input
          id="entry"
          autocomplete="off"
          autocapitalize="words"
          spellcheck="false"
          .value=${this.sought}
          @input=${(event: Event) => this.typed(event)}
        />
      </form>
      ${
        hasDetector()
          ? html`<button class="button" @click=${() => void this.film()}>
              ${this.camera === null ? t('Scan with the camera') : t('Stop the camera')}
            </button>`
          : nothing
      }
      <video ?hidden=${this.camera === null} muted playsinline></video>
      <p class="said ${this.said?.tone ?? ''}" role="status" data-test="said">
        ${this.said?.text ?? ''}
      </p>
    </section>`;
  }

  private shownList(list: readonly Listed[], musterKey: string | null): TemplateResult {
    const isSought = this.sought.trim() !== '';
    const own = list.filter(
      (one) => isSought || this.everyone || musterKey === null || isOf(one, musterKey),
    );
    const all = found(own, this.sought);
    const shown = all.slice(0, SHOWN_MAX);
    const check = (one: Listed, kind: CheckKind) => void this.checked(one, kind);
    return html`<section class="list">
      <h2>
        ${isSought ? t('Found') : t('List')} <span class="soft figures">(${all.length})</span>
      </h2>
      ${
        musterKey === null || isSought
          ? nothing
          : html`<label class="tick">
              <input
                type="checkbox"
                .checked=${this.everyone}
                @change=${() => this.become({ everyone: !this.everyone })}
              />
              ${t('Also those of the other muster points')}
            </label>`
      }
      <ul data-test="people">
        ${shown.map((one) => personRow(one, check))}
      </ul>
      ${
        all.length > shown.length
          ? html`<p class="soft">
              ${t('{{number}} more: type a part of the name.', {
                number: all.length - shown.length,
              })}
            </p>`
          : nothing
      }
    </section>`;
  }

  private firstTime(desk: MusterDesk): TemplateResult {
    const { line } = desk;
    return html`<main class="sheet">
      <h1>${line.is === 'asking' ? t('Opening …') : t('This desk is not open yet')}</h1>
      ${line.is === 'refused' ? html`<p>${sentenceOf(line.problem)}</p>` : nothing}
      ${
        line.is === 'cut'
          ? html`<p>
                ${t('It needs the network once, to get its list. Closeby cannot be reached now.')}
              </p>
              <button class="button primary" @click=${this.look}>${t('Try again')}</button>`
          : nothing
      }
    </main>`;
  }

  private foot(desk: MusterDesk): TemplateResult {
    const state = desk.desk?.state;
    const waits = desk.waiting.length > 0;
    return html`<footer class="foot">
      <p class="soft small">
        ${t('List of {{readAt}}. Muster leader:', {
          readAt: state === undefined || state === null ? '–' : momentWords(state.readAt),
        })}
        ${state?.callout.contact}
      </p>
      ${languageChoice()}
      <button class="button" @click=${() => print()}>${t('Print the list')}</button>
      <button class="button danger" ?disabled=${waits} @click=${() => void desk.close()}>
        ${t('Close this desk and forget its list here')}
      </button>
    </footer>`;
  }

  private typed(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.become({ sought: event.target.value });
  }

  /** A scanner types the code and Enter; of a name, Enter alone checks nobody. */
  private async entered(event: Event): Promise<void> {
    event.preventDefault();
    const text = this.sought;
    if (await this.scanned(text)) this.become({ sought: '' });
    else if (text.trim() !== '') this.say('warn', t('That is no code: choose the person below.'));
  }

  private async scanned(text: string): Promise<boolean> {
    const taken = await this.desk?.scan(text, this.kind);
    if (taken === null || taken === undefined) return false;
    const { made, person } = taken;
    if (person === null) {
      this.say('warn', t('A code this desk does not know: kept, and looked up with network.'));
    } else this.sayChecked(person.displayName, made.event.kind, made.event.at);
    return true;
  }

  private async checked(one: Listed, kind: CheckKind): Promise<void> {
    const made = await this.desk?.check(one, kind);
    if (made !== undefined) this.sayChecked(one.displayName, kind, made.event.at);
    this.become({ sought: '' });
  }

  private async walkedIn(walkIn: Parameters<MusterDesk['walkIn']>[0]): Promise<void> {
    const made = await this.desk?.walkIn(walkIn);
    if (made !== undefined) this.sayChecked(walkIn.displayName, 'in', made.event.at);
  }

  private async film(): Promise<void> {
    if (this.camera !== null) {
      this.camera.stop();
      this.become({ camera: null });
      return;
    }
    const video = this.querySelector('video');
    if (video === null) return;
    try {
      const camera = await Camera.start(video, (text) => void this.scanned(text));
      this.become({ camera });
    } catch {
      this.say('warn', t('The camera is not allowed: type or paste the code.'));
    }
  }

  private sayChecked(name: string, kind: CheckKind, at: string): void {
    const time = hourWords(at);
    this.say(
      'good',
      kind === 'in'
        ? t('{{name}}: in at {{time}}', { name, time })
        : t('{{name}}: out at {{time}}', { name, time }),
    );
  }

  private say(tone: Said['tone'], text: string): void {
    this.become({ said: { tone, text } });
  }

  private become(change: {
    readonly kind?: CheckKind;
    readonly sought?: string;
    readonly everyone?: boolean;
    readonly said?: Said;
    readonly camera?: Camera | null;
  }): void {
    Object.assign(this, change);
    this.requestUpdate();
  }
}

function noDesk(): TemplateResult {
  return html`<main class="sheet">
    <h1 data-test="no-desk">${t('No desk here')}</h1>
    <p>${t('Open the link of a desk, or scan its code, as the coordinator has it.')}</p>
  </main>`;
}

function overDesk(): TemplateResult {
  return html`<main class="sheet">
    <h1 data-test="desk-over">${t('This desk is over')}</h1>
    <p>${t('Its time has run out: its names and checks are no longer on this device.')}</p>
    <p>${t('Ask the coordinator for a new code where people are still there.')}</p>
  </main>`;
}

function figure(words: string, count: number, name: string): TemplateResult {
  return html`<div class="figure ${name} ${count > 0 ? 'some' : ''}">
    <dt>${words}</dt>
    <dd data-test="count-${name}">${count}</dd>
  </div>`;
}
