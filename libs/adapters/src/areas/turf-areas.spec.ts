import { TurfAreas } from '#adapters/areas/turf-areas';

const square = (side: number) => [
  { lat: 36.8, lon: -76.1 },
  { lat: 36.8, lon: -76.1 + side },
  { lat: 36.8 + side, lon: -76.1 + side },
  { lat: 36.8 + side, lon: -76.1 },
];

describe('an area that a coordinator drew', () => {
  const areas = new TurfAreas();

  it('is accepted when it is a plain square with a hole', () => {
    const hole = square(0.01).map(({ lat, lon }) => ({ lat: lat + 0.02, lon: lon + 0.02 }));
    expect(areas.fault({ polygons: [{ outer: square(0.1), holes: [hole] }] })).toBeNull();
  });

  it('is refused when its outline crosses itself', () => {
    const [a, b, c, d] = square(0.1);
    if (!a || !b || !c || !d) throw new Error('a square has four corners');
    const bowTie = [a, c, b, d];
    expect(areas.fault({ polygons: [{ outer: bowTie, holes: [] }] })).toMatch(/crosses itself/);
  });

  it('is refused when it is next to nothing or half a continent', () => {
    expect(areas.fault({ polygons: [{ outer: square(1e-6), holes: [] }] })).toMatch(/smaller/);
    expect(areas.fault({ polygons: [{ outer: square(20), holes: [] }] })).toMatch(/larger/);
  });
});
