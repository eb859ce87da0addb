import type { AedReport } from '#core/aed';
import type { Assignment } from '#core/assignment';
import { ok, refuse, type Result } from '#core/problem';
import type { Fact } from '#core/timeline';
import type { Instant } from '#core/units';
import type { AlertView, ReportAedMessage } from '#contracts/responder-api';
import { decideAgain, OVERTAKEN } from '#flow/decide-again';
import { noChange } from '#flow/incident-change';
import type {
  AedCollected,
  AedStore,
  Clock,
  IncidentState,
  IncidentStore,
  ResponderCaller,
} from '#flow/ports';
import type { ReviewIncident } from '#flow/review-incident';
import type { Teller } from '#flow/teller';

interface Report extends ReportAedMessage {
  readonly caller: ResponderCaller;
  readonly assignmentId: string;
}

/** What was found where an AED should be: it leaves service, its person is re-routed at once. */
export class ReportAed {
  constructor(
    private readonly ports: {
      readonly incidents: IncidentStore;
      readonly aeds: AedStore;
      readonly clock: Clock;
      readonly review: ReviewIncident;
      readonly teller: Teller;
    },
  ) {}

  /**
   * Takes a report about the AED of one's own order. Whatever was found, nobody else is sent for
   * it until it has been checked; an AED that could not be had gives way to the next best order
   * before this returns. A report made already is confirmed without effect, also when the order
   * has changed since.
   *
   * @returns the alert as the responder may see it now; or `not-found`, `not-your-task`,
   *   `illegal-step`, `stood-down`
   */
  async report(
    caller: ResponderCaller,
    assignmentId: string,
    message: ReportAedMessage,
  ): Promise<Result<AlertView>> {
    const { organisationId, responderId } = caller;
    const told = await decideAgain(() => this.attempt({ ...message, caller, assignmentId }));
    if (!told.ok) return told;
    const { incidentId } = told.value;
    await this.ports.review.review(organisationId, incidentId, 'aed-reported');
    const { incidents, teller } = this.ports;
    const after = await incidents.loadAlert(organisationId, told.value.alertId, responderId);
    if (after === null || after.state === null) return noAssignment();
    return ok(await teller.ownView(after.alert, after.state));
  }

  private async attempt(report: Report): Promise<Result<Assignment> | typeof OVERTAKEN> {
    const { organisationId, responderId } = report.caller;
    const { incidents, aeds } = this.ports;
    const found = await incidents.loadAssignment(organisationId, report.assignmentId, responderId);
    if (found === null) return noAssignment();
    const { assignment, state } = found;
    const said = await this.saidOf(report, assignment);
    if (said.includes(report.report)) return ok(assignment);
    const refused = whyNot(report, assignment, said);
    if (refused !== null) return refused;
    const now = this.ports.clock.now();
    // First the register: whatever happens next, nobody else runs for what is not there.
    const { aedId } = report;
    await aeds.reportAed({ organisationId, aedId, report: report.report, now });
    return this.save(report, { assignment, state, now });
  }

  private async save(
    report: Report,
    found: {
      readonly assignment: Assignment;
      readonly state: IncidentState;
      readonly now: Instant;
    },
  ): Promise<Result<Assignment> | typeof OVERTAKEN> {
    const { organisationId, responderId } = report.caller;
    const { assignment, state, now } = found;
    const { incidentId, alertId } = assignment;
    const outcome = await this.ports.incidents.save({
      ...noChange({ organisationId, incidentId, now }),
      expectedRevision: state.incident.revision,
      aedCollected: holds(report, assignment, now),
      feed: [{ responderId, kind: 'assignment-changed', alertId }],
      facts: [factOf(report, now)],
      reviewAt: this.ports.review.safetyReviewAt(now),
    });
    if (outcome.outcome !== 'saved') return OVERTAKEN;
    const after = await this.ports.incidents.load(organisationId, incidentId);
    if (after === null) return OVERTAKEN;
    await this.ports.teller.tell(after, outcome.saved);
    return ok(assignment);
  }

  /** What this person has said of this AED before. */
  private async saidOf(report: Report, assignment: Assignment): Promise<readonly unknown[]> {
    const { organisationId, responderId } = report.caller;
    const facts = await this.ports.incidents.facts(organisationId, assignment.incidentId);
    return facts
      .filter(({ kind }) => kind === 'aed-collected' || kind === 'aed-reported')
      .filter((fact) => fact.responderId === responderId)
      .filter(({ detail }) => detail['aedId'] === report.aedId)
      .map(({ detail }) => detail['report']);
  }
}

/** The first report takes the AED in hand; one that it is flat puts it down again. */
function holds(
  { report }: Report,
  { id: assignmentId, aedCollectedAt }: Assignment,
  now: Instant,
): readonly AedCollected[] {
  if (report === 'collected') return [{ assignmentId, at: now }];
  return aedCollectedAt === null ? [] : [{ assignmentId, at: null }];
}

function whyNot(
  { aedId, report }: Report,
  assignment: Assignment,
  said: readonly unknown[],
): Result<never> | null {
  switch (assignment.status) {
    case 'stood-down':
      return refuse('stood-down', 'You were stood down. Thank you.');
    case 'cleared':
    case 'withdrawn':
      return refuse('illegal-step', 'This assignment has ended.', 'report');
    case 'accepted':
    case 'en-route':
    case 'on-scene':
    case 'with-patient':
      if (said.length > 0) {
        // That it is flat shows only once somebody holds it.
        return said.includes('collected') && report === 'flat'
          ? null
          : refuse('illegal-step', 'You have reported of this AED before.', 'report');
      }
      return assignment.task.aedId === aedId
        ? null
        : refuse('not-your-task', 'Your order is not to fetch this AED.', 'aedId');
  }
}

const KIND_OF: Readonly<Record<AedReport, Fact['kind']>> = {
  collected: 'aed-collected',
  missing: 'aed-reported',
  locked: 'aed-reported',
  flat: 'aed-reported',
};

function factOf({ caller, aedId, report }: Report, at: Instant): Fact {
  const { responderId } = caller;
  return { kind: KIND_OF[report], at, actor: 'responder', responderId, detail: { aedId, report } };
}

function noAssignment(): Result<never> {
  return refuse('not-found', 'There is no such assignment.');
}
