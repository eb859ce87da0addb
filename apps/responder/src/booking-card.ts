import { html, nothing, type TemplateResult } from 'lit';
import type { OwnBookingView } from '#contracts/booking-api';
import { BOOKING_TABLE } from '#core/callout-booking';
import { BRIEFING_WORDS, BOOKING_SIGNS, BOOKING_WORDS, piecesWords } from '#web/callout-words';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { fromLocalField, momentWords, spanOf } from '#web/moments';
import { plainField } from '#web/plain-fields';
import { qrCode } from '#web/qr';
import { MODE_WORDS } from '#web/words';
import { navigationLink } from '#web/navigation';
import { partOutcome } from './own-parts';
import type { Phone } from './phone';

/** One yes: where and when, what is expected, the badge, and the ways out of it. */
export function bookingCard(phone: Phone, booking: OwnBookingView): TemplateResult {
  const { work } = phone.own;
  const { status } = booking;
  return html`<section class="card booking-card" data-test="promised">
    ${
      booking.mode === 'actual'
        ? nothing
        : html`<p class="mode">
            ${t('{{mode}} – nothing of this is real', { mode: MODE_WORDS[booking.mode] })}
          </p>`
    }
    <h2>${t('You said yes: {{title}}', { title: booking.title })}</h2>
    <p data-test="booking-status">
      <span class="sign" aria-hidden="true">${BOOKING_SIGNS[status]}</span>
      <strong>${BOOKING_WORDS[status]}</strong>${reserveWords(booking)}
    </p>
    ${stopped(booking)} ${where(booking)} ${partOutcome(work)} ${steps(phone, booking)}
    ${badge(phone, booking)}
    <details>
      <summary>${t('What you were told')}</summary>
      <dl class="briefing">
        ${(['event', 'task', 'contact', 'bring', 'risks'] as const).map(
          (part) =>
            html`<div>
              <dt>${BRIEFING_WORDS[part]}</dt>
              <dd>${booking.briefing[part]}</dd>
            </div>`,
        )}
      </dl>
    </details>
  </section>`;
}

function reserveWords({ reservePosition, thanks }: OwnBookingView): TemplateResult | string {
  if (reservePosition !== null) {
    return html`:
    ${t('number {{reservePosition}} in the order. You are told if you are needed.', {
      reservePosition,
    })}`;
  }
  return thanks === null ? '' : html`. ${thanks}`;
}

function stopped({ stopComingAt, status }: OwnBookingView): TemplateResult | typeof nothing {
  const there = status === 'checked-in' || status === 'checked-out';
  if (status === 'held') {
    return html`<p class="refusal" data-test="held">
      <strong>${t('Do not go on.')}</strong>
      ${t('The way or the place is dangerous now. You are told when you may go on.')}
    </p>`;
  }
  if (stopComingAt === null || there) return nothing;
  return html`<p class="refusal" data-test="stop-coming">
    <strong>${t('Do not come.')}</strong>
    ${t('Nobody should set off any more, since {{stopComingAt}}.', {
      stopComingAt: momentWords(stopComingAt),
    })}
  </p>`;
}

function where(booking: OwnBookingView): TemplateResult {
  const { musterPoint: point, conditions, needLabel } = booking;
  const pieces = piecesWords(conditions.pieces);
  return html`<dl class="briefing">
      ${needLabel === null ? nothing : line(t('For'), needLabel)}
      ${line(t('When'), spanOf(booking))}
      ${
        conditions.peopleCount === 1 && pieces === ''
          ? nothing
          : line(
              t('You said'),
              pieces === ''
                ? t('{{peopleCount}} of you', { peopleCount: conditions.peopleCount })
                : t('{{peopleCount}} of you, with {{pieces}}', {
                    peopleCount: conditions.peopleCount,
                    pieces,
                  }),
            )
      }
      ${
        point === null
          ? nothing
          : html`${line(t('Report to'), point.name)} ${line(t('The way there'), point.routeNote)}
            ${line(t('Parking'), point.parkingNote)}`
      }
    </dl>
    ${way(booking)}`;
}

function way({ musterPoint }: OwnBookingView): TemplateResult | typeof nothing {
  const place = musterPoint?.place ?? null;
  return place === null ? nothing : navigationLink(place, t('Way to the muster point'));
}

function line(what: string, says: string): TemplateResult {
  return html`<div>
    <dt>${what}</dt>
    <dd>${says}</dd>
  </div>`;
}

function steps(phone: Phone, booking: OwnBookingView): TemplateResult | typeof nothing {
  const { work } = phone.own;
  const next = BOOKING_TABLE[booking.status];
  const mayGo = next.includes('en-route') && booking.stopComingAt === null;
  const onTheWay = (form: HTMLFormElement): void => {
    const etaAt = fromLocalField(typed(form, 'eta'));
    void work.progress(booking, { step: 'en-route', ...(etaAt === null ? {} : { etaAt }) });
  };
  return html`${
    mayGo && booking.status !== 'held'
      ? html`<form class="sheet-form" @submit=${submitting(onTheWay)}>
          ${plainField({
            ...{ prefix: booking.bookingId, name: 'eta', label: t('I am there at (if you know)') },
            ...{ type: 'datetime-local', required: false },
          })}
          <button class="button primary tall" data-test="on-the-way" ?disabled=${work.busy}>
            ${t('I am on the way')}
          </button>
        </form>`
      : nothing
  }
  ${
    next.includes('withdrawn')
      ? html`<details class="withdraw">
          <summary data-test="cannot-come">${t('I cannot come after all')}</summary>
          <button
            class="button danger"
            data-test="withdraw"
            ?disabled=${work.busy}
            @click=${() => void work.progress(booking, { step: 'withdrawn' })}
          >
            ${t('Give my place to somebody else')}
          </button>
        </details>`
      : nothing
  }`;
}

function badge(phone: Phone, { bookingId }: OwnBookingView): TemplateResult | typeof nothing {
  const text = phone.own.work.badges.get(bookingId);
  if (text === undefined) return nothing;
  return html`<details class="withdraw" data-test="check-badge">
    <summary>${t('Show my code at the desk')}</summary>
    <div class="qr-frame">${qrCode(text, t('Your code for the desk'))}</div>
  </details>`;
}
