import { ConfigError, readConfig } from './config';

const GOOD = { DATABASE_URL: 'postgres://app:secret@127.0.0.1:5432/closeby' };

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  it('needs nothing but a database, and is strict unless told that it is not production', () => {
    const config = readConfig(GOOD);
    expect(config).toMatchObject({
      role: 'all',
      production: true,
      host: '127.0.0.1',
      port: 3000,
      redisUrl: null,
      clockSpeed: 1,
      demoKeys: false,
    });
  });

  it('refuses to start with the whole list of what is wrong, not only the first', () => {
    const problems = problemsOf({ PORT: 'x', ROLE: 'king', REDIS_URL: 'http://127.0.0.1' });
    expect(problems.map((each) => each.split(' ')[0])).toEqual([
      'ROLE',
      'PORT',
      'DATABASE_URL',
      'REDIS_URL',
    ]);
    expect(problems).toContain('DATABASE_URL is missing');
  });

  it('never repeats the value of a variable: it may be a secret', () => {
    const problems = problemsOf({ ...GOOD, REDIS_URL: 'hunter2', FCM_SERVICE_ACCOUNT: 'hunter2' });
    expect(problems).toHaveLength(1);
    expect(problems.join()).not.toContain('hunter2');
  });

  it('refuses demo keys and a fast clock in production', () => {
    const demo = { ...GOOD, DEMO_KEYS: '1', CLOCK_SPEED: '60' };
    expect(problemsOf({ ...demo, NODE_ENV: 'production' })).toEqual([
      'DEMO_KEYS must not be 1 with NODE_ENV=production',
      'CLOCK_SPEED must be 1 with NODE_ENV=production',
    ]);
    expect(problemsOf(demo)).toHaveLength(2);
    expect(problemsOf({ ...demo, NODE_ENV: 'development' })).toEqual([]);
  });

  it('takes whole origins only', () => {
    expect(problemsOf({ ...GOOD, ALLOWED_ORIGINS: 'example.org' })).toHaveLength(1);
    expect(
      readConfig({ ...GOOD, ALLOWED_ORIGINS: 'https://a.example, https://b.example' })
        .allowedOrigins,
    ).toEqual(['https://a.example', 'https://b.example']);
  });

  it('takes streets and a routing engine, or neither', () => {
    expect(readConfig(GOOD)).toMatchObject({ streetsFile: null, routing: null });
    const all = { ...GOOD, STREETS_FILE: __filename, ROUTING_URL: 'http://127.0.0.1:8002/v' };
    expect(readConfig({ ...all, ROUTING_KIND: 'osrm', ROUTING_PROFILE: 'foot' })).toMatchObject({
      streetsFile: __filename,
      routing: { kind: 'osrm', url: 'http://127.0.0.1:8002/v', profile: 'foot' },
    });
    expect(problemsOf(all)).toEqual(['ROUTING_KIND is missing: valhalla or osrm']);
    expect(problemsOf({ ...GOOD, ROUTING_KIND: 'osrm' })).toEqual(['ROUTING_URL is missing']);
    expect(problemsOf({ ...GOOD, STREETS_FILE: '/none' })).toEqual([
      'STREETS_FILE must be a file that can be read',
    ]);
    const secret = { ...all, ROUTING_KIND: 'osrm', ROUTING_URL: 'http://me:hunter2@engine' };
    expect(problemsOf(secret)).toEqual(['ROUTING_URL must not carry a name or password']);
    expect(problemsOf({ ...all, ROUTING_KIND: 'osrm', ROUTING_PROFILE: '../x' })).toHaveLength(1);
  });
});
