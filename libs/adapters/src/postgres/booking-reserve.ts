import { BOUND_BY_BOOKING, type Booking } from '#core/callout-booking';
import { couldFit } from '#core/callout-places';
import type { CredentialKind } from '#core/responder';
import type { Fact } from '#core/timeline';
import type { Instant } from '#core/units';
import { promotionStep, type Counters, type Known } from '#adapters/shared/booking-steps';
import type { BookedCallout } from '#flow/ports';
import { wishesOf, type BookingRow } from './booking-rows';
import { RESERVE } from './booking-sql';
import type { Tx } from './transaction';

/** Of the reserve read at once. */
const READ_AT_ONCE = 100;
/** Of the reserve looked at in one change; beyond them nobody is promoted by it. */
const LOOKED_AT_MAX = 1_000;

/** What is known of a responder beside what they say, as it is read. */
export interface KnownColumns {
  readonly credential_kinds: CredentialKind[];
  readonly lat: number | null;
  readonly lon: number | null;
  /** When they are bound already; [from, until) each. */
  readonly busy: readonly (readonly [number, number])[];
}

/** What of the reserve gets a place of those that are free. */
export interface Given {
  readonly counters: Counters;
  readonly promoted: readonly Booking[];
  readonly facts: readonly Fact[];
}

/** Gives what is free to the reserve in its order; the call-out is held. Writes nothing. */
export async function giveToReserve(
  tx: Tx,
  input: {
    readonly callout: BookedCallout;
    readonly counters: Counters;
    readonly hasReserve: boolean;
    readonly open: (row: BookingRow) => Booking;
    /** Whoever leaves the reserve by this very change. */
    readonly except: string | null;
    readonly now: Instant;
  },
): Promise<Given> {
  const { callout, now } = input;
  let { counters } = input;
  const promoted: Booking[] = [];
  const facts: Fact[] = [];
  if (!input.hasReserve) return { counters, promoted, facts };
  let after: BookingRow | null = null;
  for (let looked = 0; looked < LOOKED_AT_MAX; looked += READ_AT_ONCE) {
    if (counters.status !== 'open') break;
    const rows = await read(tx, { ...callout, ...counters }, { after, now });
    for (const row of rows) {
      if (row.id === input.except) continue;
      const step = promotionStep({
        ...{ booking: input.open(row), wishes: wishesOf(row), known: knownOf(row), now },
        callout: { ...callout, ...counters },
      });
      if (step === null || isBusy(row, step.booking)) continue;
      counters = step.counters;
      promoted.push(step.booking);
      facts.push(...step.facts);
    }
    after = rows.at(-1) ?? null;
    if (rows.length < READ_AT_ONCE) break;
  }
  return { counters, promoted, facts };
}

/** What core wants to know of whoever books. */
export function knownOf({ credential_kinds: credentialKinds, lat, lon }: KnownColumns): Known {
  return { credentialKinds, at: lat === null || lon === null ? null : { lat, lon } };
}

/** Whether they are bound elsewhere at the time of this booking, which would bind them. */
export function isBusy({ busy }: KnownColumns, { status, from, until }: Booking): boolean {
  return (
    BOUND_BY_BOOKING.includes(status) &&
    busy.some(([bookedFrom, bookedUntil]) => bookedFrom < until && from < bookedUntil)
  );
}

async function read(
  tx: Tx,
  callout: BookedCallout,
  { after, now }: { readonly after: BookingRow | null; readonly now: Instant },
): Promise<readonly (BookingRow & KnownColumns)[]> {
  const { peopleMax, onlyWith } = couldFit(callout);
  if (peopleMax === 0 || onlyWith?.length === 0) return [];
  return tx.rows<BookingRow & KnownColumns>({
    name: 'booking-reserve',
    text: RESERVE,
    values: [
      ...[callout.organisationId, callout.id, new Date(now), peopleMax, onlyWith],
      ...[after === null ? null : new Date(after.booked_at), after?.id ?? null, READ_AT_ONCE],
    ],
  });
}
