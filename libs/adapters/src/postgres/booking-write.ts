import type { Booking } from '#core/callout-booking';
import type { Fact } from '#core/timeline';
import type { Instant } from '#core/units';
import { toIso } from '#contracts/shapes';
import type { Counters } from '#adapters/shared/booking-steps';
import type { BookedCallout, FeedEntry, NewBooking, Saved } from '#flow/ports';
import { WRITE } from './booking-sql';
import { factsOf, savedOf, type Written } from './save-document';
import type { Tx } from './transaction';

/** All that one change of the roster writes. */
interface RosterChange {
  readonly callout: BookedCallout;
  readonly counters: Counters;
  /** A new booking, with who it is where they have no account. */
  readonly made?: {
    readonly booking: Booking;
    readonly wishes: NewBooking['wishes'];
    readonly sealed: Buffer | null;
  };
  readonly stepped: readonly Booking[];
  /** Those of them whose question says something new. */
  readonly promoted: readonly Booking[];
  readonly facts: readonly Fact[];
  /** The call-out is looked at anew: it became full, or open again. */
  readonly isTurned: boolean;
  readonly now: Instant;
}

/** Writes a change of the roster in one statement; the call-out is held. */
export async function writeRoster(tx: Tx, change: RosterChange): Promise<Saved> {
  const { callout, counters, made, facts, now } = change;
  const feed = feedOf(change);
  const document = {
    ...counters,
    answered: answeredBy(made),
    made: made === undefined ? [] : [{ ...fieldsOf(made.booking, now), ...wished(made.wishes) }],
    stepped: change.stepped.map((booking) => fieldsOf(booking, now)),
    passId: made?.booking.passId ?? null,
    passUses: made?.booking.conditions.peopleCount ?? 0,
    feed: feed.map(({ responderId, kind, alertId }) => ({
      ...{ responder_id: responderId, kind, alert_id: alertId },
    })),
    facts: factsOf(facts),
    factCount: facts.length,
    turned: change.isTurned,
  };
  const [written] = await tx.rows<Pick<Written, 'fact_count' | 'feeds'>>({
    name: 'booking-write',
    text: WRITE,
    values: [
      ...[callout.organisationId, callout.id, new Date(now), JSON.stringify(document)],
      made?.sealed ?? null,
    ],
  });
  const counted = written?.fact_count ?? null;
  if (written === undefined || counted === null) throw new Error('what was held is there');
  return savedOf({ feed, facts, now }, written);
}

/** To whoever answered, and to everybody who is out of the reserve. */
function feedOf({ made, promoted }: RosterChange): FeedEntry[] {
  const told = [...(made === undefined ? [] : [made.booking]), ...promoted];
  return told.flatMap(({ responderId, alertId }) =>
    responderId === null || alertId === null
      ? []
      : [{ responderId, kind: 'alert-answered' as const, alertId }],
  );
}

function answeredBy(made: RosterChange['made']) {
  if (made === undefined || made.booking.alertId === null) return [];
  return [{ id: made.booking.alertId, late: made.booking.status === 'reserve' }];
}

function wished({ needKey, musterKey }: NewBooking['wishes']) {
  return { wished_need_key: needKey, wished_muster_key: musterKey };
}

/** Statuses in which nothing more is expected of them. */
const ENDED: readonly Booking['status'][] = ['checked-out', 'withdrawn', 'stood-down', 'no-show'];

function fieldsOf(booking: Booking, now: Instant) {
  const { conditions, status } = booking;
  return {
    id: booking.id,
    alert_id: booking.alertId,
    responder_id: booking.responderId,
    pass_id: booking.passId,
    group_id: booking.groupId,
    status,
    need_key: booking.needKey,
    muster_key: booking.musterKey,
    people_count: conditions.peopleCount,
    pieces: conditions.pieces,
    from_at: toIso(conditions.fromAt),
    until_at: toIso(conditions.untilAt),
    note: conditions.note,
    bound_from: toIso(booking.from),
    bound_until: toIso(booking.until),
    booked_at: toIso(booking.bookedAt),
    eta_at: toIso(booking.etaAt),
    checked_in_at: toIso(booking.checkedInAt),
    checked_out_at: toIso(booking.checkedOutAt),
    due_out_at: toIso(booking.dueOutAt),
    ended_at: ENDED.includes(status) ? toIso(now) : null,
    ended_reason: booking.endedReason,
  };
}
