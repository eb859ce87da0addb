import { checkOutline, isSlip } from '#core/area-check';
import { CIRCLE_CORNERS, circleOf } from '#core/area-circle';
import { COMPARISONS_MAX, findCrossings } from '#core/area-crossings';
import { contains, distanceM, type Area, type Place, type Polygon } from '#core/geometry';

type Point = readonly [lon: number, lat: number];

const ring = (...points: readonly Point[]): readonly Place[] =>
  points.map(([lon, lat]) => ({ lat, lon }));
const square = (west: number, south: number, side: number): readonly Place[] =>
  ring(
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  );
const plain = (outer: readonly Place[], ...holes: readonly (readonly Place[])[]): Polygon => ({
  outer,
  holes,
});
const VIRGINIA: Area = { polygons: [plain(square(-77, 36, 2))] };

function checked(...polygons: readonly Polygon[]) {
  const result = checkOutline(polygons, VIRGINIA);
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
}

function refusal(...polygons: readonly Polygon[]): string {
  const result = checkOutline(polygons, VIRGINIA);
  if (result.ok) return `taken: ${result.value.tangled.map(({ says }) => says).join()}`;
  expect(result.problem.code).toBe('area-invalid');
  return result.problem.detail;
}

const kinds = (...polygons: readonly Polygon[]) =>
  checked(...polygons).repairs.map(({ kind }) => kind);

describe('an outline as it was drawn', () => {
  it('is taken as it is when nothing is wrong with it', () => {
    const drawn = plain(square(-76, 36, 0.1), [...square(-75.98, 36.02, 0.02)].reverse());
    expect(checked(drawn)).toEqual({
      ...{ polygons: [drawn], repairs: [], tangled: [], isEntangled: false },
    });
  });

  it('is closed where its end was left open, and says so', () => {
    const open = square(-76, 36, 0.1).slice(0, -1);
    const { polygons, repairs } = checked(plain(open));
    expect(polygons).toEqual([plain(square(-76, 36, 0.1))]);
    expect(repairs).toEqual([
      { kind: 'ring-closed', says: 'The outline was not closed: its end was joined.' },
    ]);
  });

  it('loses repeated points and ways out and back, and says how many', () => {
    const [a, b, c, d, e] = square(-76, 36, 0.1);
    if (!a || !b || !c || !d || !e) throw new Error('a square has its corners');
    const tip = { lat: 36.2, lon: -75.5 };
    const { polygons, repairs } = checked(plain([a, a, b, c, tip, c, d, d, d, e]));
    expect(polygons).toEqual([plain([a, b, c, d, e])]);
    expect(repairs.map(({ says }) => says)).toEqual([
      'The outline repeated 3 points one after the other.',
      'The outline went out and back on itself: 2 points left out.',
    ]);
  });

  it('loses a way out and back that its first point is the tip of', () => {
    const [a, b, c, d] = square(-76, 36, 0.1);
    if (!a || !b || !c || !d) throw new Error('a square has its corners');
    const tip = { lat: 35.9, lon: -76 };
    expect(checked(plain([tip, a, b, c, d, a, tip])).polygons).toEqual([plain([a, b, c, d, a])]);
  });

  it.each([
    ['two points', ring([-76, 36], [-76.1, 36], [-76, 36]), /2 different points; an area needs/],
    ['one point', ring([-76, 36]), /1 different point; an area/],
    [
      'a line there and back',
      ring([-76, 36], [-76.1, 36], [-76.2, 36.1], [-76.1, 36], [-76, 36]),
      /encloses nothing/,
    ],
  ])('is refused for %s', (_name, points, says) => {
    expect(refusal(plain(points))).toMatch(says);
  });

  it('is wound as RFC 7946 has it, the outline against the clock and holes with it', () => {
    const hole = square(-75.98, 36.02, 0.02);
    const drawn = plain([...square(-76, 36, 0.1)].reverse(), hole);
    expect(kinds(drawn)).toEqual(['turned-round']);
    expect(checked(drawn).polygons[0]?.holes).toEqual([[...hole].reverse()]);
  });
});

