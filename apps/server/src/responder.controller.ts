import { Controller, Inject } from '@nestjs/common';
import type { PlacesView } from '#contracts/registry-api';
import type {
  AlertView,
  FeedView,
  FixesTaken,
  MeView,
  SignedInDevice,
} from '#contracts/responder-api';
import { Call, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** A responder's phone over HTTP: all that it can do over the socket, for phones without one. */
@Controller()
export class ResponderController {
  constructor(@Inject(FLOW) private readonly flow: Flow) {}

  @Serves('signInDevice')
  async signIn(@Call('signInDevice') call: CallOf<'signInDevice'>): Promise<SignedInDevice> {
    const { enrolmentCode: code, platform, pushToken } = call.body;
    return unwrap(await this.flow.phones.signIn({ code, platform, pushToken: pushToken ?? null }));
  }

  @Serves('readMe')
  async me(@Call('readMe') call: CallOf<'readMe'>): Promise<MeView> {
    return unwrap(await this.flow.feed.me(call.caller));
  }

  @Serves('setDuty')
  async setDuty(@Call('setDuty') call: CallOf<'setDuty'>): Promise<MeView> {
    return unwrap(await this.flow.setDuty.set(call.caller, call.body));
  }

  @Serves('setTravelMode')
  async setTravelMode(@Call('setTravelMode') call: CallOf<'setTravelMode'>): Promise<MeView> {
    unwrap(await this.flow.registry.setTravelMode(call.caller, call.body.travelMode));
    return unwrap(await this.flow.feed.me(call.caller));
  }

  @Serves('readOwnPlaces')
  async places(@Call('readOwnPlaces') call: CallOf<'readOwnPlaces'>): Promise<PlacesView> {
    return unwrap(await this.flow.registeredPlaces.of(call.caller));
  }

  @Serves('putOwnPlaces')
  async putPlaces(@Call('putOwnPlaces') call: CallOf<'putOwnPlaces'>): Promise<PlacesView> {
    return unwrap(await this.flow.registeredPlaces.put(call.caller, call.body));
  }

  @Serves('sendFixes')
  async sendFixes(@Call('sendFixes') call: CallOf<'sendFixes'>): Promise<FixesTaken> {
    return unwrap(await this.flow.ingest.ingest(call.caller, call.body));
  }

  @Serves('readFeed')
  readFeed(@Call('readFeed') call: CallOf<'readFeed'>): Promise<FeedView> {
    return this.flow.feed.after(call.caller, call.query.after);
  }

  @Serves('listAlerts')
  async alerts(
    @Call('listAlerts') call: CallOf<'listAlerts'>,
  ): Promise<{ items: readonly AlertView[] }> {
    return { items: await this.flow.feed.openAlerts(call.caller) };
  }

  @Serves('sendReceipt')
  async receipt(@Call('sendReceipt') call: CallOf<'sendReceipt'>): Promise<AlertView> {
    return unwrap(await this.flow.recordReceipt.record(call.caller, call.body));
  }

  @Serves('sendAnswer')
  async answer(@Call('sendAnswer') call: CallOf<'sendAnswer'>): Promise<AlertView> {
    return unwrap(await this.flow.answerAlert.answer(call.caller, call.body));
  }

  @Serves('sendProgress')
  async report(@Call('sendProgress') call: CallOf<'sendProgress'>): Promise<AlertView> {
    return unwrap(await this.flow.reportProgress.report(call.caller, call.body));
  }

  @Serves('reportAed')
  async reportAed(@Call('reportAed') call: CallOf<'reportAed'>): Promise<AlertView> {
    const { caller, params, body } = call;
    return unwrap(await this.flow.reportAed.report(caller, params.assignmentId, body));
  }
}
