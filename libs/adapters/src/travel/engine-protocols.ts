import { TravelFailure } from './travel-failure';
import type { Matrix, Metres } from './ways';

/** Routing engines that are understood. */
export type RoutingKind = keyof typeof ENGINE_PROTOCOLS;

/** How to ask one kind of engine for a matrix, and how to read its answer. */
export interface EngineProtocol {
  /** Ways (sources times targets) and places of one request, by the engine's own defaults. */
  readonly waysMax: number;
  readonly placesMax: number;
  /** More targets than this are asked for in several requests at once. */
  readonly targetsMax: number;
  /** The engine's name for going on foot. */
  readonly onFoot: string;
  request(matrix: Matrix, profile: string): EngineRequest;
  /** Throws a TravelFailure where the answer is no matrix of metres of that shape. */
  metres(answer: unknown, matrix: Matrix): Metres;
}

export interface EngineRequest {
  /** Below the engine's address. */
  readonly path: string;
  /** JSON to POST; a GET where there is none. */
  readonly body?: string;
}

/** No way that is asked for goes around the Earth. */
const WAY_MAX_M = 1e7;
const M_PER_KM = 1_000;
/** A tenth of a metre. */
const DECIMALS = 6;

/**
 * Valhalla's time-distance matrix (valhalla.github.io, "Matrix service API reference"). Limits: the
 * default `max_matrix_location_pairs`, 2,500. Up to four targets it grows one tree for each, which
 * for 200 sources took 15 ms a target; for twelve at once it takes another way, of 270 ms.
 */
const valhalla: EngineProtocol = {
  waysMax: 2_500,
  placesMax: 2_500,
  targetsMax: 4,
  onFoot: 'pedestrian',
  request: ({ sources, targets }, profile) => ({
    path: 'sources_to_targets',
    body: JSON.stringify({
      sources: sources.map(({ lat, lon }) => ({ lat, lon })),
      targets: targets.map(({ lat, lon }) => ({ lat, lon })),
      costing: profile,
      units: 'kilometers',
    }),
  }),
  metres: (answer, matrix) => {
    if (!isRecord(answer)) throw unreadable();
    const { units, sources_to_targets: table } = answer;
    if (units !== undefined && units !== 'kilometers') throw unreadable();
    // The short form, of `verbose: false`, has the distances in a matrix of their own.
    const rows = isRecord(table) ? table['distances'] : table;
    return readMetres(rows, matrix, (cell) => {
      const km = isRecord(cell) ? cell['distance'] : cell;
      return typeof km === 'number' ? km * M_PER_KM : km;
    });
  },
};

/**
 * OSRM's table service (project-osrm.org, "HTTP API"). Limits: the default `max-table-size`, 100.
 * The mode of travel is the one the engine's data was prepared for.
 */
const osrm: EngineProtocol = {
  waysMax: 10_000,
  placesMax: 100,
  targetsMax: 50,
  onFoot: 'foot',
  request: ({ sources, targets }, profile) => {
    const places = [...sources, ...targets]
      .map(({ lat, lon }) => `${lon.toFixed(DECIMALS)},${lat.toFixed(DECIMALS)}`)
      .join(';');
    const indexes = (count: number, from: number): string =>
      Array.from({ length: count }, (_, index) => from + index).join(';');
    const from = `sources=${indexes(sources.length, 0)}`;
    const to = `destinations=${indexes(targets.length, sources.length)}`;
    return { path: `table/v1/${profile}/${places}?${from}&${to}&annotations=distance` };
  },
  metres: (answer, matrix) => {
    if (!isRecord(answer) || answer['code'] !== 'Ok') throw unreadable();
    return readMetres(answer['distances'], matrix, (cell) => cell);
  },
};

export const ENGINE_PROTOCOLS = { valhalla, osrm } as const;

/** Rows of cells of the matrix's shape, each a number of metres or null. */
function readMetres(rows: unknown, matrix: Matrix, metresIn: (cell: unknown) => unknown): Metres {
  if (!Array.isArray(rows) || rows.length !== matrix.sources.length) throw unreadable();
  return (rows as readonly unknown[]).map((row) => {
    if (!Array.isArray(row) || row.length !== matrix.targets.length) throw unreadable();
    return (row as readonly unknown[]).map((cell) => {
      const metres = metresIn(cell);
      if (metres === null) return null;
      const isWay = typeof metres === 'number' && metres >= 0 && metres <= WAY_MAX_M;
      if (!isWay) throw unreadable();
      return metres;
    });
  });
}

function unreadable(): TravelFailure {
  return new TravelFailure('failed', 'the routing engine answered what is no table of metres');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
