import { html, type TemplateResult } from 'lit';
import { count, t } from '#web/language';
import { partOutcome } from './own-parts';
import type { Phone } from './phone';

/** A position older than this is not trusted by most rules of alerting. */
const OLD_AFTER_MIN = 10;

/** What this phone tells of where it is, and what a page in a browser cannot do. */
export function backgroundScreen(phone: Phone): TemplateResult {
  const { whereabouts } = phone.own;
  return html`<main class="home" data-test="background">
    <a class="back" href="#">${t('← Back')}</a>
    <h1 tabindex="-1" data-screen="background">${t('Where my phone is')}</h1>
    ${partOutcome(whereabouts)}
    <ul class="checks">
      ${permission(phone)} ${age(phone)} ${screen(phone)}
    </ul>
    <section class="card">
      <h2>${t('This page can')}</h2>
      <ul class="plain-list">
        <li>${t('send your position while it is open, on the screen, and you are on duty;')}</li>
        <li>${t('call you by a notification while it is closed, where you allow it.')}</li>
      </ul>
      <h2>${t('This page cannot')}</h2>
      <ul class="plain-list">
        <li>${t('follow you while it is closed or the phone sleeps: no browser allows that.')}</li>
        <li>${t('ring through a silenced phone.')}</li>
      </ul>
    </section>
    <section class="card">
      <h2>${t('So that you are found anyway')}</h2>
      <ul class="plain-list">
        <li>${t('Keep the page open on duty, best on a charger.')}</li>
        <li>
          ${t('Enter home and work with their hours: they count while your position is old.')}
        </li>
      </ul>
      <p class="soft small">
        ${t(
          'An app from a store could send positions in the background and ring through silence. There is none of ours yet.',
        )}
      </p>
    </section>
  </main>`;
}

function permission({ own: { whereabouts } }: Phone): TemplateResult {
  switch (whereabouts.permission) {
    case 'granted':
      return line(true, t('This page may see where the phone is.'), 'place-granted');
    case 'denied':
      return line(
        false,
        t('This page may not see where the phone is: allow location for it in the browser.'),
        'place-denied',
      );
    case 'prompt':
      return line(false, t('You are asked for leave when you go on duty.'), 'place-prompt');
    case 'unknown':
      return line(
        false,
        t('This browser does not say whether the page may see it.'),
        'place-unknown',
      );
  }
}

/** How old what the server has is, and not what this page has measured. */
function age(phone: Phone): TemplateResult {
  const { known, at } = phone.own.whereabouts;
  if (!known) return line(false, t('How old your last position is, is not known now.'), 'age');
  if (at === null) return line(false, t('The server has no position of you.'), 'age');
  const minutes = Math.max(0, Math.floor((phone.clock.now() - Date.parse(at)) / 60_000));
  const words =
    minutes < 1
      ? t('The server has a position of you from just now.')
      : t('The last position of you that the server has is {{age}} old.', {
          age: count(minutes, 'minute', 'minutes'),
        });
  return line(minutes < OLD_AFTER_MIN, words, 'age');
}

function screen(phone: Phone): TemplateResult {
  const able = 'wakeLock' in navigator;
  if (!able) {
    return line(false, t('This browser cannot keep the screen on: set it to stay on.'), 'awake');
  }
  return phone.me?.onDuty === true
    ? line(true, t('The screen is kept on while you are on duty.'), 'awake')
    : line(true, t('The screen will be kept on once you are on duty.'), 'awake');
}

function line(fine: boolean, words: string, name: string): TemplateResult {
  return html`<li class=${fine ? 'fine' : 'trouble'} data-test="here-${name}">
    <span class="mark" aria-hidden="true">${fine ? '✓' : '!'}</span>
    <span>${words}</span>
  </li>`;
}
