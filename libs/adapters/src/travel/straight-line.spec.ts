import { travelConformance } from '#adapters/conformance/travel';
import { StraightLineTravel } from './straight-line';

travelConformance('Straight lines', () =>
  Promise.resolve({
    travel: new StraightLineTravel(),
    centre: { lat: 36.8529, lon: -75.978 },
    budgetMs: 50,
    close: () => Promise.resolve(),
  }),
);
