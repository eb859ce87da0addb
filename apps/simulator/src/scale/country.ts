import type { Costs } from './measured';

const YEAR_S = 365.25 * 24 * 3_600;
const GIB = 2 ** 30;

/** What is assumed of a country; each figure can be given to the command. */
export interface Country {
  readonly people: number;
  /** Out-of-hospital arrests for 100,000 people a year: 89 in EuReCa TWO (Gräsner et al. 2020). */
  readonly arrestsPer100k: number;
  /** Incidents of all kinds that ask for responders, for each arrest. */
  readonly incidentsPerArrest: number;
  /** Registered responders among a thousand people. */
  readonly respondersPer1000: number;
  /** Share of them on duty with a phone on a socket, at most. */
  readonly liveShare: number;
  /** Seconds between two positions of a phone, on average of moving and still ones. */
  readonly positionEveryS: number;
  /** How many times the usual number of incidents the worst hour brings. */
  readonly storm: number;
  /** Parts of the country that need nothing of each other; organisations are spread over them. */
  readonly regions: number;
  /** Cores of a region's API nodes together, and of its PostgreSQL. */
  readonly serverCores: number;
  readonly databaseCores: number;
}

/** A country of 70 million. */
export const COUNTRY: Country = {
  people: 70_000_000,
  arrestsPer100k: 89,
  incidentsPerArrest: 12,
  respondersPer1000: 11,
  liveShare: 0.3,
  positionEveryS: 60,
  storm: 20,
  regions: 8,
  serverCores: 4,
  databaseCores: 4,
};

/** Sockets that one process may hold by the usual limit of open files, with some to spare. */
const SOCKETS_PER_PROCESS = 18_000;
/** No core is planned to be busier than that on a usual day. */
const BUSY_MAX = 0.5;
/** Google's default quota of a project. */
const FCM_PER_MINUTE = 600_000;
/** A rate that carriers commonly allow one sender. */
const SMS_PER_SECOND = 100;

/** What a country needs, by arithmetic alone. */
export interface Needs {
  readonly incidentsPerS: number;
  readonly stormIncidentsPerS: number;
  readonly responders: number;
  readonly livePhones: number;
  readonly positionsPerS: number;
  /** Server processes of the whole country, whatever asks for more of them: sockets or work. */
  readonly serverProcesses: number;
  readonly serverGiB: number;
  readonly redisGiB: number;
  readonly databaseGiBPerYear: number;
  readonly databaseCoresBusy: number;
  /** A worker in each region looks at everybody registered, and asks them; seconds. */
  readonly askAllS: number;
  /** They are pushed to, as fast as Google's quota and a core in each region allow; seconds. */
  readonly pushAllS: number;
  /** One in twenty of them by SMS; seconds. */
  readonly smsS: number;
  /** All phones of one region come back at once; seconds. */
  readonly reconnectS: number;
}

/** Sizes a country by what one thing costs. */
export function needsOf(country: Country, costs: Costs): Needs {
  const arrestsPerS = ((country.people / 100_000) * country.arrestsPer100k) / YEAR_S;
  const incidentsPerS = arrestsPerS * country.incidentsPerArrest;
  const stormIncidentsPerS = incidentsPerS * country.storm;
  const responders = (country.people / 1_000) * country.respondersPer1000;
  const livePhones = responders * country.liveShare;
  const positionsPerS = livePhones / country.positionEveryS;
  const busyServers =
    (stormIncidentsPerS * costs.incidentServerMs + positionsPerS * costs.positionServerMs) / 1_000;
  const forWork = Math.ceil(busyServers / BUSY_MAX);
  const forSockets = Math.ceil(livePhones / SOCKETS_PER_PROCESS);
  return {
    ...{ incidentsPerS, stormIncidentsPerS, responders, livePhones, positionsPerS },
    serverProcesses: Math.max(forWork, forSockets, 2 * country.regions),
    serverGiB: (livePhones * costs.phoneBytes) / GIB,
    redisGiB: (livePhones * costs.responderRedisBytes) / GIB,
    databaseGiBPerYear: (incidentsPerS * YEAR_S * costs.incidentDatabaseBytes) / GIB,
    databaseCoresBusy: (stormIncidentsPerS * costs.incidentDatabaseMs) / 1_000,
    askAllS: (responders / country.regions) * (costs.crowdWorkerMs / 1_000),
    pushAllS: Math.max(
      (responders / FCM_PER_MINUTE) * 60,
      responders / country.regions / costs.pushesPerSecond,
    ),
    smsS: responders / 20 / SMS_PER_SECOND,
    reconnectS: livePhones / country.regions / country.serverCores / costs.reconnectsPerSecond,
  };
}
