import { arrivalTrust } from '#core/arrival';
import { ASSIGNMENT_TABLE, type Assignment, type ResponderStep } from '#core/assignment';
import { ok, refuse, type Result } from '#core/problem';
import type { FactKind } from '#core/timeline';
import { canMove } from '#core/transition';
import type { Instant } from '#core/units';
import type { AlertView, ProgressMessage } from '#contracts/responder-api';
import { toInstant } from '#contracts/shapes';
import { decideAgain, OVERTAKEN } from '#flow/decide-again';
import { noChange } from '#flow/incident-change';
import type {
  Clock,
  IncidentState,
  IncidentStore,
  PeopleStore,
  ResponderCaller,
} from '#flow/ports';
import type { ReviewIncident } from '#flow/review-incident';
import type { Teller } from '#flow/teller';

const FACT_OF: Readonly<Record<ResponderStep, FactKind>> = {
  'en-route': 'en-route',
  'on-scene': 'on-scene',
  'with-patient': 'with-patient',
  cleared: 'cleared',
  withdrawn: 'responder-withdrew',
};

/** A responder's steps after accepting: on the way, there, with the patient, done, or given up. */
export class ReportProgress {
  constructor(
    private readonly ports: {
      readonly incidents: IncidentStore;
      readonly people: Pick<PeopleStore, 'lastKnown'>;
      readonly clock: Clock;
      readonly review: ReviewIncident;
      readonly teller: Teller;
    },
  ) {}

  /**
   * Moves the assignment one step by its table. A step already taken is confirmed without effect.
   * Withdrawing frees the place and asks the next person before this returns.
   *
   * @returns the alert as the responder may see it now; or `not-found`, `stood-down`,
   *   `illegal-step`
   */
  async report(caller: ResponderCaller, message: ProgressMessage): Promise<Result<AlertView>> {
    const moved = await decideAgain(() => this.attempt(caller, message));
    if (!moved.ok) return moved;
    const { assignment, state } = moved.value;
    if (message.step === 'withdrawn') {
      await this.ports.review.review(caller.organisationId, assignment.incidentId, 'progress');
    }
    const alert = state.alerts.find((entry) => entry.id === assignment.alertId);
    if (alert === undefined) return refuse('not-found', 'There is no such assignment.');
    return ok(await this.ports.teller.ownView(alert, state));
  }

  /** Giving up is reviewed by this call; arriving by a worker, where people have parts. */
  private async nextReview(
    step: ResponderStep,
    state: IncidentState,
    now: Instant,
  ): Promise<Instant | undefined> {
    const { review } = this.ports;
    if (step === 'withdrawn') return review.safetyReviewAt(now);
    return step === 'on-scene' && (await review.decidesAtEveryStep(state)) ? now : undefined;
  }

  /** What somebody's last position says of their arrival: for control, and no reason to refuse. */
  private async arrival(caller: ResponderCaller, state: IncidentState, now: Instant) {
    const { organisationId, responderId } = caller;
    const fixes = await this.ports.people.lastKnown(organisationId, [responderId]);
    const fix = fixes.get(responderId) ?? null;
    return { position: arrivalTrust(fix, state.incident, now) };
  }

  private async attempt(
    caller: ResponderCaller,
    message: ProgressMessage,
  ): Promise<
    Result<{ readonly assignment: Assignment; readonly state: IncidentState }> | typeof OVERTAKEN
  > {
    const { organisationId, responderId } = caller;
    const found = await this.ports.incidents.loadAssignment(
      organisationId,
      message.assignmentId,
      responderId,
    );
    if (found === null) return refuse('not-found', 'There is no such assignment.');
    const { assignment, state } = found;
    const { step } = message;
    if (assignment.status === step) return ok(found);
    if (assignment.status === 'stood-down') {
      return refuse('stood-down', 'You were stood down. Thank you.');
    }
    if (!canMove(ASSIGNMENT_TABLE, assignment.status, step)) {
      return refuse(
        'illegal-step',
        `From ${assignment.status} there is no step to ${step}.`,
        'step',
      );
    }
    const now = this.ports.clock.now();
    const { incidentId, alertId } = assignment;
    const at = takenAt(assignment, message, now);
    const detail = step === 'on-scene' ? await this.arrival(caller, state, now) : {};
    const outcome = await this.ports.incidents.save({
      ...noChange({ organisationId, incidentId, now }),
      expectedRevision: state.incident.revision,
      assignmentMoves: [
        { assignmentId: assignment.id, from: assignment.status, to: step, at, reason: null },
      ],
      feed: [{ responderId, kind: 'assignment-changed', alertId }],
      facts: [{ kind: FACT_OF[step], at, actor: 'responder', responderId, detail }],
      reviewAt: await this.nextReview(step, state, now),
    });
    if (outcome.outcome !== 'saved') return OVERTAKEN;
    const after = await this.ports.incidents.load(organisationId, incidentId);
    if (after === null) return OVERTAKEN;
    await this.ports.teller.tell(after, outcome.saved);
    const newer = after.assignments.find((entry) => entry.id === assignment.id) ?? assignment;
    return ok({ assignment: newer, state: after });
  }
}

/**
 * When a step was taken: as the phone says where it could not tell at once, but not before the
 * steps before it and not after now.
 */
function takenAt(assignment: Assignment, { at }: ProgressMessage, now: Instant): Instant {
  const { acceptedAt, enRouteAt, onSceneAt, withPatientAt } = assignment;
  const before = Math.max(acceptedAt, enRouteAt ?? 0, onSceneAt ?? 0, withPatientAt ?? 0);
  return at === undefined ? now : Math.min(now, Math.max(before, toInstant(at)));
}
