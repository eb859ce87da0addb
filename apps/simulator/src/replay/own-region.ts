import { discRegion } from './disc-region';
import { LocalClock } from './local-clock';
import { readAeds } from './own-aeds';
import { readCases } from './own-cases';
import { readPeople } from './own-people';
import { inputLines } from './own-rows';
import { personOf, populationOf } from './population';
import type { Region } from './region';
import { UsageError } from './usage-error';
import { DAY_MS } from '#core/units';

/** A service's own files, and the zone of its clocks. */
export interface OwnFiles {
  readonly timeZone: string;
  readonly cases: string;
  readonly aeds: string | null;
  readonly people: string | null;
}

/** The world of a service's own files; what a file does not tell is made up, and said. */
export function ownRegion(files: OwnFiles): Region {
  const cases = readCases(files.cases, clockOf(files.timeZone));
  if (cases.rows.length === 0) throw new UsageError(`${files.cases} holds no case to replay.`);
  const aeds = files.aeds === null ? null : readAeds(files.aeds);
  const people = files.people === null ? null : readPeople(files.people);
  const times = cases.rows.map(({ calledAt }) => calledAt).sort((a, b) => a - b);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const years = Math.max(1 / 12, (last - first) / (365.25 * DAY_MS));
  const region = discRegion({
    name: 'Own data',
    timeZone: files.timeZone,
    incidentsPerYear: cases.rows.length / years,
    anchors: (people?.rows.map(({ home }) => home) ?? []).concat(
      cases.rows.map(({ place }) => place),
    ),
    aeds: aeds?.rows ?? [],
    cases: cases.rows,
    year: new Date(last).getUTCFullYear(),
    madeUp: [
      ...inputLines('cases', cases),
      ...(aeds === null ? ['no AEDs: give --aeds FILE'] : inputLines('aeds', aeds)),
      ...(people === null ? ['people are made up around the cases'] : inputLines('people', people)),
      'ways are 1.4 times the straight line; replies, speeds and turnout are drawn',
    ],
  });
  if (people === null) return region;
  return {
    ...region,
    people: (seed) =>
      populationOf(
        people.rows.map((known, index) => personOf(known, index, seed)),
        seed,
      ),
  };
}

function clockOf(timeZone: string): LocalClock {
  try {
    return new LocalClock(timeZone);
  } catch {
    throw new UsageError(`--time-zone "${timeZone}" is no IANA time zone, such as Europe/Berlin.`);
  }
}
