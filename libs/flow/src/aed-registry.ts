import type { Aed, AedStatus } from '#core/aed';
import { believedHours, contradictionsOf } from '#core/aed-contradictions';
import type { Place } from '#core/geometry';
import { ok, refuse, type Result } from '#core/problem';
import { DAY_MS } from '#core/units';
import type { AedRecordView, PutAedMessage } from '#contracts/registry-api';
import { fromPlace, toInstant, toIso, toPlace } from '#contracts/shapes';
import type { AedStore, Clock, OpeningHours, PeopleStore } from '#flow/ports';

/** Hours are compiled anew when they reach no further than this. */
export const COMPILE_AHEAD_MS = 180 * DAY_MS;
/** AEDs compiled in one round. */
export const COMPILE_BATCH = 200;

/** The register of defibrillators. */
export class AedRegistry {
  constructor(
    private readonly ports: {
      readonly aeds: AedStore;
      readonly people: PeopleStore;
      readonly hours: OpeningHours;
      readonly clock: Clock;
    },
  ) {}

  /**
   * Adds an AED under the organisation's own reference or brings it up to date. Opening hours are
   * read here, once; hours that cannot be read, or that something else in the message contradicts,
   * are kept as text and count as unknown.
   */
  async put(
    organisationId: string,
    externalRef: string,
    message: PutAedMessage,
  ): Promise<
    Result<{ readonly change: 'added' | 'changed' | 'unchanged'; readonly view: AedRecordView }>
  > {
    const organisation = await this.ports.people.organisation(organisationId);
    if (organisation === null) return refuse('not-found', 'There is no such organisation.');
    const now = this.ports.clock.now();
    const text = message.openingHours ?? null;
    const hours = this.ports.hours.compile(text, organisation.timeZone, now);
    const { name, access } = message;
    const locationDetail = message.locationDetail ?? null;
    const claims = { name, access, locationDetail, openingHours: text, hours, indoor: null };
    const contradictions = contradictionsOf(claims);
    const stored = await this.ports.aeds.putAed(
      organisationId,
      {
        ...{ externalRef, name, access, locationDetail, contradictions },
        place: toPlace(message.place),
        floor: message.floor ?? null,
        ...(message.cabinetCode === undefined ? {} : { cabinetCode: message.cabinetCode }),
        openingHours: text,
        hours: believedHours(hours, contradictions),
        lastCheckedAt: message.lastCheckedAt ? toInstant(message.lastCheckedAt) : null,
      },
      now,
    );
    return ok({ change: stored.change, view: aedRecordView(stored.aed) });
  }

  /** Moves an AED's status by its table; refuses `not-found` and `illegal-step`. */
  async move(
    organisationId: string,
    externalRef: string,
    to: AedStatus,
  ): Promise<Result<AedRecordView>> {
    const now = this.ports.clock.now();
    const moved = await this.ports.aeds.moveAed({ organisationId, externalRef, to, now });
    return moved.ok ? ok(aedRecordView(moved.value)) : moved;
  }

  /** AEDs within the radius, nearest first, whatever their status. */
  async near(
    organisationId: string,
    query: { readonly place: Place; readonly radiusM: number },
  ): Promise<readonly AedRecordView[]> {
    const aeds = await this.ports.aeds.aedsNear(organisationId, query.place, query.radiusM);
    return aeds.map(aedRecordView);
  }

  /** Compiles hours that run out, a batch at most; returns how many. */
  async compileDue(): Promise<number> {
    const now = this.ports.clock.now();
    const due = await this.ports.aeds.aedsToCompile(now + COMPILE_AHEAD_MS, COMPILE_BATCH);
    for (const aed of due) {
      const organisation = await this.ports.people.organisation(aed.organisationId);
      if (organisation === null) continue;
      const where = { timeZone: organisation.timeZone, region: aed.region };
      const hours = this.ports.hours.compile(aed.openingHours, where, now);
      await this.ports.aeds.keepHours(aed, hours);
    }
    return due.length;
  }
}

/** An AED as the register shows it. */
export function aedRecordView(aed: Aed): AedRecordView {
  return {
    id: aed.id,
    externalRef: aed.externalRef,
    name: aed.name,
    place: fromPlace(aed.place),
    locationDetail: aed.locationDetail,
    access: aed.access,
    openingHours: aed.openingHours,
    hoursRead: aed.hours.state,
    status: aed.status,
    outOfServiceReason: aed.outOfServiceReason,
    lastCheckedAt: toIso(aed.lastCheckedAt),
    floor: aed.floor,
    hasCabinetCode: aed.cabinetCode !== null,
  };
}
