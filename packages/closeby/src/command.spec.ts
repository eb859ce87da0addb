import { describe, expect, it } from '@jest/globals';
import { columns, EXIT, runCommand, type Command, type Run, type Terminal } from './command';
import { NotReached } from './problem';

const KEPT = 'a-secret-in-a-file';

/** Runs one command that hands over what it was given; with what came of it. */
async function ran(
  argv: readonly string[],
  options: Partial<Terminal> & { readonly does?: (run: Run) => void } = {},
): Promise<{ code: number; out: string[]; err: string[]; given: Run | null }> {
  const { does, ...terminal } = options;
  const said = { out: [] as string[], err: [] as string[] };
  let given: Run | null = null;
  const command: Command = {
    summary: 'Tries.',
    usage: ['try THING'],
    says: '  --lon LON  degrees\n',
    options: { lon: { type: 'string' } },
    run: (run) => {
      given = run;
      does?.(run);
      return Promise.resolve(EXIT.ok);
    },
  };
  const code = await runCommand({ try: command }, argv, {
    out: (line) => said.out.push(line),
    err: (line) => said.err.push(line),
    read: (path) =>
      path === 'key' ? Promise.resolve(`${KEPT}\n`) : Promise.reject(new Error('not there')),
    wait: () => Promise.resolve(),
    newId: () => 'an-id',
    url: 'https://closeby.test',
    key: 'k',
    signal: new AbortController().signal,
    ...terminal,
  });
  return { code, ...said, given };
}

describe('closeby', () => {
  it.each([['--key=abc'], ['--token', 'abc'], ['-key', 'abc'], ['--secret=abc']])(
    'refuses a secret on the command line and does not repeat it: %s',
    async (...secret) => {
      const { code, err, given } = await ran(['try', ...secret]);
      expect([code, given]).toEqual([EXIT.wrongUse, null]);
      expect(err.join()).toContain('CLOSEBY_KEY or by --key-file FILE');
      expect(err.join()).not.toContain('abc');
    },
  );

  it('takes the secret from a file without the end of its line', async () => {
    const { given } = await ran(['try', '--key-file', 'key']);
    expect(given?.reach.secret).toBe(KEPT);
  });

  it.each([
    [['try', '--url', 'closeby.test'], /^closeby: --url: closeby.test is no address/],
    [['try', '--url', 'https://me:pass@closeby.test'], /^closeby: --url: .*CLOSEBY_KEY$/],
    [['try', '--key-file', 'gone'], /^closeby: --key-file: gone cannot be read: not there$/],
    [['try', '--lom', '1'], /^closeby: try: Unknown option '--lom'; see closeby try --help$/],
    [['tyr'], /^closeby: there is no command tyr; there are try$/],
  ])('%j is wrongly written, and says in one line what it should be', async (argv, sentence) => {
    const { code, out, err, given } = await ran(argv);
    expect([code, out, given, err.length]).toEqual([EXIT.wrongUse, [], null, 1]);
    expect(err[0]).toMatch(sentence);
  });

  it('wants to know who calls', async () => {
    const { code, err } = await ran(['try'], { key: '' });
    expect([code, err]).toEqual([
      EXIT.wrongUse,
      ['closeby: say who calls: CLOSEBY_KEY or --key-file FILE'],
    ]);
  });

  it('reads a number below zero as people write it, and no other text as a number', async () => {
    const west = await ran(['try', '--lon', '-76.03']);
    expect(west.given?.number('lon')).toBe(-76.03);
    const words = await ran(['try', '--lon', '76W'], { does: (run) => run.number('lon') });
    expect(words.code).toBe(EXIT.wrongUse);
    expect(words.err).toEqual(['closeby: --lon: 76W is not a number such as 36.85']);
  });

  it('ends with 3 where no server was reached', async () => {
    const does = (): never => {
      throw new NotReached('https://closeby.test does not answer', 4);
    };
    expect(await ran(['try'], { does })).toMatchObject({
      code: EXIT.notReached,
      err: ['closeby: not reached: https://closeby.test does not answer'],
    });
  });

  it('says how each command is written, without a server or secret', async () => {
    const { code, out } = await ran(['try', '--help'], { url: undefined, key: undefined });
    expect(code).toBe(EXIT.ok);
    expect(out.join('\n')).toMatch(/^closeby try THING\n\nTries\.\n\n {2}--lon LON {2}degrees\n/);
  });
});

it('columns are as wide as their widest cell', () => {
  expect(
    columns([
      ['a', 1, null],
      ['long', 22, 'x'],
    ]),
  ).toEqual(['a     1   -', 'long  22  x']);
});
