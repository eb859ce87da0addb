import { FORECAST_FIX_AGE_MAX_MS } from '#core/arrival-forecast';
import { presenceBy, type CheckOutcome } from '#core/check-event';
import { distanceM } from '#core/geometry';
import { OVERDUE_ANSWER_MS, overdueLevel } from '#core/overdue';
import { ok, refuse } from '#core/problem';
import type { Instant } from '#core/units';
import type { CalloutMessage, KeptCheck, MusterDesk, MusterStore, OverdueStep } from '#flow/ports';
import { refKey, settle, type BookingRow, type MemoryTables } from './tables';

interface StepRow {
  readonly level: number;
  readonly askedAt: Instant | null;
  readonly alarmAt: Instant | null;
  readonly leaseId: string | null;
  readonly leasedUntil: Instant | null;
}

interface Late {
  readonly step: OverdueStep;
  readonly dueOutAt: Instant;
  readonly isExercise: boolean;
}

const NO_STEP: StepRow = {
  ...{ level: 0, askedAt: null, alarmAt: null },
  ...{ leaseId: null, leasedUntil: null },
};
const NOT_THERE: readonly string[] = ['expected', 'en-route', 'held'];
const WITHOUT_PLACE: readonly string[] = ['reserve', 'withdrawn', 'stood-down'];

/** Who is at the muster points of call-outs, in memory. */
export class MemoryMusterStore implements MusterStore {
  private readonly deskRows = new Map<string, { desk: MusterDesk; readonly code: string }>();
  private readonly checks = new Map<string, { check: KeptCheck; outcome: CheckOutcome }>();
  private readonly steps = new Map<string, StepRow>();

  constructor(
    private readonly tables: MemoryTables,
    /** Tells whether a message was sent. */
    private readonly message: (id: string) => CalloutMessage | null,
  ) {}

  addDesk: MusterStore['addDesk'] = (desk, code) =>
    settle(() => {
      this.deskRows.set(desk.id, { desk, code });
    });

  deskByCode: MusterStore['deskByCode'] = (code, now) =>
    settle(() => {
      const row = [...this.deskRows.values()].find((one) => one.code === code);
      const isOpen = row?.desk.endedAt === null && row.desk.expiresAt > now;
      return isOpen ? row.desk : null;
    });

