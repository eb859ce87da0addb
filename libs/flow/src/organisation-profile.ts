import { ok, refuse, type Result } from '#core/problem';
import type { OrganisationProfileView, PutProfileMessage } from '#contracts/organisation-api';
import { fromArea, toArea } from '#contracts/shapes';
import type { Organisations } from '#flow/organisations';
import type { Areas, Clock, PeopleStore } from '#flow/ports';

/** What an organisation is called, whose clocks it goes by, and where it works. */
export class OrganisationProfile {
  constructor(
    private readonly ports: {
      readonly people: PeopleStore;
      readonly clock: Clock;
      readonly areas: Areas;
      readonly organisations: Pick<Organisations, 'changed'>;
    },
  ) {}

  /** As it is; refuses `not-found`. */
  async read(organisationId: string): Promise<Result<OrganisationProfileView>> {
    const found = await this.ports.people.organisation(organisationId);
    if (found === null) return refuse('not-found', 'There is no such organisation.');
    const { slug, name, timeZone, area, policyName } = found;
    return ok({ slug, name, timeZone, policyName, area: area && fromArea(area) });
  }

  /**
   * Changes it from now on. In another time zone the opening hours of AEDs are read anew.
   *
   * @returns refusals `area-invalid`, `not-found`
   */
  async put(
    organisationId: string,
    { name, timeZone, area }: PutProfileMessage,
  ): Promise<Result<OrganisationProfileView>> {
    const drawn = area && toArea(area);
    const fault = drawn && this.ports.areas.fault(drawn);
    if (fault !== null) return refuse('area-invalid', fault, 'area');
    const now = this.ports.clock.now();
    const profile = { name, timeZone, area: drawn };
    await this.ports.people.changeOrganisation(organisationId, profile, now);
    this.ports.organisations.changed(organisationId);
    return this.read(organisationId);
  }
}
