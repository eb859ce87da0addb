import { StreetGraph } from '#adapters/streets/street-graph';
import type { AedView } from '#contracts/incident-api';
import { fromPlace } from '#contracts/shapes';
import { aedToFetch } from './way-there';

/** One street to the east, a node every 40 m at most; `at` is metres along it. */
const at = (metres: number) => ({ lat: 36.8, lon: -76.1 + metres / 89_036 });
const street = StreetGraph.fromLines([{ name: 'Long Rd', places: [at(0), at(3_000)] }]);

function aed(name: string, metres: number, open: AedView['open'] = 'open'): AedView {
  return {
    aedId: name,
    name,
    place: fromPlace(at(metres)),
    locationDetail: null,
    access: 'public',
    openingHours: null,
    open,
    distanceM: 0,
  };
}

describe('the way to the patient, 1 km east of the responder', () => {
  const fetched = (othersAccepted: number, aeds: AedView[]): string | null => {
    const exact = {
      place: fromPlace(at(2_000)),
      placeAccuracyM: null,
      address: null,
      notesForResponders: null,
      ambulanceEtaAt: null,
      aeds,
      othersAccepted,
    };
    return aedToFetch(street, at(1_000), exact)?.name ?? null;
  };

  it('is direct for the first to accept, and over an AED for the next', () => {
    expect(fetched(0, [aed('near', 1_400)])).toBeNull();
    expect(fetched(1, [aed('near', 1_400)])).toBe('near');
  });

  it('goes over the AED with the shortest whole way', () => {
    expect(fetched(1, [aed('behind', 700), aed('ahead', 1_700)])).toBe('ahead');
    expect(fetched(1, [aed('behind', 700)])).toBe('behind');
  });

  it('is direct where the AED is beyond the patient or not known to be open', () => {
    expect(fetched(1, [aed('beyond', 2_200)])).toBeNull();
    expect(fetched(1, [aed('unknown', 1_400, 'unknown')])).toBeNull();
  });
});
