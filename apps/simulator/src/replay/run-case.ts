import type { Aed, AedReport } from '#core/aed';
import type { Alert } from '#core/alert';
import type { AlertPolicy } from '#core/alert-policy';
import type { Candidate } from '#core/eligibility';
import { COARSE_CELL_M } from '#core/geometry';
import type { Incident } from '#core/incident';
import type { Plan, PlanInput } from '#core/plan';
import { NEAREST_10 } from '#core/policy-presets';
import { NO_SAFETY_RULES } from '#core/safety';
import type { TravelTable } from '#core/travel';
import { HOUR_MS, MINUTE_MS, type Instant } from '#core/units';
import { planAlerts } from '#core/who-to-alert';
import { needsWays } from '#core/choose-nearest';
import { AMBULANCE_ATTACH_MS, CLOSES_AFTER_MS } from './assumptions';
import { Events } from './events';
import type { Outcome, RunMeter } from './outcome';
import { replyTo } from './replies';
import type { Around, Scene } from './scene';
import { Trip, type SeenTable, type TripHost, type Writable } from './trip';

/**
 * One case under one policy: the decision and what people then do, event by event, on a clock that
 * is driven. Nothing is stored; plans are carried out as the server carries them out.
 */
export function runCase(scene: Scene, policy: AlertPolicy, meter: RunMeter): Outcome {
  return new CaseRun(scene, policy, meter).run();
}

/** Phones at rest report at least so often. */
const REFRESH_MS = 5 * MINUTE_MS;
/** An arrival when so many others are there already is one too many. */
const OTHERS_ENOUGH = 3;

type OpenAlert = Writable<Alert>;

class CaseRun implements TripHost {
  readonly events = new Events();
  private readonly incident: Writable<Incident>;
  private candidates: readonly Candidate[];
  private refreshedAt: Instant;
  private readonly byId = new Map<string, Around>();
  private readonly alerts: OpenAlert[] = [];
  private readonly trips: Trip[] = [];
  readonly aeds: readonly Writable<Aed>[];
  private readonly arrivals: Instant[] = [];
  private cprAt: Instant = Infinity;
  private shockAt: Instant = Infinity;
  /** Whether an arrival or a yes is a reason to decide anew. */
  private readonly reckons: boolean;
  private redundant = 0;
  private stoodDown = 0;
  private aedsFailed = 0;
  private reviewAt: Instant | null = null;
  /** Written over as people move; the decision keeps nothing of it. */
  private travel: SeenTable | null = null;

  constructor(
    readonly scene: Scene,
    private readonly policy: AlertPolicy,
    private readonly meter: RunMeter,
  ) {
    this.incident = incidentOf(scene, policy);
    this.reckons = needsWays(policy);
    const around = scene.around
      .filter(({ seenM }) => seenM <= policy.radiusM)
      .slice(0, policy.candidateMax);
    for (const each of around) this.byId.set(each.person.responder.id, each);
    this.candidates = around.map(({ candidate }) => candidate);
    this.refreshedAt = scene.alertedAt;
    this.aeds = scene.aedsWithin(policy.aedRadiusM).map((aed) => ({ ...aed }));
  }

  run(): Outcome {
    const endsAt = this.scene.ambulanceAt + CLOSES_AFTER_MS;
    this.events.add(this.scene.alertedAt, () => {
      this.replan();
    });
    for (let event = this.events.next(); event !== null; event = this.events.next()) {
      if (event.at >= endsAt) break;
      event.run();
    }
    return this.outcome();
  }

  private outcome(): Outcome {
    const { ambulanceAt, collapsedAt } = this.scene;
    const accepted = this.trips.length;
    return {
      cprMs: Math.min(this.cprAt, ambulanceAt) - collapsedAt,
      shockMs: Math.min(this.shockAt, ambulanceAt + AMBULANCE_ATTACH_MS) - collapsedAt,
      ambulanceMs: ambulanceAt - collapsedAt,
      cprFirst: this.cprAt < ambulanceAt,
      aedFirst: this.shockAt < ambulanceAt + AMBULANCE_ATTACH_MS,
      alerted: this.alerts.map(({ responderId }) => this.around(responderId).person.index),
      accepted,
      arrived: this.arrivals.length,
      redundant: this.redundant,
      stoodDown: this.stoodDown,
      aedsFailed: this.aedsFailed,
    };
  }

