import { isRising, readingDueAt, type WatchPoint } from '#core/watch-point';
import type { Instant } from '#core/units';
import type {
  OwnWatchPointsView,
  WatchPointDetailView,
  WatchPointView,
} from '#contracts/watch-point-api';
import { fromPlace, toIso } from '#contracts/shapes';
import type { StoredReading } from '#flow/ports';

/** Why the water at a point counts as rising, in sentences; none where it does not. */
export function risingBecause(
  point: WatchPoint,
  around: { readonly upstream: readonly WatchPoint[]; readonly warnings: readonly string[] },
): readonly string[] {
  const own =
    point.state === 'warn' || point.state === 'alarm'
      ? [`It stands at ${point.state}.`]
      : isRising(point)
        ? ['Its own readings rise.']
        : [];
  const above = around.upstream
    .filter(isRising)
    .map(({ name, state }) => `Upstream, ${name} ${state === 'normal' ? 'rises' : 'is high'}.`);
  const warned = around.warnings.map((name) => `A warning covers it: ${name}.`);
  return [...own, ...above, ...warned];
}

/** A point as a phone sees it. */
export function renderOwnPoint(
  point: WatchPoint,
  because: readonly string[],
  now: Instant,
): OwnWatchPointsView['items'][number] {
  const { lastReading } = point;
  const rising = because.length > 0;
  const dueAt = readingDueAt(point, rising);
  return {
    ...{ pointRef: point.pointRef, name: point.name, kind: point.kind, rule: point.rule },
    ...{ place: fromPlace(point.place), state: point.state, trendPerHour: point.trendPerHour },
    ...{ isRising: rising, risingBecause: [...because] },
    lastReading:
      lastReading === null ? null : { value: lastReading.value, seenAt: toIso(lastReading.seenAt) },
    dueAt: toIso(dueAt),
    isOverdue: dueAt < now,
  };
}

/** A point as the board lists it. */
export function renderPoint(
  point: WatchPoint,
  because: readonly string[],
  now: Instant,
): WatchPointView {
  const warns = point.state === 'warn' || point.state === 'alarm';
  return {
    ...renderOwnPoint(point, because, now),
    ...{ upstreamRefs: [...point.upstreamRefs], templateRef: point.templateRef },
    proposesTemplateRef: warns ? point.templateRef : null,
    adopterCount: point.adopterIds.length,
    escalatedAt: toIso(point.nudges.escalatedAt),
  };
}

/** A reading as the board lists it. */
export function renderReading(reading: StoredReading): WatchPointDetailView['readings'][number] {
  const { id, value, seenAt, receivedAt, responderId, note, isJump, hasPhoto } = reading;
  return {
    ...{ id, value, responderId, note, isJump, hasPhoto },
    ...{ seenAt: toIso(seenAt), receivedAt: toIso(receivedAt) },
  };
}
