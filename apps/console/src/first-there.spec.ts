import { describe, expect, it } from '@jest/globals';
import type { IncidentResponderView, IncidentView } from '#contracts/incident-api';
import { firstRingAt, firstThere } from './first-there';

const NOON = Date.parse('2026-03-01T12:00:00Z');
const iso = (minutes: number) => new Date(NOON + minutes * 60_000).toISOString();

function incident(
  ambulance: number | null,
  ...people: readonly Partial<IncidentResponderView>[]
): IncidentView {
  const ambulanceEtaAt = ambulance === null ? null : iso(ambulance);
  const responders = people.map((one) => ({ etaAt: null, deliveredAt: null, ...one }));
  return { ambulanceEtaAt, responders } as unknown as IncidentView;
}

const coming = (displayName: string, eta: number | null): Partial<IncidentResponderView> => ({
  ...{ displayName, assignmentStatus: 'en-route' as const },
  etaAt: eta === null ? null : iso(eta),
});

describe('who is first there', () => {
  it('is the nearest of those on the way, and by how much before or after the ambulance', () => {
    const found = firstThere(incident(8, coming('Anna', 5), coming('Ben', 3)));
    expect(found).toEqual({ name: 'Ben', isThere: false, at: NOON + 180_000, leadMs: 300_000 });
    expect(firstThere(incident(2, coming('Anna', 5))).leadMs).toBe(-180_000);
  });

  it('is whoever is there, whatever others expect', () => {
    const there = {
      displayName: 'Carla',
      assignmentStatus: 'on-scene',
      onSceneAt: iso(1),
    } as const;
    const found = firstThere(incident(4, coming('Anna', 0), there));
    expect(found).toMatchObject({ name: 'Carla', isThere: true, leadMs: 180_000 });
  });

  it('says no more than is known: nobody on the way, no time, no ambulance', () => {
    const asked = { displayName: 'Dora', assignmentStatus: null };
    expect(firstThere(incident(4, asked)).name).toBeNull();
    const unknown = firstThere(incident(4, coming('Anna', null), coming('Ben', 9)));
    expect(unknown).toMatchObject({ name: 'Ben' });
    expect(firstThere(incident(null, coming('Ben', 9))).leadMs).toBeNull();
  });

  it('knows when the first phone rang by receipts alone', () => {
    expect(firstRingAt(incident(4, coming('Anna', 5)))).toBeNull();
    const rang = { ...coming('Ben', 5), deliveredAt: iso(2) };
    const later = { ...coming('Anna', 5), deliveredAt: iso(3) };
    expect(firstRingAt(incident(4, later, rang))).toBe(NOON + 120_000);
  });
});
