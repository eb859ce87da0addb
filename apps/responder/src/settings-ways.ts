import { html, type TemplateResult } from 'lit';
import type { OwnReachView } from '#contracts/reach-api';
import { DECLINABLE_CHANNELS, type DeclinableChannel } from '#core/delivery';
import { t } from '#web/language';
import { contactFields } from './contact-fields';
import { partNews } from './parts';
import type { Phone } from './phone';
import type { PushState } from './push-link';
import { allowButton } from './readiness-card';

const PUSH_WORDS: Readonly<Record<PushState, string>> = {
  looking: t('Notifications: looking …'),
  unsupported: t('This browser cannot show notifications while the page is closed.'),
  'not-offered': t('Your organisation has not set up notifications for browsers.'),
  off: t('Notifications are not allowed yet.'),
  denied: t('Notifications are switched off for this page in your browser.'),
  on: t('Notifications are on: you are called while this page is closed.'),
  failing: t('Notifications are allowed, but the service does not answer now.'),
};

const DECLINE_WORDS: Readonly<Record<DeclinableChannel, string>> = {
  sms: t('SMS, when the app has not reached me'),
  voice: t('A call, when nothing else has reached me'),
  email: t('E-mail, for what is not urgent'),
};

/** By which ways this person may be called. */
export function waysCard(phone: Phone, view: OwnReachView): TemplateResult {
  const { reach, push } = phone;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void reach.set('ways', readWays(event.currentTarget as HTMLFormElement));
  };
  return html`<section class="card" aria-labelledby="ways" data-test="ways">
    <h2 id="ways">${t('How?')}</h2>
    <p data-test="push-state">${PUSH_WORDS[push.state]}</p>
    ${allowButton(phone)} ${contactFields(phone, view)}
    <form class="sheet-form" @submit=${submit}>
      <fieldset class="ticks">
        <legend>${t('May also come by')}</legend>
        ${DECLINABLE_CHANNELS.map(
          (channel) =>
            html`<label class="tick">
              <input type="checkbox" name=${channel} .checked=${!view.declined.includes(channel)} />
              <span>${DECLINE_WORDS[channel]}</span>
            </label>`,
        )}
      </fieldset>
      ${partNews(reach, 'ways')}
      <button class="button" data-test="save-ways" ?disabled=${reach.busy !== null}>
        ${t('Save')}
      </button>
    </form>
  </section>`;
}

function readWays(form: HTMLFormElement): { declined: DeclinableChannel[] } {
  const fields = new FormData(form);
  return { declined: DECLINABLE_CHANNELS.filter((channel) => !fields.has(channel)) };
}
