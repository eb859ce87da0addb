import { arrivalForecast } from '#core/arrival-forecast';
import type { BookingStatus } from '#core/callout-booking';
import { headcountOf, type Headcount } from '#core/headcount';
import { overdueLevel } from '#core/overdue';
import { ok, refuse, type Result } from '#core/problem';
import type { Instant } from '#core/units';
import type { ArrivalsView, HeadcountView } from '#contracts/muster-api';
import { toIso } from '#contracts/shapes';
import type {
  BookedCallout,
  BookingStore,
  CalloutStore,
  Clock,
  MusterStore,
  RosterEntry,
} from '#flow/ports';

/** Read at a time for a list. */
const PEOPLE_PER_PAGE = 200;
/** Whom a list on paper names. */
const ON_PAPER: readonly BookingStatus[] = [
  ...(['expected', 'en-route', 'held', 'checked-in', 'checked-out'] as const),
];

/** One line of a list on paper. */
export interface ListedPerson {
  readonly displayName: string;
  readonly peopleCount: number;
  readonly status: BookingStatus;
  readonly isOverdue: boolean;
  /** There without a place: in reserve, or their booking is over. */
  readonly isHere: boolean;
  readonly muster: string;
  readonly need: string;
  readonly etaAt: Instant | null;
  readonly checkedInAt: Instant | null;
  readonly checkedOutAt: Instant | null;
  readonly dueOutAt: Instant | null;
}

/** A list that is of use without power: who is in, who is expected, whom to ring. */
export interface MusterList {
  readonly at: Instant;
  readonly title: string;
  readonly isExercise: boolean;
  /** Whoever leads the muster, and how they are reached. */
  readonly contact: string;
  readonly timeZone: string;
  readonly total: Headcount;
  readonly perMuster: readonly { readonly name: string; readonly count: Headcount }[];
  /** Page by page, so that no list has to be held whole. */
  people(): AsyncIterable<readonly ListedPerson[]>;
}

type Ports = {
  readonly musters: MusterStore;
  readonly bookings: BookingStore;
  readonly callouts: Pick<CalloutStore, 'loadCallout'>;
  readonly people: {
    organisation(organisationId: string): Promise<{ readonly timeZone: string } | null>;
  };
  readonly clock: Clock;
};

/** Who is there, who is not, and who comes by when. */
export class Headcounts {
  constructor(private readonly ports: Ports) {}

  /** Numbers alone: nobody's name is opened for it. */
  async read(organisationId: string, calloutId: string): Promise<Result<HeadcountView>> {
    const found = await this.counted(organisationId, calloutId);
    if (found === null) return noCallout();
    const { callout, groups, at } = found;
    return ok({
      ...{ at: toIso(at), mode: callout.mode, ...headcountOf(groups) },
      perMuster: callout.musterPoints.map(({ musterKey, name }) => ({
        ...{ musterKey, name, ...headcountOf(groups, { musterKey }) },
      })),
      perNeed: callout.needs.map(({ needKey, label }) => ({
        ...{ needKey, label, ...headcountOf(groups, { needKey }) },
      })),
    });
  }

  /** The same with names, to be printed or saved. */
  async list(organisationId: string, calloutId: string): Promise<Result<MusterList>> {
    const found = await this.counted(organisationId, calloutId);
    if (found === null) return noCallout();
    const { callout, groups, at } = found;
    const organisation = await this.ports.people.organisation(organisationId);
    return ok({
      ...{ at, title: callout.title, isExercise: callout.mode !== 'actual' },
      contact: callout.briefing.contact,
      timeZone: organisation?.timeZone ?? 'UTC',
      total: headcountOf(groups),
      perMuster: callout.musterPoints.map(({ musterKey, name }) => ({
        ...{ name, count: headcountOf(groups, { musterKey }) },
      })),
      people: () => this.pages(callout, at),
    });
  }

  /** How many come to each muster point by quarters of an hour. */
  async arrivals(organisationId: string, calloutId: string): Promise<Result<ArrivalsView>> {
    const found = await this.counted(organisationId, calloutId);
    if (found === null) return noCallout();
    const { callout, groups, at } = found;
    const coming = await this.ports.musters.coming(organisationId, calloutId, at);
    const perMuster = callout.musterPoints.map(({ musterKey, name }) => {
      const theirs = coming.filter((group) => group.musterKey === musterKey);
      const forecast = arrivalForecast(theirs, at);
      const here = headcountOf(groups, { musterKey }).in;
      const slots = forecast.slots.map((slot) => ({
        ...{ ...slot, from: toIso(slot.from), until: toIso(slot.until) },
      }));
      return { musterKey, name, here, ...forecast, slots };
    });
    return ok({ at: toIso(at), perMuster });
  }

  private async counted(organisationId: string, calloutId: string) {
    const found = await this.ports.callouts.loadCallout(organisationId, calloutId);
    if (found === null) return null;
    const at = this.ports.clock.now();
    const groups = await this.ports.musters.headcounts(organisationId, calloutId, at);
    return { callout: found.callout, groups, at };
  }

  /** Whoever is there and on no list comes first: the others are expected. */
  private async withoutPlace(callout: BookedCallout): Promise<readonly ListedPerson[]> {
    const { organisationId, id } = callout;
    const { musters, bookings, clock } = this.ports;
    const ids = await musters.hereWithoutPlace(organisationId, id, PEOPLE_PER_PAGE);
    const found = await Promise.all(ids.map((one) => bookings.booking(organisationId, one)));
    return found
      .flatMap((entry) => entry ?? [])
      .map((entry) => ({ ...listed(entry, callout, clock.now()), isHere: true }));
  }

  private async *pages(
    callout: BookedCallout,
    now: Instant,
  ): AsyncIterable<readonly ListedPerson[]> {
    const { organisationId, id: calloutId } = callout;
    const filter = { statuses: ON_PAPER, needKey: null, musterKey: null, groupId: null };
    yield await this.withoutPlace(callout);
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<BookingStore['bookings']>> =
        await this.ports.bookings.bookings(
          { organisationId, calloutId, filter },
          { cursor, limit: PEOPLE_PER_PAGE },
        );
      yield page.items.map((entry) => ({ ...listed(entry, callout, now), isHere: false }));
      cursor = page.nextCursor;
    } while (cursor !== null);
  }
}

function listed(
  { booking, displayName }: RosterEntry,
  callout: BookedCallout,
  now: Instant,
): Omit<ListedPerson, 'isHere'> {
  const { status, conditions, etaAt, checkedInAt, checkedOutAt, dueOutAt } = booking;
  const isDue = dueOutAt !== null && overdueLevel(dueOutAt, now) > 0;
  return {
    ...{ displayName, peopleCount: conditions.peopleCount, status },
    isOverdue: status === 'checked-in' && isDue,
    muster: nameOf(callout, booking.musterKey),
    need: callout.needs.find((one) => one.needKey === booking.needKey)?.label ?? '',
    ...{ etaAt, checkedInAt, checkedOutAt, dueOutAt },
  };
}

function nameOf(callout: BookedCallout, musterKey: string | null): string {
  return callout.musterPoints.find((point) => point.musterKey === musterKey)?.name ?? '';
}

function noCallout(): Result<never> {
  return refuse('not-found', 'There is no such call-out.');
}
