import type { Alert } from '#core/alert';
import { endWithIncident } from '#core/assignment';
import { ok, refuse, type Problem, type Result } from '#core/problem';
import type { AlertView, AnswerMessage } from '#contracts/responder-api';
import { renderDrillAlert } from '#flow/alert-view';
import type { AnswerCallout } from '#flow/answer-callout';
import type { CalledAway } from '#flow/called-away';
import { decideAgain, OVERTAKEN } from '#flow/decide-again';
import { noChange } from '#flow/incident-change';
import { assignmentOf } from '#flow/incident-view';
import type {
  Clock,
  DrillStore,
  Ids,
  IncidentState,
  IncidentStore,
  Limits,
  ResponderCaller,
} from '#flow/ports';
import type { ReviewIncident } from '#flow/review-incident';
import type { RunDrills } from '#flow/run-drills';
import type { Teller } from '#flow/teller';

/** A responder says yes or no to an alert. */
export class AnswerAlert {
  constructor(
    private readonly ports: {
      readonly incidents: IncidentStore;
      readonly drillStore: DrillStore;
      readonly limits: Limits;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly review: ReviewIncident;
      readonly answerCallout: Pick<AnswerCallout, 'answer'>;
      readonly calledAway: Pick<CalledAway, 'tell'>;
      readonly drills: Pick<RunDrills, 'answer'>;
      readonly teller: Teller;
    },
  ) {}

  /**
   * Takes the answer. Yes takes one of the incident's places or is refused; what that means for
   * the others, their orders and open offers, is decided before this returns.
   * Saying the same twice changes nothing.
   *
   * @returns the alert as the responder may see it now; or `not-found`, `alert-expired`,
   *   `alert-withdrawn`, `already-answered`, `places-taken`, `bound-elsewhere`, `incident-over`,
   *   `stood-down`, `too-many-requests`, `double-booked`, `invalid-field`.
   *   To a drill, yes and no both say that it was heard.
   */
  async answer(caller: ResponderCaller, message: AnswerMessage): Promise<Result<AlertView>> {
    // Yes and no by turns would decide an incident anew each time, for all the others as well.
    const of = `${caller.responderId} ${message.alertId}`;
    const allowed = await this.ports.limits.use('answers-of-alert', of);
    if (!allowed.ok) return allowed;
    const found = await this.ports.incidents.loadAlert(
      caller.organisationId,
      message.alertId,
      caller.responderId,
    );
    if (found !== null && found.alert.drillId !== null)
      return this.answerDrill(caller, found.alert);
    if (found === null || found.state === null) {
      return this.ports.answerCallout.answer(caller, message);
    }
    if (message.conditions !== undefined) {
      return refuse('invalid-field', 'Help is needed now, as asked.', 'conditions');
    }
    const answered = this.sameAnswer(found.alert, found.state, message);
    if (answered) return this.view(caller, message.alertId);
    return message.answer === 'accept'
      ? this.accept(caller, found.alert, found.state)
      : this.decline(caller, message.alertId);
  }

  private sameAnswer(alert: Alert, state: IncidentState, message: AnswerMessage): boolean {
    if (message.answer === 'decline') return alert.status === 'declined';
    const assignment = assignmentOf(state, alert.id);
    return alert.status === 'accepted' && endWithIncident(assignment?.status ?? 'cleared') !== null;
  }

  private async accept(
    caller: ResponderCaller,
    { id: alertId }: Alert,
    { incident }: IncidentState,
  ): Promise<Result<AlertView>> {
    const { organisationId, responderId } = caller;
    const incidentId = incident.id;
    const now = this.ports.clock.now();
    const taken = await this.ports.incidents.takePlace({
      ...{ organisationId, incidentId },
      alertId,
      responderId,
      assignmentId: this.ports.ids.id(),
      now,
      reviewAt: this.ports.review.safetyReviewAt(now),
    });
    if (!taken.ok) return taken;
    this.ports.calledAway.tell({ organisationId, responderId }, taken.value.calledFrom);
    const state = await this.ports.incidents.load(organisationId, incidentId);
    if (state !== null) await this.ports.teller.tell(state, taken.value.saved);
    const { review } = this.ports;
    const isFull = taken.value.placesLeft === 0;
    if (isFull || (state !== null && (await review.decidesAtEveryStep(state)))) {
      await review.review(organisationId, incidentId, 'answered');
      return this.view(caller, alertId);
    }
    const alert = state?.alerts.find(({ id }) => id === alertId);
    if (state === null || alert === undefined) return this.view(caller, alertId);
    return ok(await this.ports.teller.ownView(alert, state));
  }

  private async decline(caller: ResponderCaller, alertId: string): Promise<Result<AlertView>> {
    const { organisationId, responderId } = caller;
    const declined = await decideAgain(async () => {
      const found = await this.ports.incidents.loadAlert(organisationId, alertId, responderId);
      const state = found?.state ?? null;
      if (found === null || state === null) return refuse('not-found', 'There is no such alert.');
      const problem = whyNotOpen(found.alert, state);
      if (problem !== null) return { ok: false as const, problem };
      const now = this.ports.clock.now();
      const at = { organisationId, incidentId: state.incident.id, now };
      const outcome = await this.ports.incidents.save({
        ...noChange(at),
        expectedRevision: state.incident.revision,
        alertMoves: [{ alertId, to: 'declined', at: now, endedReason: null }],
        feed: [{ responderId, kind: 'alert-answered', alertId }],
        facts: [{ kind: 'alert-declined', at: now, actor: 'responder', responderId, detail: {} }],
        reviewAt: now,
      });
      if (outcome.outcome !== 'saved') return OVERTAKEN;
      const after = await this.ports.incidents.load(organisationId, state.incident.id);
      if (after !== null) await this.ports.teller.tell(after, outcome.saved);
      return ok(null);
    });
    return declined.ok ? this.view(caller, alertId) : declined;
  }

  private async answerDrill(caller: ResponderCaller, alert: Alert): Promise<Result<AlertView>> {
    const { organisationId, responderId } = caller;
    const answered = await this.ports.drills.answer(caller, alert.id);
    if (!answered.ok) return answered;
    const { drillStore } = this.ports;
    const after = await drillStore.loadDrillAlert(organisationId, alert.id, responderId);
    return after === null
      ? refuse('not-found', 'There is no such alert.')
      : ok(renderDrillAlert(after));
  }

  private async view(caller: ResponderCaller, alertId: string): Promise<Result<AlertView>> {
    const found = await this.ports.incidents.loadAlert(
      caller.organisationId,
      alertId,
      caller.responderId,
    );
    if (found === null || found.state === null) {
      return refuse('not-found', 'There is no such alert.');
    }
    return ok(await this.ports.teller.ownView(found.alert, found.state));
  }
}

/** Why an alert cannot be answered any more; null while it can. */
export function whyNotOpen(alert: Alert, state: IncidentState): Problem | null {
  switch (alert.status) {
    case 'sent':
      return state.incident.status === 'active'
        ? null
        : { code: 'incident-over', detail: 'The incident is over. Thank you.' };
    case 'accepted':
      return { code: 'already-answered', detail: 'You have accepted; withdraw instead.' };
    case 'declined':
      return { code: 'already-answered', detail: 'You have declined.' };
    case 'expired':
      return { code: 'alert-expired', detail: 'The alert has expired.' };
    case 'withdrawn':
      return { code: 'alert-withdrawn', detail: 'You are no longer needed. Thank you.' };
  }
}
