import { createHash } from 'node:crypto';
import { MINUTE_MS, SECOND_MS, type Instant } from '#core/units';
import type { AlertView, FeedMessage } from '#contracts/responder-api';
import { toIso } from '#contracts/shapes';
import type { ResponderCaller } from '#flow/ports';
import { replyTo } from '../city/replies';
import type { CityResponder } from '../city/world-types';
import { HORIZON_MS, type Case } from './case';
import { makeDispatch, type Dispatch } from './dispatch';

export interface CaseResult {
  readonly alerted: number;
  readonly accepted: number;
  /** Milliseconds from the call to the first responder on scene; null when nobody came. */
  readonly onSceneMs: number | null;
  readonly ambulanceMs: number | null;
  readonly decideMs: readonly number[];
  /** SHA-256 over who was alerted, when, why and in which wave, and over everybody's reasons. */
  readonly digest: string;
}

interface Event {
  readonly at: Instant;
  readonly run: () => Promise<void>;
}

/**
 * One recorded case through the same steps the server takes, on a clock that is driven. Answers
 * and travel depend on the seed, the person and the case alone, so two policies meet the same
 * people in the same mood.
 */
export async function replayCase(input: Case): Promise<CaseResult> {
  const replay = new CaseReplay(input, await makeDispatch(input));
  return replay.run();
}

class CaseReplay {
  private events: Event[] = [];
  private readonly heard = new Set<string>();
  private told = 0;
  private accepted = 0;
  private onSceneAt: Instant | null = null;

  constructor(
    private readonly input: Case,
    private readonly dispatch: Dispatch,
  ) {}

  async run(): Promise<CaseResult> {
    const { incident } = this.input;
    const { clock, store } = this.dispatch;
    const incidentId = await this.raise();
    const end = incident.calledAt + HORIZON_MS;
    for (;;) {
      this.hear();
      this.events.sort((a, b) => a.at - b.at);
      const dueAt = store.queue.nextDueAt() ?? Infinity;
      const eventAt = this.events[0]?.at ?? Infinity;
      const at = Math.min(dueAt, eventAt);
      if (at > end) break;
      clock.advanceTo(Math.max(at, clock.now()));
      if (eventAt <= dueAt) await this.events.shift()?.run();
      else await this.dispatch.work.runOnce();
    }
    return this.result(incidentId);
  }

  private async raise(): Promise<string> {
    const { incident, policy } = this.input;
    const { organisationId, clock, raise } = this.dispatch;
    const raised = await raise.raise(
      organisationId,
      {
        controlRef: incident.ref,
        kind: 'cardiac-arrest',
        mode: 'actual',
        priority: 'life-threatening',
        place: { type: 'Point', coordinates: [incident.place.lon, incident.place.lat] },
        calledAt: toIso(incident.calledAt),
        policyName: policy.name,
        acceptOutsideArea: true,
        excludedResponderRefs: [],
      },
      clock.now(),
    );
    if (!raised.ok) throw new Error(`${incident.ref}: ${raised.problem.detail}`);
    return raised.value.view.id;
  }

  /** Phones hear what they were told since, and each decides once what to do about an alert. */
  private hear(): void {
    const messages = this.dispatch.live.toResponders.slice(this.told);
    this.told += messages.length;
    for (const { responderId, message } of messages) {
      const responder = this.dispatch.responders.get(responderId);
      if (responder === undefined || message.kind !== 'alert-sent') continue;
      if (this.heard.has(message.alert.alertId)) continue;
      this.heard.add(message.alert.alertId);
      this.react(responder, responderId, message);
    }
  }

  private react(responder: CityResponder, responderId: string, message: FeedMessage): void {
    const { seed, incident } = this.input;
    const { receipts, clock } = this.dispatch;
    const caller = this.caller(responderId);
    const { alertId } = message.alert;
    this.at(clock.now(), async () => {
      await receipts.record(caller, { alertId, kind: 'delivered' });
    });
    const reply = replyTo(seed, responder, incident.ref);
    if (reply.kind === 'none') return;
    this.at(clock.now() + reply.afterMs, async () => {
      const answered = await this.dispatch.answer.answer(caller, { alertId, answer: reply.kind });
      if (answered.ok && reply.kind === 'accept') this.setOut(responder, caller, answered.value);
    });
  }

  private setOut(responder: CityResponder, caller: ResponderCaller, alert: AlertView): void {
    const assignmentId = alert.assignment?.assignmentId;
    if (assignmentId === undefined) return;
    this.accepted += 1;
    const { streets, incident } = this.input;
    const route = streets.routeBetween(responder.home, incident.place);
    if (route === null) return;
    const travelMs = Math.round((route.lengthM / responder.speedMps) * SECOND_MS);
    const leavesAt = this.dispatch.clock.now() + responder.leaveAfterMs;
    const { progress } = this.dispatch;
    this.at(leavesAt, async () => {
      await progress.report(caller, { assignmentId, step: 'en-route' });
    });
    this.at(leavesAt + travelMs, async () => {
      const arrived = await progress.report(caller, { assignmentId, step: 'on-scene' });
      if (arrived.ok) this.onSceneAt ??= this.dispatch.clock.now();
    });
  }

  private async result(incidentId: string): Promise<CaseResult> {
    const { store, organisationId, responders, meter } = this.dispatch;
    const { incident } = this.input;
    const refOf = (id: string | null) => (id === null ? null : responders.get(id)?.ref);
    const facts = await store.incidents.facts(organisationId, incidentId);
    const considered = await store.incidents.considered(organisationId, incidentId);
    const decisions = {
      facts: facts.map(({ at, kind, responderId, detail }) => [
        at,
        kind,
        refOf(responderId),
        detail,
      ]),
      considered: considered.map((person) => [refOf(person.responderId), person.reason]),
    };
    return {
      alerted: facts.filter((fact) => fact.kind === 'alert-sent').length,
      accepted: this.accepted,
      onSceneMs: this.onSceneAt === null ? null : this.onSceneAt - incident.calledAt,
      ambulanceMs: incident.responseMin === null ? null : incident.responseMin * MINUTE_MS,
      decideMs: meter.decisionsMs,
      digest: createHash('sha256').update(JSON.stringify(decisions)).digest('hex'),
    };
  }

  private at(at: Instant, run: () => Promise<void>): void {
    this.events.push({ at, run });
  }

  private caller(responderId: string): ResponderCaller {
    const { organisationId } = this.dispatch;
    return { role: 'responder', organisationId, responderId, deviceId: '', expiresAt: Infinity };
  }
}
