import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigError, readConfig } from './config';
import { EDGE_VARIABLES, readEdge } from './config-edge';

const BASE = { NODE_ENV: 'test', DATABASE_URL: 'postgres://nowhere/none' };

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig({ ...BASE, ...env });
    return [];
  } catch (error) {
    return error instanceof ConfigError ? error.problems : ['not a ConfigError'];
  }
}

describe('the edge', () => {
  it('believes nobody and shows nothing in production unless it is told to', () => {
    const unset = z.object(EDGE_VARIABLES).parse({});
    expect(readEdge({ ...unset, NODE_ENV: 'production' }, [])).toEqual({
      trustedProxies: [],
      certificateHeader: null,
      metricsToken: null,
      docs: false,
      requestLimitFactor: 1,
      drainNoticeMs: 0,
    });
    expect(readConfig(BASE).edge.docs).toBe(true);
  });

  it('does not start with a certificate header that nobody may be believed for', () => {
    expect(problemsOf({ CLIENT_CERTIFICATE_HEADER: 'client-cert' })).toEqual([
      'TRUSTED_PROXIES is missing: CLIENT_CERTIFICATE_HEADER is believed of them only',
    ]);
  });

  it.each(['all', '10.0.0.0/33', '10.0.0.0/8/8', '::/129', 'proxy.example'])(
    'does not take %s for a proxy',
    (text) => {
      expect(problemsOf({ TRUSTED_PROXIES: text })[0]).toMatch(/^TRUSTED_PROXIES must be/);
    },
  );
});

describe('a secret in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'closeby-config-'));
  const file = join(folder, 'secret');
  beforeAll(() => writeFileSync(file, 'redis://:geheim@127.0.0.1:1\n'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is read without the end of its line', () => {
    expect(readConfig({ ...BASE, REDIS_URL_FILE: file }).redisUrl).toBe(
      'redis://:geheim@127.0.0.1:1',
    );
  });

  it('is refused beside the variable itself, and when it cannot be read', () => {
    const twice = problemsOf({ REDIS_URL: 'redis://127.0.0.1', REDIS_URL_FILE: file });
    expect(twice).toEqual(['REDIS_URL and REDIS_URL_FILE are both given']);
    expect(problemsOf({ REDIS_URL_FILE: join(folder, 'none') })).toEqual([
      'REDIS_URL_FILE cannot be read',
    ]);
  });
});
