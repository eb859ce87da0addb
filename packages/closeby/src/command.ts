import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Closeby, type Reach } from './closeby';
import { NotReached, Refusal } from './problem';

/** What a command ends with; documented in `docs/recipes.md`. */
export const EXIT = { ok: 0, refused: 1, wrongUse: 2, notReached: 3 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** Where a command reads and writes; another one is for tests. */
export interface Terminal {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** The text of a file, or of standard input for `-`. */
  readonly read: (path: string) => Promise<string>;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly newId: () => string;
  /** What the environment says; undefined where it says nothing. */
  readonly url: string | undefined;
  readonly key: string | undefined;
  /** Aborted when whoever started it wants it to end. */
  readonly signal: AbortSignal;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** One command with what it is given. */
export interface Run {
  readonly closeby: Closeby;
  readonly reach: Reach;
  readonly terminal: Terminal;
  readonly positionals: readonly string[];
  /** Whether scripts read what it says: JSON, one document a line. */
  readonly json: boolean;
  /** The value of an option; undefined where it was not given. */
  readonly text: (name: string) => string | undefined;
  readonly number: (name: string) => number | undefined;
  readonly flag: (name: string) => boolean;
  readonly list: (name: string) => readonly string[];
}

/** A word after `closeby`, and what it does. */
export interface Command {
  readonly summary: string;
  /** How it is written, one way a line, without `closeby`. */
  readonly usage: readonly string[];
  /** What its options mean. */
  readonly says: string;
  readonly options: Options;
  readonly run: (run: Run) => Promise<Exit>;
}

/** The command was not written as it must be; nothing was sent. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

const COMMON = {
  url: { type: 'string' },
  'key-file': { type: 'string' },
  'patience-s': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies Options;

const COMMON_SAYS = `
  --url ADDRESS      of the server; else CLOSEBY_URL
  --key-file FILE    in which the secret stands alone; else CLOSEBY_KEY
  --patience-s S     how long it is tried again where that does no harm; 30 where left out
  --json             JSON, one document a line, instead of columns
`;

const PATIENCE_S = 30;
const SECRET = /^--?(key|secret|token|password|bearer)(=|$)/;

/** Runs what was written after `closeby`; says what is wrong in one line on the error stream. */
export async function runCommand(
  commands: Readonly<Record<string, Command>>,
  argv: readonly string[],
  terminal: Terminal,
): Promise<Exit> {
  try {
    return await carryOut(commands, argv, terminal);
  } catch (error) {
    if (terminal.signal.aborted) return EXIT.ok;
    if (error instanceof WrongUse) terminal.err(`closeby: ${error.message}`);
    else if (error instanceof Refusal) terminal.err(refusalLine(error));
    else if (error instanceof NotReached) terminal.err(`closeby: not reached: ${error.message}`);
    else throw error;
    if (error instanceof WrongUse) return EXIT.wrongUse;
    return error instanceof Refusal ? EXIT.refused : EXIT.notReached;
  }
}

function refusalLine({ code, message, requestId }: Refusal): string {
  const finds = requestId === undefined ? '' : ` (request ${requestId})`;
  return `closeby: refused: ${code}: ${message}${finds}`;
}

async function carryOut(
  commands: Readonly<Record<string, Command>>,
  argv: readonly string[],
  terminal: Terminal,
): Promise<Exit> {
  const [name, ...args] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    terminal.out(overview(commands));
    return name === undefined ? EXIT.wrongUse : EXIT.ok;
  }
  if (argv.some((arg) => SECRET.test(arg))) {
    throw new WrongUse(
      'a secret on the command line is shown to everybody in the list of processes; ' +
        'give it in CLOSEBY_KEY or by --key-file FILE',
    );
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new WrongUse(
      `there is no command ${name}; there are ${Object.keys(commands).join(', ')}`,
    );
  }
  const { values, positionals } = parsed(name, command, args);
  if (values['help'] === true) {
    terminal.out(helpOf(command));
    return EXIT.ok;
  }
  const reach = await reachOf(values, terminal);
  return command.run({
    closeby: new Closeby(reach),
    reach,
    terminal,
    positionals,
    json: values['json'] === true,
    text: (option) => textOf(values[option]),
    number: (option) => numberOf(option, textOf(values[option])),
    flag: (option) => values[option] === true,
    list: (option) => listOf(values[option]),
  });
}

type Values = Readonly<Record<string, unknown>>;

function parsed(
  name: string,
  command: Command,
  args: string[],
): { readonly values: Values; readonly positionals: readonly string[] } {
  const options = { ...COMMON, ...command.options };
  try {
    return parseArgs({ args: withNegatives(args), options, allowPositionals: true, strict: true });
  } catch (error) {
    const said = messageOf(error).split('. ')[0] ?? '';
    throw new WrongUse(`${name}: ${said}; see closeby ${name} --help`);
  }
}

/** `--lon -76.03` as `--lon=-76.03`, since people write it so and mean no other option. */
function withNegatives(args: readonly string[]): string[] {
  return args.reduce<string[]>((joined, arg) => {
    const last = joined.at(-1);
    return /^-\d/.test(arg) && last !== undefined && /^--[^=]+$/.test(last)
      ? [...joined.slice(0, -1), `${last}=${arg}`]
      : [...joined, arg];
  }, []);
}

async function reachOf(values: Values, terminal: Terminal): Promise<Reach> {
  const url = textOf(values['url']) ?? terminal.url;
  if (url === undefined || url === '') {
    throw new WrongUse('say which server: --url https://… or CLOSEBY_URL');
  }
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null || !/^https?:$/.test(address.protocol)) {
    throw new WrongUse(`--url: ${url} is no address such as https://closeby.example`);
  }
  if (address.username !== '' || address.password !== '') {
    throw new WrongUse('--url: an address with a secret in it is shown to others; use CLOSEBY_KEY');
  }
  const file = textOf(values['key-file']);
  const given = file === undefined ? terminal.key : await readText(terminal, file, '--key-file');
  const secret = given?.trim() ?? '';
  if (secret === '') throw new WrongUse('say who calls: CLOSEBY_KEY or --key-file FILE');
  if (!/^[\x21-\x7e]+$/.test(secret)) {
    throw new WrongUse(`${file === undefined ? 'CLOSEBY_KEY' : '--key-file'}: is not one secret`);
  }
  const patienceS = numberOf('patience-s', textOf(values['patience-s'])) ?? PATIENCE_S;
  return { url, secret, patienceMs: patienceS * 1_000 };
}

