import { join } from 'node:path';
import { distanceM } from '#core/geometry';
import { loadTiger } from './load-tiger';
import { placeAlong, StreetGraph } from './street-graph';
import type { Route, StreetLine } from './street-graph';

const ROADS = join(__dirname, '../../../../data/virginia-beach/roads.geojson.gz');
const SEED = 20_170_101;

describe('a street graph of a small town', () => {
  const town = StreetGraph.fromLines(gridTown(12));

  it('joins lines where they share a vertex, also in the middle of both', () => {
    const corner = town.nearestNode({ lat: 36.8, lon: -76.1 }).node;
    const opposite = town.nearestNode({ lat: 36.811, lon: -76.089 }).node;
    const [metres] = town.sweep(corner, { to: [opposite], limitM: 10_000 });
    const northM = distanceM({ lat: 36.8, lon: -76.1 }, { lat: 36.811, lon: -76.1 });
    const eastM = distanceM({ lat: 36.811, lon: -76.1 }, { lat: 36.811, lon: -76.089 });
    expect(metres).toBeGreaterThan(northM + eastM - 5);
    expect(metres).toBeLessThan(northM + eastM + 5);
  });

  it('keeps the biggest connected part and counts what it leaves out', () => {
    const island: StreetLine = {
      name: 'Island Rd',
      places: [
        { lat: 36.9, lon: -76.3 },
        { lat: 36.9, lon: -76.2995 },
      ],
    };
    const withIsland = StreetGraph.fromLines([island, ...gridTown(4)]);
    expect(withIsland.leftOut.parts).toBe(1);
    expect(withIsland.leftOut.lengthKm).toBeCloseTo(0.0445, 3);
    expect(withIsland.streetName(withIsland.nearestNode({ lat: 36.9, lon: -76.3 }).node)).not.toBe(
      'Island Rd',
    );
  });

  it('has a node within 20 m of any place on a long street without bends', () => {
    const ends = [
      { lat: 36.8, lon: -76.1 },
      { lat: 36.8, lon: -76.05 },
    ] as const;
    const road = StreetGraph.fromLines([{ name: 'Long Rd', places: ends }]);
    for (let lon = -76.1; lon <= -76.05; lon += 0.000_07) {
      expect(road.nearestNode({ lat: 36.8, lon }).distanceM).toBeLessThanOrEqual(20.1);
    }
  });

  it('reaches nothing beyond the limit, and says Infinity', () => {
    const from = town.nearestNode({ lat: 36.8, lon: -76.1 }).node;
    const far = town.nearestNode({ lat: 36.811, lon: -76.089 }).node;
    expect(town.sweep(from, { to: [from, far], limitM: 500 })).toEqual([0, Infinity]);
    expect(town.route(from, far, 500)).toBeNull();
  });

  it('walks a route from end to end without leaving it', () => {
    const route = town.routeBetween({ lat: 36.8003, lon: -76.1001 }, { lat: 36.807, lon: -76.092 });
    expect(route).not.toBeNull();
    if (route === null) return;
    expect(placeAlong(route, -1)).toEqual(route.places[0]);
    expect(placeAlong(route, route.lengthM + 1)).toEqual(route.places.at(-1));
    for (let metres = 0; metres + 10 <= route.lengthM; metres += 10) {
      const step = distanceM(placeAlong(route, metres), placeAlong(route, metres + 10));
      expect(step).toBeLessThanOrEqual(10.01);
    }
  });

  it('draws nodes by street length', () => {
    expect(town.nodeAtShare(0)).toBe(0);
    expect(town.nodeAtShare(1)).toBe(town.nodeCount - 1);
    const drawn = new Set<number>();
    for (let share = 0; share < 1; share += 0.000_5) drawn.add(town.nodeAtShare(share));
    expect(drawn.size).toBeGreaterThan(town.nodeCount * 0.9);
  });
});