describe('an outline on its side', () => {
  const turned = (points: readonly Place[]) =>
    points.map(({ lat, lon }) => ({ lat: lon, lon: lat }));

  it('is asked about and never swapped, where it fits the area of operation turned round', () => {
    expect(refusal(plain(turned(square(-76, 36, 0.1))))).toMatch(/did you swap/);
  });

  it('is asked about where a latitude is impossible', () => {
    const result = checkOutline([plain(turned(square(-122, 47, 0.1)))], null);
    expect(result.ok ? '' : result.problem.detail).toMatch(/beyond ±90: did you swap/);
  });

  it('is refused where it is in metres of a grid', () => {
    expect(refusal(plain(square(530_000, 180_000, 500)))).toMatch(/no degrees/);
  });

  it('is taken far away where it would not fit turned round either', () => {
    expect(checkOutline([plain(square(5, 52, 0.1))], VIRGINIA).ok).toBe(true);
  });

  it('is refused across the antimeridian, with what to do', () => {
    const across = ring([179.9, 36], [-179.9, 36], [-179.9, 36.1], [179.9, 36.1], [179.9, 36]);
    const result = checkOutline([plain(across)], null);
    expect(result.ok ? '' : result.problem.detail).toMatch(/antimeridian: draw it as two/);
  });
});

describe('an outline that crosses itself', () => {
  const bowTie = ring([-76, 36], [-75.9, 36.1], [-75.9, 36], [-76, 36.1], [-76, 36]);

  it('is told with the place and the points, for whoever puts it right', () => {
    const { tangled } = checked(plain(bowTie));
    expect(tangled).toEqual([
      {
        ring: bowTie,
        says:
          'The outline crosses itself near latitude 36.05, longitude -75.95 ' +
          '(after its points 1 and 3)',
      },
    ]);
    const loops = [
      plain(ring([-76, 36], [-75.95, 36.05], [-76, 36.1], [-76, 36])),
      plain(ring([-75.95, 36.05], [-75.9, 36], [-75.9, 36.1], [-75.95, 36.05])),
    ];
    expect(isSlip(bowTie, loops)).toBe(false);
  });

  it('is a slip where the loop is less than a hundredth of it', () => {
    const curl = ring(
      [-76, 36],
      ...([
        [-75.9, 36],
        [-75.9, 36.1],
        [-75.95, 36.1],
        [-75.955, 36.105],
        [-75.95, 36.105],
      ] as const),
      ...([
        [-75.955, 36.1],
        [-76, 36.1],
        [-76, 36],
      ] as const),
    );
    expect(checked(plain(curl)).tangled).toHaveLength(1);
    expect(isSlip(curl, [plain(square(-76, 36, 0.1))])).toBe(true);
  });

  it('is found where it passes through one of its edges at a point of its own', () => {
    const through = ring([0, 0], [2, 0], [2, 1], [1, 0], [0, -1], [0, 0]);
    expect(findCrossings([through]).crossings).toMatchObject([{ at: { lat: 0, lon: 1 } }]);
    const touches = ring([0, 0], [2, 0], [2, 2], [1, 0], [0, 2], [0, 0]);
    expect(findCrossings([touches]).crossings).toEqual([]);
  });

  it('is refused when it crosses itself hundreds of times, however long that takes', () => {
    const zigzag = Array.from({ length: 3_000 }, (_, i): Point => [
      -76 + ((i * 7_919) % 3_000) / 30_000,
      36 + ((i * 104_729) % 3_001) / 30_000,
    ]);
    expect(refusal(plain(ring(...zigzag)))).toMatch(/crosses itself in 200 places or more/);
  });
});

describe('several rings', () => {
  it('take an inner polygon that runs the other way for a hole, and say so', () => {
    const inner = plain([...square(-75.98, 36.02, 0.02)].reverse());
    const { polygons, repairs } = checked(plain(square(-76, 36, 0.1)), inner);
    expect(polygons).toEqual([plain(square(-76, 36, 0.1), inner.outer)]);
    expect(repairs).toMatchObject([{ kind: 'hole-made' }]);
    expect(repairs[0]?.says).toMatch(/Polygon 2 lies wholly within polygon 1/);
  });

  it('ask what is meant by an inner polygon that runs the same way', () => {
    const inner = plain(square(-75.98, 36.02, 0.02));
    expect(refusal(plain(square(-76, 36, 0.1)), inner)).toMatch(/if it is a hole, send it/);
  });

  it('keep an island in a hole, however deep', () => {
    const hole = plain([...square(-75.98, 36.02, 0.06)].reverse());
    const island = plain(square(-75.96, 36.04, 0.02));
    const { polygons } = checked(plain(square(-76, 36, 0.1)), hole, island);
    expect(polygons).toEqual([plain(square(-76, 36, 0.1), hole.outer), island]);
  });

  it('are drawn anew where polygons overlap or share an edge, or a hole reaches out', () => {
    const half = plain(square(-75.95, 36, 0.1));
    expect(checked(plain(square(-76, 36, 0.1)), half)).toMatchObject({ isEntangled: true });
    expect(kinds(plain(square(-76, 36, 0.1)), plain(square(-75.9, 36, 0.1)))).toContain(
      'parts-joined',
    );
    expect(kinds(plain(square(-76, 36, 0.1), square(-75.95, 36.02, 0.1)))).toContain('hole-cut');
  });

  it('are refused where a hole lies outside its outline', () => {
    expect(refusal(plain(square(-76, 36, 0.1), square(-75.5, 36, 0.1)))).toMatch(
      /Hole 1 lies outside the outline/,
    );
  });
});

