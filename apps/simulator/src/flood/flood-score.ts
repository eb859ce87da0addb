import type { BookingView } from '#contracts/booking-api';
import type { CalloutFairnessView } from '#contracts/callout-asked-api';
import { SECOND_MS, type Instant } from '#core/units';
import type { HttpClient } from '../demo/http-client';
import { must, type Registered } from './flood-people';
import type { FloodPhones } from './flood-phones';
import { liesIn, type Flood } from './flood-world';
import type { FloodOptions } from './options';

/** Everything that a run leaves behind. */
export interface FloodRun {
  readonly options: FloodOptions;
  readonly flood: Flood;
  readonly registered: readonly Registered[];
  readonly phones: FloodPhones;
  readonly main: { readonly id: string; readonly openedMs: number; readonly openedAt: Instant };
  /** Null where it was never filled. */
  readonly filledAt: Instant | null;
  readonly otherId: string;
  readonly arrestCount: number;
}

interface Asked {
  readonly at: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Of one yes more than this share of what was wanted, something asks too many. */
const OVERSHOOT_MAX_PCT = 5;
const PAGE = 200;
const HOLDING = ['expected', 'en-route', 'held', 'checked-in'];

/**
 * Recounts from outside what the run did: whom the phones heard of it, against the polygon by a way
 * of our own; the rosters of both call-outs, against each other.
 */
export async function scoreFlood(
  run: FloodRun,
  supervisor: HttpClient,
): Promise<{ readonly lines: readonly string[]; readonly isGood: boolean }> {
  const { options, flood, phones, main, filledAt } = run;
  const roster = await rosterOf(main.id, supervisor);
  const other = await rosterOf(run.otherId, supervisor);
  const held = roster.filter(({ status }) => HOLDING.includes(status));
  const accepted = people(held);
  const reserve = people(roster.filter(({ status }) => status === 'reserve'));
  const boats = held.reduce((sum, { conditions }) => sum + (conditions.pieces.boat ?? 0), 0);
  const overshootPct = (100 * (accepted + reserve - options.wantedCount)) / options.wantedCount;
  const heard = [...phones.heard.values()];
  const outside = heard.filter(({ registered }) => !liesIn(flood.ring, registered.person.place));
  const asked = await batches(main.id, supervisor);
  const double = doubleBooked(held, other);
  const firstWaveS = firstWaveSeconds(run, asked);
  const filledS = filledAt === null ? Infinity : (filledAt - main.openedAt) / SECOND_MS;
  const away = [...held, ...other].filter(({ calledAway }) => calledAway).length;
  const path = `/v1/callouts/${main.id}/fairness`;
  const { asked: spread } = must(await supervisor.ask<CalloutFairnessView>('GET', path));
  const refusals = [...phones.refusals].map(([code, count]) => `${code} ${count}`).join(', ');
  const isGood =
    accepted === options.wantedCount &&
    boats >= options.boatCount &&
    outside.length === 0 &&
    double === 0 &&
    overshootPct < OVERSHOOT_MAX_PCT;
  const lines = [
    ...asked.map((batch) => `Asked ${JSON.stringify(batch.detail)}`),
    `${run.arrestCount} arrests meanwhile, ${away} people called away to them; ` +
      `${people(other)} on the roster of the other call-out; how evenly people were asked: ` +
      `Gini ${spread.gini.toFixed(3)}${refusals === '' ? '' : `; refused to phones: ${refusals}`}`,
    `CALLOUT wanted=${options.wantedCount} accepted=${accepted} ` +
      `overshoot_pct=${Math.max(0, overshootPct).toFixed(1)} ` +
      `first_wave_s=${firstWaveS.toFixed(1)} filled_s=${filledS.toFixed(0)} ` +
      `outside_area=${outside.length} double_booked=${double} boats=${boats} reserve=${reserve} ` +
      `asked=${heard.length} called_away=${away}`,
  ];
  return { lines, isGood };
}

/** From the approval until every phone of the first batch had rung; real seconds. */
function firstWaveSeconds({ main, phones }: FloodRun, asked: readonly Asked[]): number {
  const first = Number(asked[0]?.detail['askedCount'] ?? Number.NaN);
  const times = [...phones.heard.values()].map(({ heardMs }) => heardMs).sort((a, b) => a - b);
  return ((times[first - 1] ?? Number.NaN) - main.openedMs) / SECOND_MS;
}

async function batches(calloutId: string, supervisor: HttpClient): Promise<readonly Asked[]> {
  type Fact = Asked & { readonly kind: string };
  const facts = await pages<Fact>(`/v1/callouts/${calloutId}/timeline`, supervisor);
  return facts.filter(({ kind }) => kind === 'callout-asked');
}

function rosterOf(calloutId: string, supervisor: HttpClient): Promise<readonly BookingView[]> {
  return pages<BookingView>(`/v1/callouts/${calloutId}/bookings`, supervisor);
}

async function pages<T>(path: string, http: HttpClient): Promise<readonly T[]> {
  const all: T[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const url = `${path}?limit=${PAGE}${more}`;
    const page: { items: T[]; nextCursor: string | null } = must(
      await http.ask<{ items: T[]; nextCursor: string | null }>('GET', url),
    );
    all.push(...page.items);
    cursor = page.nextCursor;
  }
  return all;
}

/** Responders who are bound at one time by more than one booking. */
function doubleBooked(one: readonly BookingView[], other: readonly BookingView[]): number {
  const bound = [...one, ...other].filter(({ status }) => HOLDING.includes(status));
  const byPerson = new Map<string, BookingView[]>();
  for (const booking of bound) {
    if (booking.responderId === null) continue;
    byPerson.set(booking.responderId, [...(byPerson.get(booking.responderId) ?? []), booking]);
  }
  const overlaps = (bookings: readonly BookingView[]): boolean =>
    bookings.some((a, index) =>
      bookings.slice(index + 1).some((b) => a.from < b.until && b.from < a.until),
    );
  return [...byPerson.values()].filter(overlaps).length;
}

function people(bookings: readonly BookingView[]): number {
  return bookings.reduce((sum, { conditions }) => sum + conditions.peopleCount, 0);
}
