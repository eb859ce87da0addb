import { NO_CONDITIONS, type BookingStatus } from '#core/callout-booking';
import { badgeMacText, badgeText, isGenuineBadge, readBadge } from '#core/check-badge';
import type { CheckOutcome } from '#core/check-event';
import { ok, refuse, type Result } from '#core/problem';
import { HOUR_MS, type Instant } from '#core/units';
import { badgeDigest } from '#contracts/badge-digest';
import type {
  CheckResult,
  DeskEvent,
  DeskOpened,
  DeskPerson,
  DeskState,
  DeskView,
} from '#contracts/muster-api';
import { toInstant, toIso } from '#contracts/shapes';
import { CheckPeople, type Check, type Checked } from '#flow/check-people';
import type {
  BookedCallout,
  BookingStore,
  CalloutStore,
  Clock,
  Ids,
  Limits,
  MusterDesk,
  MusterStore,
  PassStore,
  RosterEntry,
  Vault,
} from '#flow/ports';

/** A desk is good until so long after the last of the work. */
const DESK_STAYS_MS = 12 * HOUR_MS;
/** People a desk is given at once. */
const PEOPLE_PER_PAGE = 200;
const PLACED_PER_ROUND = 100;
/** Whom a desk knows: everybody but those who said that they do not come. */
const AT_DESK: readonly BookingStatus[] = [
  ...(['reserve', 'expected', 'en-route', 'held', 'checked-in', 'checked-out', 'no-show'] as const),
  'stood-down',
];

type Ports = {
  readonly musters: MusterStore;
  readonly bookings: BookingStore;
  readonly passes: Pick<PassStore, 'passByCode'>;
  readonly callouts: Pick<CalloutStore, 'loadCallout'>;
  readonly limits: Limits;
  readonly vault: Pick<Vault, 'digest' | 'digests'>;
  readonly clock: Clock;
  readonly ids: Ids;
  /** The server's own address; null where it does not know it. */
  readonly publicUrl?: string | null;
};

/** Whoever runs the muster, or has the code of a desk. */
export class MusterDesks {
  private readonly people: CheckPeople;

  constructor(private readonly ports: Ports) {
    this.people = new CheckPeople(ports);
  }

  /** A desk with its code, which is shown this once. */
  async create(
    of: { readonly organisationId: string; readonly calloutId: string },
    asked: { readonly musterKey: string | null; readonly by: string | null },
  ): Promise<Result<DeskOpened>> {
    const callout = await this.callout(of);
    if (callout === null) return noCallout();
    if (callout.status === 'closed' || callout.status === 'cancelled') {
      return refuse('callout-over', 'The call-out is over.');
    }
    const { musterKey } = asked;
    const isKnown = callout.musterPoints.some((point) => point.musterKey === musterKey);
    if (musterKey !== null && !isKnown) {
      return refuse('invalid-field', 'There is no such muster point.', 'musterKey');
    }
    const { clock, ids, musters, publicUrl = null } = this.ports;
    const code = ids.secret();
    const createdAt = clock.now();
    const desk: MusterDesk = {
      ...{ ...of, id: ids.id(), musterKey, createdBy: asked.by, createdAt, endedAt: null },
      expiresAt: Math.max(createdAt, callout.window.until) + DESK_STAYS_MS,
    };
    await musters.addDesk(desk, code);
    const page = `${publicUrl ?? ''}/muster/#${code}`;
    return ok({ ...renderDesk(desk), deskCode: code, page });
  }

  /** Desks of a call-out, newest first, also those that have ended. */
  async list(organisationId: string, calloutId: string): Promise<Result<readonly DeskView[]>> {
    if ((await this.callout({ organisationId, calloutId })) === null) return noCallout();
    return ok((await this.ports.musters.desks(organisationId, calloutId)).map(renderDesk));
  }

  /** Takes nothing more from a desk; ending it again changes nothing. */
  async end(
    organisationId: string,
    of: { readonly calloutId: string; readonly deskId: string },
  ): Promise<Result<DeskView>> {
    const now = this.ports.clock.now();
    const desk = await this.ports.musters.endDesk(organisationId, { ...of, now });
    return desk === null ? refuse('not-found', 'There is no such desk.') : ok(renderDesk(desk));
  }