describe('a circle', () => {
  it('leaves nobody out within its radius, and lets nobody in beyond a thousandth of it', () => {
    for (const [lat, radiusM] of [
      [0, 100],
      [36.8, 20_000],
      [-62, 125_000],
    ] as const) {
      const centre = { lat, lon: -76 };
      const polygon = circleOf(centre, radiusM);
      expect(polygon?.outer).toHaveLength(CIRCLE_CORNERS + 1);
      const metres = (polygon?.outer ?? []).map((corner) => distanceM(centre, corner));
      expect(Math.min(...metres)).toBeGreaterThanOrEqual(radiusM);
      expect(Math.max(...metres)).toBeLessThan(radiusM * 1.001);
      expect(checkOutline([polygon ?? plain([])], null)).toMatchObject({
        value: { repairs: [], tangled: [] },
      });
    }
  });

  it('is not drawn over a pole or the antimeridian', () => {
    expect(circleOf({ lat: 89.9, lon: 0 }, 50_000)).toBeNull();
    expect(circleOf({ lat: 10, lon: 179.99 }, 5_000)).toBeNull();
  });
});

describe('a generated ring of 7,000 points', () => {
  const jagged = (count: number): readonly Place[] => {
    const points = Array.from({ length: count }, (_, i) => {
      const angle = (2 * Math.PI * i) / count;
      const radius = 0.2 * (1 + 0.1 * Math.sin(angle * 300) + 0.0003 * Math.sin(i * 7));
      return { lat: 36.8 + radius * Math.sin(angle), lon: -76 + radius * Math.cos(angle) };
    });
    return [...points, ...points.slice(0, 1)];
  };

  it('is compared some tens of times a point, and ten times as long a one hardly more', () => {
    const [short, long] = [jagged(7_000), jagged(70_000)].map((each) => findCrossings([each]));
    expect(short).toMatchObject({ crossings: [], isCutShort: false });
    expect(short?.comparisons).toBeLessThan(7_000 * 60);
    expect(long?.comparisons).toBeLessThan(70_000 * 70);
    const began = performance.now();
    const result = checkOutline([plain(jagged(7_000))], VIRGINIA);
    const ms = Math.round(performance.now() - began);
    expect(result.ok).toBe(true);
    process.stdout.write(
      `7,000 points: ${String(short?.comparisons)} compared, ${String(ms)} ms\n`,
    );
  });

  it('gives up on an outline folded like a fan before it costs anybody time', () => {
    const fan = Array.from({ length: 9_000 }, (_, i): Point => {
      const along = i / 90_000;
      return i % 2 === 0 ? [-76 + along, 36 + along] : [-75.8 + along, 36.2 + along];
    });
    const search = findCrossings([ring(...fan, [-75.7, 36.0], [-76, 36])]);
    expect(search.comparisons).toBeLessThanOrEqual(COMPARISONS_MAX);
  });
});

describe('the edge of an area', () => {
  // Powers of two are exact, so that these places are on their edges and not next to them.
  const area: Area = {
    polygons: [
      plain(square(0, 0, 4), square(1, 1, 1)),
      plain(ring([8, 0], [12, 4], [8, 4], [8, 0])),
    ],
  };

  it.each([
    ['an outline', 0, 2, true],
    ['a horizontal outline', 2, 0, true],
    ['a corner', 4, 4, true],
    ['the edge of a hole', 1, 1.5, true],
    ['a corner of a hole', 2, 2, true],
    ['a hole', 1.5, 1.5, false],
    ['a slanted edge', 10, 2, true],
    ['the line of an edge beyond its end', 6, 0, false],
    ['level with a corner, to its west', -1, 4, false],
    ['level with a corner, to its east', 5, 4, false],
  ])('%s', (_name, lon, lat, isIn) => {
    expect(contains(area, { lat, lon })).toBe(isIn);
  });
});
