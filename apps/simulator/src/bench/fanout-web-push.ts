import { createECDH, randomBytes } from 'node:crypto';
import { encrypt, generateVAPIDKeys, supportedContentEncodings } from 'web-push';
import { pushPayload } from '#adapters/shared/push-payload';
import { Vapid } from '#adapters/web-push/vapid';
import { benchLine } from './measure';
import { sampleMessage } from './sample-message';

const SUBSCRIBERS = 100;
const ORIGIN = 'https://push.example.org';
const ENCODING = supportedContentEncodings.AES_128_GCM;
/** Of the messages of a run: signing each is slow. */
const SHARE = 0.2;

/**
 * How many messages to browsers one core makes ready in a second: sealed and signed, with the
 * signature kept for each push service and with a new one each time. The limit is sealing alone.
 */
export function benchWebPush(messages: number, rounds: number): readonly string[] {
  const count = Math.max(200, Math.ceil(messages * SHARE));
  const keys = { ...generateVAPIDKeys(), subject: 'mailto:duty@example.org' };
  const kept = new Vapid(keys);
  const sealOne = sealer();
  const ways = {
    sealed: (index: number) => void sealOne(index),
    cached: (index: number) => {
      kept.header(ORIGIN);
      sealOne(index);
    },
    uncached: (index: number) => {
      new Vapid(keys).header(ORIGIN);
      sealOne(index);
    },
  };
  for (const work of Object.values(ways)) rate(count / 10, work);
  const rates = { sealed: [0], cached: [0], uncached: [0] };
  for (let round = 0; round < rounds; round += 1) {
    rates.sealed[round] = rate(count, ways.sealed);
    rates.cached[round] = rate(count, ways.cached);
    rates.uncached[round] = rate(count, ways.uncached);
  }
  const sealed = Math.max(...rates.sealed);
  const line = (name: string, figure: number): string =>
    benchLine(name, { figure, unit: 'msg/s/core', limit: sealed }, { cpu_us: 1e6 / figure });
  return [
    line('fanout.web-push', Math.max(...rates.cached)),
    line('fanout.web-push-uncached', Math.max(...rates.uncached)),
  ];
}

/** Seals a message for one of many browsers, in turn. */
function sealer(): (index: number) => Buffer {
  const browsers = Array.from({ length: SUBSCRIBERS }, () => ({
    p256dh: createECDH('prime256v1').generateKeys('base64url'),
    auth: randomBytes(16).toString('base64url'),
  }));
  const payload = JSON.stringify(pushPayload(sampleMessage('1', 0)));
  return (index) => {
    const browser = browsers[index % SUBSCRIBERS];
    if (browser === undefined) throw new RangeError('no browser');
    return encrypt(browser.p256dh, browser.auth, payload, ENCODING).cipherText;
  };
}

/** Per second of processor time. */
function rate(count: number, work: (index: number) => void): number {
  const before = process.cpuUsage();
  for (let index = 0; index < count; index += 1) work(index);
  const { user, system } = process.cpuUsage(before);
  return count / ((user + system) / 1e6);
}
