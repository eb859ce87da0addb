import fc from 'fast-check';
import { distanceM } from '#core/geometry';
import {
  DETOUR_AEDS_MAX,
  DETOUR_DEFAULT,
  nearestFirst,
  straightLineTravel,
  type At,
} from '#core/travel';

const PATIENT = { lat: 52, lon: 5 };
/** A degree of latitude is 111,195 m on the mean sphere. */
const north = (id: string, degrees: number): At => ({
  id,
  place: { lat: PATIENT.lat + degrees, lon: PATIENT.lon },
});

describe('the table where no roads are known', () => {
  it('has each way as the straight line times the detour, by hand', () => {
    const query = {
      patient: PATIENT,
      people: [north('ann', 0.01), north('bob', -0.002)],
      aeds: [north('hall', 0.005)],
    };
    expect(straightLineTravel(query, 1)).toEqual({
      source: 'straight-line',
      toPatientM: { ann: 1_112, bob: 222 },
      aedToPatientM: { hall: 556 },
      toAedM: { hall: { ann: 556, bob: 778 } },
    });
    expect(straightLineTravel(query, 1.5).toPatientM).toEqual({ ann: 1_668, bob: 334 });
  });

  it('uses the calibrated detour where none is given', () => {
    const query = { patient: PATIENT, people: [north('ann', 0.01)], aeds: [] };
    const straightM = distanceM(PATIENT, north('ann', 0.01).place);
    expect(straightLineTravel(query).toPatientM).toEqual({
      ann: Math.round(DETOUR_DEFAULT * straightM),
    });
  });

  it('has the ways by the AEDs nearest to the patient only', () => {
    const aeds = Array.from({ length: 30 }, (_, n) => north(`aed${n}`, 0.001 * (30 - n)));
    const { toAedM, aedToPatientM } = straightLineTravel({
      patient: PATIENT,
      people: [north('ann', 0.01)],
      aeds,
    });
    expect(Object.keys(aedToPatientM)).toHaveLength(30);
    const nearest = aeds.slice(30 - DETOUR_AEDS_MAX).map(({ id }) => id);
    expect(Object.keys(toAedM).sort()).toEqual(nearest.sort());
  });

  it('never has a way by an AED that is shorter than the way without it', () => {
    const degrees = fc.double({ min: -0.05, max: 0.05, noNaN: true });
    const place = fc.record({ lat: degrees.map((d) => 52 + d), lon: degrees.map((d) => 5 + d) });
    fc.assert(
      fc.property(place, place, place, (patient, person, aed) => {
        const { toPatientM, toAedM, aedToPatientM } = straightLineTravel({
          patient,
          people: [{ id: 'ann', place: person }],
          aeds: [{ id: 'hall', place: aed }],
        });
        const byAedM = (toAedM['hall']?.['ann'] ?? NaN) + (aedToPatientM['hall'] ?? NaN);
        // Each of the three is rounded to whole metres.
        expect(byAedM).toBeGreaterThanOrEqual((toPatientM['ann'] ?? NaN) - 1.5);
      }),
    );
  });
});

describe('nearest first', () => {
  it('goes by metres, then by id, and leaves out who has no way', () => {
    const all = [north('c', 1), north('b', 2), north('lost', 3), north('a', 4)];
    const metres = { a: 70, b: 70, c: 5 };
    expect(nearestFirst(all, metres).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });
});
