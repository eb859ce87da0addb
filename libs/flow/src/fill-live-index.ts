import type { Instant } from '#core/units';
import { mayBeDisturbed } from '#flow/availability';
import type { Decide } from '#flow/decide';
import type { AvailablePerson, Clock, LiveEntry, Locations, PeopleStore } from '#flow/ports';

/** People put into the index at a time. */
export const FILL_BATCH = 500;

/** Fills a live index that was emptied from the record's last known positions. */
export class FillLiveIndex {
  constructor(
    private readonly ports: {
      readonly people: PeopleStore;
      readonly locations: Locations;
      readonly clock: Clock;
      readonly decide: Pick<Decide, 'localTimeAt'>;
    },
  ) {}

  /**
   * Fills the index unless it is ready; newer fixes that phones have sent meanwhile stay.
   *
   * @returns whether it had to
   * @throws when the index cannot be reached
   */
  async fillIfEmpty(): Promise<boolean> {
    if (await this.ports.locations.ready()) return false;
    const batches = new Map<string, LiveEntry[]>();
    const now = this.ports.clock.now();
    for await (const found of this.ports.people.eachAvailable(now)) {
      if (!(await this.mayBeDisturbed(found, now))) continue;
      const batch = batches.get(found.organisationId) ?? [];
      batch.push(found.entry);
      batches.set(found.organisationId, batch);
      if (batch.length >= FILL_BATCH) {
        batches.delete(found.organisationId);
        await this.ports.locations.put(found.organisationId, batch);
      }
    }
    for (const [organisationId, batch] of batches) {
      await this.ports.locations.put(organisationId, batch);
    }
    await this.ports.locations.markFilled();
    return true;
  }

  private async mayBeDisturbed(
    { organisationId, availability }: AvailablePerson,
    now: Instant,
  ): Promise<boolean> {
    const { minuteOfWeek } = await this.ports.decide.localTimeAt(organisationId, now);
    return mayBeDisturbed(availability, { now, minuteOfWeek });
  }
}
