import { hoursAhead, isTimeToTell, minutesSince, shareCovered } from '#core/coverage-threshold';
import { gapsOf } from '#core/coverage-gaps';
import { thinHoursWords } from '#core/coverage-words';
import type { Organisation } from '#core/organisation';
import { HOUR_MS, MINUTE_MS, type Instant } from '#core/units';
import type { CoverageReckoning, ReckonedHour } from '#flow/coverage-reckoning';
import { localTime } from '#flow/local-time';
import type {
  AccountStore,
  Channels,
  Clock,
  CoverageStore,
  CoverageWarning,
  Ids,
  PeopleStore,
  PrivacyStore,
} from '#flow/ports';

/** Squares that a warning names. */
const WEAKEST_MAX = 5;
/** How soon another worker tells what one that died had taken on. */
const TELLING_MS = 5 * MINUTE_MS;
/** Coordinators of one page; more follow by its cursor. */
const ACCOUNTS_PER_PAGE = 200;

/** Looks at the hours ahead once a day, and tells coordinators where cover is too thin. */
export class CoverageWatch {
  constructor(
    private readonly ports: {
      readonly coverage: CoverageStore;
      readonly reckoning: Pick<CoverageReckoning, 'at'>;
      readonly people: Pick<PeopleStore, 'organisation'>;
      readonly privacy: Pick<PrivacyStore, 'organisationIds'>;
      readonly accounts: Pick<AccountStore, 'accounts'>;
      readonly channels: Channels;
      readonly clock: Clock;
      readonly ids: Ids;
      /** Told of what failed; the others are looked at all the same. */
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /**
   * Every organisation whose time it is. Any number of workers may do this at once: what was found
   * on a day is kept once, and told by whoever has taken it on, again until somebody was told.
   *
   * @returns how many organisations were told
   */
  async round(): Promise<number> {
    let told = 0;
    for (const organisationId of await this.ports.privacy.organisationIds()) {
      try {
        if (await this.look(organisationId)) told += 1;
      } catch (error) {
        this.ports.onError(error);
      }
    }
    return told;
  }

  private async look(organisationId: string): Promise<boolean> {
    const { coverage, people, clock } = this.ports;
    const threshold = await coverage.threshold(organisationId);
    if (threshold === null) return false;
    const organisation = await people.organisation(organisationId);
    if (organisation === null) return false;
    const now = clock.now();
    const { minuteOfWeek } = localTime(organisation.timeZone, now);
    if (!isTimeToTell(threshold, minuteOfWeek)) return false;
    const day = dayIn(
      organisation.timeZone,
      now - minutesSince(threshold.tellAtMinute, minuteOfWeek) * MINUTE_MS,
    );
    const [newest] = await coverage.warnings(organisationId, 1);
    if (newest?.day !== day) {
      const warning = await this.find(organisationId, { threshold, minuteOfWeek, now, day });
      if (warning !== null) await coverage.addWarning(organisationId, warning);
    }
    return this.tell(organisation, day);
  }

  /** What the hours ahead look like; null where nothing can be reckoned any more. */
  private async find(
    organisationId: string,
    when: {
      readonly threshold: NonNullable<Awaited<ReturnType<CoverageStore['threshold']>>>;
      readonly minuteOfWeek: number;
      readonly now: Instant;
      readonly day: string;
    },
  ): Promise<CoverageWarning | null> {
    const { threshold, minuteOfWeek, now, day } = when;
    const below: { hour: number; share: number }[] = [];
    let worst: { readonly share: number; readonly at: ReckonedHour } | null = null;
    for (const hour of hoursAhead(threshold, minuteOfWeek)) {
      const found = await this.ports.reckoning.at(organisationId, hour);
      if (!found.ok) return null;
      const share = shareCovered(found.value.cells, threshold);
      if (share >= threshold.share) continue;
      below.push({ hour, share: Math.floor(share * 100) / 100 });
      if (worst === null || share < worst.share) worst = { share, at: found.value };
    }
    const gaps = worst === null ? [] : gapsOf(worst.at.cells, WEAKEST_MAX);
    const weakest = gaps.map(({ box, class: by }) => ({ box, class: by }));
    return { day, at: now, below, wantedShare: threshold.share, weakest, toldAt: null };
  }

  /** By mail to every coordinator, where mail is configured; the page lists it in any case. */
  private async tell(organisation: Organisation, day: string): Promise<boolean> {
    const { coverage, clock, channels, ids } = this.ports;
    const { email } = channels;
    const addresses = email === undefined ? [] : await this.coordinatorsOf(organisation.id);
    if (email === undefined || addresses.length === 0) return false;
    const now = clock.now();
    const until = now + clock.stretch(TELLING_MS);
    const warning = await coverage.takeUntold(organisation.id, { day, now, until });
    if (warning === null) return false;
    const text = thinHoursWords({ organisation: organisation.name, ...warning });
    let taken = 0;
    for (const address of addresses) {
      const id = ids.id();
      const { outcome } = await email.handOver({
        ...{ deliveryId: id, alertId: id, collapseKey: id, address, language: 'en', text },
        ...{ about: 'incident', subject: 'changed', rank: 'routine', ttlMs: HOUR_MS },
      });
      if (outcome === 'taken') taken += 1;
    }
    if (taken > 0) await coverage.noteTold(organisation.id, day, clock.now());
    return taken > 0;
  }

  private async coordinatorsOf(organisationId: string): Promise<readonly string[]> {
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<AccountStore['accounts']>> =
        await this.ports.accounts.accounts(organisationId, { limit: ACCOUNTS_PER_PAGE, cursor });
      for (const { role, email, disabledAt } of page.items) {
        if (role === 'coordinator' && disabledAt === null) found.push(email);
      }
      cursor = page.nextCursor;
    } while (cursor !== null);
    return found;
  }
}

/** The local day, as `2026-03-01`. */
function dayIn(timeZone: string, at: Instant): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit' },
  });
  return parts.format(at);
}
