import { parseArgs } from 'node:util';
import { POLICY_PRESETS } from '#core/policy-presets';
import { SURVIVAL_CURVES } from '#core/survival';
import { AEDS_PER_KM2, AMBULANCE_FROM, type AmbulanceFrom } from './assumptions';
import { CITIES, type CityName, type RegionSource } from './region-source';
import { UsageError } from './usage-error';

export const USAGE = `usage: npm run replay -- [options]
  --policy NAME[,NAME…]|all|closeby   rules to compare (all); none and oracle are bounds
  --city ${CITIES.join('|')}   whose cases and AEDs (virginia-beach)
  --cases FILE  --time-zone ZONE      a service's own calls, CSV; means --city own
  --aeds FILE                         its AEDs, CSV or GeoJSON
  --people FILE                       its responders, CSV; --density is not for them
                                      columns: docs/replay.md
  --density D[,D…]                    people on duty per built-up km² (10)
  --incidents N                       cases for each seed (2071)
  --seeds N  --seed TEXT              how many seeds, and the first (1)
  --no-roads                          the decision reckons in straight lines
  --price P[,P…]                      pricePerAlert of the closeby rules, one run of each
  --match NAME                        fit that price so that mean alerts equal those of NAME
  --match-survival NAME               fit it so that mean survival equals that of NAME
  --fit-incidents N                   cases for fitting (600), none of which is judged on
  --aeds-per-km2 D                    made-up AEDs (${AEDS_PER_KM2})
  --ambulance-from call|dispatch      where its minutes are counted from (call)
  --threads N                         (2)
  --out DIR                           tables as CSV and JSON, and the Pareto chart as SVG
  --export-decisions FILE             every decision of the run as JSON lines; one thread
  --decisions FILE                    decide stored decisions again and compare; nothing else`;

/** What was asked of the benchmark. */
export interface Options {
  readonly policies: readonly string[];
  readonly source: RegionSource;
  readonly densities: readonly number[];
  /** For each seed; null for as many as are recorded. */
  readonly incidents: number | null;
  readonly seeds: readonly string[];
  readonly roads: boolean;
  /** Empty for those of the presets. */
  readonly prices: readonly number[];
  readonly match: Match | null;
  readonly fitIncidents: number;
  readonly threads: number;
  readonly ambulanceFrom: AmbulanceFrom;
  readonly out: string | null;
  readonly exportDecisions: string | null;
  readonly decisions: string | null;
}

/** Which figure of which rule the price is fitted to. */
export interface Match {
  readonly of: 'alerts' | 'survival';
  readonly policy: string;
}

/** One upper bound for each curve; the first goes by Larsen's. */
export const ORACLES: readonly string[] = SURVIVAL_CURVES.map((curve) =>
  curve === 'larsen' ? 'oracle' : `oracle-${curve}`,
);

