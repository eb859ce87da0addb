import { MemoryClock } from '#adapters/memory/clock';
import { SeededIds } from '#adapters/memory/ids';
import { MemoryLimits } from '#adapters/memory/limits';
import { MemoryLocations } from '#adapters/memory/locations';
import { NullMeter, RecordingLive } from '#adapters/memory/recorders';
import { MemoryStore } from '#adapters/memory/store';
import type { AlertPolicy } from '#core/alert-policy';
import type { Fix } from '#core/location-fix';
import type { Plan, PlanInput } from '#core/plan';
import type { Instant } from '#core/units';
import { toIso } from '#contracts/shapes';
import type { ResponderCaller } from '#flow/ports';
import type { Happening } from '../../apps/simulator/src/replay/outcome';
import type { Scene } from '../../apps/simulator/src/replay/scene';
import { makeSteps, type Steps } from './steps';

/** One decision, as the lean replay made it. */
export interface Made {
  readonly input: PlanInput;
  readonly plan: Plan;
}

/** What a case looked like in the lean replay: its decisions, and what people did. */
export interface Course {
  readonly scene: Scene;
  readonly policy: AlertPolicy;
  readonly made: readonly Made[];
  readonly happened: readonly Happening[];
}

const CPR = ['cpr'] as const;

/**
 * The same people doing the same things at the same moments, but with the server's steps deciding,
 * over memory. Gives what those decided, in the words of `toldOf`.
 */
export async function replayByFlow(course: Course, timeZone: string): Promise<readonly string[]> {
  const flow = new CaseByFlow(course);
  await flow.open(timeZone);
  return flow.run();
}

class CaseByFlow {
  private readonly clock: MemoryClock;
  private readonly ids = new SeededIds(11);
  private readonly store: MemoryStore;
  private readonly locations = new MemoryLocations();
  private readonly live = new RecordingLive();
  private readonly steps: Steps;
  private readonly organisationId = this.ids.id();
  private readonly idByRef = new Map<string, string>();
  private readonly refById = new Map<string, string>();

  constructor(private readonly course: Course) {
    this.clock = new MemoryClock(course.scene.alertedAt);
    this.store = new MemoryStore({ clock: this.clock, ids: this.ids });
    const { store, clock, ids, live, locations } = this;
    const limits = new MemoryLimits(clock);
    this.steps = makeSteps({ store, clock, ids, live, locations, limits, meter: new NullMeter() });
  }

  /** Enrols the people and the AEDs of the scene. */
  async open(timeZone: string): Promise<void> {
    const { scene, policy } = this.course;
    const { organisationId, store } = this;
    const organisation = { slug: 'replay', name: 'Replay', area: null, policyName: policy.name };
    await store.people.addOrganisation({ id: organisationId, timeZone, ...organisation });
    await this.locations.markFilled();
    for (const { candidate } of scene.around) {
      const { responder, fix } = candidate;
      const credentials = [
        { kind: CPR[0], issuer: 'made up', validFrom: 0, validTo: null, verified: true },
      ];
      const { externalRef, travelMode, tier } = responder;
      const put = await store.people.putResponder(
        organisationId,
        {
          ...{ externalRef, displayName: externalRef, travelMode, tier, credentials },
          testPhone: false,
          disabled: false,
          language: 'en',
        },
        this.clock.now(),
      );
      this.name(externalRef, put.responder.id);
      const responderId = put.responder.id;
      const now = this.clock.now();
      await this.signIn(responderId, externalRef);
      await store.people.setDuty({ organisationId, responderId, onDuty: true, now });
      this.live.onSocket.add(responderId);
      if (fix !== null) await this.put(responderId, fix, true);
    }
    for (const aed of scene.aeds) {
      const put = await store.aeds.putAed(
        organisationId,
        { ...aed, contradictions: [] },
        this.clock.now(),
      );
      this.name(aed.externalRef, put.aed.id);
    }
  }

  /** A phone of theirs; its token outlives every course. */
  private async signIn(responderId: string, ref: string): Promise<void> {
    const { people } = this.store;
    const organisationId = this.organisationId;
    const now = this.clock.now();
    const expiresAt = Number.MAX_SAFE_INTEGER;
    await people.addEnrolment({ organisationId, responderId, code: ref, expiresAt, now });
    await people.signInDevice({
      ...{ code: ref, deviceId: ref, token: ref, tokenExpiresAt: expiresAt },
      ...{ platform: 'android', pushToken: null, now },
    });
  }

  async run(): Promise<readonly string[]> {
    const incidentId = await this.raise();
    const { made, happened } = this.course;
    const until = made.at(-1)?.input.now ?? 0;
    for (const what of happened) {
      await this.runUntil(what.at - 1);
      this.clock.advanceTo(what.at);
      await this.seeAt(what.at);
      await this.carryOut(what, incidentId);
      await this.runUntil(what.at);
    }
    await this.runUntil(until);
    const stored = await this.store.incidents.decisions(this.organisationId, incidentId);
    return stored.map(({ at, plan }) =>
      toldOf(at, JSON.parse(plan) as Plan, (id) => this.refById.get(id) ?? id),
    );
  }

