import { badgeMacText, badgeText, isGenuineBadge, readBadge } from '#core/check-badge';
import { derivedId } from '#core/derived-id';
import { ok, refuse, type Result } from '#core/problem';
import { DAY_MS } from '#core/units';
import type { OwnBookingView } from '#contracts/booking-api';
import { fromShift } from '#contracts/callout-parts';
import type {
  GivePassMessage,
  JoinByPassMessage,
  PassGivenView,
  PassJoinedView,
  PassShownView,
  PassView,
} from '#contracts/pass-api';
import { toInstant, toIso } from '#contracts/shapes';
import { wantedOf } from '#flow/answer-callout';
import { renderOwnBooking } from '#flow/booking-view';
import type {
  BookingStore,
  CalloutStore,
  Clock,
  Ids,
  Limits,
  Pass,
  PassStore,
  PeopleStore,
  Vault,
} from '#flow/ports';
import type { Roster } from '#flow/roster';
import type { TellRoster } from '#flow/tell-roster';

/** A pass is good for so long after the last of the work at most. */
const PASS_STAYS_MS = DAY_MS;

/** People without an account come to a call-out by a pass, and show a badge from then on. */
export class Passes {
  constructor(
    private readonly ports: {
      readonly passes: PassStore;
      readonly bookings: BookingStore;
      readonly calloutStore: Pick<CalloutStore, 'loadCallout'>;
      readonly people: Pick<PeopleStore, 'organisation'>;
      readonly roster: Pick<Roster, 'progress'>;
      readonly tellRoster: TellRoster;
      readonly limits: Limits;
      readonly vault: Pick<Vault, 'digest' | 'digests'>;
      readonly clock: Clock;
      readonly ids: Ids;
      /** The server's own address; null where it does not know it. */
      readonly publicUrl?: string | null;
    },
  ) {}

  /**
   * A new pass with its code, which is told this once.
   *
   * @returns refusals `not-found`, `callout-over`, `invalid-field`
   */
  async give(
    { organisationId, calloutId }: OfCallout,
    message: GivePassMessage,
  ): Promise<Result<PassGivenView>> {
    const callout = await this.callout(organisationId, calloutId);
    if (callout === null) return noCallout();
    if (callout.status === 'closed' || callout.status === 'cancelled') return over();
    const now = this.ports.clock.now();
    const { label, usesMax, musterKey } = message;
    const validUntil = toInstant(message.validUntil);
    const isPoint = callout.musterPoints.some((point) => point.musterKey === musterKey);
    if (musterKey !== null && !isPoint) {
      return refuse('invalid-field', 'There is no such muster point.', 'musterKey');
    }
    if (validUntil <= now || validUntil > callout.window.until + PASS_STAYS_MS) {
      const detail = 'A pass ends in the future, a day after the call-out at the latest.';
      return refuse('invalid-field', detail, 'validUntil');
    }
    const code = this.ports.ids.secret();
    const pass: Pass = {
      ...{ id: this.ports.ids.id(), organisationId, calloutId, label, usesMax, usedCount: 0 },
      ...{ validUntil, musterKey, createdAt: now, revokedAt: null },
    };
    await this.ports.passes.addPass(pass, code);
    const { publicUrl = null } = this.ports;
    return ok({
      ...renderPass(pass),
      code,
      url: publicUrl === null ? null : `${publicUrl}/helper/#${code}`,
    });
  }

  /** Passes of a call-out without their codes; refuses `not-found`. */
  async list({ organisationId, calloutId }: OfCallout): Promise<Result<{ items: PassView[] }>> {
    const callout = await this.callout(organisationId, calloutId);
    if (callout === null) return noCallout();
    const passes = await this.ports.passes.passes(organisationId, calloutId);
    return ok({ items: passes.map(renderPass) });
  }

  /** Nobody more comes by it; refuses `not-found`. */
  async revoke(of: OfCallout & { readonly passId: string }): Promise<Result<PassView>> {
    const pass = await this.ports.passes.revokePass({ ...of, now: this.ports.clock.now() });
    return pass === null ? refuse('not-found', 'There is no such pass.') : ok(renderPass(pass));
  }

  /**
   * What a pass lets somebody join.
   *
   * @param from address of whoever asks
   * @returns refusals `pass-invalid`, `too-many-requests`
   */
  async read(code: string, from: string): Promise<Result<PassShownView>> {
    const found = await this.held(code, from);
    if (!found.ok) return found;
    const { pass, callout } = found.value;
    const organisation = await this.ports.people.organisation(pass.organisationId);
    if (organisation === null) return noPass();
    const { window, needs, musterPoints, status } = callout;
    return ok({
      organisation: organisation.name,
      ...{ title: callout.title, mode: callout.mode, briefing: callout.briefing },
      window: { from: toIso(window.from), until: toIso(window.until) },
      shifts: callout.shifts.map(fromShift),
      needs: needs.map(({ needKey, label, shiftKey, equipment }) => ({
        ...{ needKey, label, shiftKey, equipment: { ...equipment } },
      })),
      musterPoints: musterPoints.map(({ musterKey, name }) => ({ musterKey, name })),
      placesLeft: pass.usesMax - pass.usedCount,
      validUntil: toIso(pass.validUntil),
      isOpen: status === 'open' || status === 'filled',
    });
  }

