import { aFieldReport } from '#core/field-examples';
import {
  isOnMap,
  isUrgent,
  proposedExclusion,
  reportExpiresAt,
  similarReport,
} from '#core/field-report';
import { contains, distanceM } from '#core/geometry';
import { HOUR_MS, MINUTE_MS } from '#core/units';

const AT = aFieldReport().seenAt;
const north = (metres: number) => ({ lat: 36.86 + metres / 111_195, lon: -76 });

describe('a hint that two reports are about the same thing', () => {
  const report = aFieldReport({ id: 'new' });

  it('names the nearest of the same kind within its distance and time', () => {
    const others = [
      aFieldReport({ id: 'far', place: north(151) }),
      aFieldReport({ id: 'near', place: north(90) }),
      aFieldReport({ id: 'nearest', place: north(-40) }),
      aFieldReport({ id: 'old', seenAt: AT - 4 * HOUR_MS - 1 }),
      aFieldReport({ id: 'kind', facts: { kind: 'flooded', depthM: 1 } }),
      aFieldReport({ id: 'refuted', status: 'refuted' }),
    ];
    expect(similarReport(report, others)).toBe('nearest');
    expect(similarReport(report, [...others].reverse())).toBe('nearest');
    expect(similarReport(report, [report])).toBeNull();
  });

  it('names what a merged one stands for, whichever came first', () => {
    const merged = aFieldReport({ id: 'b', status: 'merged', mergedIntoId: 'a', seenAt: AT + 1 });
    expect(similarReport(report, [merged])).toBe('a');
  });
});

describe('a report on the map', () => {
  it('stands until it expires, is refuted, merged or dealt with', () => {
    const report = aFieldReport({ expiresAt: AT + 1 });
    expect([isOnMap(report, AT), isOnMap(report, AT + 1)]).toEqual([true, false]);
    for (const status of ['refuted', 'merged', 'resolved'] as const) {
      expect(isOnMap({ ...report, status }, AT)).toBe(false);
    }
    expect(reportExpiresAt('river-level', AT)).toBeLessThan(reportExpiresAt('flooded', AT));
    expect(reportExpiresAt('person-needs-help', AT) - AT).toBeGreaterThanOrEqual(24 * HOUR_MS);
  });

  it('is urgent where somebody needs help soon, or a defence has given way', () => {
    const help = { kind: 'person-needs-help', peopleCount: 2, mobility: 'unknown' } as const;
    expect(isUrgent({ ...help, urgency: 'high' })).toBe(true);
    expect(isUrgent({ ...help, urgency: 'normal' })).toBe(false);
    expect(isUrgent({ kind: 'defence-breached' })).toBe(true);
    expect(isUrgent({ kind: 'road-closed' })).toBe(false);
  });

  it('proposes what to keep clear around it once it is confirmed, and only what closes', () => {
    const confirmed = aFieldReport({ status: 'confirmed', reviewedAt: AT + MINUTE_MS });
    const area = proposedExclusion(confirmed);
    const ring = area?.polygons[0]?.outer ?? [];
    expect(ring[0]).toEqual(ring.at(-1));
    expect(area !== null && contains(area, confirmed.place)).toBe(true);
    for (const corner of ring) {
      expect(distanceM(corner, confirmed.place)).toBeGreaterThan(45);
      expect(distanceM(corner, confirmed.place)).toBeLessThan(55);
    }
    expect(proposedExclusion(aFieldReport())).toBeNull();
    const clear = { ...confirmed, facts: { kind: 'all-clear' } } as const;
    expect(proposedExclusion(clear)).toBeNull();
  });
});
