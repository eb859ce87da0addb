import type { AlertView, ReportAedMessage } from '#contracts/responder-api';
import type { AedReport } from '#core/aed';
import type { ResponderStep } from '#core/assignment';
import type { Problem } from '#core/problem';
import type { Instant } from '#core/units';
import type { Reply } from '#web/http';
import { AutoSteps } from './auto-steps';
import type { Here } from './geofence';
import { keptAed, thanksOf, withoutAed, type Notice } from './notice';
import type { HeldAed, Orders } from './orders';
import type { OwnAsk } from './own-part';
import { aedPath } from './paths';
import { Steps } from './steps';

export interface WayWorld {
  readonly ask: OwnAsk;
  readonly onChange: () => void;
  readonly orders: Orders;
  /** The assignment of this person now; null where there is none. */
  readonly assigned: () => AlertView | null;
  /** Takes what the server says of an alert, or what is known before it does. */
  readonly take: (alert: AlertView) => void;
  readonly onSettled: () => void;
  readonly say: (notice: Notice) => void;
  /** One deed at a time; its refusal is shown. */
  readonly doing: (deed: () => Promise<Reply<unknown>>) => Promise<void>;
  /** The server has refused a step that had counted here. */
  readonly onRefused: (problem: Problem) => void;
  /** By this device's clock. */
  readonly now: () => number;
  readonly serverNow: () => Instant;
}

/** What a person does on the way: steps by hand or by position, and words on the AED. */
export class Way {
  readonly steps: Steps;
  readonly auto = new AutoSteps();
  /** Step whose button asks once more; null while none does. */
  asking: ResponderStep | null = null;
  /** What draws the map, fetched when somebody is on the way and not before. */
  map: 'not-asked' | 'loading' | 'there' | 'failed' = 'not-asked';
  private readonly read = new Set<string>();

  constructor(private readonly world: WayWorld) {
    const { ask, onChange, onRefused, serverNow } = world;
    const onTaken = (alert: AlertView): void => {
      world.take(alert);
      world.onSettled();
    };
    this.steps = new Steps({ ask, onChange, serverNow, onTaken, onRefused });
  }

  /** Reports a step: it counts here at once, and is sent when it can be. */
  async report(alert: AlertView, step: ResponderStep): Promise<void> {
    const { assignment } = alert;
    if (assignment === null) return;
    this.auto.settle();
    this.asking = null;
    const reported = this.steps.report(assignment.assignmentId, step);
    const after = this.steps.asReported(alert);
    this.world.take(after);
    const thanks = thanksOf(after);
    if (thanks !== null) this.world.say(thanks);
    this.world.onSettled();
    await reported;
  }

  /** Says what was found where the AED of one's order should be; the answer is the new order. */
  async reportAed(alert: AlertView, aed: HeldAed, report: AedReport): Promise<void> {
    const { ask, orders, take, say, doing } = this.world;
    const assignmentId = alert.assignment?.assignmentId ?? '';
    const body: ReportAedMessage = { aedId: aed.aedId, report };
    this.auto.settle();
    await doing(async () => {
      const sent = ask<AlertView>(aedPath(assignmentId), { method: 'POST', body });
      const about = { alertId: alert.alertId, aedId: aed.aedId, name: aed.name };
      const keep = async (): Promise<boolean> => {
        const reply = await sent;
        if (reply.ok) take(reply.value);
        else if (reply.problem.code === 'unavailable') {
          void this.steps.keepAed(assignmentId, aed.aedId, report);
          return true;
        }
        return reply.ok;
      };
      await orders.report(report, about, keep);
      const reply = await sent;
      if (!reply.ok && reply.problem.code === 'unavailable') {
        take(this.steps.asReported(alert));
        if (report !== 'collected') say(keptAed(alert.alertId));
        return { ok: true, value: null };
      }
      if (reply.ok && report !== 'collected' && orders.news === null) {
        say(withoutAed(alert.alertId));
      }
      return reply;
    });
  }

  /** A new position: what it says of the next step. */
  moved(here: Here): void {
    const alert = this.world.assigned();
    if (alert === null) this.auto.forget();
    else if (this.auto.look(alert, here, this.world.now())) this.world.onChange();
  }

  /** Once a second: a step that was set and not undone is reported. */
  tick(): void {
    const alert = this.world.assigned();
    const step = this.auto.due(this.world.now());
    if (alert !== null && step !== null) void this.report(alert, step);
  }

  /** It is not so. */
  undo(): void {
    this.auto.undo();
    this.world.onChange();
  }

  ask(step: ResponderStep | null): void {
    this.asking = step;
    this.world.onChange();
  }

  /** Fetches what draws the map, once; the way goes on without it where that fails. */
  async loadMap(): Promise<void> {
    if (this.map !== 'not-asked') return;
    this.map = 'loading';
    try {
      await import('#web/map/closeby-map');
      this.map = 'there';
    } catch {
      this.map = 'failed';
    }
    this.world.onChange();
  }

  /** Words of the dispatcher that were not read yet, oldest first. */
  words(alert: AlertView): NonNullable<AlertView['words']> {
    return (alert.words ?? []).filter(({ messageId }) => !this.read.has(messageId));
  }

  hasRead(messageId: string): void {
    this.read.add(messageId);
    this.world.onChange();
  }

  forget(): void {
    this.auto.forget();
    this.asking = null;
    this.read.clear();
    void this.steps.forget();
  }
}
