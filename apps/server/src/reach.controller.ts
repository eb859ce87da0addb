import { Controller, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { OwnReachView, ReadinessPage, WebPushKey } from '#contracts/reach-api';
import type { PushToBeProven } from '#contracts/registration-api';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW, PARTS, type ServerParts } from './parts';
import { unwrap } from './problem.filter';

/** Somebody else's phone has the push address. */
const ACCEPTED = 202;

/** When and how people are reached, and whether they would be. */
@Controller()
export class ReachController {
  constructor(
    @Inject(FLOW)
    private readonly flow: Pick<Flow, 'reach' | 'readiness' | 'signOut' | 'pushProof'>,
    @Inject(PARTS) private readonly parts: ServerParts,
  ) {}

  @Serves('readOwnReach')
  async own(@Call('readOwnReach') call: CallOf<'readOwnReach'>): Promise<OwnReachView> {
    return unwrap(await this.flow.reach.of(call.caller));
  }

  @Serves('setOwnReach')
  async setOwn(@Call('setOwnReach') call: CallOf<'setOwnReach'>): Promise<OwnReachView> {
    return unwrap(await this.flow.reach.set(call.caller, call.body));
  }

  @Serves('setPushAddress')
  async pushAddress(
    @Call('setPushAddress') call: CallOf<'setPushAddress'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PushToBeProven | undefined> {
    const held = unwrap(await this.flow.pushProof.set(call.caller, call.body));
    if (held === null) return undefined;
    void reply.status(ACCEPTED);
    return held;
  }

  @Serves('readWebPushKey')
  webPushKey(): WebPushKey {
    return { publicKey: this.parts.world.webPushPublicKey };
  }

  @Serves('signOut')
  async signOut(@Call('signOut') call: CallOf<'signOut'>): Promise<void> {
    await this.flow.signOut.signOut(call.caller);
  }

  @Serves('setReach')
  async set(@Call('setReach') call: CallOf<'setReach'>): Promise<OwnReachView> {
    const { organisationId } = call.caller;
    const person = { organisationId, responderId: call.params.responder };
    return unwrap(await this.flow.reach.set(person, call.body, 'theirs'));
  }

  @Serves('readReadiness')
  readiness(@Call('readReadiness') call: CallOf<'readReadiness'>): Promise<ReadinessPage> {
    const { caller, query } = call;
    return this.flow.readiness.page(caller.organisationId, query.light ?? null, pageOf(query));
  }
}
