import { createECDH, randomBytes } from 'node:crypto';
import {
  encrypt,
  generateRequestDetails,
  generateVAPIDKeys,
  supportedContentEncodings,
} from 'web-push';
import { pushPayload } from '#adapters/shared/push-payload';
import { Vapid } from '#adapters/web-push/vapid';
import { sampleMessage } from './sample-message';
import { median, tell } from './verdict';

const SUBSCRIBERS = 100;
const ORIGIN = 'https://push.example.org';
const ENCODING = supportedContentEncodings.AES_128_GCM;
/** Of the messages of a run: signing each is slow. */
const SHARE = 0.2;

const TIMES_NPM_MIN = 4;

/**
 * How many messages to browsers one core makes ready in a second: sealed and signed, with the
 * signature kept for each push service. Beside it npm's web-push, which signs each message, and
 * sealing alone.
 */
export function benchWebPush(messages: number, rounds: number): void {
  const count = Math.max(200, Math.ceil(messages * SHARE));
  const keys = { ...generateVAPIDKeys(), subject: 'mailto:duty@example.org' };
  const kept = new Vapid(keys);
  const browsers = subscribers();
  const payload = JSON.stringify(pushPayload(sampleMessage('1', 0)));
  const sealOne = ({ keys: { p256dh, auth } }: Subscriber): void =>
    void encrypt(p256dh, auth, payload, ENCODING);
  const ways = {
    sealed: sealOne,
    own: (browser: Subscriber) => {
      kept.header(ORIGIN);
      sealOne(browser);
    },
    npm: (browser: Subscriber) =>
      void generateRequestDetails(browser, payload, { vapidDetails: keys }),
  };
  const rates = { sealed: [] as number[], own: [] as number[], npm: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of ['sealed', 'own', 'npm'] as const) {
      const figure = rate(round === 0 ? count / 10 : count, browsers, ways[name]);
      // The first round only warms up.
      if (round > 0) rates[name].push(figure);
    }
  }
  const times = rates.own.map((own, round) => own / (rates.npm[round] ?? NaN));
  tell({
    ...{ name: 'fanout.web_push', unit: 'times_npm', rounds: times },
    bar: { least: TIMES_NPM_MIN },
    beside: {
      per_core: median(rates.own),
      npm_per_core: median(rates.npm),
      sealing_per_core: median(rates.sealed),
    },
  });
}

interface Subscriber {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

function subscribers(): readonly Subscriber[] {
  return Array.from({ length: SUBSCRIBERS }, (_, n) => ({
    endpoint: `${ORIGIN}/${n}`,
    keys: {
      p256dh: createECDH('prime256v1').generateKeys('base64url'),
      auth: randomBytes(16).toString('base64url'),
    },
  }));
}

/** Per second of processor time, for one browser after the other. */
function rate(
  count: number,
  browsers: readonly Subscriber[],
  work: (browser: Subscriber) => void,
): number {
  const before = process.cpuUsage();
  for (let index = 0; index < count; index += 1) {
    const browser = browsers[index % browsers.length];
    if (browser !== undefined) work(browser);
  }
  const { user, system } = process.cpuUsage(before);
  return count / ((user + system) / 1e6);
}
