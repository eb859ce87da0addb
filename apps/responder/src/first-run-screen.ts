import { html, nothing, type TemplateResult } from 'lit';
import type { MeView } from '#contracts/responder-api';
import { t } from '#web/language';
import { dutySpan } from './duty-words';
import { dutySwitch } from './duty-switch';
import { SETUP_STEPS, type SetupStep } from './first-run';
import { setupCredentials, setupNotifications, setupPosition, setupSound } from './first-run-parts';
import { setupTest } from './first-run-test';
import { refusal } from './parts';
import type { Phone } from './phone';
import { readinessCard } from './readiness-card';

const TITLES: Readonly<Record<SetupStep, string>> = {
  who: t('Is this you?'),
  credentials: t('What you are trained for'),
  notifications: t('Call me while this page is closed'),
  position: t('Where you are'),
  sound: t('Sound and vibration'),
  test: t('Ring this phone'),
  duty: t('Ready'),
};

/** What is lost by leaving a step out; a step without a word here cannot be left out. */
const LOST: Partial<Readonly<Record<SetupStep, string>>> = {
  credentials: t('Without a verified credential you are not alerted.'),
  notifications: t('Without them this phone rings only while this page is open.'),
  position: t('Without it you are asked only near the places you register yourself.'),
  sound: t('Without sound you may miss an alert that only shows on the screen.'),
  test: t('Without a test nobody knows whether this phone would ring.'),
};

/** A new phone is led through what it needs to ring, one thing at a time. */
export function firstRunScreen(phone: Phone, me: MeView): TemplateResult {
  const { firstRun } = phone;
  const { at, number } = firstRun;
  return html`<main class="home first-run" data-test="first-run" data-step=${at}>
    <header class="setup-head">
      ${
        number === 1
          ? nothing
          : html`<button class="link" data-test="setup-back" @click=${() => firstRun.back()}>
              ${t('← Back')}
            </button>`
      }
      <button class="link" data-test="setup-later" @click=${() => firstRun.pause()}>
        ${t('Later')}
      </button>
    </header>
    <p class="setup-progress">
      <span>${t('Step {{number}} of {{last}}', { number, last: SETUP_STEPS.length })}</span>
      <progress aria-hidden="true" max=${SETUP_STEPS.length} value=${number}></progress>
    </p>
    <h1 tabindex="-1" data-screen="setup ${at}">${TITLES[at]}</h1>
    ${refusal(phone)} ${body(phone, me, at)}
    ${LOST[at] === undefined ? nothing : skipping(phone, LOST[at])}
  </main>`;
}

function body(phone: Phone, me: MeView, at: SetupStep): TemplateResult {
  switch (at) {
    case 'who':
      return who(phone, me);
    case 'credentials':
      return setupCredentials(phone, me);
    case 'notifications':
      return setupNotifications(phone);
    case 'position':
      return setupPosition(phone);
    case 'sound':
      return setupSound(phone);
    case 'test':
      return setupTest(phone, me);
    case 'duty':
      return ready(phone, me);
  }
}

function who(phone: Phone, me: MeView): TemplateResult {
  return html`<div class="card setup-who">
      <p class="setup-name" data-test="setup-name">${me.displayName}</p>
      <p class="soft">${me.organisation.name}</p>
    </div>
    <button
      class="button primary tall"
      data-test="setup-next"
      @click=${() => phone.firstRun.next()}
    >
      ${t('Yes, this is me')}
    </button>
    <button class="button" data-test="setup-not-me" @click=${() => void phone.signOut()}>
      ${t('No: sign this phone out')}
    </button>`;
}

function ready(phone: Phone, me: MeView): TemplateResult {
  const { view } = phone.reach;
  const at = { now: phone.clock.now(), timeZone: me.organisation.timeZone };
  const span = view === null ? null : dutySpan(view, at);
  return html`${dutySwitch(phone, me)}
    ${me.onDuty && span !== null ? html`<p class="soft">${span.words}</p>` : nothing}
    ${readinessCard(phone)}
    <button
      class="button primary tall"
      data-test="setup-next"
      @click=${() => phone.firstRun.next()}
    >
      ${t('Done')}
    </button>
    <a class="button" href="#settings" @click=${() => phone.firstRun.next()}>
      ${t('Choose my hours')}
    </a>`;
}

function skipping({ firstRun }: Phone, lost: string): TemplateResult {
  return html`<p class="setup-skip">
    <span class="soft">${lost}</span>
    <button class="link" data-test="setup-skip" @click=${() => firstRun.skip()}>
      ${t('Skip this')}
    </button>
  </p>`;
}

/** At home, while setting up was put off: how far it is, and the way back to it. */
export function setupCard({ firstRun }: Phone): TemplateResult | typeof nothing {
  if (!firstRun.paused) return nothing;
  return html`<section class="card light amber" aria-label=${t('Set this phone up')}>
    <h2 class="light-word">
      <span class="mark" aria-hidden="true">!</span>
      <span>${t('This phone is not set up yet')}</span>
    </h2>
    <button class="button primary" data-test="setup-resume" @click=${() => firstRun.resume()}>
      ${t('Go on with step {{number}} of {{last}}', {
        number: firstRun.number,
        last: SETUP_STEPS.length,
      })}
    </button>
  </section>`;
}
