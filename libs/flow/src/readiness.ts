import { readinessOf, readinessSentence, waysTo, type ReadinessLight } from '#core/readiness';
import { contactStanding, type ContactKind } from '#core/registration';
import type { Instant } from '#core/units';
import type { OwnReachView, ReadinessPage, ReadinessView } from '#contracts/reach-api';
import { toIso } from '#contracts/shapes';
import type { Clock, PageRequest, PersonReach, ReachStore } from '#flow/ports';

/** Pages of people looked through for one answer; whoever wants more follows the cursor. */
const PAGES_PER_ANSWER_MAX = 20;

/** Whose phone would ring and whose would not: known before an incident, not after. */
export class ReadReadiness {
  constructor(private readonly ports: { readonly reach: ReachStore; readonly clock: Clock }) {}

  /**
   * A page of people by reference, or of those with one light. With a light a page may hold fewer
   * than were asked for although more follow.
   */
  async page(
    organisationId: string,
    light: ReadinessLight | null,
    page: PageRequest,
  ): Promise<ReadinessPage> {
    const now = this.ports.clock.now();
    let { cursor } = page;
    for (let read = 1; ; read += 1) {
      const found = await this.ports.reach.reachOfAll(organisationId, { ...page, cursor });
      const items = found.items
        .map((person) => renderReadiness(person, { now, whose: 'theirs' }))
        .filter((view) => light === null || view.light === light);
      cursor = found.nextCursor;
      if (items.length > 0 || cursor === null || read === PAGES_PER_ANSWER_MAX) {
        return { items, nextCursor: cursor };
      }
    }
  }
}

/** When the addresses that are kept were proven; null where they were not. */
export type ProvenAt = Readonly<Record<ContactKind, Instant | null>>;

/** Whether somebody is told of themselves or of another. */
export type Whose = 'own' | 'theirs';

/** One person's light, for themselves or for their coordinator. */
export function renderReadiness(
  person: PersonReach,
  at: { readonly now: Instant; readonly whose: Whose },
): ReadinessView {
  const readiness = readinessOf(person, at.now);
  return {
    responderId: person.responderId,
    displayName: person.displayName,
    light: readiness.light,
    sentence: readinessSentence(readiness, person, at),
    faults: readiness.faults.map(({ code, sentence }) => ({ code, sentence })),
    channels: [...waysTo(person, at.now)],
    lastReceiptAt: toIso(readiness.lastReceiptAt),
  };
}

/** A person's settings with their light. */
export function renderReach(
  person: PersonReach,
  at: { readonly now: Instant; readonly whose: Whose; readonly provenAt: ProvenAt },
): OwnReachView {
  const { schedule, quietHours, mutedUntil } = person.availability;
  return {
    availability: {
      schedule: schedule === null ? null : schedule.map((span) => ({ ...span })),
      quietHours: quietHours === null ? null : { ...quietHours },
      mutedUntil: toIso(mutedUntil),
    },
    declined: [...person.declined],
    language: person.language,
    phone: person.phone,
    email: person.email,
    phoneStanding: contactStanding({
      isKept: person.phone !== null,
      provenAt: at.provenAt.phone,
    }),
    emailStanding: contactStanding({
      isKept: person.email !== null,
      provenAt: at.provenAt.email,
    }),
    readiness: renderReadiness(person, at),
  };
}
