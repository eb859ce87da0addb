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
});
