import { Controller, Inject } from '@nestjs/common';
import type {
  AfterCareContactView,
  AfterCareView,
  OutcomeView,
  OwnAfterCareListView,
} from '#contracts/after-care-api';
import type { OwnHistoryItemView, OwnPositionView } from '#contracts/own-history-api';
import type { Page } from '#flow/ports';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

type CaringFlow = Pick<Flow, 'afterCare' | 'afterCareDesk' | 'ownHistory'>;

/** How people are after an incident, and what they were and were not sent to. */
@Controller()
export class AfterCareController {
  constructor(@Inject(FLOW) private readonly flow: CaringFlow) {}

  @Serves('listOwnHistory')
  history(
    @Call('listOwnHistory') { caller, query }: CallOf<'listOwnHistory'>,
  ): Promise<Page<OwnHistoryItemView>> {
    return this.flow.ownHistory.own(caller, pageOf(query));
  }

  @Serves('readOwnPosition')
  position(
    @Call('readOwnPosition') { caller }: CallOf<'readOwnPosition'>,
  ): Promise<OwnPositionView> {
    return this.flow.ownHistory.position(caller);
  }

  @Serves('listOwnAfterCare')
  own(
    @Call('listOwnAfterCare') { caller }: CallOf<'listOwnAfterCare'>,
  ): Promise<OwnAfterCareListView> {
    return this.flow.afterCare.own(caller);
  }

  @Serves('answerAfterCare')
  async answer(
    @Call('answerAfterCare') { caller, params, body }: CallOf<'answerAfterCare'>,
  ): Promise<void> {
    unwrap(await this.flow.afterCare.answer(caller, params.assignmentId, body));
  }

  @Serves('skipAfterCare')
  async skip(@Call('skipAfterCare') { caller, params }: CallOf<'skipAfterCare'>): Promise<void> {
    unwrap(await this.flow.afterCare.skip(caller, params.assignmentId));
  }

  @Serves('listAfterCare')
  list(
    @Call('listAfterCare') { caller, query }: CallOf<'listAfterCare'>,
  ): Promise<Page<AfterCareView>> {
    const { callBack = null, due } = query;
    const filter = { callBack, due: due === 'true' };
    return this.flow.afterCareDesk.list(caller.organisationId, filter, pageOf(query));
  }

  @Serves('moveCallBack')
  async move(
    @Call('moveCallBack') { caller, params, body }: CallOf<'moveCallBack'>,
  ): Promise<AfterCareView> {
    const by = { organisationId: caller.organisationId, byId: caller.keyId };
    return unwrap(await this.flow.afterCareDesk.moveCallBack(by, params.assignmentId, body.to));
  }

  @Serves('readAfterCareContact')
  contact(
    @Call('readAfterCareContact') { caller }: CallOf<'readAfterCareContact'>,
  ): Promise<AfterCareContactView> {
    return this.flow.afterCareDesk.contact(caller.organisationId);
  }

  @Serves('putAfterCareContact')
  putContact(
    @Call('putAfterCareContact') { caller, body }: CallOf<'putAfterCareContact'>,
  ): Promise<AfterCareContactView> {
    return this.flow.afterCareDesk.putContact(caller.organisationId, body.contact);
  }

  @Serves('readOutcome')
  async outcome(
    @Call('readOutcome') { caller, params }: CallOf<'readOutcome'>,
  ): Promise<OutcomeView> {
    const { organisationId } = caller;
    return unwrap(await this.flow.afterCareDesk.outcome(organisationId, params.incidentId));
  }

  @Serves('putOutcome')
  async putOutcome(
    @Call('putOutcome') { caller, params, body }: CallOf<'putOutcome'>,
  ): Promise<OutcomeView> {
    const by = { organisationId: caller.organisationId, byId: caller.keyId };
    return unwrap(await this.flow.afterCareDesk.putOutcome(by, params.incidentId, body));
  }

  @Serves('withdrawOutcome')
  async withdrawOutcome(
    @Call('withdrawOutcome') { caller, params }: CallOf<'withdrawOutcome'>,
  ): Promise<void> {
    const { organisationId } = caller;
    unwrap(await this.flow.afterCareDesk.withdrawOutcome(organisationId, params.incidentId));
  }
}
