import { openAt } from '#core/hours';
import type { Aed } from '#core/aed';
import type { Alert } from '#core/alert';
import type { Assignment } from '#core/assignment';
import { distanceM, type Place } from '#core/geometry';
import type { StandDownReason, TeamOrder } from '#core/plan';
import { DETOUR_DEFAULT, type TravelTable } from '#core/travel';
import { SECOND_MS, type Instant } from '#core/units';
import { ETA_MOVED_MIN_MS } from '#flow/team-effects';
import { AED_UNKNOWN_OPEN_SHARE, AED_WORKS_SHARE } from './assumptions';
import { keyOf, numberOf, uniform } from './draws';
import type { Events } from './events';
import { goingOf, type Going } from './replies';
import type { Around, Scene } from './scene';

export type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What a trip needs of the case it belongs to. */
export interface TripHost {
  readonly scene: Scene;
  readonly events: Events;
  readonly aeds: readonly Aed[];
  /** A step of the assignment was reported. */
  stepped(trip: Trip): void;
  arrived(trip: Trip, shockAt: Instant): void;
  aedCollected(trip: Trip, aedId: string): void;
  aedFailed(trip: Trip, aedId: string, report: 'missing' | 'locked'): void;
}

/** The part of a travel table that is written over as people move. */
export interface SeenTable extends TravelTable {
  readonly toPatientM: Record<string, number>;
  readonly toAedM: Record<string, Record<string, number>>;
}

/** A way from a place to the patient or an AED, and when it is travelled. */
interface Leg {
  readonly from: Place;
  readonly to: Place;
  readonly metres: number;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly aed: Aed | null;
}

/** Someone who said yes, on their true way: what they are told to do, they do. */
export class Trip {
  readonly assignment: Writable<Assignment>;
  private readonly going: Going;
  private readonly detour: number;
  private leg: Leg | null = null;
  /** Goes up with every change of mind, so that what was planned before is dropped. */
  private version = 0;
  private isOver = false;

  constructor(
    private readonly host: TripHost,
    alert: Alert,
    private readonly around: Around,
  ) {
    const { scene, events } = host;
    this.going = goingOf(around, scene.isNight);
    this.detour = scene.truth.detourOf(around);
    this.assignment = assignmentOf(alert, events.now);
    if (!this.going.comes) return;
    events.add(events.now + this.going.leavesAfterMs, () => {
      if (!this.isOver) this.leave();
    });
  }

  /** Their phone reports where they are, from the yes until they are let go. */
  isShared(): boolean {
    return !this.isOver;
  }

  /** Whether this AED is theirs to fetch, so that nobody else is sent for it. */
  isFetching(aedId: string): boolean {
    const { task, status, aedCollectedAt } = this.assignment;
    const isOnTheWay = status === 'accepted' || status === 'en-route';
    return isOnTheWay && aedCollectedAt === null && task.aedId === aedId;
  }

  /** Where they are, going evenly along the straight line of their leg. */
  placeAt(now: Instant): Place {
    const { leg } = this;
    if (leg === null) return this.around.truePlace;
    const share = Math.min(1, (now - leg.startsAt) / Math.max(1, leg.endsAt - leg.startsAt));
    return {
      lat: leg.from.lat + share * (leg.to.lat - leg.from.lat),
      lon: leg.from.lon + share * (leg.to.lon - leg.from.lon),
    };
  }

  /**
   * Writes the rest of this person's ways into the table that the decision sees: straight lines
   * from where they are; or along roads, where ways from half-way are as crooked as their first.
   */
  seen(now: Instant, table: SeenTable): void {
    const { leg } = this;
    const { scene } = this.host;
    const { responderId } = this.assignment;
    const byRoad = table.source !== 'straight-line';
    const atFirst = leg === null && byRoad;
    const place = this.placeAt(now);
    const share = leg === null ? 1 : (leg.endsAt - now) / Math.max(1, leg.endsAt - leg.startsAt);
    const leftM = Math.max(0, share) * (leg?.metres ?? 0);
    const wayTo = (to: Place): number =>
      (byRoad ? this.detour : DETOUR_DEFAULT) * distanceM(place, to);
    const toPatient = wayTo(scene.case.place);
    const first = atFirst ? scene.truth.toPatientM(this.around) : null;
    const last = byRoad && leg !== null && leg.aed === null ? leftM : toPatient;
    table.toPatientM[responderId] = Math.round(first ?? last);
    for (const [aedId, row] of Object.entries(table.toAedM)) {
      const aed = this.aedOf(aedId);
      if (aed === undefined) continue;
      const firstM = atFirst ? scene.truth.toAedM(this.around, aed) : null;
      const onLeg = byRoad && aedId === leg?.aed?.id;
      row[responderId] = Math.round(firstM ?? (onLeg ? leftM : wayTo(aed.place)));
    }
  }

  /** Takes an order of a new plan; those under way turn at once. */
  take(order: TeamOrder): void {
    if (this.isOver) return;
    const before = this.assignment.task;
    this.assignment.task = order.task;
    const known = this.assignment.etaAt;
    if (order.isNew || known === null || Math.abs(known - order.etaAt) >= ETA_MOVED_MIN_MS) {
      this.assignment.etaAt = order.etaAt;
    }
    const isSame = before.role === order.task.role && before.aedId === order.task.aedId;
    if (isSame || this.leg === null || this.assignment.status !== 'en-route') return;
    if (this.assignment.aedCollectedAt !== null) return;
    // Straight and as a guide are the same way.
    if (this.leg.aed === null && order.task.aedId === null) return;
    this.set(this.placeAt(this.host.events.now));
  }

