import { ok, refuse, type Result } from '#core/problem';
import { nearbyOf, readTypedPlace, writtenPlace } from '#core/typed-place';
import type { PlaceReadView, PlacesNearView } from '#contracts/place-api';
import { fromPlace } from '#contracts/shapes';
import type { PeopleStore } from '#flow/ports';

/** Places as people type them, read beside the organisation's area. */
export class TypedPlaces {
  constructor(private readonly ports: { readonly people: Pick<PeopleStore, 'organisation'> }) {}

  /** What place a text names; nobody else is asked. Refuses `place-invalid`. */
  async read(organisationId: string, text: string): Promise<Result<PlaceReadView>> {
    const organisation = await this.ports.people.organisation(organisationId);
    const read = readTypedPlace(text, nearbyOf(organisation?.area ?? null));
    if (!read.ok) return refuse(read.problem.code, read.problem.detail, 'text');
    const { place, accuracyM, notation, written } = read.value;
    const also = writtenPlace(place).map((one) => ({ ...one }));
    return ok({ place: fromPlace(place), accuracyM, readAs: notation, written, also });
  }

  /** Where short codes are looked for. */
  async near(organisationId: string): Promise<PlacesNearView> {
    const organisation = await this.ports.people.organisation(organisationId);
    const near = nearbyOf(organisation?.area ?? null);
    return { near: near && { place: fromPlace(near.place), withinM: near.withinM } };
  }
}
