import { ok, refuse, type Result } from '#core/problem';
import type { Fact } from '#core/timeline';
import { MINUTE_MS } from '#core/units';
import type { OverdueView } from '#contracts/muster-api';
import { toIso } from '#contracts/shapes';
import { CheckPeople } from '#flow/check-people';
import type { Notes } from '#flow/notes';
import type {
  BookingStore,
  CalloutStore,
  Clock,
  DueOverdue,
  Ids,
  IncidentStore,
  Live,
  MusterStore,
  OverdueStep,
  RosterEntry,
} from '#flow/ports';

/** A step that is in hand for so long was left by a worker that died, and is taken anew. */
export const OVERDUE_LEASE_MS = 2 * MINUTE_MS;
const STEPS_PER_ROUND = 50;
/** Shown at once: a list that is longer has another reason than people. */
const LISTED_MAX = 500;

/**
 * Nobody is forgotten: whoever should have checked out is asked, and where they do not answer the
 * coordinators are told until somebody has found them.
 */
export class OverduePeople {
  constructor(
    private readonly ports: {
      readonly musters: MusterStore;
      readonly bookings: BookingStore;
      readonly callouts: Pick<CalloutStore, 'loadCallout'>;
      readonly incidents: Pick<IncidentStore, 'addFacts'>;
      readonly notes: Pick<Notes, 'tell'>;
      readonly live: Pick<Live, 'tellControl'>;
      readonly clock: Clock;
      readonly ids: Ids;
      /** Told of what failed; the others are asked all the same. */
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /**
   * Takes the steps that are due, of all organisations. Any number of workers may do this at once.
   *
   * @returns how many were taken
   */
  async review(): Promise<number> {
    const { clock, ids, musters } = this.ports;
    const leaseId = ids.id();
    const due = await musters.takeOverdue({
      ...{ leaseId, now: clock.now(), max: STEPS_PER_ROUND },
      leaseMs: clock.stretch(OVERDUE_LEASE_MS),
    });
    for (const step of due) {
      try {
        await this.tell(step);
        await musters.overdueTold(step, leaseId, clock.now());
      } catch (error) {
        this.ports.onError(error);
      }
    }
    return due.length;
  }

  /** Who is overdue, the longest first. */
  async list(organisationId: string, calloutId: string): Promise<Result<OverdueView[]>> {
    const { callouts, musters, clock } = this.ports;
    const callout = await callouts.loadCallout(organisationId, calloutId);
    if (callout === null) return refuse('not-found', 'There is no such call-out.');
    const at = { now: clock.now(), max: LISTED_MAX };
    const steps = await musters.overdue(organisationId, calloutId, at);
    const shown = await Promise.all(steps.map((step) => this.shown(step)));
    return ok(shown.flatMap((one) => one ?? []));
  }

  /**
   * Somebody was found, and is checked out by it; or is not found yet, which stays in the list.
   * What was found out is kept in the timeline.
   *
   * @returns refusals `not-found`, `illegal-step`
   */
  async settle(
    of: { readonly organisationId: string; readonly calloutId: string; readonly bookingId: string },
    said: { readonly found: boolean; readonly note: string; readonly by: string | null },
  ): Promise<Result<OverdueView>> {
    const { organisationId, calloutId, bookingId } = of;
    const entry = await this.ports.bookings.booking(organisationId, bookingId);
    if (entry?.booking.calloutId !== calloutId) {
      return refuse('not-found', 'There is no such booking.');
    }
    const now = this.ports.clock.now();
    const at = { now, max: LISTED_MAX };
    const steps = await this.ports.musters.overdue(organisationId, calloutId, at);
    const step = steps.find((one) => one.bookingId === bookingId);
    const view = step === undefined ? null : render(step, entry);
    if (step === undefined || view === null) {
      return refuse('illegal-step', 'They are not overdue, or not any more.');
    }
    const { found, note, by } = said;
    await this.addFact(step, { settled: found, note, by });
    if (found) {
      const people = new CheckPeople(this.ports);
      const event = { eventId: this.ports.ids.id(), kind: 'out', at: now } as const;
      await people.check({ organisationId, calloutId, deskId: null, event }, bookingId);
    }
    this.tellControl(organisationId, { calloutId, overdue: view, isSettled: found });
    return ok(view);
  }

  private async tell(step: DueOverdue): Promise<void> {
    const { organisationId, calloutId, bookingId, responderId, isExercise } = step;
    await this.ports.notes.tell([
      {
        ...{ organisationId, calloutId, responderId, isExercise, kind: 'overdue', text: '' },
        bookingId: responderId === null ? bookingId : null,
      },
    ]);
    await this.addFact(step, {});
    if (step.level < 2) return;
    const alarm = { ...step, alarmAt: step.alarmAt ?? this.ports.clock.now() };
    const view = await this.shown(alarm);
    if (view === null) return;
    this.tellControl(organisationId, { calloutId, overdue: view, isSettled: false });
  }

  private async shown(step: OverdueStep): Promise<OverdueView | null> {
    const entry = await this.ports.bookings.booking(step.organisationId, step.bookingId);
    return entry === null ? null : render(step, entry);
  }

  private async addFact(step: OverdueStep, more: Fact['detail']): Promise<void> {
    const { organisationId, calloutId, bookingId, responderId, level } = step;
    const now = this.ports.clock.now();
    const actor = 'settled' in more ? ('coordinator' as const) : ('closeby' as const);
    const detail = { bookingId, level, ...more };
    const fact: Fact = { kind: 'overdue', at: now, actor, responderId, detail };
    const about = { organisationId, incidentId: null, calloutId };
    await this.ports.incidents.addFacts({ ...about, facts: [fact], notAlerted: [], now });
  }

  private tellControl(
    organisationId: string,
    view: Extract<Parameters<Live['tellControl']>[1], { event: 'overdue' }>['view'],
  ): void {
    this.ports.live.tellControl(organisationId, { event: 'overdue', view });
  }
}

function render(step: OverdueStep, { booking, displayName }: RosterEntry): OverdueView | null {
  const { id: bookingId, musterKey, conditions, checkedInAt, dueOutAt } = booking;
  if (checkedInAt === null || dueOutAt === null) return null;
  return {
    ...{ bookingId, displayName, musterKey, peopleCount: conditions.peopleCount },
    ...{ checkedInAt: toIso(checkedInAt), dueOutAt: toIso(dueOutAt), level: step.level },
    ...{ askedAt: toIso(step.askedAt), alarmAt: toIso(step.alarmAt) },
  };
}
