import { html, nothing, type TemplateResult } from 'lit';
import type { TestAlarmView } from '#contracts/drill-api';
import type { MeView } from '#contracts/responder-api';
import type { DeliveryChannel } from '#core/delivery';
import { t } from '#web/language';
import { line, nextButton } from './first-run-parts';
import { partOutcome } from './own-parts';
import type { Phone } from './phone';

/** Long enough to lock the phone and lay it down. */
const LATER_S = 15;

const HEARD_WORDS: Partial<Readonly<Record<DeliveryChannel, string>>> = {
  live: t('On this page'),
  push: t('By notification'),
  'web-push': t('By notification'),
};

/** The phone is rung as an alert would ring it, and says what came of it. */
export function setupTest(phone: Phone, me: MeView): TemplateResult {
  const { testAlarm } = phone.own;
  const { view } = testAlarm;
  const rang = view !== null && (view.state === 'answered' || view.state === 'rang-unanswered');
  return html`<p>
      ${t('It rings as a real alert would; tap “I heard it” then.')}
      ${me.onDuty ? nothing : t('You go on duty for it.')}
    </p>
    ${partOutcome(testAlarm)} ${outcome(phone, view)} ${rang ? nextButton(phone) : nothing}
    ${ringButtons(phone, me, rang)}`;
}

function ringButtons(phone: Phone, me: MeView, rang: boolean): TemplateResult {
  const { testAlarm } = phone.own;
  const waits = testAlarm.view?.state === 'waiting' && !testAlarm.silent;
  const ring = async (afterS: number): Promise<void> => {
    void phone.ring.unlock();
    if (!me.onDuty) await phone.setDuty(true);
    await testAlarm.ring(afterS);
  };
  const isOff = testAlarm.busy || phone.busy || waits;
  return html`<button
      class="button tall ${rang ? '' : 'primary'}"
      data-test="test-now"
      ?disabled=${isOff}
      @click=${() => void ring(0)}
    >
      ${rang ? t('Ring once more') : t('Ring now')}
    </button>
    <button
      class="button"
      data-test="test-later"
      ?disabled=${isOff}
      @click=${() => void ring(LATER_S)}
    >
      ${t('Ring in {{LATER_S}} s: I lock the phone first', { LATER_S })}
    </button>`;
}

function outcome(phone: Phone, view: TestAlarmView | null): TemplateResult | typeof nothing {
  if (view === null) return nothing;
  const { testAlarm } = phone.own;
  if (testAlarm.silent || view.state === 'not-reached') {
    return html`<ul class="checks" role="alert" data-test="test-silent">
      ${line(false, t('Nothing rang. Check the notifications and the sound, and try again.'))}
    </ul>`;
  }
  if (view.state === 'waiting') {
    const { leftS } = testAlarm;
    return html`<p role="status" data-test="test-waits">
      ${leftS > 0 ? t('It rings in {{leftS}} s …', { leftS }) : t('Ringing …')}
    </p>`;
  }
  return html`<div class="card" role="status" data-test="test-rang">
    <h2><span aria-hidden="true">✓</span> ${t('Your phone rang')}</h2>
    <ul class="checks">
      ${waysHeard(view).map((words) => line(true, words))}
      ${
        phone.push.state === 'on' && !waysHeard(view).includes(t('By notification'))
          ? line(false, t('No notification came: try again with the page closed'))
          : nothing
      }
    </ul>
  </div>`;
}

function waysHeard({ heardBy }: TestAlarmView): readonly string[] {
  return [...new Set(heardBy.flatMap((channel) => HEARD_WORDS[channel] ?? []))];
}
