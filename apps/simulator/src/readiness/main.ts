import { parseArgs } from 'node:util';
import { CityCoverage, type CityHour } from './city-coverage';

const USAGE =
  'usage: npm run coverage -- [--hours mon-10,tue-03,sat-20] [--responders N] [--aeds N] ' +
  '[--seed TEXT]';
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const HOURS_OF_DAY = 24;
const COUNT_MAX = 20_000;
/** The same city with so many of its AEDs out of reach. */
const HIDDEN_SHARES = [0, 0.5, 1];

interface Options {
  readonly hours: readonly number[];
  readonly responders: number;
  readonly aeds: number;
  readonly seed: string;
}

/** How the sample city is covered in some hours of the week, and with AEDs out of reach. */
async function main(): Promise<void> {
  const options = readOptions();
  if (typeof options === 'string') {
    console.error(`${options}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  for (const hiddenShare of HIDDEN_SHARES) {
    const city = new CityCoverage({ ...options, hiddenShare });
    for (const hour of options.hours) console.log(lineOf(await city.at(hour), hiddenShare));
  }
}

function lineOf({ hour, people, aeds, sideM, totals }: CityHour, hiddenShare: number): string {
  const { cells, byClass, reached } = totals;
  const fields = {
    ...{ hour: nameOf(hour), hidden_aeds: hiddenShare, people, aeds, side_m: sideM, cells },
    ...{ good: byClass.good, fair: byClass.fair, low: byClass.low, few: byClass.few },
    reached: reached.toFixed(2),
  };
  const said = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  return `COVERAGE ${said.join(' ')}`;
}

function readOptions(): Options | string {
  const known = {
    hours: { type: 'string', default: 'mon-10,tue-03,sat-20' },
    responders: { type: 'string', default: '3000' },
    aeds: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
  } as const;
  try {
    const { values } = parseArgs({ options: known });
    const hours = values.hours.split(',').map(hourOf);
    const [responders, aeds] = [Number(values.responders), Number(values.aeds)];
    if (hours.includes(null)) return '--hours takes names such as mon-10, with commas between';
    for (const [name, count] of Object.entries({ responders, aeds })) {
      if (!Number.isInteger(count) || count < 0 || count > COUNT_MAX) {
        return `--${name} takes a whole number up to ${COUNT_MAX}`;
      }
    }
    return { hours: hours.map((hour) => hour ?? 0), responders, aeds, seed: values.seed };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** `tue-03` as an hour of the week; null for anything else. */
function hourOf(name: string): number | null {
  const [, day = '', hour = ''] = /^([a-z]{3})-(\d{2})$/u.exec(name) ?? [];
  const index = DAYS.indexOf(day);
  return index < 0 || Number(hour) >= HOURS_OF_DAY ? null : index * HOURS_OF_DAY + Number(hour);
}

function nameOf(hour: number): string {
  const day = DAYS[Math.floor(hour / HOURS_OF_DAY)] ?? '';
  return `${day}-${String(hour % HOURS_OF_DAY).padStart(2, '0')}`;
}

void main();