  private async raise(): Promise<string> {
    const { case: one, ambulanceEtaAt } = this.course.scene;
    const raised = await this.steps.raise.raise(
      this.organisationId,
      {
        controlRef: one.ref,
        kind: 'cardiac-arrest',
        mode: 'actual',
        priority: 'life-threatening',
        place: { type: 'Point', coordinates: [one.place.lon, one.place.lat] },
        calledAt: toIso(one.calledAt),
        ambulanceEtaAt: ambulanceEtaAt === null ? null : toIso(ambulanceEtaAt),
        policyName: this.course.policy.name,
        acceptOutsideArea: true,
        excludedResponderRefs: [],
      },
      this.clock.now(),
    );
    if (!raised.ok) throw new Error(`${one.ref}: ${raised.problem.detail}`);
    return raised.value.view.id;
  }

  private async runUntil(at: Instant): Promise<void> {
    for (;;) {
      const dueAt = this.store.queue.nextDueAt();
      if (dueAt === null || dueAt > at) return;
      this.clock.advanceTo(Math.max(dueAt, this.clock.now()));
      await this.seeAt(this.clock.now());
      await this.steps.work.runOnce();
    }
  }

  /** Phones report where the lean replay saw them at that moment. */
  private async seeAt(at: Instant): Promise<void> {
    const then = this.course.made.filter(({ input }) => input.now === at).at(-1);
    if (then === undefined) return;
    const bound = new Set(then.input.assignments.map(({ responderId }) => responderId));
    for (const { responder, fix } of then.input.candidates) {
      if (fix?.at !== at) continue;
      await this.put(this.idOf(responder.externalRef), fix, !bound.has(responder.id));
    }
  }

  private async put(responderId: string, fix: Fix, isFree: boolean): Promise<void> {
    const { organisationId } = this;
    await this.store.people.saveLastKnown([{ organisationId, responderId, fix }], this.clock.now());
    if (!isFree) return;
    await this.locations.put(organisationId, [{ responderId, fix, credentialKinds: CPR }]);
  }

  private async carryOut(what: Happening, incidentId: string): Promise<void> {
    const responderId = this.idOf(what.responderId);
    const caller = this.caller(responderId);
    const state = await this.store.incidents.load(this.organisationId, incidentId);
    const alertId = state?.alerts.findLast((one) => one.responderId === responderId)?.id ?? '';
    const assignment = state?.assignments.findLast((one) => one.responderId === responderId);
    const assignmentId = assignment?.id ?? '';
    const result = await this.doStep(what, { caller, alertId, assignmentId });
    if (!result.ok) throw new Error(`${what.what} of ${what.responderId}: ${result.problem.code}`);
  }

  private doStep(
    { what, aedId }: Happening,
    who: { caller: ResponderCaller; alertId: string; assignmentId: string },
  ) {
    const { caller, alertId, assignmentId } = who;
    switch (what) {
      case 'accept':
      case 'decline':
        return this.steps.answer.answer(caller, { alertId, answer: what });
      case 'en-route':
      case 'on-scene':
      case 'with-patient':
        return this.steps.progress.report(caller, { assignmentId, step: what });
      case 'collected':
      case 'missing':
      case 'locked':
      case 'flat':
        return this.steps.reportAed.report(caller, assignmentId, {
          aedId: this.idOf(aedId ?? ''),
          report: what,
        });
      case 'accepted':
      case 'cleared':
      case 'stood-down':
      case 'withdrawn':
        throw new Error(`nobody reports ${what}`);
    }
  }

  private caller(responderId: string): ResponderCaller {
    const { organisationId } = this;
    return { role: 'responder', organisationId, responderId, deviceId: '', expiresAt: Infinity };
  }

  private name(ref: string, id: string): void {
    this.idByRef.set(ref, id);
    this.refById.set(id, ref);
  }

  private idOf(ref: string): string {
    const id = this.idByRef.get(ref);
    if (id === undefined) throw new Error(`nobody knows ${ref}`);
    return id;
  }
}

/** The decisions of the lean replay that changed something, as the server stores them. */
export function toldByReplay({ made }: Course): readonly string[] {
  return made
    .filter(({ plan }, index) => index === 0 || changesAnything(plan))
    .map(({ input, plan }) => toldOf(input.now, plan, (id) => id));
}

function changesAnything(plan: Plan): boolean {
  return (
    plan.alerts.length > 0 ||
    plan.withdrawals.length > 0 ||
    plan.standDowns.length > 0 ||
    plan.orders.some(({ isNew }) => isNew)
  );
}

/** What a plan does to whom, in one line. */
function toldOf(at: Instant, plan: Plan, refOf: (id: string) => string): string {
  const task = ({ role, aedId }: Plan['alerts'][number]['task']): string =>
    aedId === null ? role : `${role} ${refOf(aedId)}`;
  const parts = [
    ...plan.alerts.map(
      (one) => `${refOf(one.responderId)} ${one.reason} ${one.wave} ${task(one.task)}`,
    ),
    ...plan.withdrawals.map((one) => `not ${refOf(one.responderId)} ${one.reason}`),
    ...plan.standDowns.map((one) => `home ${refOf(one.responderId)} ${one.reason}`),
    ...plan.orders
      .filter(({ isNew }) => isNew)
      .map((one) => `order ${refOf(one.responderId)} ${task(one.task)}`),
  ];
  // Ids differ between the two, and so does the order of equals.
  return [toIso(at), ...parts.sort()].join(' | ');
}
