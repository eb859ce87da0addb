import type { Aed } from '#core/aed';
import type { AlertPolicy } from '#core/alert-policy';
import type { Candidate } from '#core/eligibility';
import type { Place } from '#core/geometry';
import { hoursAround } from '#core/hours-around';
import type { Fix } from '#core/location-fix';
import type { Instant } from '#core/units';
import { historyFor, type AcceptanceVerdicts } from '#flow/check-acceptance';
import type { AedStore, Locations, Meter, PeopleStore } from '#flow/ports';

export interface Gathered {
  readonly candidates: readonly Candidate[];
  readonly aeds: readonly Aed[];
  /** The live index could not be asked or was not full; last known positions were used. */
  readonly degraded: boolean;
}

interface Rule {
  readonly policy: AlertPolicy;
  readonly now: Instant;
  /** People who must be among the candidates, because they were alerted before. */
  readonly asked: readonly string[];
  /** Metres by which the place may be off, and every radius grows. */
  readonly slackM: number;
}

/** Who and what is around a place: one look at the live index, three reads of the record. */
export class Gather {
  constructor(
    private readonly ports: {
      readonly people: PeopleStore;
      readonly aeds: AedStore;
      readonly locations: Locations;
      readonly meter: Meter;
      readonly verdicts: Pick<AcceptanceVerdicts, 'of'>;
    },
  ) {}

  /**
   * Candidates around the place with their newest positions, and the AEDs in the policy's reach,
   * which grows by what the place may be off.
   * Where the live index is down, empty or not yet filled, last known positions serve, and that is
   * said and counted.
   */
  async around(organisationId: string, place: Place, rule: Rule): Promise<Gathered> {
    const [{ live, found }, aeds, settled, verdict] = await Promise.all([
      this.livePeople(organisationId, place, rule),
      this.ports.aeds.aedsNear(organisationId, place, rule.policy.aedRadiusM + rule.slackM),
      this.withPlaceNear(organisationId, place, rule),
      this.ports.verdicts.of(organisationId),
    ]);
    if (live === null) this.ports.meter.degraded('live-index');
    const last =
      live === null || live.size === 0 ? await this.lastKnown(organisationId, place, rule) : [];
    const near = [...last, ...settled];
    const known = new Set(near.map((candidate) => candidate.responder.id));
    const others = found.filter((candidate) => !known.has(candidate.responder.id));
    const candidates = [...near, ...others].map((candidate) => ({
      ...withNewest(candidate, live),
      history: historyFor(verdict, candidate.history),
    }));
    // A year of hours in every stored input would say nothing more.
    const around = aeds.map((aed) => ({ ...aed, hours: hoursAround(aed.hours, rule.now) }));
    return { candidates, aeds: around, degraded: live === null };
  }

  /** Who they are is read as soon as it is known who is there, whatever else is still read. */
  private async livePeople(
    organisationId: string,
    place: Place,
    rule: Rule,
  ): Promise<{
    readonly live: ReadonlyMap<string, Fix> | null;
    readonly found: readonly Candidate[];
  }> {
    const live = await this.livePositions(organisationId, place, rule);
    const ids = [...new Set([...(live?.keys() ?? []), ...rule.asked])];
    const found = ids.length === 0 ? [] : await this.ports.people.candidates(organisationId, ids);
    return { live, found };
  }

  private async livePositions(
    organisationId: string,
    place: Place,
    rule: Rule,
  ): Promise<ReadonlyMap<string, Fix> | null> {
    try {
      const [ready, nearest] = await Promise.all([
        this.ports.locations.ready(),
        this.ports.locations.nearest({
          organisationId,
          place,
          radiusM: rule.policy.radiusM + rule.slackM,
          credentialKinds: rule.policy.credentialKinds,
          freshSince: rule.now - rule.policy.fixStaleAfterMs,
          max: rule.policy.candidateMax + rule.asked.length,
        }),
      ]);
      return ready ? new Map(nearest.map((entry) => [entry.responderId, entry.fix])) : null;
    } catch {
      // A dead index must not stop a dispatch: the record knows where people were last.
      return null;
    }
  }

  /** People who live or work there: they count where they share no fresh position. */
  private async withPlaceNear(
    organisationId: string,
    place: Place,
    { policy, slackM }: Rule,
  ): Promise<readonly Candidate[]> {
    if (!policy.usesRegisteredPlaces) return [];
    const near = { place, radiusM: policy.radiusM + slackM, max: policy.candidateMax };
    return this.ports.people.candidatesWithPlaceNear(organisationId, near);
  }

  private lastKnown(
    organisationId: string,
    place: Place,
    rule: Rule,
  ): Promise<readonly Candidate[]> {
    return this.ports.people.candidatesNear(organisationId, {
      place,
      radiusM: rule.policy.radiusM + rule.slackM,
      max: rule.policy.candidateMax + rule.asked.length,
    });
  }
}

function withNewest(candidate: Candidate, live: ReadonlyMap<string, Fix> | null): Candidate {
  const fix = live?.get(candidate.responder.id);
  if (fix === undefined || (candidate.fix !== null && candidate.fix.at >= fix.at)) return candidate;
  return { ...candidate, fix };
}
