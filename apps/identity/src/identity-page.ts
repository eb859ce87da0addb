import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { BadgeView } from '#contracts/credential-api';
import { request } from '#web/http';
import { sentenceOf } from '#web/problem-words';
import { language, t } from '#web/language';
import { languageChoice } from '#web/language-choice';
import { CREDENTIAL_WORDS } from '#web/words';

type Answer =
  | { readonly is: 'asking' }
  | { readonly is: 'no-code' }
  | { readonly is: 'valid'; readonly badge: BadgeView }
  | { readonly is: 'not-valid' }
  | { readonly is: 'unknown'; readonly sentence: string };

/** For the crew on scene: who stands there, by the code they show. It needs no account. */
export class IdentityPage extends LitElement {
  private answer: Answer = { is: 'asking' };
  private code = '';

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.followed);
    void this.check();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.followed);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<main class="answer ${this.answer.is}" aria-live="assertive">
      ${this.says()}
      <p class="soft small">
        ${t(
          'Closeby checks this code and nothing else. Ask for a second document where you need one.',
        )}
      </p>
      ${languageChoice(() => {
        if (this.code !== '') history.replaceState(null, '', `#${encodeURIComponent(this.code)}`);
      })}
    </main>`;
  }

  private readonly followed = (): void => {
    if (location.hash !== '') void this.check();
  };

  /** Asks once; the code is good for seconds and stays in no history. */
  private async check(): Promise<void> {
    const code = decodeURIComponent(location.hash.slice(1));
    this.code = code;
    history.replaceState(null, '', location.pathname);
    this.become({ is: code === '' ? 'no-code' : 'asking' });
    if (code === '') return;
    const reply = await request<BadgeView>(`/v1/identity/${encodeURIComponent(code)}`);
    if (reply.ok) this.become({ is: 'valid', badge: reply.value });
    else if (NOT_VALID.includes(reply.problem.code)) this.become({ is: 'not-valid' });
    else this.become({ is: 'unknown', sentence: sentenceOf(reply.problem) });
  }

  private become(answer: Answer): void {
    this.answer = answer;
    this.requestUpdate();
  }

  private says(): TemplateResult {
    const { answer } = this;
    switch (answer.is) {
      case 'asking':
        return html`<h1>${t('Checking …')}</h1>`;
      case 'no-code':
        return html`<h1>${t('No code')}</h1>
          <p>${t('Scan the code on the responder’s phone with your camera.')}</p>`;
      case 'valid':
        return valid(answer.badge);
      case 'not-valid':
        return html`<p class="sign" aria-hidden="true">✕</p>
          <h1 data-test="not-valid">${t('Not valid')}</h1>
          <p>
            ${t(
              'This code is too old, or none of Closeby’s. Ask the person to show a fresh one and scan it again.',
            )}
          </p>`;
      case 'unknown':
        return html`<h1>${t('Not checked')}</h1>
          <p>${answer.sentence}</p>`;
    }
  }
}

const NOT_VALID = ['not-found', 'invalid-field', 'erased'];

function valid(badge: BadgeView): TemplateResult {
  const { displayName, organisation, credentials, isAssigned, checkedAt } = badge;
  return html`<p class="sign" aria-hidden="true">✓</p>
    <p class="verdict" data-test="valid">${t('Valid responder')}</p>
    ${
      displayName === null
        ? html`<h1>${organisation}</h1>
            <p>${t('A member who is neither on duty nor sent to an incident now.')}</p>`
        : html`<h1 data-test="who">${displayName}</h1>
            <p class="organisation" data-test="organisation">${organisation}</p>`
    }
    ${
      credentials.length === 0
        ? nothing
        : html`<ul data-test="credentials">
            ${credentials.map((kind) => html`<li>${CREDENTIAL_WORDS[kind]}</li>`)}
          </ul>`
    }
    <p class="assigned" data-test="assigned">
      ${isAssigned ? t('Sent to an incident at this moment') : t('Not sent to an incident now')}
    </p>
    <p class="figures">
      ${t('Checked at {{time}}', { time: new Date(checkedAt).toLocaleTimeString(language()) })}
    </p>`;
}
