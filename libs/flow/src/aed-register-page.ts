import { aedGaps } from '#core/aed-gaps';
import { openAt, type CompiledHours } from '#core/hours';
import { refuse, ok, type Result } from '#core/problem';
import type { Instant } from '#core/units';
import type {
  AedCountsView,
  AedRegisterPageView,
  HoursReadView,
  RegisteredAedView,
} from '#contracts/aed-register-api';
import { toIso } from '#contracts/shapes';
import { aedRecordView } from '#flow/aed-registry';
import type {
  AedCounts,
  AedFilter,
  AedStore,
  Clock,
  ListedAed,
  OpeningHours,
  PageRequest,
  PeopleStore,
} from '#flow/ports';

/** The register of AEDs as whoever keeps it reads it. */
export class AedRegisterPage {
  constructor(
    private readonly ports: {
      readonly aeds: AedStore;
      readonly people: PeopleStore;
      readonly hours: OpeningHours;
      readonly clock: Clock;
    },
  ) {}

  /** A page by reference, with how many there are of each kind. */
  async page(
    organisationId: string,
    filter: Omit<AedFilter, 'now'>,
    page: PageRequest,
  ): Promise<AedRegisterPageView> {
    const now = this.ports.clock.now();
    const [found, counts] = await Promise.all([
      this.ports.aeds.aedPage(organisationId, { ...filter, now }, page),
      this.ports.aeds.aedCounts(organisationId, now),
    ]);
    const items = await Promise.all(found.items.map((one) => this.view(organisationId, one, now)));
    return { items, nextCursor: found.nextCursor, counts: countsView(counts) };
  }

  /** Whether a text is understood as opening hours, as the register would; nothing is kept. */
  async readHours(organisationId: string, text: string): Promise<Result<HoursReadView>> {
    const organisation = await this.ports.people.organisation(organisationId);
    if (organisation === null) return refuse('not-found', 'There is no such organisation.');
    const now = this.ports.clock.now();
    const hours = this.ports.hours.compile(text, organisation.timeZone, now);
    return ok({
      hoursRead: hours.state,
      open: openAt(hours, now),
      changesAt: toIso(changesAt(hours, now)),
    });
  }

  private async view(
    organisationId: string,
    { aed, source, report }: ListedAed,
    now: Instant,
  ): Promise<RegisteredAedView> {
    const id = report?.responderId ?? null;
    const who = id === null ? null : await this.ports.people.responder(organisationId, id);
    return {
      ...aedRecordView(aed),
      open: openAt(aed.hours, now),
      changesAt: toIso(changesAt(aed.hours, now)),
      gaps: aedGaps(aed, now),
      source,
      report: report && {
        at: toIso(report.at),
        responder: who && { id: who.id, displayName: who.displayName },
      },
    };
  }
}

/** When it is next opened or shut; null where that is never, or not known. */
function changesAt(hours: CompiledHours, now: Instant): Instant | null {
  if (hours.state !== 'intervals') return null;
  const ends = hours.intervals.flatMap(({ from, to }) => [from, to]);
  const next = ends.find((at) => at > now);
  return next === undefined || next >= hours.compiledUntil ? null : next;
}

function countsView({ byStatus, gaps }: AedCounts): AedCountsView {
  const { available, unverified, 'out-of-service': outOfService, retired } = byStatus;
  const total = available + unverified + outOfService + retired;
  return { total, available, unverified, outOfService, retired, gaps: { ...gaps } };
}