  /**
   * All a desk needs to work without network: the call-out, and a page of its people with the
   * digests of their badges.
   *
   * @param from address of whoever asks
   * @returns refusals `pass-invalid`, `too-many-requests`
   */
  async open(
    asked: { readonly deskCode: string; readonly cursor: string | null },
    from: string,
  ): Promise<Result<DeskState>> {
    const admitted = await this.admit(asked.deskCode, from);
    if (!admitted.ok) return admitted;
    const desk = admitted.value;
    const callout = await this.callout(desk);
    if (callout === null) return noDesk();
    const { organisationId, calloutId, musterKey } = desk;
    const filter = { statuses: AT_DESK, needKey: null, musterKey: null, groupId: null };
    const page = await this.ports.bookings.bookings(
      { organisationId, calloutId, filter },
      { cursor: asked.cursor, limit: PEOPLE_PER_PAGE },
    );
    const people = await Promise.all(page.items.map((entry) => this.person(entry, callout)));
    return ok({
      ...{ deskId: desk.id, expiresAt: toIso(desk.expiresAt), musterKey },
      callout: shownCallout(callout),
      readAt: toIso(this.ports.clock.now()),
      ...{ people, nextCursor: page.nextCursor },
    });
  }

  /**
   * Takes what a desk has checked, in the order in which it happened. Each event counts once; what
   * cannot be done is told with the event and is kept all the same.
   *
   * @returns refusals `pass-invalid`, `too-many-requests`
   */
  async sync(
    asked: { readonly deskCode: string; readonly events: readonly DeskEvent[] },
    from: string,
  ): Promise<Result<{ readonly results: CheckResult[]; readonly readAt: string }>> {
    const admitted = await this.admit(asked.deskCode, from);
    if (!admitted.ok) return admitted;
    const callout = await this.callout(admitted.value);
    if (callout === null) return noDesk();
    const byId = new Map<string, CheckResult>();
    const inOrder = [...asked.events].sort((a, b) => toInstant(a.at) - toInstant(b.at));
    for (const event of inOrder) {
      const checked = await this.take(admitted.value, event);
      byId.set(event.eventId, await this.result(event.eventId, checked, callout));
    }
    const results = asked.events.flatMap(({ eventId }) => byId.get(eventId) ?? []);
    return ok({ results, readAt: toIso(this.ports.clock.now()) });
  }

  /** A coordinator checks somebody by hand. */
  async checkByHand(
    of: { readonly organisationId: string; readonly calloutId: string; readonly bookingId: string },
    asked: { readonly kind: 'in' | 'out'; readonly at: Instant | null },
  ): Promise<Result<CheckResult>> {
    const { organisationId, calloutId, bookingId } = of;
    const callout = await this.callout(of);
    const entry = await this.ports.bookings.booking(organisationId, bookingId);
    if (callout === null || entry?.booking.calloutId !== calloutId) return noBooking();
    const at = asked.at ?? this.ports.clock.now();
    const event = { eventId: this.ports.ids.id(), kind: asked.kind, at };
    const check = { organisationId, calloutId, deskId: null, event };
    const checked = await this.people.check(check, bookingId);
    return ok(await this.result(event.eventId, checked, callout));
  }

  /**
   * Checks in whoever came without a place and has got one since, as when a need was raised.
   *
   * @returns how many there were
   */
  async settlePlaced(): Promise<number> {
    const placed = await this.ports.musters.placedSince(PLACED_PER_ROUND);
    for (const { organisationId, bookingId } of placed) {
      await this.people.settlePlaced(organisationId, bookingId);
    }
    return placed.length;
  }

  /** The text of a responder's own badge. */
  async badge(of: {
    readonly organisationId: string;
    readonly responderId: string;
    readonly bookingId: string;
  }): Promise<Result<{ readonly bookingId: string; readonly badge: string }>> {
    const { organisationId, bookingId, responderId } = of;
    const entry = await this.ports.bookings.booking(organisationId, bookingId);
    if (entry?.booking.responderId !== responderId) return noBooking();
    return ok({ bookingId, badge: this.badgeText({ organisationId, bookingId }) });
  }

  /** Whose badge it is; null for one that is not ours. */
  holderOf(badge: string): { readonly organisationId: string; readonly bookingId: string } | null {
    const read = readBadge(badge);
    if (read === null) return null;
    const digests = this.ports.vault.digests(badgeMacText(read));
    return isGenuineBadge(read, digests) ? read : null;
  }

  private async take(desk: MusterDesk, sent: DeskEvent): Promise<Checked> {
    const { organisationId, calloutId, id: deskId } = desk;
    const event = { eventId: sent.eventId, kind: sent.kind, at: toInstant(sent.at) };
    const check: Check = { organisationId, calloutId, deskId, event };
    if (sent.bookingId !== undefined) return this.people.check(check, sent.bookingId);
    if (sent.badge !== undefined) {
      const holder = this.holderOf(sent.badge);
      const isOurs = holder?.organisationId === organisationId;
      if (holder === null || !isOurs) return this.people.ofNobody(check, 'badge-unknown');
      return this.people.check(check, holder.bookingId);
    }
    return this.walkIn(desk, check, sent.walkIn);
  }

