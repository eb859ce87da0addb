import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { BookingView } from '#contracts/booking-api';
import type { CalloutView } from '#contracts/callout-api';
import { BOOKING_STATUSES, BOOKING_TABLE } from '#core/callout-booking';
import { BOOKING_SIGNS, BOOKING_WORDS, piecesWords } from '#web/callout-words';
import { submitting, typed } from '#web/forms';
import { momentWords, spanOf } from '#web/moments';
import type { CalloutRoster } from './callout-roster';
import type { OpenedCallout } from './opened-callout';
import { outcome } from './page-parts';

const END_WORDS = {
  'stood-down': 'Stand them down',
  'no-show': 'They did not come',
  withdrawn: 'They withdrew',
} as const;

/** Who said yes, where they stand, and what may be done about each. */
export function rosterPart(opened: OpenedCallout, callout: CalloutView): TemplateResult {
  const { roster } = opened;
  const may = opened.may('run-muster');
  return html`<section aria-labelledby="roster">
    <h2 id="roster">Roster</h2>
    ${outcome(roster)} ${filters(roster, callout)} ${may ? lists(roster) : nothing}
    ${roster.bookings === null ? html`<p class="soft">Loading …</p>` : nothing}
    ${roster.bookings?.length === 0 ? html`<p class="soft">Nobody.</p>` : nothing}
    <ul class="rows" data-test="roster">
      ${repeat(
        roster.bookings ?? [],
        ({ bookingId }) => bookingId,
        (booking) =>
          html`<li class="booking ${booking.status}" data-test="booking">
            ${row(callout, booking)}
            ${
              may && roster.openId === booking.bookingId ? deeds(roster, callout, booking) : nothing
            }
            ${may ? opener(roster, booking) : nothing}
          </li>`,
      )}
    </ul>
    ${
      roster.hasMore
        ? html`<button class="button" @click=${() => void roster.more()}>Show more</button>`
        : nothing
    }
  </section>`;
}

function filters(roster: CalloutRoster, callout: CalloutView): TemplateResult {
  const select = (options: {
    readonly id: 'status' | 'need' | 'muster';
    readonly label: string;
    readonly choices: readonly (readonly [string, string])[];
  }): TemplateResult => {
    const { id, label, choices } = options;
    return html`<div class="field">
      <label for="roster-${id}">${label}</label>
      <select
        id="roster-${id}"
        data-test="roster-${id}"
        @change=${(event: Event) =>
          void roster.choose({ [id]: (event.currentTarget as HTMLSelectElement).value })}
      >
        <option value="" ?selected=${roster.filter[id] === ''}>All</option>
        ${choices.map(
          ([value, words]) =>
            html`<option value=${value} ?selected=${roster.filter[id] === value}>${words}</option>`,
        )}
      </select>
    </div>`;
  };
  const { needs, musterPoints } = callout;
  return html`<div class="form-grid">
    ${select({
      ...{ id: 'status', label: 'State' },
      choices: BOOKING_STATUSES.map((status) => [status, BOOKING_WORDS[status]] as const),
    })}
    ${select({
      ...{ id: 'need', label: 'Need' },
      choices: needs.map(({ needKey, label }) => [needKey, label] as const),
    })}
    ${select({
      ...{ id: 'muster', label: 'Muster point' },
      choices: musterPoints.map(({ musterKey, name }) => [musterKey, name] as const),
    })}
  </div>`;
}

function lists(roster: CalloutRoster): TemplateResult {
  return html`<p class="deeds">
    <button class="button" data-test="print-list" @click=${() => void roster.save('html')}>
      Save the list to print
    </button>
    <button class="button" data-test="csv-list" @click=${() => void roster.save('csv')}>
      Save it as CSV
    </button>
  </p>`;
}

function row(callout: CalloutView, booking: BookingView): TemplateResult {
  const { status, conditions, displayName } = booking;
  const need = callout.needs.find(({ needKey }) => needKey === booking.needKey)?.label;
  const point = callout.musterPoints.find(({ musterKey }) => musterKey === booking.musterKey)?.name;
  const pieces = piecesWords(conditions.pieces);
  const others = conditions.peopleCount - 1;
  return html`<p class="row-head">
      <strong>${displayName}${others > 0 ? ` and ${others} with them` : ''}</strong>
      <span class="state"
        ><span class="sign" aria-hidden="true">${BOOKING_SIGNS[status]}</span>
        ${BOOKING_WORDS[status]}</span
      >
    </p>
    <p class="row-counts small">
      ${need === undefined ? nothing : html`<span>${need}</span>`}
      ${point === undefined ? nothing : html`<span>at ${point}</span>`}
      <span class="figures">${spanOf(booking)}</span>
      ${pieces === '' ? nothing : html`<span>brings ${pieces}</span>`}
      ${booking.etaAt === null ? nothing : html`<span>due ${momentWords(booking.etaAt)}</span>`}
      ${booking.passId === null ? nothing : html`<span class="badge">By a pass</span>`}
      ${
        booking.calledAway
          ? html`<span class="badge danger">Called away to save a life</span>`
          : nothing
      }
    </p>
    ${
      conditions.note === null
        ? nothing
        : html`<p class="small soft notes">“${conditions.note}”</p>`
    }
    ${
      booking.endedReason === null
        ? nothing
        : html`<p class="small soft">${booking.endedReason}</p>`
    }`;
}

