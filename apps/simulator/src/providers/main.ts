import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startFakeProviders, type FakeProviders } from './fake-providers';
import {
  describeCallback,
  describeMail,
  describePush,
  describeSms,
  describeWebPush,
} from './describe';

const USAGE = `npm run fake-providers -- [options]
  --public-url URL  address of the Closeby server (http://127.0.0.1:3000)
  --twilio          SMS and calls in the shape of Twilio instead of docs/sms-gateway.md
  --drop SHARE      of pushes that are taken and never arrive, 0 to 1
  --slow SHARE      of pushes that are taken only after --slow-ms (10000)
  --seed TEXT       of what goes wrong`;
const COMMANDS = `Say, as one of the people:
  reply +41791234567 YES 417   an SMS to Closeby
  press +41791234567 1         a key in the call they got last
Ctrl-C ends.`;

/**
 * Runs the local providers by hand: prints how to point a server at them, then one line for each
 * message as it arrives, and takes replies from the keyboard.
 */
async function main(): Promise<void> {
  const options = readOptions();
  const print = (line: string): void => console.log(line);
  const providers = await startFakeProviders({
    faults: options.faults,
    onPush: (push) => print(describePush(push)),
    onWebPush: (push) => print(describeWebPush(push)),
    onMail: (mail) => print(describeMail(mail)),
    onSms: (message) => print(describeSms(message)),
    onCallback: (posted) => print(describeCallback(posted)),
  });
  print('Start a Closeby server with these, anything but NODE_ENV=production:\n');
  const env = providers.env(options.publicUrl, { sms: options.sms });
  for (const [name, value] of Object.entries(env)) print(`${name}=${value}`);
  print(`\n${COMMANDS}\n`);
  const input = createInterface({ input: process.stdin });
  input.on('line', (line) => void say(providers, line.trim()));
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  input.close();
  process.stdin.destroy();
  await providers.stop();
}

/** Does what was typed. */
async function say(providers: FakeProviders, line: string): Promise<void> {
  const [, verb, number = '', text = ''] = /^(reply|press)\s+(\+\d+)\s+(.+)$/.exec(line) ?? [];
  try {
    if (verb === 'reply') await providers.reply(number, text);
    else if (verb === 'press') await providers.press(number, text);
    else if (line !== '') console.log(COMMANDS);
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
  }
}

function readOptions(): {
  readonly publicUrl: string;
  readonly sms: 'gateway' | 'twilio';
  readonly faults: {
    readonly pushDropShare: number;
    readonly slowShare: number;
    readonly slowMs: number;
    readonly seed: string;
  };
} {
  const { values } = parseArgs({
    options: {
      'public-url': { type: 'string', default: 'http://127.0.0.1:3000' },
      twilio: { type: 'boolean', default: false },
      drop: { type: 'string', default: '0' },
      slow: { type: 'string', default: '0' },
      'slow-ms': { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [pushDropShare, slowShare] = [Number(values.drop), Number(values.slow)];
  const slowMs = Number(values['slow-ms']);
  const isShare = (share: number): boolean => share >= 0 && share <= 1;
  if (!isShare(pushDropShare + slowShare) || !isShare(pushDropShare) || !(slowMs >= 0)) {
    throw new Error('--drop and --slow are shares, together at most 1');
  }
  return {
    publicUrl: values['public-url'],
    sms: values.twilio ? 'twilio' : 'gateway',
    faults: { pushDropShare, slowShare, slowMs, seed: values.seed },
  };
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`${message}\n${USAGE}`);
  process.exitCode = 1;
});
