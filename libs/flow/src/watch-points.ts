import {
  nextLookAt,
  NOT_NUDGED,
  stateOf,
  type WatchPoint,
  type WatchState,
} from '#core/watch-point';
import { ok, refuse, type Result } from '#core/problem';
import type {
  AdoptWatchPointMessage,
  PutWatchPointMessage,
  WatchPointDetailView,
  WatchPointView,
} from '#contracts/watch-point-api';
import { toPlace } from '#contracts/shapes';
import type { Clock, Ids, Page, PageRequest, PeopleStore, WatchPointStore } from '#flow/ports';
import type { RisingWater } from '#flow/rising-water';
import { renderPoint, renderReading } from '#flow/watch-point-view';

const READINGS_SHOWN = 50;
export const ADOPTERS_MAX = 20;

/** Drains, gauges and banks, and who keeps an eye on them. */
export class WatchPoints {
  constructor(
    private readonly ports: {
      readonly watchPoints: WatchPointStore;
      readonly people: Pick<PeopleStore, 'responder' | 'responderByRef'>;
      readonly rising: RisingWater;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /** Points with their newest reading and state, by reference. */
  async list(
    organisationId: string,
    state: WatchState | null,
    page: PageRequest,
  ): Promise<Page<WatchPointView>> {
    const found = await this.ports.watchPoints.watchPoints(organisationId, { state }, page);
    const because = await this.ports.rising.because(organisationId, found.items);
    const now = this.ports.clock.now();
    const items = found.items.map((point) => renderPoint(point, because(point), now));
    return { items, nextCursor: found.nextCursor };
  }

  /** One point with its adopters and newest readings; refuses `not-found`. */
  async read(organisationId: string, pointRef: string): Promise<Result<WatchPointDetailView>> {
    const point = await this.ports.watchPoints.watchPoint(organisationId, pointRef);
    return point === null ? noPoint() : ok(await this.detail(point));
  }

  /**
   * Adds a point, or changes it; adopters and readings stay, and its state follows the new limits.
   *
   * @returns the point and whether it is new; refuses `changed-meanwhile`
   */
  async put(
    organisationId: string,
    pointRef: string,
    message: PutWatchPointMessage,
  ): Promise<Result<{ readonly created: boolean; readonly view: WatchPointView }>> {
    const before = await this.ports.watchPoints.watchPoint(organisationId, pointRef);
    const { name, kind, rule, upstreamRefs, templateRef } = message;
    const written = { name, kind, rule, upstreamRefs, templateRef, place: toPlace(message.place) };
    const last = before?.lastReading ?? null;
    const point: WatchPoint = {
      ...(before ?? this.fresh(organisationId, pointRef)),
      ...written,
      state: last === null ? 'unknown' : stateOf(rule, last.value),
    };
    const saved = await this.save(point, before);
    if (!saved) return changedMeanwhile();
    return ok({ created: before === null, view: await this.view(point) });
  }

  /** Removes a point with its readings; what it was is answered. Refuses `not-found`. */
  async remove(organisationId: string, pointRef: string): Promise<Result<WatchPointView>> {
    const point = await this.ports.watchPoints.watchPoint(organisationId, pointRef);
    if (point === null) return noPoint();
    const view = await this.view(point);
    await this.ports.watchPoints.removeWatchPoint(organisationId, pointRef);
    return ok(view);
  }

  /**
   * Names who keeps an eye on a point, last in the order of reminders, or takes them off.
   *
   * @returns refusals `not-found`, `not-eligible`, `changed-meanwhile`
   */
  async adopt(
    organisationId: string,
    pointRef: string,
    message: AdoptWatchPointMessage,
  ): Promise<Result<WatchPointDetailView>> {
    const point = await this.ports.watchPoints.watchPoint(organisationId, pointRef);
    if (point === null) return noPoint();
    const person = await this.person(organisationId, message);
    if (person === null) return refuse('not-found', 'There is no such responder.');
    if (message.adopts && person.disabledAt !== null) {
      return refuse('not-eligible', 'Your organisation has disabled this person.');
    }
    const others = point.adopterIds.filter((id) => id !== person.id);
    const isThere = others.length < point.adopterIds.length;
    if (isThere === message.adopts) return ok(await this.detail(point));
    if (message.adopts && others.length >= ADOPTERS_MAX) {
      return refuse('not-eligible', `A point has at most ${ADOPTERS_MAX} adopters.`);
    }
    const adopterIds = message.adopts ? [...others, person.id] : others;
    // Whoever is new is to be reminded as well, also of what was escalated before.
    const changed = { ...point, adopterIds, nudges: NOT_NUDGED };
    if (!(await this.save(changed, point))) return changedMeanwhile();
    return ok(await this.detail(changed));
  }

  private fresh(organisationId: string, pointRef: string) {
    return {
      ...{ id: this.ports.ids.id(), organisationId, pointRef, adopterIds: [] },
      ...{ createdAt: this.ports.clock.now(), lastReading: null, trendPerHour: null },
      ...{ nudges: NOT_NUDGED, revision: 0 },
    };
  }

  private person(organisationId: string, message: AdoptWatchPointMessage) {
    const { responderId, externalRef = '' } = message;
    return responderId === undefined
      ? this.ports.people.responderByRef(organisationId, externalRef)
      : this.ports.people.responder(organisationId, responderId);
  }

  private save(point: WatchPoint, before: WatchPoint | null): Promise<boolean> {
    const now = this.ports.clock.now();
    return this.ports.watchPoints.saveWatchPoint({
      ...{ point, expectedRevision: before?.revision ?? null, now },
      reviewAt: nextLookAt(point, { now, rising: false }),
    });
  }

  private async view(point: WatchPoint): Promise<WatchPointView> {
    const because = await this.ports.rising.because(point.organisationId, [point]);
    return renderPoint(point, because(point), this.ports.clock.now());
  }

  private async detail(point: WatchPoint): Promise<WatchPointDetailView> {
    const { organisationId, id, adopterIds } = point;
    const [view, readings, people] = await Promise.all([
      this.view(point),
      this.ports.watchPoints.readings(organisationId, id, READINGS_SHOWN),
      Promise.all(adopterIds.map((each) => this.ports.people.responder(organisationId, each))),
    ]);
    const adopters = people.flatMap((person) =>
      person === null ? [] : [{ responderId: person.id, displayName: person.displayName }],
    );
    return { ...view, adopters, readings: readings.map(renderReading) };
  }
}

function noPoint(): Result<never> {
  return refuse('not-found', 'There is no such watch point.');
}

function changedMeanwhile(): Result<never> {
  return refuse('changed-meanwhile', 'Somebody else has changed this point; look again.');
}
