import { html, nothing, type TemplateResult } from 'lit';
import type { MeView } from '#contracts/responder-api';
import { CREDENTIAL_WORDS, wordsOf } from '#web/words';
import { dutySwitch } from './duty-switch';
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
    ${refusal(phone)} ${newsLine(phone)} ${dutySwitch(phone, me)} ${readinessCard(phone)}
    ${newPhoneCard(phone)} ${workCards(phone)}
    <nav class="ways-on" aria-label="More">
      <a class="button" href="#settings" data-test="to-settings">When and how I am called</a>
      <a class="button" href="#badge" data-test="to-badge">Show my badge</a>
      <a class="button" href="#credentials" data-test="to-credentials">My credentials</a>
      <a class="button" href="#me" data-test="to-me">My phones and data</a>
      ${workLinks()}
    </nav>
    ${me.onDuty ? checks(phone) : nothing} ${travelCard(phone, me)} ${placesCard(phone)}
    ${credentials(me)}
  </main>`;
}

/** The three things without which an alert does not get through, each true or not. */
function checks(phone: Phone): TemplateResult {
  const { positions, ring, line } = phone;
  return html`<section aria-label="This phone">
    <ul class="checks">
      ${check(
        line?.connected === true,
        line?.connected === true ? 'Connected' : 'Not connected',
        'connected',
      )}
      ${check(positions.trouble === null && positions.accuracyM !== null, place(phone), 'located')}
      ${check(
        !ring.silenced,
        ring.silenced ? 'Touch the screen once, so that this page may ring' : 'Can ring',
        'can-ring',
      )}
    </ul>
    <p class="soft small" data-test="push-${phone.push.state}">
      ${
        phone.push.state === 'on'
          ? 'While this page is open it rings until you answer; closed, it is a notification.'
          : 'Keep this page open and the sound on: without notifications it rings only while open.'
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
  if (positions.accuracyM === null) return 'Looking for where the phone is …';
  const within = `Place known to within ${Math.max(1, Math.round(positions.accuracyM))} m`;
  if (positions.lastTakenMs === null) return `${within}, not sent yet`;
  const seconds = Math.round((Date.now() - positions.lastTakenMs) / 1_000);
  return seconds < 90
    ? `${within}, just sent`
    : `${within}, sent ${Math.round(seconds / 60)} min ago`;
}

function credentials(me: MeView): TemplateResult {
  const now = Date.now();
  return html`<section class="card">
    <h2>Your credentials</h2>
    ${
      me.credentials.length === 0
        ? html`<p class="soft">None yet. You are not alerted without a verified one.</p>`
        : nothing
    }
    <ul class="credentials">
      ${me.credentials.map((credential) => {
        const expired = credential.validTo !== null && Date.parse(credential.validTo) <= now;
        const state = expired ? 'expired' : credential.status;
        return html`<li>
          <span>${wordsOf(CREDENTIAL_WORDS, credential.kind, credential.kind)}</span>
          <span class="badge ${state === 'verified' ? 'good' : 'warn'}">${state}</span>
        </li>`;
      })}
    </ul>
  </section>`;
}
