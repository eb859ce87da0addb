import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const COSTS_FILE = 'docs/figures/costs.json';

/** What one thing costs, as the benches measured it; where each is from says the file. */
export interface Costs {
  /** Processor time of a server for one incident up to its last ring, milliseconds. */
  readonly incidentServerMs: number;
  /** Time a connection of PostgreSQL works for one incident, milliseconds. */
  readonly incidentDatabaseMs: number;
  readonly incidentRedisMs: number;
  /** Of one receipt of a phone. */
  readonly receiptServerMs: number;
  readonly receiptDatabaseMs: number;
  /** Of one position of a phone. */
  readonly positionServerMs: number;
  readonly positionRedisMs: number;
  /** Of one person of a crowd who is looked at, asked and pushed. */
  readonly crowdWorkerMs: number;
  readonly crowdDatabaseMs: number;
  /** Memory of a server for one phone on a socket, bytes. */
  readonly phoneBytes: number;
  /** Memory of Redis for one live responder, bytes. */
  readonly responderRedisBytes: number;
  /** What PostgreSQL keeps of one incident, bytes. */
  readonly incidentDatabaseBytes: number;
  /** Phones that a processor core lets back in within a second. */
  readonly reconnectsPerSecond: number;
  /** Pushes that a processor core hands over within a second. */
  readonly pushesPerSecond: number;
  /** From the end of the primary to commits on the standby, seconds. */
  readonly promoteS: number;
}

interface Entry {
  readonly figure: number;
  readonly unit: string;
  readonly from: string;
}

/** The costs of the file; throws where one is missing or is no positive number. */
export function readCosts(file = documentAt(COSTS_FILE)): Costs {
  const entries = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Entry>>;
  const cost = (name: string): number => {
    const figure = entries[name]?.figure;
    if (figure === undefined || !(figure > 0)) throw new Error(`${file}: ${name} is missing`);
    return figure;
  };
  return {
    incidentServerMs: cost('incidentServerMs'),
    incidentDatabaseMs: cost('incidentDatabaseMs'),
    incidentRedisMs: cost('incidentRedisMs'),
    receiptServerMs: cost('receiptServerMs'),
    receiptDatabaseMs: cost('receiptDatabaseMs'),
    positionServerMs: cost('positionServerMs'),
    positionRedisMs: cost('positionRedisMs'),
    crowdWorkerMs: cost('crowdWorkerMs'),
    crowdDatabaseMs: cost('crowdDatabaseMs'),
    phoneBytes: cost('phoneBytes'),
    responderRedisBytes: cost('responderRedisBytes'),
    incidentDatabaseBytes: cost('incidentDatabaseBytes'),
    reconnectsPerSecond: cost('reconnectsPerSecond'),
    pushesPerSecond: cost('pushesPerSecond'),
    promoteS: cost('promoteS'),
  };
}

/** A document of the project: it stands beside the sources, and beside what is built of them. */
export function documentAt(path: string): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const found = join(folder, path);
    if (existsSync(found)) return found;
    if (dirname(folder) === folder) throw new Error(`${path} is not there`);
  }
}