  desks: MusterStore['desks'] = (organisationId, calloutId) =>
    settle(() =>
      [...this.deskRows.values()]
        .map(({ desk }) => desk)
        .filter((desk) => desk.organisationId === organisationId && desk.calloutId === calloutId)
        .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1)),
    );

  endDesk: MusterStore['endDesk'] = (organisationId, { calloutId, deskId, now }) =>
    settle(() => {
      const row = this.deskRows.get(deskId);
      const isTheirs = row?.desk.organisationId === organisationId;
      if (row === undefined || !isTheirs || row.desk.calloutId !== calloutId) return null;
      row.desk = { ...row.desk, endedAt: row.desk.endedAt ?? now };
      return row.desk;
    });

  addCheck: MusterStore['addCheck'] = (check, outcome) =>
    settle(() => {
      const key = refKey(check.organisationId, check.eventId);
      if (this.checks.has(key)) return false;
      this.checks.set(key, { check, outcome });
      return true;
    });

  check: MusterStore['check'] = (organisationId, eventId) =>
    settle(() => this.checks.get(refKey(organisationId, eventId)) ?? null);

  setOutcome: MusterStore['setOutcome'] = (organisationId, { eventId, outcome }) =>
    settle(() => {
      const row = this.checks.get(refKey(organisationId, eventId));
      if (row !== undefined) row.outcome = outcome;
    });

  checksOf: MusterStore['checksOf'] = (organisationId, bookingId) =>
    settle(() => this.checked(organisationId, bookingId));

  headcounts: MusterStore['headcounts'] = (organisationId, calloutId, now) =>
    settle(() =>
      this.rowsOf(organisationId, calloutId).map(({ booking }) => {
        const { status, musterKey, needKey, dueOutAt, conditions } = booking;
        const isIn = presenceBy(this.checked(organisationId, booking.id)).isIn;
        const isDue = dueOutAt !== null && overdueLevel(dueOutAt, now) > 0;
        return {
          ...{ musterKey, needKey, status, peopleCount: conditions.peopleCount },
          isOverdue: status === 'checked-in' && isDue,
          isHere: WITHOUT_PLACE.includes(status) && isIn,
        };
      }),
    );

  hereWithoutPlace: MusterStore['hereWithoutPlace'] = (organisationId, calloutId, max) =>
    settle(() =>
      this.rowsOf(organisationId, calloutId)
        .filter(({ booking: { status } }) => WITHOUT_PLACE.includes(status))
        .filter(({ booking: { id } }) => presenceBy(this.checked(organisationId, id)).isIn)
        .slice(0, max)
        .map(({ booking }) => booking.id),
    );

  placedSince: MusterStore['placedSince'] = (max) =>
    settle(() => {
      const kept = [...this.checks.values()].filter(({ outcome }) => outcome === 'no-place');
      const ids = new Set(kept.map(({ check }) => check.bookingId));
      return [...this.tables.bookings.values()]
        .filter(({ booking }) => ids.has(booking.id) && NOT_THERE.includes(booking.status))
        .slice(0, max)
        .map(({ booking: { organisationId, id: bookingId } }) => ({ organisationId, bookingId }));
    });

  coming: MusterStore['coming'] = (organisationId, calloutId, now) =>
    settle(() =>
      this.rowsOf(organisationId, calloutId).flatMap((row) => {
        const { status, musterKey, conditions, etaAt, from } = row.booking;
        if (status !== 'expected' && status !== 'en-route') return [];
        if (musterKey === null) return [];
        const way = status === 'en-route' ? this.wayOf(row, musterKey, now) : null;
        const { peopleCount: partySize } = conditions;
        return [{ musterKey, partySize, partyCount: 1, etaAt, from, way }];
      }),
    );

  overdue: MusterStore['overdue'] = (organisationId, calloutId, { now, max }) =>
    settle(() =>
      this.late(now)
        .filter(({ step }) => step.organisationId === organisationId)
        .filter(({ step }) => step.calloutId === calloutId)
        .slice(0, max)
        .map(({ step }) => step),
    );

  takeOverdue: MusterStore['takeOverdue'] = ({ leaseId, now, leaseMs, max }) =>
    settle(() =>
      this.late(now)
        .flatMap(({ step: one, isExercise }) => {
          const step = this.steps.get(keyOf(one)) ?? NO_STEP;
          const isFree = step.leasedUntil === null || step.leasedUntil <= now;
          const hadTime = step.level !== 1 || (step.askedAt ?? 0) + OVERDUE_ANSWER_MS <= now;
          if (!isFree || !hadTime || one.level <= step.level) return [];
          return [{ ...one, isExercise, level: step.level === 0 ? 1 : one.level }];
        })
        .slice(0, max)
        .map((one) => {
          const step = this.steps.get(keyOf(one)) ?? NO_STEP;
          this.steps.set(keyOf(one), { ...step, leaseId, leasedUntil: now + leaseMs });
          return one;
        }),
    );

  overdueTold: MusterStore['overdueTold'] = (due, leaseId, now) =>
    settle(() => {
      const step = this.steps.get(keyOf(due));
      if (step?.leaseId !== leaseId) return;
      const alarmAt = due.level >= 2 ? (step.alarmAt ?? now) : null;
      const askedAt = step.askedAt ?? now;
      const free = { leaseId: null, leasedUntil: null };
      this.steps.set(keyOf(due), { level: due.level, askedAt, alarmAt, ...free });
    });

  setStopComing: MusterStore['setStopComing'] = (input) =>
    settle(() => {
      const { organisationId, calloutId, stopComingAt, facts, now } = input;
      const callout = this.tables.callouts.get(calloutId);
      if (callout?.organisationId !== organisationId) {
        return refuse('not-found', 'There is no such call-out.');
      }
      if (callout.status === 'closed' || callout.status === 'cancelled') {
        return refuse('callout-over', 'The call-out is over.');
      }
      if ((callout.stopComingAt === null) === (stopComingAt === null)) {
        return ok({ changed: false });
      }
      const revision = callout.revision + 1;
      this.tables.callouts.set(calloutId, { ...callout, stopComingAt, revision });
      this.tables.record(calloutId, { feed: [], facts }, now);
      return ok({ changed: true });
    });

  endedUntold: MusterStore['endedUntold'] = ({ max }) =>
    settle(() =>
      [...this.tables.callouts.values()]
        .filter(({ status }) => status === 'closed' || status === 'cancelled')
        .filter(({ organisationId, id }) => this.rowsOf(organisationId, id).length > 0)
        .filter(({ id }) => this.message(id) === null)
        .slice(0, max)
        .map(({ organisationId, id: calloutId, mode }) => ({
          ...{ organisationId, calloutId, isExercise: mode !== 'actual' },
        })),
    );

  private checked(organisationId: string, bookingId: string) {
    return [...this.checks.values()]
      .filter(({ check }) => check.organisationId === organisationId)
      .filter(({ check }) => check.bookingId === bookingId)
      .map(({ check: { eventId, kind, at } }) => ({ eventId, kind, at }));
  }

  private rowsOf(organisationId: string, calloutId: string): readonly BookingRow[] {
    return [...this.tables.bookings.values()]
      .filter(({ booking }) => booking.organisationId === organisationId)
      .filter(({ booking }) => booking.calloutId === calloutId);
  }

  private wayOf({ booking }: BookingRow, musterKey: string, now: Instant) {
    const { responderId, calloutId } = booking;
    const fix = this.tables.lastKnown.get(responderId ?? '');
    const mode = this.tables.responders.get(responderId ?? '')?.travelMode;
    const points = this.tables.callouts.get(calloutId)?.musterPoints ?? [];
    const point = points.find((one) => one.musterKey === musterKey);
    if (fix === undefined || mode === undefined || point === undefined) return null;
    if (fix.at <= now - FORECAST_FIX_AGE_MAX_MS) return null;
    return { distanceM: 500 * Math.round(distanceM(fix.place, point.place) / 500), mode };
  }

  /** Everybody who should have checked out, the longest first. */
  private late(now: Instant): readonly Late[] {
    return [...this.tables.bookings.values()]
      .flatMap(({ booking }) => {
        const { id: bookingId, organisationId, calloutId, responderId } = booking;
        const { checkedInAt, dueOutAt, status } = booking;
        if (status !== 'checked-in' || checkedInAt === null || dueOutAt === null) return [];
        const level = overdueLevel(dueOutAt, now);
        if (level === 0) return [];
        const mode = this.tables.callouts.get(calloutId)?.mode;
        const of = { organisationId, calloutId, bookingId, responderId, checkedInAt };
        const { askedAt, alarmAt } = this.steps.get(keyOf(of)) ?? NO_STEP;
        const step = { ...of, level, askedAt, alarmAt };
        return [{ step, dueOutAt, isExercise: mode !== 'actual' }];
      })
      .sort((a, b) => a.dueOutAt - b.dueOutAt || (a.step.bookingId < b.step.bookingId ? -1 : 1));
  }
}

function keyOf(of: { readonly bookingId: string; readonly checkedInAt: Instant }): string {
  return `${of.bookingId} ${of.checkedInAt}`;
}
