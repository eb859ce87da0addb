import { CALL_BACK_TABLE, tellsWho, type CallBackState, type TellsWho } from '#core/after-care';
import { careScore } from '#core/care-score';
import { ok, refuse, type Result } from '#core/problem';
import { canMove } from '#core/transition';
import type { AfterCareContactView, AfterCareView, OutcomeView } from '#contracts/after-care-api';
import { toIso } from '#contracts/shapes';
import type { Instant } from '#core/units';
import { renderOutcome } from '#flow/after-care';
import type {
  AfterCareStore,
  AnswerFilter,
  Clock,
  IncidentStore,
  NamedAnswer,
  Page,
  PageRequest,
} from '#flow/ports';

const TELLS: Readonly<Record<TellsWho, string>> = {
  number: 'It has a long number in it, such as a telephone number or a date of birth.',
  age: 'It says an age.',
  mail: 'It has a mail address in it.',
  address: 'It has a word of the address in it.',
};

interface ByStaff {
  readonly organisationId: string;
  /** Of their key or account. */
  readonly byId: string;
}

/** Those who look after people once an incident is over: who said what, and who is rung. */
export class AfterCareDesk {
  constructor(
    private readonly ports: {
      readonly afterCare: AfterCareStore;
      readonly incidents: Pick<IncidentStore, 'load'>;
      readonly clock: Clock;
    },
  ) {}

  /**
   * What people have said, newest first; those alone whose call stands so, where one is named; or
   * the calls to make, the soonest due first, so that those overdue come before all others.
   */
  async list(
    organisationId: string,
    filter: AnswerFilter,
    page: PageRequest,
  ): Promise<Page<AfterCareView>> {
    const now = this.ports.clock.now();
    const found = await this.ports.afterCare.answers(organisationId, filter, page);
    const items = found.items.map((one) => render(one, now));
    return { items, nextCursor: found.nextCursor };
  }

  /**
   * Takes a call on, hands it back, or notes that it was made. Whoever did not ask for a call may
   * be rung where one is due by what they said.
   *
   * @returns refusals `not-found`, `illegal-step`, also where somebody else was sooner
   */
  async moveCallBack(
    { organisationId, byId }: ByStaff,
    assignmentId: string,
    to: CallBackState,
  ): Promise<Result<AfterCareView>> {
    const { afterCare, clock } = this.ports;
    const before = await afterCare.answer(organisationId, assignmentId);
    if (before === null) return refuse('not-found', 'Nobody has answered about that.');
    const from = before.callBack;
    const mayMove = from === null ? isDueUnasked(before, to) : canMove(CALL_BACK_TABLE, from, to);
    if (!mayMove) return moved();
    const move = { assignmentId, from, to, byId, at: clock.now() };
    if (!(await afterCare.moveCallBack(organisationId, move))) return moved();
    const after = await afterCare.answer(organisationId, assignmentId);
    return ok(render(after ?? before, clock.now()));
  }

  /** Who calls back, as responders read it. */
  async contact(organisationId: string): Promise<AfterCareContactView> {
    return { contact: await this.ports.afterCare.contact(organisationId) };
  }

  /** Names who calls back; null names nobody. */
  async putContact(organisationId: string, contact: string | null): Promise<AfterCareContactView> {
    await this.ports.afterCare.putContact(organisationId, contact);
    return { contact };
  }

  /** What those who were there are told; refusal `not-found`. */
  async outcome(organisationId: string, incidentId: string): Promise<Result<OutcomeView>> {
    const { afterCare, incidents } = this.ports;
    if ((await incidents.load(organisationId, incidentId)) === null) return noIncident();
    const outcome = await afterCare.outcome(organisationId, incidentId);
    return ok({ outcome: renderOutcome(outcome) });
  }

  /**
   * Releases a text to those who were there.
   *
   * @returns refusals `not-found`, `illegal-step` while it goes on, `invalid-field` where the text
   *   may say who the patient was
   */
  async putOutcome(
    { organisationId, byId }: ByStaff,
    incidentId: string,
    told: { readonly text: string; readonly releasedBy: string },
  ): Promise<Result<OutcomeView>> {
    const { afterCare, incidents, clock } = this.ports;
    const state = await incidents.load(organisationId, incidentId);
    if (state === null) return noIncident();
    if (state.incident.status === 'active') {
      return refuse('illegal-step', 'It goes on; nothing is told before it is over.');
    }
    const tells = tellsWho(told.text, state.incident.address);
    if (tells !== null) return refuse('invalid-field', TELLS[tells], 'text');
    const outcome = { ...told, releasedById: byId, releasedAt: clock.now() };
    await afterCare.putOutcome(organisationId, incidentId, outcome);
    return ok({ outcome: renderOutcome(outcome) });
  }

  /** Nobody is shown it any more; refusal `not-found`. */
  async withdrawOutcome(organisationId: string, incidentId: string): Promise<Result<null>> {
    const { afterCare, incidents } = this.ports;
    if ((await incidents.load(organisationId, incidentId)) === null) return noIncident();
    await afterCare.putOutcome(organisationId, incidentId, null);
    return ok(null);
  }
}

function isDueUnasked({ dueAt }: NamedAnswer, to: CallBackState): boolean {
  return dueAt !== null && to === 'taken';
}

function render(answer: NamedAnswer, now: Instant): AfterCareView {
  const { answeredAt, takenAt, doneAt, callBack, dueAt } = answer;
  const isToCall = callBack !== 'done' && (callBack !== null || dueAt !== null);
  const { sum, band } = careScore(answer);
  return {
    ...{ assignmentId: answer.assignmentId, incidentId: answer.incidentId },
    ...{ responderId: answer.responderId, displayName: answer.displayName },
    phone: isToCall ? answer.phone : null,
    ...{ wellbeing: answer.wellbeing, text: answer.text, callBack: answer.callBack },
    ...{ takenById: answer.takenById, takenByName: answer.takenByName },
    ...{ score: sum, band, dueAt: toIso(isToCall ? dueAt : null) },
    isOverdue: isToCall && dueAt !== null && dueAt <= now,
    ...{ answeredAt: toIso(answeredAt), takenAt: toIso(takenAt), doneAt: toIso(doneAt) },
  };
}

function moved(): Result<never> {
  return refuse('illegal-step', 'This call does not stand so any more; look at the list again.');
}

function noIncident(): Result<never> {
  return refuse('not-found', 'There is no such incident.');
}
