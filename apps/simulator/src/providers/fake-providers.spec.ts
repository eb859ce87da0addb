import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startFakeProviders, type FakeProviders } from './fake-providers';

let providers: FakeProviders;

beforeAll(async () => {
  providers = await startFakeProviders();
});

afterAll(() => providers.stop());

function push(token: string): Promise<number> {
  const { fcm, ca } = providers;
  const url = `https://${fcm.host}:${fcm.port}/v1/projects/closeby-local/messages:send`;
  return new Promise((resolve, reject) => {
    const headers = { authorization: 'Bearer local' };
    const sent = request(url, { method: 'POST', ca, headers });
    sent.once('error', reject);
    sent.once('response', (response) => resolve(response.resume().statusCode ?? 0));
    sent.end(JSON.stringify({ message: { token, data: { alertId: 'a' } } }));
  });
}

describe('the local providers together', () => {
  it('name only settings that the server knows', () => {
    const example = readFileSync(join(process.cwd(), '.env.example'), 'utf8');
    const known = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    for (const sms of ['gateway', 'twilio'] as const) {
      const names = Object.keys(providers.env('http://127.0.0.1:3000', { sms }));
      expect(names.filter((name) => !known.includes(name))).toEqual([]);
    }
  });

  it('share one certificate, which lies in a file', () => {
    const { FCM_LOCAL_CA: file = '' } = providers.env();
    expect(readFileSync(file, 'utf8')).toBe(providers.ca);
  });

  it('tell the phone of a token, and only that', async () => {
    const rang: string[] = [];
    const stop = providers.onPush('mine', (message) => rang.push(message.token));
    await push('mine');
    await push('other');
    stop();
    await push('mine');
    expect(rang).toEqual(['mine']);
  });

  it('fail as they are told to, until they are told otherwise', async () => {
    providers.setFaults({ quotaShare: 1, deadTokens: ['dead'] });
    expect([await push('dead'), await push('alive')]).toEqual([404, 429]);
    providers.setFaults(null);
    expect([await push('dead'), await push('alive')]).toEqual([404, 200]);
  });
});