/** The text of a file that an option names. */
export async function readText(terminal: Terminal, path: string, option: string): Promise<string> {
  try {
    return await terminal.read(path);
  } catch (error) {
    throw new WrongUse(`${option}: ${path} cannot be read: ${messageOf(error)}`);
  }
}

/** The JSON of a file that an option names. */
export async function readJson(terminal: Terminal, path: string, option: string): Promise<unknown> {
  const text = await readText(terminal, path, option);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new WrongUse(`${option}: ${path} is no JSON: ${messageOf(error)}`);
  }
}

/** Says a value as one line of JSON. */
export function sayJson({ terminal }: Pick<Run, 'terminal'>, value: unknown): void {
  terminal.out(JSON.stringify(value ?? null));
}

/** Columns as wide as their widest cell, two spaces between them. */
export function columns(rows: readonly (readonly (string | number | null)[])[]): string[] {
  const texts = rows.map((row) => row.map((cell) => (cell === null ? '-' : String(cell))));
  const widths = texts.reduce<number[]>(
    (wide, row) => row.map((cell, index) => Math.max(wide[index] ?? 0, cell.length)),
    [],
  );
  return texts.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function messageOf(error: unknown): string {
  const isOne = typeof error === 'object' && error !== null && 'message' in error;
  return String(isOne ? error.message : error);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function numberOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new WrongUse(`--${option}: ${text} is not a number such as 36.85`);
}

function overview(commands: Readonly<Record<string, Command>>): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => [`  ${name}`, summary]);
  return [
    'closeby COMMAND … [--url ADDRESS] [--key-file FILE] [--json]; closeby COMMAND --help',
    '',
    ...columns(rows),
    COMMON_SAYS.trimEnd(),
    '',
    'Ends with 0 when done, 1 when refused, 2 when wrongly written, 3 when no server was reached.',
  ].join('\n');
}

function helpOf({ summary, usage, says }: Command): string {
  const lines = usage.map((line) => `closeby ${line}`);
  return [...lines, '', summary, '', says.replace(/^\n|\n$/g, ''), COMMON_SAYS.trimEnd()].join(
    '\n',
  );
}
