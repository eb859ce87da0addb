import type { AlertView, ReportAedMessage } from '#contracts/responder-api';
import type { AedReport } from '#core/aed';
import type { ResponderStep } from '#core/assignment';
import type { Problem } from '#core/problem';
import type { Instant } from '#core/units';
import type { Reply } from '#web/http';
import { t } from '#web/language';
import { Outbox } from './outbox';
import { outboxStore, type OutboxStore, type Waiting } from './outbox-store';
import type { OwnAsk } from './own-part';
import { aedPath, pathOf } from './paths';

export interface StepsListener {
  readonly ask: OwnAsk;
  readonly onChange: () => void;
  readonly serverNow: () => Instant;
  /** The server has taken a step; the alert as it then stands. */
  readonly onTaken: (alert: AlertView) => void;
  /** The server has refused one for good: what the phone showed was not so. */
  readonly onRefused: (problem: Problem) => void;
}

/** The steps of an assignment, in the order in which they are named in an outbox. */
const STEP = 'step';
const AED = 'aed';

/**
 * What a person reports on the way. It counts on this phone at once, is kept through a restart
 * and sent in its order, with or without network.
 */
export class Steps {
  private readonly outbox: Outbox;

  constructor(
    private readonly listener: StepsListener,
    store: OutboxStore = outboxStore('closeby-steps'),
  ) {
    this.outbox = new Outbox(
      {
        send: ({ path, ...request }) => listener.ask(path, request),
        onChange: () => listener.onChange(),
        onReply: (item, reply) => this.replied(item, reply),
      },
      store,
    );
  }

  /** Sends what waits; at each connection. */
  async begin(): Promise<void> {
    await this.outbox.begin();
  }

  async report(assignmentId: string, step: ResponderStep): Promise<void> {
    const { method, path } = pathOf.progress;
    await this.keep(`${STEP} ${assignmentId} ${step}`, {
      ...{ method: method === 'PUT' ? method : 'POST', path },
      body: { assignmentId, step, at: new Date(this.listener.serverNow()).toISOString() },
    });
  }

  /** Keeps a report on an AED that did not get through. */
  async keepAed(assignmentId: string, aedId: string, report: AedReport): Promise<void> {
    const body: ReportAedMessage = { aedId, report };
    const id = `${AED} ${assignmentId} ${aedId} ${report}`;
    await this.keep(id, { method: 'POST', path: aedPath(assignmentId), body });
  }

  /** What was not sent yet, oldest first. */
  get waiting(): readonly Waiting[] {
    return this.outbox.waiting;
  }

  /** Whether something of this assignment was not sent yet. */
  waits(assignmentId: string): boolean {
    return this.outbox.waiting.some(({ id }) => id.split(' ')[1] === assignmentId);
  }

  /** Whether this step was reported and not sent yet. */
  isWaiting(assignmentId: string, step: ResponderStep): boolean {
    return this.outbox.waiting.some(({ id }) => id === `${STEP} ${assignmentId} ${step}`);
  }

  /** An alert as its person has left it: what waits to be sent counts as done. */
  asReported(alert: AlertView): AlertView {
    const { assignment } = alert;
    if (assignment === null) return alert;
    return this.outbox.waiting.reduce<AlertView>((now, { id }) => {
      const [what, assignmentId, third, report] = id.split(' ');
      if (assignmentId !== assignment.assignmentId) return now;
      if (what === STEP) return withStep(now, third as ResponderStep);
      return report === 'collected' ? withAedInHand(now, third ?? '') : now;
    }, alert);
  }

  /** Forgets everything, at sign-out. */
  async forget(): Promise<void> {
    await this.outbox.forget();
  }

  private async keep(id: string, request: Waiting['requests'][number]): Promise<void> {
    if (this.outbox.waiting.some((item) => item.id === id)) return;
    await this.outbox.add({ id, what: t('Your step'), requests: [request] });
  }

  private replied(_item: Waiting, reply: Reply<unknown>): void {
    if (reply.ok) this.listener.onTaken(reply.value as AlertView);
    else this.listener.onRefused(reply.problem);
  }
}

/** The alert after a step, whatever the server says later. */
function withStep(alert: AlertView, step: ResponderStep): AlertView {
  if (alert.assignment === null) return alert;
  return { ...alert, assignment: { ...alert.assignment, status: step } };
}

function withAedInHand(alert: AlertView, aedId: string): AlertView {
  const { order } = alert;
  if (order?.aed?.aedId !== aedId || order.aed.collectedAt !== null) return alert;
  const aed = { ...order.aed, collectedAt: alert.sentAt, cabinetCode: null, floor: null };
  return { ...alert, order: { ...order, aed } };
}
