import {
  AFTER_CARE_ASKED_FOR_MS,
  AFTER_CARE_NOTE_UNTIL_MS,
  afterCareNoteDue,
  asksAfterCare,
  endOfPart,
  mayTellOf,
  thanksDue,
  THANKS_UNTIL_MS,
} from '#core/after-care';
import { careDueAt } from '#core/care-score';
import { ok, refuse, type Result } from '#core/problem';
import { DAY_MS, type Instant } from '#core/units';
import type {
  afterCareAnswerSchema,
  OwnAfterCareListView,
  OwnAfterCareView,
  ToldOutcomeView,
} from '#contracts/after-care-api';
import { toIso } from '#contracts/shapes';
import type { Notes } from '#flow/notes';
import type {
  AfterCareStore,
  AttendedPart,
  Clock,
  PrivacyStore,
  ResponderCaller,
  ToldOutcome,
} from '#flow/ports';

/** Parts are found by when they were accepted; longer than this nobody is at one incident. */
const LONGEST_PART_MS = 2 * DAY_MS;

type Answer = (typeof afterCareAnswerSchema)['_output'];

/** How people are after an incident that they went to. */
export class AfterCare {
  constructor(
    private readonly ports: {
      readonly afterCare: AfterCareStore;
      readonly privacy: Pick<PrivacyStore, 'organisationIds'>;
      readonly notes: Pick<Notes, 'tell'>;
      readonly clock: Clock;
    },
  ) {}

  /** What this person is asked, or has said, of incidents of the last month; newest first. */
  async own(caller: ResponderCaller): Promise<OwnAfterCareListView> {
    const parts = await this.partsOf(caller);
    const contact = await this.ports.afterCare.contact(caller.organisationId);
    return { contact, items: parts.map(renderPart) };
  }

  /**
   * Keeps how somebody is; the last answer counts. What they say settles by when they are rung.
   *
   * @param partId of the assignment; or of an alert that they did not go to, of their own accord
   * @returns refusal `not-found`, also for a part of somebody else or one that nobody asks about
   */
  async answer(caller: ResponderCaller, partId: string, said: Answer): Promise<Result<null>> {
    const { organisationId, responderId } = caller;
    const now = this.ports.clock.now();
    const incidentId = await this.incidentOf(caller, partId);
    if (incidentId === null) return notAsked();
    const { wellbeing, scale, text, callBack: wantsCall } = said;
    await this.ports.afterCare.putAnswer({
      ...{ organisationId, incidentId, responderId, assignmentId: partId },
      ...{ wellbeing, scale, text, wantsCall, answeredAt: now },
      dueAt: careDueAt({ wellbeing, scale, wantsCall }, now),
    });
    return ok(null);
  }

  /** They are not asked again about this one; refusal `not-found` as above. */
  async skip(caller: ResponderCaller, assignmentId: string): Promise<Result<null>> {
    const part = await this.partOf(caller, assignmentId);
    if (part === null) return notAsked();
    await this.ports.afterCare.skip(part);
    return ok(null);
  }

  /**
   * One gentle note to each person who has not said how they are by the time it is due. Any number
   * of workers may do this at once: each note goes out once.
   *
   * @returns how many notes were written
   */
  async remind(): Promise<number> {
    const now = this.ports.clock.now();
    let count = 0;
    for (const organisationId of await this.ports.privacy.organisationIds()) {
      const since = now - AFTER_CARE_NOTE_UNTIL_MS - LONGEST_PART_MS;
      const parts = await this.ports.afterCare.attended(organisationId, {
        ...{ responderId: null, since },
      });
      for (const part of parts) {
        if (isUnsaid(part) && afterCareNoteDue(part, now)) count += await this.note(part, now);
      }
    }
    return count;
  }

  /**
   * Thanks to everybody who had accepted an incident that is over, once. Any number of workers may
   * do this at once.
   *
   * @returns how many were thanked
   */
  async thank(): Promise<number> {
    const { afterCare, privacy, clock } = this.ports;
    const now = clock.now();
    let count = 0;
    for (const organisationId of await privacy.organisationIds()) {
      const since = now - THANKS_UNTIL_MS - LONGEST_PART_MS;
      const parts = await afterCare.attended(organisationId, { responderId: null, since });
      for (const part of newestOfEach(parts)) {
        const thankedAt = part.care?.thankedAt ?? null;
        if (!thanksDue({ ...part, thankedAt }, now)) continue;
        if (!(await afterCare.noteThanked(part, now))) continue;
        await this.tell(part, 'thanks');
        count += 1;
      }
    }
    return count;
  }

  private async note(part: AttendedPart, now: Instant): Promise<number> {
    if (!(await this.ports.afterCare.noteReminded(part, now))) return 0;
    await this.tell(part, 'after-care');
    return 1;
  }

  private async tell(
    { organisationId, responderId }: AttendedPart,
    kind: 'after-care' | 'thanks',
  ): Promise<void> {
    const about = { bookingId: null, calloutId: null, isExercise: false };
    await this.ports.notes.tell([{ ...about, organisationId, responderId, kind, text: '' }]);
  }

  /** Of a part of theirs that is asked about, or of an alert that they may speak of; else null. */
  private async incidentOf(caller: ResponderCaller, partId: string): Promise<string | null> {
    const part = await this.partOf(caller, partId);
    if (part !== null) return part.incidentId;
    const { organisationId, responderId } = caller;
    const of = { responderId, alertId: partId };
    const alert = await this.ports.afterCare.unattended(organisationId, of);
    if (alert === null || !mayTellOf(alert, this.ports.clock.now())) return null;
    return alert.incidentId;
  }

  private async partsOf(caller: ResponderCaller): Promise<readonly AttendedPart[]> {
    const { organisationId, responderId } = caller;
    const now = this.ports.clock.now();
    const since = now - AFTER_CARE_ASKED_FOR_MS - LONGEST_PART_MS;
    const parts = await this.ports.afterCare.attended(organisationId, { responderId, since });
    return parts.filter((part) => asksAfterCare(part, now));
  }

  private async partOf(
    caller: ResponderCaller,
    assignmentId: string,
  ): Promise<AttendedPart | null> {
    const parts = await this.partsOf(caller);
    return parts.find((part) => part.assignmentId === assignmentId) ?? null;
  }
}

function renderPart(part: AttendedPart): OwnAfterCareView {
  const { assignmentId, kind, onSceneAt, withPatientAt, care, outcome } = part;
  return {
    ...{ assignmentId, kind, onSceneAt: toIso(onSceneAt ?? withPatientAt) },
    endedAt: toIso(endOfPart(part) ?? 0),
    state: care?.state ?? 'open',
    callBack: care?.callBack ?? null,
    outcome: renderOutcome(outcome),
  };
}

/** They have neither answered nor skipped, and had no note. */
function isUnsaid({ care }: AttendedPart): boolean {
  return care === null || (care.state === 'open' && care.remindedAt === null);
}

/** Of each person the newest part in each incident: parts come newest first. */
function newestOfEach(parts: readonly AttendedPart[]): readonly AttendedPart[] {
  const seen = new Set<string>();
  return parts.filter(({ responderId, incidentId }) => {
    const key = `${responderId} ${incidentId}`;
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst;
  });
}

/** What was released, as responders read it; null where nothing was. */
export function renderOutcome(outcome: ToldOutcome | null): ToldOutcomeView | null {
  if (outcome === null) return null;
  const { text, releasedBy, releasedAt } = outcome;
  return { text, releasedBy, releasedAt: toIso(releasedAt) };
}

function notAsked(): Result<never> {
  return refuse('not-found', 'Nobody asks you about such an incident.');
}
