import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { BookingView } from '#contracts/booking-api';
import type { CalloutView } from '#contracts/callout-api';
import { BOOKING_STATUSES, BOOKING_TABLE } from '#core/callout-booking';
import { BOOKING_SIGNS, BOOKING_WORDS, piecesWords } from '#web/callout-words';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { momentWords, spanOf } from '#web/moments';
import type { CalloutRoster, RosterFilter } from './callout-roster';
import type { OpenedCallout } from './opened-callout';
import { outcome } from './page-parts';

const END_WORDS = {
  'stood-down': t('Stand them down'),
  'no-show': t('They did not come'),
  withdrawn: t('They withdrew'),
} as const;

/** Who said yes, where they stand, and what may be done about each. */
export function rosterPart(opened: OpenedCallout, callout: CalloutView): TemplateResult {
  const { roster } = opened;
  const may = opened.may('run-muster');
  const overdue = new Set(opened.overview.overdue.map(({ bookingId }) => bookingId));
  const shown = roster.shown(overdue);
  return html`<section aria-labelledby="roster">
    <h2 id="roster">${t('Roster')}</h2>
    ${outcome(roster)} ${filters(roster, callout)} ${may ? lists(roster) : nothing}
    ${roster.bookings === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    ${shown?.length === 0 ? html`<p class="soft">${t('Nobody.')}</p>` : nothing}
    <ul class="rows" data-test="roster">
      ${repeat(
        shown ?? [],
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
        ? html`<button class="button" @click=${() => void roster.more()}>${t('Show more')}</button>`
        : nothing
    }
  </section>`;
}

function filterChoice(
  roster: CalloutRoster,
  options: {
    readonly id: keyof RosterFilter;
    readonly label: string;
    readonly choices: readonly (readonly [string, string])[];
  },
): TemplateResult {
  const { id, label, choices } = options;
  return html`<div class="field">
    <label for="roster-${id}">${label}</label>
    <select
      id="roster-${id}"
      data-test="roster-${id}"
      @change=${(event: Event) =>
        void roster.choose({ [id]: (event.currentTarget as HTMLSelectElement).value })}
    >
      <option value="" ?selected=${roster.filter[id] === ''}>${t('All')}</option>
      ${choices.map(
        ([value, words]) =>
          html`<option value=${value} ?selected=${roster.filter[id] === value}>${words}</option>`,
      )}
    </select>
  </div>`;
}

function filters(roster: CalloutRoster, callout: CalloutView): TemplateResult {
  const { needs, musterPoints } = callout;
  return html`<div class="form-grid">
    ${filterChoice(roster, {
      ...{ id: 'status', label: t('State') },
      choices: BOOKING_STATUSES.map((status) => [status, BOOKING_WORDS[status]] as const),
    })}
    ${filterChoice(roster, {
      ...{ id: 'need', label: t('Need') },
      choices: needs.map(({ needKey, label }) => [needKey, label] as const),
    })}
    ${filterChoice(roster, {
      ...{ id: 'muster', label: t('Muster point') },
      choices: musterPoints.map(({ musterKey, name }) => [musterKey, name] as const),
    })}
    ${
      roster.groups.length === 0
        ? nothing
        : filterChoice(roster, {
            ...{ id: 'group', label: t('Group') },
            choices: roster.groups.map(({ id, name }) => [id, name] as const),
          })
    }
    ${soughtFields(roster)}
  </div>`;
}

function soughtFields(roster: CalloutRoster): TemplateResult {
  return html`<div class="field">
      <label for="roster-sought">${t('Name or note')}</label>
      <input
        id="roster-sought"
        type="search"
        autocomplete="off"
        .value=${roster.sought}
        data-test="roster-sought"
        @input=${(event: Event) =>
          void roster.seek((event.currentTarget as HTMLInputElement).value)}
      />
    </div>
    <label class="tick-line">
      <input
        type="checkbox"
        data-test="roster-overdue"
        .checked=${roster.onlyOverdue}
        @change=${() => roster.showOverdue(!roster.onlyOverdue)}
      />
      <span>${t('Only who is overdue')}</span>
    </label>`;
}

function lists(roster: CalloutRoster): TemplateResult {
  return html`<p class="deeds">
    <button class="button" data-test="print-list" @click=${() => void roster.save('html')}>
      ${t('Save the list to print')}
    </button>
    <button class="button" data-test="csv-list" @click=${() => void roster.save('csv')}>
      ${t('Save it as CSV')}
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
      <strong
        >${displayName}${others > 0 ? ` ${t('and {{others}} with them', { others })}` : ''}</strong
      >
      <span class="state"
        ><span class="sign" aria-hidden="true">${BOOKING_SIGNS[status]}</span>
        ${BOOKING_WORDS[status]}</span
      >
    </p>
    <p class="row-counts small">
      ${need === undefined ? nothing : html`<span>${need}</span>`}
      ${point === undefined ? nothing : html`<span>${t('at {{point}}', { point })}</span>`}
      <span class="figures">${spanOf(booking)}</span>
      ${pieces === '' ? nothing : html`<span>${t('brings {{pieces}}', { pieces })}</span>`}
      ${
        booking.etaAt === null
          ? nothing
          : html`<span>${t('due {{etaAt}}', { etaAt: momentWords(booking.etaAt) })}</span>`
      }
      ${booking.passId === null ? nothing : html`<span class="badge">${t('By a pass')}</span>`}
      ${
        booking.calledAway
          ? html`<span class="badge danger">${t('Called away to save a life')}</span>`
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
    ${isOpen ? t('Leave it') : t('Change')}<span class="hidden-visually"> ${displayName}</span>
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
              ${t('Check in')}
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
              ${t('Check out')}
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
      <label for="move-need">${t('Need')}</label>
      <select id="move-need" name="need">
        ${booking.needKey === null ? option('', t('None'), null) : nothing}
        ${callout.needs.map(({ needKey, label }) => option(needKey, label, booking.needKey))}
      </select>
    </div>
    <div class="field">
      <label for="move-muster">${t('Muster point')}</label>
      <select id="move-muster" name="muster">
        ${booking.musterKey === null ? option('', t('None'), null) : nothing}
        ${callout.musterPoints.map((point) =>
          option(point.musterKey, point.name, booking.musterKey),
        )}
      </select>
    </div>
    <button class="button" data-test="move-booking" ?disabled=${roster.busy}>
      ${t('Move and tell them')}
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
      <label for="end-to">${t('End it')}</label>
      <select id="end-to" name="to">
        ${ways.map((to) => html`<option value=${to}>${END_WORDS[to]}</option>`)}
      </select>
    </div>
    <div class="field">
      <label for="end-reason">${t('Why?')}</label>
      <input id="end-reason" name="reason" required maxlength="200" autocomplete="off" />
    </div>
    <button class="button danger" data-test="end-booking" ?disabled=${roster.busy}>
      ${t('End it')}
    </button>
  </form>`;
}
