import { whyUnavailable } from '#core/availability';
import { nextLookAt, nudgeStep, type Nudges, type WatchPoint } from '#core/watch-point';
import { MINUTE_MS, type Instant } from '#core/units';
import type { Decide } from '#flow/decide';
import type { Notes } from '#flow/notes';
import type { Clock, Live, PeopleStore, WatchPointStore } from '#flow/ports';
import type { RisingWater } from '#flow/rising-water';
import { renderPoint } from '#flow/watch-point-view';

/** Points taken at a time, and how soon another worker takes those of one that died. */
const POINTS_PER_ROUND = 50;
export const WATCH_LEASE_MS = 2 * MINUTE_MS;

/** Reminds adopters of readings that are due, and tells the coordinator where nobody reads. */
export class WatchRounds {
  constructor(
    private readonly ports: {
      readonly watchPoints: WatchPointStore;
      readonly people: Pick<PeopleStore, 'candidates'>;
      readonly rising: RisingWater;
      readonly notes: Pick<Notes, 'tell'>;
      readonly live: Pick<Live, 'tellControl'>;
      readonly clock: Clock;
      readonly decide: Pick<Decide, 'localTimeAt'>;
      /** Told of what failed; the others are looked at all the same. */
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /**
   * Looks at the points whose time has come. Any number of workers may do this at once: what one
   * of them has kept first is what is done.
   *
   * @returns how many were looked at
   */
  async round(): Promise<number> {
    const { clock } = this.ports;
    const leaseMs = clock.stretch(WATCH_LEASE_MS);
    const due = await this.ports.watchPoints.takeDuePoints({
      ...{ now: clock.now(), leaseMs, max: POINTS_PER_ROUND },
    });
    for (const point of due) {
      try {
        await this.look(point);
      } catch (error) {
        this.ports.onError(error);
      }
    }
    return due.length;
  }

  private async look(point: WatchPoint): Promise<void> {
    const { organisationId } = point;
    const now = this.ports.clock.now();
    const because = (await this.ports.rising.because(organisationId, [point]))(point);
    const rising = because.length > 0;
    const mayDisturb = await this.mayDisturb(point, now);
    const step = nudgeStep(point, { now, rising, mayDisturb });
    switch (step.step) {
      case 'rest':
        await this.save(point, { nudges: point.nudges, reviewAt: null, now });
        return;
      case 'wait': {
        const reviewAt = Math.min(step.until, now + point.rule.risingEveryMs);
        await this.save(point, { nudges: point.nudges, reviewAt, now });
        return;
      }
      case 'nudge': {
        const nudges = { steps: step.adopterIndex + 1, lastAt: now, escalatedAt: null };
        const reviewAt = nextLookAt({ ...point, nudges }, { now, rising });
        if (!(await this.save(point, { nudges, reviewAt, now }))) return;
        return this.nudge(point, point.adopterIds[step.adopterIndex]);
      }
      case 'escalate': {
        const nudges = { ...point.nudges, escalatedAt: now };
        if (!(await this.save(point, { nudges, reviewAt: null, now }))) return;
        const view = renderPoint({ ...point, nudges }, because, now);
        this.ports.live.tellControl(organisationId, { event: 'watch-point', view });
      }
    }
  }

  /** Kept before anybody is told: who is overtaken here tells nobody twice. */
  private save(
    point: WatchPoint,
    next: { readonly nudges: Nudges; readonly reviewAt: Instant | null; readonly now: Instant },
  ): Promise<boolean> {
    const { nudges, reviewAt, now } = next;
    return this.ports.watchPoints.saveWatchPoint({
      ...{ point: { ...point, nudges }, expectedRevision: point.revision, reviewAt, now },
    });
  }

  private async nudge(
    { organisationId, name }: WatchPoint,
    responderId: string | undefined,
  ): Promise<void> {
    if (responderId === undefined) return;
    await this.ports.notes.tell([
      {
        ...{ organisationId, responderId, bookingId: null, calloutId: null },
        ...{ kind: 'watch-point', text: `Please read: ${name}`, isExercise: false },
      },
    ]);
  }

  private async mayDisturb(point: WatchPoint, now: Instant): Promise<readonly boolean[]> {
    const { organisationId, adopterIds } = point;
    if (adopterIds.length === 0) return [];
    const [people, local] = await Promise.all([
      this.ports.people.candidates(organisationId, adopterIds),
      this.ports.decide.localTimeAt(organisationId, now),
    ]);
    const at = { now, minuteOfWeek: local.minuteOfWeek, lifeThreatening: false };
    const free = new Set(
      people
        .filter(({ responder, boundToId }) => responder.disabledAt === null && boundToId === null)
        .filter(({ responder }) => whyUnavailable(responder.availability, at) === null)
        .map(({ responder }) => responder.id),
    );
    return adopterIds.map((id) => free.has(id));
  }
}
