import { html, nothing, type TemplateResult } from 'lit';
import type { MeView } from '#contracts/responder-api';
import { t } from '#web/language';
import { CREDENTIAL_WORDS, wordsOf } from '#web/words';
import type { Phone } from './phone';
import type { PushState } from './push-link';
import { NO_PUSH } from './readiness-card';

type Credential = MeView['credentials'][number];

/** What counts now and what does not yet. */
export function setupCredentials(phone: Phone, me: MeView): TemplateResult {
  const now = phone.clock.now();
  const counts = me.credentials.filter((one) => isValid(one, now));
  const others = me.credentials.filter((one) => !isValid(one, now));
  const isAlerted = counts.length > 0;
  return html`<ul class="checks">
      ${counts.map((one) => line(true, kindOf(one)))}
      ${others.map((one) => line(false, t('{{kind}}: not verified yet', { kind: kindOf(one) })))}
      ${me.credentials.length === 0 ? line(false, t('Nothing is on file yet')) : nothing}
    </ul>
    ${
      isAlerted
        ? nextButton(phone)
        : html`<a class="button primary tall" href="#credentials" data-test="setup-credentials">
            ${t('Send a picture of my certificate')}
          </a>`
    }`;
}

function isValid({ status, validTo }: Credential, now: number): boolean {
  return status === 'verified' && (validTo === null || Date.parse(validTo) > now);
}

function kindOf({ kind }: Credential): string {
  return wordsOf(CREDENTIAL_WORDS, kind, kind);
}

const PUSH_MISSING: readonly PushState[] = ['unsupported', 'not-offered', 'denied', 'failing'];

/** Why, then the browser's own question; what to do where it was answered with no. */
export function setupNotifications(phone: Phone): TemplateResult {
  const { state } = phone.push;
  return html`<p>
      ${t('An alert rings even when this page is closed. A notification never says where or who.')}
    </p>
    ${
      state === 'on'
        ? html`<ul class="checks">
              ${line(true, t('Notifications are allowed'))}
            </ul>
            ${nextButton(phone)}`
        : nothing
    }
    ${
      state === 'off'
        ? html`<button
            class="button primary tall"
            data-test="allow-push"
            @click=${() => void phone.allowPush()}
          >
            ${t('Allow notifications')}
          </button>`
        : nothing
    }
    ${
      PUSH_MISSING.includes(state)
        ? html`<ul class="checks" role="status">
            ${line(false, NO_PUSH[state])}
          </ul>`
        : nothing
    }`;
}

/** Why, then the browser's own question. */
export function setupPosition(phone: Phone): TemplateResult {
  const { positions } = phone;
  const { accuracyM, trouble, looking } = positions;
  return html`<p>
      ${t(
        'So that the nearest are asked. Your place is sent only while you are on duty, and forgotten afterwards.',
      )}
    </p>
    ${
      accuracyM === null
        ? html`<button
            class="button primary tall"
            data-test="setup-locate"
            ?disabled=${looking}
            @click=${() => positions.lookOnce()}
          >
            ${looking ? t('Looking …') : t('Allow my place')}
          </button>`
        : html`<ul class="checks" role="status" data-test="setup-located">
              ${line(
                true,
                t('Known to within {{accuracyM}} m', {
                  accuracyM: Math.max(1, Math.round(accuracyM)),
                }),
              )}
            </ul>
            ${nextButton(phone)}`
    }
    ${
      trouble === null
        ? nothing
        : html`<ul class="checks" role="alert">
            ${line(false, trouble)}
          </ul>`
    }`;
}

/** The alarm as it will be, to be heard once in peace. */
export function setupSound(phone: Phone): TemplateResult {
  const { ring } = phone;
  const play = async (): Promise<void> => {
    await ring.unlock();
    ring.sample();
  };
  return html`<p>
      ${t('Turn the volume up and silence off: a page can be no louder than your phone.')}
    </p>
    <button class="button tall" data-test="setup-play" @click=${() => void play()}>
      <span aria-hidden="true">♪</span> ${t('Play the alarm')}
    </button>
    ${
      'vibrate' in navigator
        ? nothing
        : html`<p class="soft">${t('This browser cannot make the phone vibrate.')}</p>`
    }
    ${ring.silenced ? nothing : html`${nextButton(phone, t('I hear it'))}`}`;
}

/** The way on. */
export function nextButton(phone: Phone, words = t('Next')): TemplateResult {
  return html`<button
    class="button primary tall"
    data-test="setup-next"
    @click=${() => goOn(phone)}
  >
    ${words}
  </button>`;
}

/** What was said of the test is known by then. */
function goOn(phone: Phone): void {
  if (phone.notice?.kind === 'news') phone.dismissNotice();
  phone.firstRun.next();
}

/** One thing that is so, or is not. */
export function line(fine: boolean, words: string): TemplateResult {
  return html`<li class=${fine ? 'fine' : 'trouble'}>
    <span class="mark" aria-hidden="true">${fine ? '✓' : '!'}</span>
    <span>${words}</span>
  </li>`;
}