  /** Decides again and carries the plan out, as the server does after everything that happens. */
  private replan(): void {
    const { now } = this.events;
    const input = this.inputNow(now);
    const startedMs = performance.now();
    const plan = this.planOrFallBack(input);
    this.meter.decided(performance.now() - startedMs, input, plan);
    this.carryOut(plan, now);
    this.reviewAt = plan.nextReviewAt;
    if (plan.nextReviewAt !== null) {
      const at = Math.max(plan.nextReviewAt, now);
      this.events.add(at, () => {
        if (this.reviewAt === at) this.replan();
      });
    }
  }

  private inputNow(now: Instant): PlanInput {
    const { localHour, calledAt } = this.scene.case;
    return {
      incident: this.incident,
      candidates: this.candidatesNow(now),
      alerts: this.alerts,
      assignments: this.trips.map(({ assignment }) => assignment),
      aeds: this.aeds,
      policy: this.policy,
      safety: NO_SAFETY_RULES,
      travel: this.reckons ? this.travelNow(now) : null,
      now,
      localHour: (localHour + (now - calledAt) / HOUR_MS) % 24,
      minuteOfWeek: 0,
      moved: false,
    };
  }

  /** Phones report all along: those at rest from where they are, the others from their way. */
  private candidatesNow(now: Instant): readonly Candidate[] {
    if (now - this.refreshedAt > REFRESH_MS) this.refresh(now);
    const shared = this.trips.filter((trip) => trip.isShared());
    if (shared.length === 0) return this.candidates;
    const onTheWay = new Map(shared.map((trip) => [trip.assignment.responderId, trip]));
    return this.candidates.map((candidate) => {
      const trip = onTheWay.get(candidate.responder.id);
      if (trip === undefined) return candidate;
      return { ...candidate, fix: { place: trip.placeAt(now), at: now, accuracyM: 15 } };
    });
  }

  /** Whoever shares a position goes on sharing it. */
  private refresh(now: Instant): void {
    this.refreshedAt = now;
    this.candidates = this.candidates.map((candidate) =>
      candidate.fix === null ? candidate : { ...candidate, fix: { ...candidate.fix, at: now } },
    );
  }

  /** The table of the scene, with the rest of the way of those who are under way. */
  private travelNow(now: Instant): TravelTable {
    const shared = this.trips.filter((trip) => trip.isShared());
    if (shared.length === 0) return this.travel ?? this.scene.table;
    this.travel ??= copyOf(this.scene.table, this.policy.roles.kind !== 'all-direct');
    for (const trip of shared) trip.seen(now, this.travel);
    return this.travel;
  }

  /** As the server: where the decision fails, the nearest ten answer, and that is counted. */
  private planOrFallBack(input: PlanInput): Plan {
    try {
      return planAlerts(input);
    } catch (error) {
      this.meter.fellBack(error);
      const { credentialKinds } = input.policy;
      return planAlerts({ ...input, policy: { ...NEAREST_10, credentialKinds } });
    }
  }

  private carryOut(plan: Plan, now: Instant): void {
    const byId = new Map(this.alerts.map((alert) => [alert.id, alert]));
    for (const id of plan.expiredAlertIds) this.end(byId.get(id), 'expired');
    for (const { alertId, reason } of plan.withdrawals) {
      const alert = byId.get(alertId);
      this.end(alert, 'withdrawn');
      if (alert !== undefined) alert.endedReason = reason;
    }
    for (const { assignmentId, reason } of plan.standDowns) {
      const trip = this.trips.find(({ assignment }) => assignment.id === assignmentId);
      if (trip?.standDown(now, reason) !== true) continue;
      this.stoodDown += 1;
      this.incident.acceptedCount -= 1;
    }
    for (const order of plan.orders) {
      const trip = this.trips.find(({ assignment }) => assignment.id === order.assignmentId);
      trip?.take(order);
    }
    for (const planned of plan.alerts) this.send(planned, now);
  }

  private end(alert: OpenAlert | undefined, status: 'expired' | 'withdrawn'): void {
    if (alert?.status === 'sent') alert.status = status;
  }

  private send(planned: Plan['alerts'][number], now: Instant): void {
    const { responderId, wave, reason, distanceM, expiresAt, task } = planned;
    const around = this.around(responderId);
    const alert: OpenAlert = {
      id: `alert-${String(this.alerts.length).padStart(4, '0')}`,
      organisationId: 'replay',
      incidentId: this.incident.id,
      calloutId: null,
      drillId: null,
      responderId,
      wave,
      status: 'sent',
      reason,
      distanceM,
      sentAt: now,
      expiresAt,
      deliveredAt: now,
      seenAt: null,
      answeredAt: null,
      endedReason: null,
      task,
    };
    this.alerts.push(alert);
    const reply = replyTo(around);
    if (reply.kind === 'none') return;
    this.events.add(now + reply.afterMs, () => {
      this.answer(alert, around, reply.kind);
    });
  }

