import { ok, refuse, type Result } from '#core/problem';
import type { PlacesView, PutPlacesMessage } from '#contracts/registry-api';
import { fromPlace, toPlace } from '#contracts/shapes';
import type { Clock, OpeningHours, PeopleStore, RegisteredPlaceInput } from '#flow/ports';

/** Whose places they are. */
export interface Person {
  readonly organisationId: string;
  readonly responderId: string;
}

/** Where people usually are, and when: used while they share no fresh position. */
export class RegisteredPlaces {
  constructor(
    private readonly ports: {
      readonly people: PeopleStore;
      readonly hours: OpeningHours;
      readonly clock: Clock;
    },
  ) {}

  /** A person's places; `not-found` also for another organisation's person. */
  async of({ organisationId, responderId }: Person): Promise<Result<PlacesView>> {
    const responder = await this.ports.people.responder(organisationId, responderId);
    if (responder === null) return noResponder();
    return ok(view(await this.ports.people.registeredPlaces(organisationId, responderId)));
  }

  /**
   * Replaces a person's places; an empty list forgets them. Hours are read here, once, in the
   * organisation's time zone; hours that cannot be read are kept as text and count as unknown.
   *
   * @returns refusal `not-found`
   */
  async put(person: Person, message: PutPlacesMessage): Promise<Result<PlacesView>> {
    const { organisationId, responderId } = person;
    const { people } = this.ports;
    const [organisation, responder] = await Promise.all([
      people.organisation(organisationId),
      people.responder(organisationId, responderId),
    ]);
    if (organisation === null || responder === null) return noResponder();
    const now = this.ports.clock.now();
    const places = message.places.map(({ kind, place, hours }): RegisteredPlaceInput => {
      const hoursText = hours ?? null;
      const compiled = this.ports.hours.compile(hoursText, organisation.timeZone, now);
      return { kind, place: toPlace(place), hoursText, hours: compiled };
    });
    await people.putRegisteredPlaces(organisationId, responderId, places);
    return ok(view(places));
  }
}

function view(places: readonly RegisteredPlaceInput[]): PlacesView {
  return {
    places: places.map(({ kind, place, hoursText, hours }) => ({
      kind,
      place: fromPlace(place),
      hours: hoursText,
      hoursRead: hours.state,
    })),
  };
}

function noResponder(): Result<never> {
  return refuse('not-found', 'There is no such responder.');
}
