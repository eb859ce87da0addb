import { parseArgs } from 'node:util';

/** Options of a bench: numbers with what they are where not given, and texts. */
export interface BenchOptions<N extends string> {
  readonly numbers: Readonly<Record<N, number>>;
  /** A text that the command which runs benches gives; throws where it did not. */
  readonly text: (name: TextOption) => string;
}

const TEXTS = [
  'url',
  'keys',
  'redis-url',
  'database-url',
  'owner-url',
  'server-pid',
  'seed',
] as const;
type TextOption = (typeof TEXTS)[number];

/**
 * Reads `--name value` for each of the numbers, and the addresses of services. `--scale` is taken
 * by every bench: so many times the usual sizes, to try one out on a small machine.
 */
export function readOptions<N extends string>(
  args: readonly string[],
  defaults: Readonly<Record<N, number>>,
): BenchOptions<N | 'scale'> {
  const all = { scale: 1, ...defaults } as Readonly<Record<N | 'scale', number>>;
  const names = [...Object.keys(all), ...TEXTS];
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args: [...args], options });
  const given = values as Readonly<Record<string, string | undefined>>;
  const numbers = Object.fromEntries(
    Object.entries<number>(all).map(([name, usual]) => {
      const value = Number(given[name] ?? usual);
      if (value >= 0) return [name, value];
      throw new Error(`--${name} must be a number`);
    }),
  ) as Record<N | 'scale', number>;
  const text = (name: TextOption): string => {
    const value = given[name];
    if (value === undefined) throw new Error(`--${name} is missing`);
    return value;
  };
  return { numbers, text };
}
