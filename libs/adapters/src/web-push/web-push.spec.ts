import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { generateVAPIDKeys } from 'web-push';
import { isPublicAddress, lookupPublic } from '#adapters/shared/outgoing-address';
import type { ChannelMessage } from '#flow/ports';
import { readSubscription } from './subscription';
import { RENEW_AHEAD_MS, SIGNED_FOR_MS, Vapid } from './vapid';
import { WebPush } from './web-push';

const KEYS = { ...generateVAPIDKeys(), subject: 'mailto:duty@closeby.test' };
const BROWSER = {
  p256dh: generateVAPIDKeys().publicKey,
  auth: Buffer.alloc(16, 7).toString('base64url'),
};

function messageFor(endpoint: string): ChannelMessage {
  return {
    deliveryId: 'd',
    alertId: 'a',
    address: JSON.stringify({ endpoint, keys: BROWSER }),
    about: 'incident',
    subject: 'alert',
    rank: 'urgent',
    collapseKey: 'c',
    ttlMs: 60_000,
    language: 'en',
    text: { title: 'Closeby', body: 'Open the app.' },
  };
}

describe('where a subscription may lead', () => {
  it.each([
    'http://push.example/a',
    'https://127.0.0.1/a',
    'https://[::1]/a',
    'https://[::ffff:10.0.0.1]/a',
    'https://[fd00::1]/a',
    'https://[64:ff9b::a00:1]/a',
    'https://10.1.2.3/a',
    'https://192.168.1.1:8443/a',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/a',
    'https://0.0.0.0/a',
    'https://2130706433/a',
    'https://name:pass@push.example/a',
  ])('is not %s, and the address is kept for whoever looks into it', async (endpoint) => {
    const push = new WebPush(KEYS);
    expect(await push.handOver(messageFor(endpoint))).toMatchObject({ outcome: 'refused' });
    await push.close();
  });

  it('is no name that leads to this machine', async () => {
    const push = new WebPush(KEYS);
    expect(await push.handOver(messageFor('https://localhost/a'))).toEqual({
      outcome: 'no-answer',
      error: 'the name leads to no public address',
    });
    await push.close();
    const found = await new Promise((resolve) => {
      lookupPublic('localhost', {}, (error, address) => resolve(error?.message ?? address));
    });
    expect(found).toBe('the name leads to no public address');
  });

  it('is the open internet', () => {
    const open = ['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001::1'];
    expect(open.filter((address) => !isPublicAddress(address))).toEqual([]);
    expect(isPublicAddress('push.example')).toBe(false);
  });
});

describe('a subscription', () => {
  it('is read as browsers write it, and nothing else is one', () => {
    const json = { endpoint: 'https://push.example/a', expirationTime: null, keys: BROWSER };
    expect(readSubscription(JSON.stringify(json))).toMatchObject({ auth: BROWSER.auth });
    const wrong = [
      { ...json, endpoint: 'push' },
      { ...json, keys: { ...BROWSER, auth: 'short' } },
      { ...json, keys: { p256dh: BROWSER.p256dh } },
      { endpoint: json.endpoint },
      null,
    ];
    expect(wrong.map((each) => readSubscription(JSON.stringify(each)))).toEqual(
      wrong.map(() => null),
    );
  });

  it('whose key is no point of the curve can never be reached', async () => {
    const push = new WebPush(KEYS);
    const p256dh = Buffer.alloc(65, 4).toString('base64url');
    const address = JSON.stringify({
      endpoint: 'https://push.example/a',
      keys: { ...BROWSER, p256dh },
    });
    const message = { ...messageFor(''), address };
    expect(await push.handOver(message)).toMatchObject({ outcome: 'address-gone' });
    await push.close();
  });
});

describe('how we prove who we are', () => {
  const claimsOf = (header: string) => {
    const [, claims = ''] = (/t=([^,]+)/.exec(header)?.[1] ?? '').split('.');
    return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
  };

  it('is signed for one push service, and not for every message', () => {
    let now = Date.now();
    const vapid = new Vapid(KEYS, () => now);
    const first = vapid.header('https://push.example');
    expect(vapid.header('https://push.example')).toBe(first);
    expect(vapid.header('https://other.example')).not.toBe(first);
    expect(claimsOf(first)).toEqual({
      aud: 'https://push.example',
      exp: Math.floor((now + SIGNED_FOR_MS) / 1_000),
      sub: KEYS.subject,
    });
    now += SIGNED_FOR_MS - RENEW_AHEAD_MS + 1;
    const second = vapid.header('https://push.example');
    expect(claimsOf(second)['exp']).toBe(Math.floor((now + SIGNED_FOR_MS) / 1_000));
  });

  it('is a signature that a push service can check', () => {
    const header = new Vapid(KEYS).header('https://push.example');
    const token = /t=([^,]+)/.exec(header)?.[1] ?? '';
    const [head = '', claims = '', signature = ''] = token.split('.');
    const point = Buffer.from(KEYS.publicKey, 'base64url');
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    };
    const key = {
      key: createPublicKey({ key: jwk, format: 'jwk' }),
      dsaEncoding: 'ieee-p1363' as const,
    };
    const signed = Buffer.from(`${head}.${claims}`);
    expect(verify('sha256', signed, key, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(header).toContain(`k=${KEYS.publicKey}`);
  });
});
