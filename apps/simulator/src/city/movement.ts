import { placeAlong } from '#adapters/streets/street-graph';
import type { Route, StreetGraph } from '#adapters/streets/street-graph';
import { Random } from './random';
import { movedBy, round, roundPlace } from './rounding';
import type { CityResponder, Instant, Place } from './world-types';

/** A stroll begins this often; people differ by half as much again. */
const STROLL_EVERY_MS = 25 * 60_000;
const STROLL_MPS = 1.3;
const STROLL_SPREAD_M = 200;
/** By streets from home. Any two goals lie within twice this, walked well within one stroll. */
const STROLL_REACH_M = 900;
const STAYS_HOME_SHARE = 0.5;

/** A phone's error drifts: it is drawn once a minute and changes evenly in between. */
const DRIFT_MS = 60_000;
/** 68 % of two-dimensional normal errors lie within 1.51 standard deviations of one axis. */
const SIGMAS_IN_ACCURACY = 1.51;
const ACCURACY_MIN_M = 5;
const ACCURACY_MAX_M = 30;

/**
 * Where one responder is, in virtual time: strolling around home along streets, or travelling to a
 * target along the shortest way at their own speed.
 *
 * Nothing is drawn by asking, so how often and in which order somebody asks changes nothing; a trip
 * counts from the moment it is begun.
 */
export class Movement {
  private readonly random: Random;
  private readonly strollEveryMs: number;
  private trip: Trip | null = null;
  private tripCount = 0;
  /** Home from then on; null while out. */
  private homeSince: Instant | null;
  private stroll: { readonly key: string; readonly route: Route } | null = null;

  constructor(private readonly options: MovementOptions) {
    this.random = new Random(`${options.seed}/movement/${options.responder.ref}`);
    this.strollEveryMs = STROLL_EVERY_MS * this.random.stream('pace').between(1, 1.5);
    this.homeSince = options.startsAt;
  }

  /** The true place at a time. */
  placeAt(now: Instant): Place {
    if (this.homeSince !== null && now >= this.homeSince) {
      return this.strollingAt(now - this.homeSince);
    }
    if (this.trip === null) return this.options.responder.home;
    const travelledMs = now - this.trip.leavesAt;
    return placeAlong(this.trip.route, (travelledMs / 1_000) * this.options.responder.speedMps);
  }

  /** What the phone reports: the true place with a drifting error, and its accuracy in metres. */
  fixAt(now: Instant): SimulatedFix {
    const minute = Math.floor(now / DRIFT_MS);
    const share = (now - minute * DRIFT_MS) / DRIFT_MS;
    const [before, after] = [this.driftAt(minute), this.driftAt(minute + 1)];
    const mixed = (key: keyof Drift): number => before[key] + (after[key] - before[key]) * share;
    const reported = movedBy(this.placeAt(now), mixed('northM'), mixed('eastM'));
    return { at: now, place: roundPlace(reported), accuracyM: round(mixed('accuracyM'), 1) };
  }

  /**
   * Begins a trip to a target along streets: after getting ready when at rest, at once when already
   * under way. It ends there until `goHome` or another target.
   */
  headFor(target: Place, now: Instant): TripPlan {
    const isUnderWay = this.trip !== null && now < this.trip.arrivesAt;
    const readyMs = isUnderWay ? 0 : this.options.responder.leaveAfterMs;
    this.trip = this.tripTo(target, now, readyMs);
    this.homeSince = null;
    return this.trip;
  }

  /** Ends whatever there was and travels home, to stroll there again. */
  goHome(now: Instant): TripPlan {
    this.trip = this.tripTo(this.options.responder.home, now, 0);
    this.homeSince = this.trip.arrivesAt;
    return this.trip;
  }

  private tripTo(target: Place, now: Instant, readyMs: number): Trip {
    const { streets, responder } = this.options;
    const route = streets.routeBetween(this.placeAt(now), target);
    if (route === null) throw new Error('the street graph is one connected part, yet has no way');
    this.tripCount += 1;
    const leavesAt = now + readyMs;
    const arrivesAt = leavesAt + Math.ceil((route.lengthM / responder.speedMps) * 1_000);
    return { route, distanceM: route.lengthM, leavesAt, arrivesAt };
  }

  private strollingAt(homeForMs: Instant): Place {
    const turn = Math.floor(homeForMs / this.strollEveryMs);
    const walkedM = ((homeForMs - turn * this.strollEveryMs) / 1_000) * STROLL_MPS;
    return placeAlong(this.strollRoute(turn), walkedM);
  }

  private strollRoute(turn: number): Route {
    const key = `${this.tripCount}/${turn}`;
    if (this.stroll?.key !== key) {
      const { streets } = this.options;
      const route = streets.route(this.strollGoal(turn - 1), this.strollGoal(turn));
      if (route === null) throw new Error('the street graph is one connected part, yet has no way');
      this.stroll = { key, route };
    }
    return this.stroll.route;
  }

  private strollGoal(turn: number): number {
    const { streets, responder } = this.options;
    const home = streets.nearestNode(responder.home).node;
    const random = this.random.stream(`stroll/${this.tripCount}/${turn}`);
    if (turn < 0 || random.chance(STAYS_HOME_SHARE)) return home;
    const spread = (): number => random.normal() * STROLL_SPREAD_M;
    const goal = streets.nearestNode(movedBy(responder.home, spread(), spread())).node;
    const [byStreetM = Infinity] = streets.sweep(home, { to: [goal], limitM: STROLL_REACH_M });
    return byStreetM === Infinity ? home : goal;
  }

  private driftAt(minute: number): Drift {
    const random = this.random.stream(`drift/${minute}`);
    const drawn = this.options.responder.accuracyM * random.between(0.8, 1.25);
    const accuracyM = Math.min(Math.max(drawn, ACCURACY_MIN_M), ACCURACY_MAX_M);
    const sigmaM = accuracyM / SIGMAS_IN_ACCURACY;
    return { accuracyM, northM: random.normal() * sigmaM, eastM: random.normal() * sigmaM };
  }
}

export interface MovementOptions {
  readonly streets: StreetGraph;
  readonly responder: CityResponder;
  readonly seed: string;
  readonly startsAt: Instant;
}

/** One simulated position; `accuracyM` is the radius of 68 % confidence. */
export interface SimulatedFix {
  readonly at: Instant;
  readonly place: Place;
  readonly accuracyM: number;
}

/** A trip: its metres along streets, and when it begins and ends. */
export interface TripPlan {
  readonly distanceM: number;
  readonly leavesAt: Instant;
  readonly arrivesAt: Instant;
}

interface Trip extends TripPlan {
  readonly route: Route;
}

interface Drift {
  readonly northM: number;
  readonly eastM: number;
  readonly accuracyM: number;
}