  /** Ends the trip before the patient; false when they are there already or on it no more. */
  standDown(now: Instant, reason: StandDownReason): boolean {
    const { status } = this.assignment;
    if (this.isOver || !['accepted', 'en-route', 'on-scene'].includes(status)) return false;
    this.isOver = true;
    this.assignment.status = 'stood-down';
    this.assignment.releasedAt = now;
    this.assignment.releasedReason = reason;
    return true;
  }

  private leave(): void {
    this.assignment.status = 'en-route';
    this.assignment.enRouteAt = this.host.events.now;
    this.set(null);
    this.host.stepped(this);
  }

  /** Sets out for what the order says: from a place on the way, or from where they stood. */
  private set(from: Place | null): void {
    const { truth, case: one } = this.host.scene;
    const { task } = this.assignment;
    const aed = task.aedId === null ? undefined : this.aedOf(task.aedId);
    if (aed !== undefined && this.assignment.aedCollectedAt === null) {
      const metres = from === null ? truth.toAedM(this.around, aed) : this.wayM(from, aed.place);
      this.go({ from: from ?? this.around.truePlace, to: aed.place, metres, aed });
    } else {
      const metres = from === null ? truth.toPatientM(this.around) : this.wayM(from, one.place);
      this.go({ from: from ?? this.around.truePlace, to: one.place, metres, aed: null });
    }
  }

  private go(way: { from: Place; to: Place; metres: number | null; aed: Aed | null }): void {
    const { events } = this.host;
    const metres = way.metres ?? this.wayM(way.from, way.to);
    const startsAt = events.now;
    const endsAt = startsAt + Math.round((metres / this.going.speedMps) * SECOND_MS);
    this.leg = { ...way, metres, startsAt, endsAt };
    const { aed } = way;
    const then = aed === null ? () => this.atDoor() : () => this.atAed(aed);
    this.later(endsAt, then);
  }

  private wayM(from: Place, to: Place): number {
    return this.detour * distanceM(from, to);
  }

  /** Takes the AED, or finds after as long that it cannot be had. */
  private atAed(aed: Aed): void {
    const { events } = this.host;
    const problem = this.problemWith(aed);
    this.later(events.now + this.going.grabMs, () => {
      if (problem === null) {
        this.assignment.aedCollectedAt = events.now;
        const { scene } = this.host;
        const metres = scene.truth.aedToPatientM(aed);
        this.go({ from: aed.place, to: scene.case.place, metres, aed: null });
        this.host.aedCollected(this, aed.id);
        return;
      }
      const { version } = this;
      this.host.aedFailed(this, aed.id, problem);
      // The new plan has given them no other order: straight on, then.
      if (this.isOver || this.version !== version) return;
      const to = this.host.scene.case.place;
      this.go({ from: aed.place, to, metres: this.wayM(aed.place, to), aed: null });
    });
  }

  private problemWith(aed: Aed): 'missing' | 'locked' | null {
    const { scene, events } = this.host;
    const key = keyOf(scene.key, numberOf(aed.id));
    if (this.host.aeds.some(({ id, status }) => id === aed.id && status === 'out-of-service')) {
      return 'missing';
    }
    if (uniform(key, 1) >= AED_WORKS_SHARE) return 'missing';
    const open = openAt(aed.hours, events.now);
    if (open === 'closed') return 'locked';
    if (open === 'unknown' && uniform(key, 2) >= AED_UNKNOWN_OPEN_SHARE) return 'locked';
    return null;
  }

  private atDoor(): void {
    const { events } = this.host;
    this.assignment.status = 'on-scene';
    this.assignment.onSceneAt = events.now;
    this.host.stepped(this);
    if (this.isOver) return;
    this.later(events.now + this.going.lastMetresMs, () => {
      this.assignment.status = 'with-patient';
      this.assignment.withPatientAt = events.now;
      const hasAed = this.assignment.aedCollectedAt !== null;
      this.host.arrived(this, hasAed ? events.now + this.going.attachMs : Infinity);
    });
  }

  private later(at: Instant, run: () => void): void {
    this.version += 1;
    const { version } = this;
    this.host.events.add(at, () => {
      if (!this.isOver && this.version === version) run();
    });
  }

  private aedOf(id: string): Aed | undefined {
    return this.host.scene.aedOf(id);
  }
}

function assignmentOf(alert: Alert, now: Instant): Writable<Assignment> {
  return {
    id: `assignment-${alert.id}`,
    organisationId: alert.organisationId,
    incidentId: alert.incidentId ?? '',
    alertId: alert.id,
    responderId: alert.responderId,
    status: 'accepted',
    acceptedAt: now,
    enRouteAt: null,
    onSceneAt: null,
    withPatientAt: null,
    clearedAt: null,
    releasedAt: null,
    releasedReason: null,
    task: alert.task,
    aedCollectedAt: null,
    etaAt: null,
  };
}
