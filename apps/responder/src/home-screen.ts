import { html, nothing, type TemplateResult } from 'lit';
import type { MeView } from '#contracts/responder-api';
import { t } from '#web/language';
import { CREDENTIAL_WORDS, wordsOf } from '#web/words';
import { callControl } from './call-control';
import { STATE_WORDS } from './credentials-screen';
import { dutySwitch } from './duty-switch';
import { setupCard } from './first-run-screen';
import { placesCard, travelCard } from './habit-cards';
import { newPhoneCard } from './me-screen';
import { newsLine, refusal } from './parts';
import type { Phone } from './phone';
import { readinessCard } from './readiness-card';
import { workCards, workLinks } from './work-cards';

/** What a responder sees when nothing happens: the duty switch and whether all is in order. */
export function homeScreen(phone: Phone, me: MeView): TemplateResult {
  return html`<main class="home">
    <header>
      <h1 tabindex="-1" data-screen="home">${me.displayName}</h1>
    </header>
    ${refusal(phone)} ${newsLine(phone)} ${setupCard(phone)} ${dutySwitch(phone, me)}
    ${callControl(phone)} ${readinessCard(phone)} ${newPhoneCard(phone)} ${workCards(phone)}
    <nav class="ways-on" aria-label=${t('More')}>
      <a class="button" href="#settings" data-test="to-settings"
        >${t('When and how I am called')}</a
      >
      <a class="button" href="#badge" data-test="to-badge">${t('Show my badge')}</a>
      <a class="button" href="#credentials" data-test="to-credentials">${t('My credentials')}</a>
      <a class="button" href="#me" data-test="to-me">${t('My phones and data')}</a>
      ${workLinks()}
    </nav>
    ${me.onDuty ? checks(phone) : nothing} ${travelCard(phone, me)} ${placesCard(phone)}
    ${credentials(me)}
  </main>`;
}

/** The three things without which an alert does not get through, each true or not. */
function checks(phone: Phone): TemplateResult {
  const { positions, ring, line } = phone;
  return html`<section aria-label=${t('This phone')}>
    <ul class="checks">
      ${check(
        line?.connected === true,
        line?.connected === true ? t('Connected') : t('Not connected'),
        'connected',
      )}
      ${check(positions.trouble === null && positions.accuracyM !== null, place(phone), 'located')}
      ${check(
        !ring.silenced,
        ring.silenced ? t('Touch the screen once, so that this page may ring') : t('Can ring'),
        'can-ring',
      )}
    </ul>
    <p class="soft small" data-test="push-${phone.push.state}">
      ${
        phone.push.state === 'on'
          ? t('While this page is open it rings until you answer; closed, it is a notification.')
          : t(
              'Keep this page open and the sound on: without notifications it rings only while open.',
            )
      }
    </p>
  </section>`;
}

function check(fine: boolean, words: string, name: string): TemplateResult {
  return html`<li class=${fine ? 'fine' : 'trouble'} data-test=${name}>
    <span class="mark" aria-hidden="true">${fine ? '✓' : '!'}</span>
    <span>${words}</span>
  </li>`;
}

function place({ positions }: Phone): string {
  if (positions.trouble !== null) return positions.trouble;
  if (positions.accuracyM === null) return t('Looking for where the phone is …');
  const within = t('Place known to within {{metres}} m', {
    metres: Math.max(1, Math.round(positions.accuracyM)),
  });
  if (positions.lastTakenMs === null) return t('{{within}}, not sent yet', { within });
  const seconds = Math.round((Date.now() - positions.lastTakenMs) / 1_000);
  return seconds < 90
    ? t('{{within}}, just sent', { within })
    : t('{{within}}, sent {{minutes}} min ago', { within, minutes: Math.round(seconds / 60) });
}

function credentials(me: MeView): TemplateResult {
  const now = Date.now();
  return html`<section class="card">
    <h2>${t('Your credentials')}</h2>
    ${
      me.credentials.length === 0
        ? html`<p class="soft">${t('None yet. You are not alerted without a verified one.')}</p>`
        : nothing
    }
    <ul class="credentials">
      ${me.credentials.map((credential) => {
        const expired = credential.validTo !== null && Date.parse(credential.validTo) <= now;
        const state = expired ? 'expired' : credential.status;
        return html`<li>
          <span>${wordsOf(CREDENTIAL_WORDS, credential.kind, credential.kind)}</span>
          <span class="badge ${state === 'verified' ? 'good' : 'warn'}"
            >${wordsOf(STATE_WORDS, state, state)}</span
          >
        </li>`;
      })}
    </ul>
  </section>`;
}