describe('the streets of Virginia Beach', () => {
  const startedMs = performance.now();
  const { lines, leftOut } = loadTiger(ROADS);
  const city = StreetGraph.fromLines(lines);
  const tookMs = performance.now() - startedMs;
  const random = lcg(SEED);
  const anyNode = (): number => city.nodeAtShare(random());

  it('loads as one connected network that holds nearly every street', () => {
    process.stdout.write(
      `streets: ${lines.length} lines (${leftOut.length} left out), ${city.nodeCount} nodes, ` +
        `${city.edgeCount} edges, ${city.lengthKm.toFixed(0)} km, unconnected ` +
        `${city.leftOut.parts} parts with ${city.leftOut.lengthKm.toFixed(1)} km, ` +
        `loaded in ${tookMs.toFixed(0)} ms\n`,
    );
    expect(lines.length + leftOut.length).toBe(14_083);
    expect(city.leftOut.lengthKm / city.lengthKm).toBeLessThan(0.02);
  });

  it(`sweeps to the distances that the textbook gives (seed ${SEED})`, () => {
    let reached = 0;
    for (let round = 0; round < 10; round += 1) {
      const from = anyNode();
      const near = city.place(from);
      const nodeNearby = (): number =>
        city.nearestNode({
          lat: near.lat + (random() - 0.5) * 0.03,
          lon: near.lon + (random() - 0.5) * 0.03,
        }).node;
      const to = Array.from({ length: 20 }, nodeNearby);
      const limitM = 1_000 + random() * 3_000;
      const expected = textbookDistances(city, from, limitM);
      const swept = city.sweep(from, { to, limitM });
      expect(swept).toEqual(to.map((node) => expected.get(node) ?? Infinity));
      reached += swept.filter(Number.isFinite).length;
    }
    expect(reached).toBeGreaterThan(50);
  });

  it(`gives a route the length of the sweep, made of its own steps (seed ${SEED})`, () => {
    for (let round = 0; round < 20; round += 1) {
      const [from, to] = [anyNode(), anyNode()];
      const [sweptM] = city.sweep(from, { to: [to], limitM: Infinity });
      const route = city.route(from, to);
      expect(route?.lengthM).toBe(sweptM);
      expect(route?.cumulativeM.at(-1)).toBe(sweptM);
      expect(route?.places[0]).toEqual(city.place(from));
      expect(route?.places.at(-1)).toEqual(city.place(to));
      expect(chordsM(route)).toBeLessThanOrEqual((sweptM ?? 0) * 1.000_01 + 0.01);
    }
  });

  it(`finds the same nearest node as looking at all of them (seed ${SEED})`, () => {
    for (let round = 0; round < 10; round += 1) {
      const place = { lat: 36.5 + random() * 0.5, lon: -76.3 + random() * 0.45 };
      let bestM = Infinity;
      for (let node = 0; node < city.nodeCount; node += 1) {
        bestM = Math.min(bestM, distanceM(place, city.place(node)));
      }
      expect(city.nearestNode(place).distanceM).toBe(bestM);
    }
  });
});

/** Streets every 0.001 degrees both ways; each line passes the others at shared vertices. */
function gridTown(size: number): StreetLine[] {
  const degrees = (base: number, step: number): number => Number((base + step / 1_000).toFixed(6));
  const steps = Array.from({ length: size }, (_, index) => index);
  return steps.flatMap((i) => [
    {
      name: `${i} St`,
      places: steps.map((j) => ({ lat: degrees(36.8, i), lon: degrees(-76.1, j) })),
    },
    {
      name: `${i} Ave`,
      places: steps.map((j) => ({ lat: degrees(36.8, j), lon: degrees(-76.1, i) })),
    },
  ]);
}

/** Dijkstra as in the textbook, with a map and the smallest open entry looked for each time. */
function textbookDistances(graph: StreetGraph, from: number, limitM: number): Map<number, number> {
  const open = new Map([[from, 0]]);
  const settled = new Map<number, number>();
  while (open.size > 0) {
    const [node, distance] = [...open].reduce((a, b) => (b[1] < a[1] ? b : a));
    open.delete(node);
    settled.set(node, distance);
    for (const edge of graph.edgesFrom(node)) {
      const next = distance + edge.lengthM;
      if (settled.has(edge.to) || next > limitM) continue;
      open.set(edge.to, Math.min(next, open.get(edge.to) ?? Infinity));
    }
  }
  return settled;
}

function chordsM(route: Route | null): number {
  const places = route?.places ?? [];
  return places.reduce((sum, place, index) => {
    const before = places[index - 1];
    return before === undefined ? 0 : sum + distanceM(before, place);
  }, 0);
}

/** A small linear congruential generator (Numerical Recipes), enough to pick test pairs. */
function lcg(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
