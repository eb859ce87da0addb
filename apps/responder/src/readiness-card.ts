import { html, nothing, type TemplateResult } from 'lit';
import type { ReadinessView } from '#contracts/reach-api';
import { language, t } from '#web/language';
import { faultWords, lightWords } from '#web/readiness-words';
import { LIGHT_SIGNS, wordsOf } from '#web/words';
import type { Phone } from './phone';
import type { PushState } from './push-link';

/** What to do where notifications do not come, by why. */
export const NO_PUSH: Readonly<Record<PushState, string>> = {
  looking: t('One moment: this page is looking whether it can be called.'),
  unsupported: [
    t('This browser cannot be called while the page is closed.'),
    t('On an iPhone, add the page to the home screen and open it from there.'),
    t('Else use another browser, or keep the page open.'),
  ].join(' '),
  'not-offered': [
    t('Your organisation has not set up notifications for browsers.'),
    t('Keep this page open, and give a telephone number in the settings.'),
  ].join(' '),
  off: t('Allow notifications below.'),
  denied: t(
    'Allow notifications for this page in the settings of your browser, then open it again.',
  ),
  on: t('This page has just mended it; nothing to do.'),
  failing: t('The notification service does not answer. Open this page again later.'),
};

/** What to do about a fault, where the page itself cannot say better. */
const REMEDIES: Readonly<Record<string, string>> = {
  'sign-in-expired': t('Ask your organisation for a new enrolment code.'),
  'sign-in-expires-soon': t('Ask your organisation for a new enrolment code in time.'),
  'not-heard-of-lately': t('Open this page once a week.'),
  'not-heard-of-for-long': t('Open this page once a week.'),
  'push-address-dead': t('Open this page once a week.'),
  'never-confirmed': t('The next drill or alert that you confirm puts this right.'),
  'confirmed-long-ago': t('The next drill or alert that you confirm puts this right.'),
  unreachable: t('Or give a telephone number in the settings.'),
};
const ABOUT_PUSH: readonly string[] = [
  'no-push-address',
  'push-address-gone',
  'permission-denied',
  'permission-unknown',
];

/** Whether this person would be called now: a light, and each fault with what to do about it. */
export function readinessCard(phone: Phone): TemplateResult | typeof nothing {
  const readiness = phone.reach.view?.readiness ?? null;
  if (readiness === null) return nothing;
  const { light, faults } = readiness;
  return html`<section class="card light ${light}" aria-label=${t('Would you be called?')}>
    <h2 class="light-word" data-test="light" data-light=${light}>
      <span class="mark" aria-hidden="true">${LIGHT_SIGNS[light]}</span>
      <span>${lightWords(readiness)}</span>
    </h2>
    ${
      faults.length === 0
        ? nothing
        : html`<ul class="faults" data-test="faults">
            ${faults.map((fault, index) => faultItem(fault, remedyOf(phone, faults, index)))}
          </ul>`
    }
    ${allowButton(phone)} ${lastReceipt(readiness)}
  </section>`;
}

/** One sentence why, and a button: the browser asks only after a touch. */
export function allowButton(phone: Phone): TemplateResult | typeof nothing {
  if (phone.push.state !== 'off') return nothing;
  return html`<p>
      ${t(
        'So that you are called while this page is closed, let it show notifications. They never say where or who.',
      )}
    </p>
    <button class="button primary" data-test="allow-push" @click=${() => void phone.allowPush()}>
      ${t('Allow notifications')}
    </button>`;
}

type Fault = ReadinessView['faults'][number];

/** What to do about a fault; said once where one deed mends several in a row. */
function remedyOf(phone: Phone, faults: readonly Fault[], index: number): string {
  const remedy = (fault: Fault | undefined): string => {
    if (fault === undefined) return '';
    return ABOUT_PUSH.includes(fault.code)
      ? NO_PUSH[phone.push.state]
      : wordsOf(REMEDIES, fault.code, '');
  };
  const own = remedy(faults[index]);
  return own === remedy(faults[index + 1]) ? '' : own;
}

function faultItem(fault: Fault, remedy: string): TemplateResult {
  return html`<li>
    <strong>${faultWords(fault)}</strong>
    ${remedy === '' ? nothing : html`<span>${remedy}</span>`}
  </li>`;
}

function lastReceipt({ lastReceiptAt }: ReadinessView): TemplateResult | typeof nothing {
  if (lastReceiptAt === null) return nothing;
  const when = new Date(lastReceiptAt).toLocaleString(language(), {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return html`<p class="soft small">${t('Last confirmed that it rang: {{when}}', { when })}</p>`;
}