function opener(roster: CalloutRoster, { bookingId, displayName }: BookingView): TemplateResult {
  const isOpen = roster.openId === bookingId;
  return html`<button
    class="link"
    aria-expanded=${isOpen ? 'true' : 'false'}
    data-test="change-booking"
    @click=${() => roster.toggle(bookingId)}
  >
    ${isOpen ? 'Leave it' : 'Change'}<span class="hidden-visually"> ${displayName}</span>
  </button>`;
}

function deeds(roster: CalloutRoster, callout: CalloutView, booking: BookingView): TemplateResult {
  const next = BOOKING_TABLE[booking.status];
  return html`<div class="plan-row">
    <p class="deeds">
      ${
        next.includes('checked-in')
          ? html`<button
              class="button"
              data-test="check-in"
              ?disabled=${roster.busy}
              @click=${() => void roster.check(booking, 'in')}
            >
              Check in
            </button>`
          : nothing
      }
      ${
        next.includes('checked-out')
          ? html`<button
              class="button"
              data-test="check-out"
              ?disabled=${roster.busy}
              @click=${() => void roster.check(booking, 'out')}
            >
              Check out
            </button>`
          : nothing
      }
    </p>
    ${next.length === 0 ? nothing : moveForm(roster, callout, booking)} ${endForm(roster, booking)}
  </div>`;
}

function moveForm(
  roster: CalloutRoster,
  callout: CalloutView,
  booking: BookingView,
): TemplateResult {
  const send = (form: HTMLFormElement): void => {
    const needKey = typed(form, 'need');
    const musterKey = typed(form, 'muster');
    void roster.move(booking, {
      ...(needKey === '' || needKey === booking.needKey ? {} : { needKey }),
      ...(musterKey === '' || musterKey === booking.musterKey ? {} : { musterKey }),
    });
  };
  const option = (value: string, words: string, now: string | null): TemplateResult =>
    html`<option value=${value} ?selected=${value === now}>${words}</option>`;
  return html`<form class="form-grid" @submit=${submitting(send)}>
    <div class="field">
      <label for="move-need">Need</label>
      <select id="move-need" name="need">
        ${booking.needKey === null ? option('', 'None', null) : nothing}
        ${callout.needs.map(({ needKey, label }) => option(needKey, label, booking.needKey))}
      </select>
    </div>
    <div class="field">
      <label for="move-muster">Muster point</label>
      <select id="move-muster" name="muster">
        ${booking.musterKey === null ? option('', 'None', null) : nothing}
        ${callout.musterPoints.map((point) =>
          option(point.musterKey, point.name, booking.musterKey),
        )}
      </select>
    </div>
    <button class="button" data-test="move-booking" ?disabled=${roster.busy}>
      Move and tell them
    </button>
  </form>`;
}

function endForm(roster: CalloutRoster, booking: BookingView): TemplateResult | typeof nothing {
  const next = BOOKING_TABLE[booking.status];
  const ways = (['stood-down', 'no-show', 'withdrawn'] as const).filter((to) => next.includes(to));
  if (ways.length === 0) return nothing;
  const send = (form: HTMLFormElement): void => {
    const to = ways.find((way) => way === typed(form, 'to')) ?? 'stood-down';
    void roster.end(booking, { to, reason: typed(form, 'reason') });
  };
  return html`<form class="form-grid" @submit=${submitting(send)}>
    <div class="field">
      <label for="end-to">End it</label>
      <select id="end-to" name="to">
        ${ways.map((to) => html`<option value=${to}>${END_WORDS[to]}</option>`)}
      </select>
    </div>
    <div class="field">
      <label for="end-reason">Why?</label>
      <input id="end-reason" name="reason" required maxlength="200" autocomplete="off" />
    </div>
    <button class="button danger" data-test="end-booking" ?disabled=${roster.busy}>End it</button>
  </form>`;
}
