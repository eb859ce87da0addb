import { html, nothing, type TemplateResult } from 'lit';
import type { OwnBookingView } from '#contracts/booking-api';
import { BOOKING_TABLE } from '#core/callout-booking';
import { BOOKING_WORDS, BRIEFING_WORDS } from '#web/callout-words';
import { momentWords, spanOf } from '#web/moments';
import { debriefForm } from '#web/debrief-form';
import { t } from '#web/language';
import { navigationLink } from '#web/navigation';
import { qrCode } from '#web/qr';
import { isOver, type Helper } from './helper';
import type { Join } from './kept-joins';
import { modeStrip } from './pass-screen';

/** Where and when, the code for the desk, and the way out of it. */
export function joinedCard(helper: Helper, join: Join): TemplateResult {
  const { booking } = join;
  const mayLeave = BOOKING_TABLE[booking.status].includes('withdrawn');
  return html`<section class="card" data-test="joined">
    ${modeStrip(booking.mode)}
    <h1 tabindex="-1" data-screen="joined ${booking.bookingId}">${booking.title}</h1>
    <p data-test="booking-status"><strong>${statusWords(booking)}</strong></p>
    ${stopped(booking)} ${where(booking)} ${isOver(booking) ? nothing : desk(join)}
    <details>
      <summary>${t('What you were told')}</summary>
      <dl class="briefing">
        ${(['event', 'task', 'contact', 'bring', 'risks'] as const).map((part) =>
          line(BRIEFING_WORDS[part], booking.briefing[part]),
        )}
      </dl>
    </details>
    ${
      mayLeave
        ? html`<details>
            <summary data-test="cannot-come">${t('I cannot come after all')}</summary>
            <button
              class="button danger"
              data-test="leave"
              ?disabled=${helper.busy}
              @click=${() => void helper.leave(join)}
            >
              ${t('Give my place to somebody else')}
            </button>
          </details>`
        : nothing
    }
    ${isOver(booking) ? afterwards(helper, join) : nothing}
  </section>`;
}

function statusWords({ status, reservePosition, thanks }: OwnBookingView): string {
  if (reservePosition === null) return thanks ?? BOOKING_WORDS[status];
  return t(
    'There is no place now. You are number {{reservePosition}} in reserve; do not come yet.',
    { reservePosition },
  );
}

function stopped({ status, stopComingAt }: OwnBookingView): TemplateResult | typeof nothing {
  if (status === 'held') {
    return html`<p class="refusal">
      <strong>${t('Do not go on.')}</strong> ${t('The way is dangerous now.')}
    </p>`;
  }
  const there = status === 'checked-in' || status === 'checked-out';
  if (stopComingAt === null || there) return nothing;
  return html`<p class="refusal" data-test="stop-coming">
    <strong>${t('Do not come.')}</strong>
    ${t('Nobody should set off any more, since {{stopComingAt}}.', {
      stopComingAt: momentWords(stopComingAt),
    })}
  </p>`;
}

function where(booking: OwnBookingView): TemplateResult {
  const { musterPoint: point } = booking;
  return html`<dl class="briefing" data-test="where">
      ${line(t('When'), spanOf(booking))}
      ${
        point === null
          ? nothing
          : html`${line(t('Report to'), point.name)} ${line(t('The way there'), point.routeNote)}
            ${line(t('Parking'), point.parkingNote)}`
      }
    </dl>
    ${wayTo(booking)}`;
}

function line(what: string, says: string): TemplateResult {
  return html`<div>
    <dt>${what}</dt>
    <dd>${says}</dd>
  </div>`;
}

function desk({ badge }: Join): TemplateResult {
  return html`<h2>${t('Show this at the desk')}</h2>
    <div class="qr-frame" data-test="badge">${qrCode(badge, t('Your code for the desk'))}</div>
    <p class="soft small">
      ${t('It works without network. It stays on this phone until it is over.')}
    </p>`;
}

function afterwards(helper: Helper, join: Join): TemplateResult {
  const asked = helper.asked.get(join.badge);
  return html`${
      asked === undefined
        ? nothing
        : debriefForm(asked, {
            busy: helper.busy,
            send: (said) => void helper.debrief(join, said),
          })
    }
    <button class="button" @click=${() => helper.putAway(join)}>
      ${t('Take this off my phone')}
    </button>`;
}

function wayTo({ musterPoint }: OwnBookingView): TemplateResult | typeof nothing {
  const place = musterPoint?.place ?? null;
  return place === null ? nothing : navigationLink(place, t('Way to the muster point'));
}