  /** Books whoever stands there under the id of the event, so that they are booked once. */
  private async walkIn(
    desk: MusterDesk,
    check: Check,
    walkIn: DeskEvent['walkIn'],
  ): Promise<Checked> {
    if (walkIn === undefined) return this.people.ofNobody(check, 'not-known');
    const { organisationId, calloutId, musterKey } = desk;
    const { displayName, phone, peopleCount, passCode } = walkIn;
    const pass = passCode === null ? null : await this.ports.passes.passByCode(passCode);
    if (passCode !== null && (pass === null || pass.calloutId !== calloutId)) {
      return this.people.ofNobody(check, 'badge-unknown');
    }
    const nobody = { alertId: null, responderId: null, groupId: null };
    const wishes = { needKey: null, musterKey };
    const booked = await this.ports.bookings.book({
      booking: {
        ...{ id: check.event.eventId, organisationId, calloutId, ...nobody, displayName, phone },
        ...{ passId: pass?.id ?? null, wishes, conditions: { ...NO_CONDITIONS, peopleCount } },
      },
      now: this.ports.clock.now(),
    });
    if (booked.ok) return this.people.check(check, booked.value.booking.id);
    const isOver = booked.problem.code === 'callout-over';
    return this.people.ofNobody(check, isOver ? 'booking-over' : 'badge-unknown');
  }

  private async result(
    eventId: string,
    { outcome, entry }: Checked,
    callout: BookedCallout,
  ): Promise<CheckResult> {
    const person = entry === null ? null : await this.person(entry, callout);
    return { eventId, outcome, detail: DETAILS[outcome], person };
  }

  private async person(entry: RosterEntry, callout: BookedCallout): Promise<DeskPerson> {
    const { booking, displayName } = entry;
    const { id: bookingId, organisationId, status, musterKey, needKey, conditions } = booking;
    const need = callout.needs.find((one) => one.needKey === needKey);
    return {
      ...{ bookingId, displayName, status, musterKey, peopleCount: conditions.peopleCount },
      needLabel: need?.label ?? null,
      ...{ from: toIso(booking.from), until: toIso(booking.until), etaAt: toIso(booking.etaAt) },
      checkedInAt: toIso(booking.checkedInAt),
      ...{ checkedOutAt: toIso(booking.checkedOutAt), dueOutAt: toIso(booking.dueOutAt) },
      badgeSha256: await badgeDigest(this.badgeText({ organisationId, bookingId })),
    };
  }

  private badgeText(holder: { readonly organisationId: string; readonly bookingId: string }) {
    return badgeText(holder, this.ports.vault.digest(badgeMacText(holder)));
  }

  private async admit(code: string, from: string): Promise<Result<MusterDesk>> {
    const admitted = await this.ports.limits.use('desk-of-address', from);
    if (!admitted.ok) return admitted;
    const desk = await this.ports.musters.deskByCode(code, this.ports.clock.now());
    return desk === null ? noDesk() : ok(desk);
  }

  private async callout(of: { readonly organisationId: string; readonly calloutId: string }) {
    const found = await this.ports.callouts.loadCallout(of.organisationId, of.calloutId);
    return found?.callout ?? null;
  }
}

const DETAILS: Readonly<Record<CheckOutcome, string>> = {
  done: 'Done.',
  already: 'They were so already.',
  late: 'Kept; something later is known of them.',
  'never-in': 'Kept; no desk has seen them come in.',
  'no-place': 'They are here without a place: ask the coordinator.',
  'booking-over': 'They are no longer expected: ask the coordinator.',
  'other-callout': 'This badge is of another call-out.',
  'badge-unknown': 'This is no badge or pass of ours.',
  'not-known': 'There is no such person in this call-out.',
};

function renderDesk(desk: MusterDesk): DeskView {
  const { id: deskId, calloutId, musterKey, createdAt, expiresAt, endedAt } = desk;
  const moments = { createdAt: toIso(createdAt), expiresAt: toIso(expiresAt) };
  return { deskId, calloutId, musterKey, ...moments, endedAt: toIso(endedAt) };
}

function shownCallout(callout: BookedCallout): DeskState['callout'] {
  const { id: calloutId, title, mode, status, briefing, window, stopComingAt } = callout;
  return {
    ...{ calloutId, title, mode, status, contact: briefing.contact },
    window: { from: toIso(window.from), until: toIso(window.until) },
    stopComingAt: toIso(stopComingAt),
    musterPoints: callout.musterPoints.map(({ musterKey, name }) => ({ musterKey, name })),
  };
}

function noCallout(): Result<never> {
  return refuse('not-found', 'There is no such call-out.');
}

function noBooking(): Result<never> {
  return refuse('not-found', 'There is no such booking.');
}

function noDesk(): Result<never> {
  return refuse('pass-invalid', 'This code is of no desk, or it is over.');
}
