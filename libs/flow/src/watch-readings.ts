import { ok, refuse, type Result } from '#core/problem';
import {
  isJump,
  isRising,
  nextLookAt,
  NOT_NUDGED,
  readingDueAt,
  stateOf,
  TREND_READINGS_MAX,
  trendPerHour,
  type WatchPoint,
  type WatchReading,
} from '#core/watch-point';
import type { Instant } from '#core/units';
import type {
  OwnWatchPointsView,
  SendReadingMessage,
  TakenReadingView,
} from '#contracts/watch-point-api';
import { toIso } from '#contracts/shapes';
import { decideAgain, OVERTAKEN } from '#flow/decide-again';
import { checkSeenAt } from '#flow/field-reports';
import type { Clock, Limits, Live, ResponderCaller, WatchPointStore } from '#flow/ports';
import type { RisingWater } from '#flow/rising-water';
import { renderOwnPoint, renderPoint } from '#flow/watch-point-view';

/** What adopters of watch points read there. */
export class WatchReadings {
  constructor(
    private readonly ports: {
      readonly watchPoints: WatchPointStore;
      readonly rising: RisingWater;
      readonly limits: Limits;
      readonly live: Pick<Live, 'tellControl'>;
      readonly clock: Clock;
    },
  ) {}

  /** Points this person has adopted, and when they are to be read. */
  async own(caller: ResponderCaller): Promise<OwnWatchPointsView> {
    const { organisationId, responderId } = caller;
    const points = await this.ports.watchPoints.watchPointsOf(organisationId, responderId);
    const because = await this.ports.rising.because(organisationId, points);
    const now = this.ports.clock.now();
    return { items: points.map((point) => renderOwnPoint(point, because(point), now)) };
  }

  /**
   * Takes a reading, however late it comes; sent again, it is kept once. One that is far from the
   * one before is kept and told as a jump. Whatever changes the point's state, or jumps, is told
   * to the console at once, and points downstream are looked at anew.
   *
   * @returns refusals `not-found` for a point they have not adopted, `invalid-field` for a value
   *   or a time that cannot be, `reference-conflict`, `too-many-requests`
   */
  async take(
    caller: ResponderCaller,
    pointRef: string,
    message: SendReadingMessage,
  ): Promise<Result<{ readonly created: boolean; readonly view: TakenReadingView }>> {
    const { organisationId, responderId } = caller;
    const admitted = await this.ports.limits.use('field-reports', responderId);
    if (!admitted.ok) return admitted;
    const point = await this.ports.watchPoints.watchPoint(organisationId, pointRef);
    if (point === null || !point.adopterIds.includes(responderId)) return noPoint();
    const now = this.ports.clock.now();
    const seen = checkSeenAt(message.seenAt, now);
    if (!seen.ok) return seen;
    const fits = checkValue(point, message.value);
    if (!fits.ok) return fits;
    const reading: WatchReading = {
      ...{ id: message.readingId, organisationId, pointId: point.id, responderId },
      ...{ value: message.value, note: message.note, seenAt: seen.value, receivedAt: now },
      isJump: isJump(point.rule, point.lastReading, { ...message, seenAt: seen.value }),
    };
    const created = await this.ports.watchPoints.addReading(reading);
    const kept = created
      ? reading
      : await this.ports.watchPoints.reading(organisationId, reading.id);
    if (kept?.responderId !== responderId || kept.pointId !== point.id) {
      return refuse('reference-conflict', 'This id names another reading.', 'readingId');
    }
    // Also of one that was taken before: whoever took it may have died before this.
    const settled = await this.settle(point, kept);
    return settled === null ? noPoint() : ok({ created, view: this.taken(settled, kept) });
  }

  /** The point by its newest readings; null where it was removed meanwhile. */
  private settle(
    { organisationId, pointRef }: WatchPoint,
    reading: WatchReading,
  ): Promise<WatchPoint | null> {
    const store = this.ports.watchPoints;
    return decideAgain(async () => {
      const point = await store.watchPoint(organisationId, pointRef);
      if (point === null) return null;
      const readings = await store.readings(organisationId, point.id, TREND_READINGS_MAX);
      const now = this.ports.clock.now();
      const after = withReadings(point, readings, now);
      const rising = isRising(after);
      const saved = await store.saveWatchPoint({
        ...{ point: after, expectedRevision: point.revision, now },
        reviewAt: nextLookAt(after, { now, rising }),
      });
      if (!saved) return OVERTAKEN;
      const isNewest = after.lastReading?.seenAt === reading.seenAt;
      const isChanged = after.state !== point.state;
      if (isChanged || (reading.isJump && isNewest)) await this.tell(after);
      if (rising && !isRising(point)) await this.lookDownstream(after, now);
      return after;
    });
  }

  private async tell(point: WatchPoint): Promise<void> {
    const because = await this.ports.rising.because(point.organisationId, [point]);
    const view = renderPoint(point, because(point), this.ports.clock.now());
    this.ports.live.tellControl(point.organisationId, { event: 'watch-point', view });
  }

  /** Their next reading may be due sooner; whoever changes them meanwhile looks themselves. */
  private async lookDownstream({ organisationId, pointRef }: WatchPoint, now: Instant) {
    const below = await this.ports.watchPoints.downstreamOf(organisationId, pointRef);
    for (const point of below) {
      const { revision: expectedRevision } = point;
      const input = { point, expectedRevision, reviewAt: now, now };
      await this.ports.watchPoints.saveWatchPoint(input);
    }
  }

  private taken(point: WatchPoint, reading: WatchReading): TakenReadingView {
    return {
      ...{ readingId: reading.id, state: point.state, isJump: reading.isJump },
      nextDueAt: toIso(readingDueAt(point, isRising(point))),
      says: saysOf(point, reading),
    };
  }
}

/** The newest by when it was seen is what counts; a late one only mends the trend. */
function withReadings(
  point: WatchPoint,
  readings: readonly WatchReading[],
  now: Instant,
): WatchPoint {
  const [newest] = readings;
  if (newest === undefined) return point;
  const isFresh = newest.seenAt > (point.lastReading?.seenAt ?? 0);
  return {
    ...point,
    lastReading: { value: newest.value, seenAt: newest.seenAt },
    state: stateOf(point.rule, newest.value),
    trendPerHour: trendPerHour(readings, now),
    nudges: isFresh ? NOT_NUDGED : point.nudges,
  };
}

function checkValue({ rule }: WatchPoint, value: number): Result<null> {
  return value >= rule.valueMin && value <= rule.valueMax
    ? ok(null)
    : refuse(
        'invalid-field',
        `value: must lie between ${rule.valueMin} and ${rule.valueMax} ${rule.measure} here`,
        'value',
      );
}

function saysOf({ state }: WatchPoint, { isJump: jumps }: WatchReading): string | null {
  if (jumps) return 'That is far from the reading before. Please look once more.';
  return state === 'alarm' ? 'Alarm: keep away from the water. The coordinator is told.' : null;
}

function noPoint(): Result<never> {
  return refuse('not-found', 'There is no such watch point of yours.');
}
