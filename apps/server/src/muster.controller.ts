import { Readable } from 'node:stream';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type {
  ArrivalsView,
  CheckResult,
  DeskOpened,
  DeskState,
  DeskView,
  HeadcountView,
  OverdueView,
} from '#contracts/muster-api';
import { toInstant } from '#contracts/shapes';
import { Call, Serves, type CallOf } from './call';
import { countedAs } from './client-address';
import type { Flow } from './flow';
import { csvOf, pageOf, PAPER_SECURITY_POLICY } from './muster-paper';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

type MustersFlow = Pick<Flow, 'musterDesks' | 'headcounts' | 'overduePeople' | 'musterTalk'>;
type Coming = { stopComingAt: string | null; toldCount: number };

/** Who is at the muster points of a call-out. */
@Controller()
export class MusterController {
  constructor(@Inject(FLOW) private readonly flow: MustersFlow) {}

  @Serves('createMusterDesk')
  async createDesk(
    @Call('createMusterDesk') { caller, params, body }: CallOf<'createMusterDesk'>,
  ): Promise<DeskOpened> {
    const of = { organisationId: caller.organisationId, calloutId: params.calloutId };
    return unwrap(await this.flow.musterDesks.create(of, { ...body, by: caller.keyId }));
  }

  @Serves('listMusterDesks')
  async desks(
    @Call('listMusterDesks') { caller, params }: CallOf<'listMusterDesks'>,
  ): Promise<{ items: readonly DeskView[] }> {
    const { musterDesks } = this.flow;
    return { items: unwrap(await musterDesks.list(caller.organisationId, params.calloutId)) };
  }

  @Serves('endMusterDesk')
  async endDesk(
    @Call('endMusterDesk') { caller, params }: CallOf<'endMusterDesk'>,
  ): Promise<DeskView> {
    return unwrap(await this.flow.musterDesks.end(caller.organisationId, params));
  }

  @Serves('openDesk')
  async open(
    @Call('openDesk') { body }: CallOf<'openDesk'>,
    @Req() request: FastifyRequest,
  ): Promise<DeskState> {
    const { deskCode, cursor = null } = body;
    return unwrap(await this.flow.musterDesks.open({ deskCode, cursor }, countedAs(request.ip)));
  }

  @Serves('syncDesk')
  async sync(
    @Call('syncDesk') { body }: CallOf<'syncDesk'>,
    @Req() request: FastifyRequest,
  ): Promise<{ results: CheckResult[]; readAt: string }> {
    return unwrap(await this.flow.musterDesks.sync(body, countedAs(request.ip)));
  }

  @Serves('checkBooking')
  async check(
    @Call('checkBooking') { caller, params, body }: CallOf<'checkBooking'>,
  ): Promise<CheckResult> {
    const of = { organisationId: caller.organisationId, ...params };
    const at = body.at === undefined ? null : toInstant(body.at);
    return unwrap(await this.flow.musterDesks.checkByHand(of, { kind: body.kind, at }));
  }

  @Serves('readHeadcount')
  async headcount(
    @Call('readHeadcount') { caller, params }: CallOf<'readHeadcount'>,
  ): Promise<HeadcountView> {
    return unwrap(await this.flow.headcounts.read(caller.organisationId, params.calloutId));
  }

  @Serves('readHeadcountCsv')
  async csv(
    @Call('readHeadcountCsv') { caller, params }: CallOf<'readHeadcountCsv'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const list = unwrap(await this.flow.headcounts.list(caller.organisationId, params.calloutId));
    void reply
      .header('content-disposition', 'attachment; filename="headcount.csv"')
      .header('cache-control', 'no-store')
      .type('text/csv; charset=utf-8')
      .send(Readable.from(csvOf(list)));
  }

  @Serves('readHeadcountPage')
  async page(
    @Call('readHeadcountPage') { caller, params }: CallOf<'readHeadcountPage'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const list = unwrap(await this.flow.headcounts.list(caller.organisationId, params.calloutId));
    void reply
      .header('content-security-policy', PAPER_SECURITY_POLICY)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(Readable.from(pageOf(list)));
  }

  @Serves('listOverdue')
  async overdue(
    @Call('listOverdue') { caller, params }: CallOf<'listOverdue'>,
  ): Promise<{ items: OverdueView[] }> {
    const { overduePeople } = this.flow;
    return { items: unwrap(await overduePeople.list(caller.organisationId, params.calloutId)) };
  }

  @Serves('settleOverdue')
  async settle(
    @Call('settleOverdue') { caller, params, body }: CallOf<'settleOverdue'>,
  ): Promise<OverdueView> {
    const of = { organisationId: caller.organisationId, ...params };
    return unwrap(await this.flow.overduePeople.settle(of, { ...body, by: caller.keyId }));
  }

  @Serves('readArrivals')
  async arrivals(
    @Call('readArrivals') { caller, params }: CallOf<'readArrivals'>,
  ): Promise<ArrivalsView> {
    return unwrap(await this.flow.headcounts.arrivals(caller.organisationId, params.calloutId));
  }

  @Serves('stopComing')
  stop(@Call('stopComing') { caller, params, body }: CallOf<'stopComing'>): Promise<Coming> {
    return this.coming(caller, params.calloutId, { stop: true, reason: body.reason });
  }

  @Serves('comingAgain')
  again(@Call('comingAgain') { caller, params, body }: CallOf<'comingAgain'>): Promise<Coming> {
    return this.coming(caller, params.calloutId, { stop: false, reason: body.reason });
  }

  private async coming(
    caller: CallOf<'stopComing'>['caller'],
    calloutId: string,
    said: { readonly stop: boolean; readonly reason: string },
  ): Promise<Coming> {
    const of = { organisationId: caller.organisationId, calloutId };
    const by = { role: caller.role, id: caller.keyId };
    return unwrap(await this.flow.musterTalk.setComing(of, { ...said, by }));
  }
}
