import { readOptions, WrongOptions } from './options';

const NEEDED = ['--url', 'http://127.0.0.1:3000/', '--keys', 'keys.json'];

describe('the command line of the demo', () => {
  it('needs a server and keys, and goes on for ever unless told how long', () => {
    expect(readOptions(NEEDED)).toEqual({
      url: 'http://127.0.0.1:3000',
      keysFile: 'keys.json',
      incidentCount: null,
      responderCount: 1_000,
      aedCount: 400,
      policyName: null,
      speed: 1,
      seed: '1',
      gapS: null,
      withProviders: false,
      pushDrop: 0.1,
      pushLate: 0.1,
    });
    const bounded = [
      '--incidents',
      '300',
      '--responders=3000',
      '--speed',
      '60',
      '--gap-s',
      '12.5',
      '--policy=las-3',
    ];
    expect(readOptions([...NEEDED, ...bounded])).toMatchObject({
      incidentCount: 300,
      responderCount: 3_000,
      speed: 60,
      gapS: 12.5,
      policyName: 'las-3',
    });
  });

  it.each([
    [['--keys', 'x'], '--url is missing'],
    [['--url', 'x', '--keys', 'y'], 'is not an address'],
    [['--url', 'http://x'], '--keys is missing'],
    [[...NEEDED, '--incidents', '-1'], '--incidents'],
    [[...NEEDED, '--incidents', 'many'], '--incidents is many'],
    [[...NEEDED, '--responders', '1e9'], '--responders is 1e9'],
    [[...NEEDED, '--speed', '0'], '--speed is 0'],
    [[...NEEDED, '--speed', 'fast'], '--speed is fast'],
    [[...NEEDED, '--push-drop', '1.1'], '--push-drop is 1.1'],
    [[...NEEDED, '--push-drop=0.6', '--push-late=0.6'], 'more than 1'],
    [[...NEEDED, '--loud'], '--loud'],
  ])('refuses %j in one sentence', (argv, sentence) => {
    expect(() => readOptions(argv)).toThrow(WrongOptions);
    expect(() => readOptions(argv)).toThrow(sentence);
  });
});