  private answer(alert: OpenAlert, around: Around, said: 'accept' | 'decline'): void {
    const { now } = this.events;
    if (alert.status !== 'sent' || alert.expiresAt <= now) return;
    if (said === 'accept' && this.incident.acceptedCount >= this.incident.wantedCount) return;
    alert.answeredAt = now;
    alert.status = said === 'accept' ? 'accepted' : 'declined';
    if (said === 'accept') {
      this.incident.acceptedCount += 1;
      this.trips.push(new Trip(this, this.asTaken(alert), around));
      this.meter.happened?.({ at: now, what: 'accept', responderId: alert.responderId });
    } else {
      this.meter.happened?.({ at: now, what: 'decline', responderId: alert.responderId });
    }
    this.replan();
  }

  /** Whoever says yes to fetching an AED that somebody fetches already goes straight. */
  private asTaken(alert: Alert): Alert {
    const { aedId } = alert.task;
    const isTaken = this.trips.some((trip) => aedId !== null && trip.isFetching(aedId));
    return isTaken ? { ...alert, task: { role: 'direct', aedId: null } } : alert;
  }

  stepped({ assignment }: Trip): void {
    const { status, responderId } = assignment;
    this.meter.happened?.({ at: this.events.now, what: status, responderId });
    // As the server does: setting out is seen at the next look around.
    if (this.reckons && status === 'on-scene') this.replan();
  }

  /** Somebody is with the patient; with an AED, the first shock or analysis follows. */
  arrived(trip: Trip, shockAt: Instant): void {
    const { now } = this.events;
    if (this.arrivals.length >= OTHERS_ENOUGH || now >= this.scene.ambulanceAt) this.redundant += 1;
    this.arrivals.push(now);
    // Whoever meets the crew does not kneel down.
    if (trip.assignment.task.role !== 'guide') this.cprAt = Math.min(this.cprAt, now);
    this.shockAt = Math.min(this.shockAt, shockAt);
    this.stepped(trip);
  }

  aedCollected(trip: Trip, aedId: string): void {
    this.reported(trip, aedId, 'collected');
  }

  /** An AED was not to be had; the register learns it and the team is arranged anew. */
  aedFailed(trip: Trip, aedId: string, report: 'missing' | 'locked'): void {
    this.aedsFailed += 1;
    this.reported(trip, aedId, report);
  }

  private reported(trip: Trip, aedId: string, report: AedReport): void {
    const { responderId } = trip.assignment;
    this.outOfService(aedId, report);
    this.meter.happened?.({ at: this.events.now, what: report, responderId, aedId });
    this.replan();
  }

  private outOfService(aedId: string, report: AedReport): void {
    const aed = this.aeds.find(({ id }) => id === aedId);
    if (aed === undefined) return;
    aed.status = 'out-of-service';
    aed.outOfServiceReason = report;
  }

  private around(responderId: string): Around {
    const found = this.byId.get(responderId);
    if (found === undefined) throw new Error(`the plan names ${responderId}, who is not around`);
    return found;
  }
}

/** The ways by AEDs are copied only for rules that look at them. */
function copyOf(table: TravelTable, withAeds: boolean): SeenTable {
  const toAedM: Record<string, Record<string, number>> = {};
  if (withAeds) {
    for (const [aedId, row] of Object.entries(table.toAedM)) toAedM[aedId] = { ...row };
  }
  return { ...table, toPatientM: { ...table.toPatientM }, toAedM };
}

function incidentOf(scene: Scene, policy: AlertPolicy): Writable<Incident> {
  const { place, calledAt, ref } = scene.case;
  return {
    id: ref,
    organisationId: 'replay',
    controlRef: ref,
    kind: 'cardiac-arrest',
    mode: 'actual',
    priority: 'life-threatening',
    place,
    placeAccuracyM: null,
    address: null,
    notesForResponders: null,
    calledAt,
    ambulanceEtaAt: scene.ambulanceEtaAt,
    policyName: policy.name,
    acceptOutsideArea: false,
    excludedResponderRefs: [],
    determinantCode: null,
    hazards: [],
    patientAgeYears: null,
    setting: 'unknown',
    status: 'active',
    cell: { centre: place, sizeM: COARSE_CELL_M },
    receivedAt: scene.alertedAt,
    wantedCount: policy.wantedCount,
    acceptedCount: 0,
    revision: 1,
    endedAt: null,
    disposition: null,
    warnings: [],
    safetyOverride: null,
    raisedByHand: null,
  };
}