const OPTIONS = {
  policy: { type: 'string', default: 'all' },
  city: { type: 'string' },
  cases: { type: 'string' },
  aeds: { type: 'string' },
  people: { type: 'string' },
  'time-zone': { type: 'string' },
  density: { type: 'string', default: '10' },
  incidents: { type: 'string' },
  seeds: { type: 'string', default: '1' },
  seed: { type: 'string', default: '1' },
  'no-roads': { type: 'boolean', default: false },
  price: { type: 'string' },
  match: { type: 'string' },
  'match-survival': { type: 'string' },
  'fit-incidents': { type: 'string', default: '600' },
  'aeds-per-km2': { type: 'string', default: String(AEDS_PER_KM2) },
  threads: { type: 'string', default: '2' },
  'ambulance-from': { type: 'string', default: 'call' },
  out: { type: 'string' },
  'export-decisions': { type: 'string' },
  decisions: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** Reads the command line; null when only help was asked for. Throws a UsageError. */
export function readOptions(args: readonly string[]): Options | null {
  const values = parsed(args);
  if (values.help) return null;
  const count = (name: 'incidents' | 'seeds' | 'fit-incidents' | 'threads', max: number): number =>
    within(name, values[name] ?? '', { min: 1, max, whole: true });
  return {
    policies: policyNames(values.policy),
    source: sourceFrom(values),
    densities: values.density
      .split(',')
      .map((text) => within('density', text, { min: 0, max: 200, whole: false })),
    incidents: values.incidents === undefined ? null : count('incidents', 200_000),
    seeds: seedsFrom(values.seed, count('seeds', 100)),
    roads: !values['no-roads'],
    prices: (values.price ?? '').split(',').filter(Boolean).map(priceFrom),
    match: matchFrom(values.match, values['match-survival']),
    fitIncidents: count('fit-incidents', 100_000),
    threads: count('threads', 64),
    ambulanceFrom: ambulanceFrom(values['ambulance-from']),
    out: values.out ?? null,
    exportDecisions: values['export-decisions'] ?? null,
    decisions: values.decisions ?? null,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function policyNames(text: string): readonly string[] {
  const all = Object.keys(POLICY_PRESETS);
  const known = [...all, 'none', ...ORACLES];
  const names = text.split(',').flatMap((name) => {
    if (name === 'all') return ['none', ...all, ...ORACLES];
    return name === 'closeby' ? all.filter((preset) => preset.startsWith('closeby-')) : [name];
  });
  const wrong = names.find((name) => !known.includes(name));
  if (wrong === undefined) return [...new Set(names)];
  throw new UsageError(`there is no policy "${wrong}"; policies are ${known.join(', ')}.`);
}

function sourceFrom(values: ReturnType<typeof parsed>): RegionSource {
  const { cases = null, aeds = null, people = null } = values;
  const city = cityNamed(values.city ?? (cases === null ? 'virginia-beach' : 'own'));
  if (city !== 'own' && (cases ?? aeds ?? people) !== null) {
    throw new UsageError('--cases, --aeds and --people go with --city own.');
  }
  if (city === 'own' && cases === null) throw new UsageError('--city own needs --cases FILE.');
  if (city === 'own' && values['time-zone'] === undefined) {
    throw new UsageError('--cases needs --time-zone, such as Europe/Berlin.');
  }
  const range = { min: 0, max: 100, whole: false };
  const aedsPerKm2 = within('aeds-per-km2', values['aeds-per-km2'], range);
  return { city, aedsPerKm2, timeZone: values['time-zone'] ?? '', cases, aeds, people };
}

function cityNamed(text: string): CityName {
  const city = CITIES.find((name) => name === text);
  if (city !== undefined) return city;
  throw new UsageError(`there is no city "${text}"; cities are ${CITIES.join(', ')}.`);
}

function ambulanceFrom(text: string): AmbulanceFrom {
  const from = AMBULANCE_FROM.find((each) => each === text);
  if (from !== undefined) return from;
  throw new UsageError(`--ambulance-from takes ${AMBULANCE_FROM.join(' or ')}, not "${text}".`);
}

/** The first seed as given; the others count on from it. */
function seedsFrom(first: string, count: number): readonly string[] {
  const number = Number(first);
  return Array.from({ length: count }, (_, index) => {
    if (index === 0) return first;
    return Number.isInteger(number) ? String(number + index) : `${first}/${index + 1}`;
  });
}

function priceFrom(text: string): number {
  return within('price', text, { min: 0, max: 1, whole: false });
}

function matchFrom(alerts: string | undefined, survival: string | undefined): Match | null {
  if (alerts !== undefined && survival !== undefined) {
    throw new UsageError('--match and --match-survival are not for one run.');
  }
  const policy = alerts ?? survival;
  if (policy === undefined) return null;
  const [name] = policyNames(policy);
  if (name === undefined || name !== policy) throw new UsageError(`--match takes one policy.`);
  return { of: alerts === undefined ? 'survival' : 'alerts', policy };
}

function within(
  name: string,
  text: string,
  range: { readonly min: number; readonly max: number; readonly whole: boolean },
): number {
  const value = text.trim() === '' ? NaN : Number(text);
  const fits =
    value >= range.min && value <= range.max && (!range.whole || Number.isInteger(value));
  if (fits) return value;
  const sort = range.whole ? 'a whole number' : 'a number';
  throw new UsageError(`--${name} takes ${sort} from ${range.min} to ${range.max}, not "${text}".`);
}