  /**
   * Books by a pass; where all places are taken, in reserve.
   *
   * @returns the booking with its badge; refusals `pass-invalid`, `too-many-requests`,
   *   `callout-over`, `invalid-field`
   */
  async join(message: JoinByPassMessage, from: string): Promise<Result<PassJoinedView>> {
    const found = await this.held(message.code, from);
    if (!found.ok) return found;
    const { pass, callout } = found.value;
    const { organisationId, id: passId, calloutId, musterKey } = pass;
    const now = this.ports.clock.now();
    const wanted = wantedOf(callout, message.conditions, now);
    if (!wanted.ok) return wanted;
    const { conditions, wishes } = wanted.value;
    const booked = await this.ports.bookings.book({
      booking: {
        id: this.bookingIdOf(passId, message.joinId),
        ...{ organisationId, calloutId, alertId: null, responderId: null, passId, groupId: null },
        ...{ displayName: message.displayName, phone: message.phone, conditions },
        wishes: { ...wishes, musterKey: musterKey ?? wishes.musterKey },
      },
      now,
    });
    if (!booked.ok) return booked.problem.code === 'not-found' ? noPass() : booked;
    const told = { calloutId, mode: callout.mode };
    await this.ports.tellRoster.changed(organisationId, booked.value, told);
    const bookingId = booked.value.booking.id;
    const own = await this.ports.bookings.ownBooking(organisationId, bookingId);
    if (own === null) throw new Error('what was booked is there');
    const holder = { organisationId, bookingId };
    const badge = badgeText(holder, this.ports.vault.digest(badgeMacText(holder)));
    return ok({ bookingId, badge, booking: renderOwnBooking(own) });
  }

  /**
   * What others may see of a booking is no way to its badge: its identifier is made of the secret
   * of whoever joins, who alone can send the same again.
   */
  private bookingIdOf(passId: string, joinId: string | undefined): string {
    if (joinId === undefined) return this.ports.ids.id();
    return derivedId(this.ports.vault.digest(`joined by ${passId}: ${joinId}`));
  }

  /** How the booking of a badge stands; refuses `pass-invalid`, `too-many-requests`. */
  async status(badge: string, from: string): Promise<Result<OwnBookingView>> {
    const holder = await this.holder(badge, from);
    if (!holder.ok) return holder;
    const { organisationId, bookingId } = holder.value;
    const own = await this.ports.bookings.ownBooking(organisationId, bookingId);
    return own === null ? noPass() : ok(renderOwnBooking(own));
  }

  /** Whoever has the badge does not come after all; twice changes nothing. */
  async leave(badge: string, from: string): Promise<Result<OwnBookingView>> {
    const holder = await this.holder(badge, from);
    if (!holder.ok) return holder;
    const of = { ...holder.value, responderId: null };
    const left = await this.ports.roster.progress(of, { step: 'withdrawn' });
    return !left.ok && left.problem.code === 'not-found' ? noPass() : left;
  }

  /** The pass of a code that is good, with its call-out. */
  private async held(code: string, from: string) {
    const admitted = await this.ports.limits.use('passes-of-address', from);
    if (!admitted.ok) return admitted;
    const pass = await this.ports.passes.passByCode(code);
    const isGood = pass?.revokedAt === null && pass.validUntil > this.ports.clock.now();
    if (!isGood) return noPass();
    const callout = await this.callout(pass.organisationId, pass.calloutId);
    return callout === null ? noPass() : ok({ pass, callout });
  }

  /** Whose badge it is; whatever is wrong with it, the refusal is the same. */
  private async holder(badge: string, from: string) {
    const admitted = await this.ports.limits.use('passes-of-address', from);
    if (!admitted.ok) return admitted;
    const read = readBadge(badge);
    if (read === null) return noPass();
    if (!isGenuineBadge(read, this.ports.vault.digests(badgeMacText(read)))) return noPass();
    const { organisationId, bookingId } = read;
    return ok({ organisationId, bookingId });
  }

  private async callout(organisationId: string, calloutId: string) {
    const state = await this.ports.calloutStore.loadCallout(organisationId, calloutId);
    return state?.callout ?? null;
  }
}

interface OfCallout {
  readonly organisationId: string;
  readonly calloutId: string;
}

function renderPass(pass: Pass): PassView {
  const { id: passId, label, usesMax, usedCount, musterKey } = pass;
  return {
    ...{ passId, label, usesMax, usedCount, musterKey },
    validUntil: toIso(pass.validUntil),
    createdAt: toIso(pass.createdAt),
    revokedAt: toIso(pass.revokedAt),
  };
}

function noPass(): Result<never> {
  return refuse('pass-invalid', 'This pass is not valid, or not any more.');
}

function noCallout(): Result<never> {
  return refuse('not-found', 'There is no such call-out.');
}

function over(): Result<never> {
  return refuse('callout-over', 'The call-out is over.');
}
