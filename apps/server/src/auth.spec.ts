import type { Caller } from '#flow/ports';
import { bearerOf, Callers } from './auth';

const NOW = Date.UTC(2026, 2, 1, 12);
const CONTROL: Caller = {
  role: 'control',
  organisationId: 'o',
  keyId: 'k',
  sessionId: null,
  expiresAt: null,
};
const PHONE: Caller = {
  role: 'responder',
  organisationId: 'o',
  responderId: 'r',
  deviceId: 'd',
  expiresAt: NOW + 1_000,
};

describe('callers', () => {
  let asked: string[] = [];
  let now = NOW;
  let broken = false;
  const people = {
    callerOf: (secret: string) => {
      asked.push(secret);
      return broken ? Promise.reject(new Error('away')) : Promise.resolve(known(secret));
    },
  };
  const known = (secret: string): Caller | null => {
    if (secret === 'phone') return PHONE;
    return secret === 'control' || secret.startsWith('closeby-demo-') ? CONTROL : null;
  };
  const callers = (demoKeys = false): Callers =>
    new Callers(
      { world: { people, clock: { now: () => now } }, config: { demoKeys } },
      { phones: { used: () => Promise.resolve(false) } },
    );
  beforeEach(() => {
    asked = [];
    now = NOW;
    broken = false;
  });

  it('are asked for once, however many requests come at the same time', async () => {
    const all = callers();
    const answers = await Promise.all([1, 2, 3].map(() => all.identify('control')));
    expect(answers).toEqual([1, 2, 3].map(() => ({ ok: true, value: CONTROL })));
    expect(asked).toEqual(['control']);
  });

  it('that nobody knows are asked for each time: a key just made works at once', async () => {
    const all = callers();
    for (let i = 0; i < 2; i += 1) {
      expect(await all.identify('nobody')).toMatchObject({ problem: { code: 'unauthenticated' } });
    }
    expect(asked).toEqual(['nobody', 'nobody']);
  });

  it('are asked for again after the record could not be read', async () => {
    const all = callers();
    broken = true;
    await expect(all.identify('control')).rejects.toThrow('away');
    broken = false;
    expect(await all.identify('control')).toMatchObject({ ok: true });
  });

  it('are asked for again as soon as it is heard that their way in changed', async () => {
    const all = callers();
    await all.identify('control');
    all.forget(['somebody else']);
    await all.identify('control');
    expect(asked).toEqual(['control']);
    all.forget(['k']);
    await all.identify('control');
    expect(asked).toEqual(['control', 'control']);
  });

  it('are not remembered when their way in changed while the record was read', async () => {
    const all = callers();
    const since = performance.now();
    const answer = all.identify('control');
    all.forget(['k']);
    await answer;
    expect(all.hasChanged(CONTROL, since)).toBe(true);
    await all.identify('control');
    expect(asked).toEqual(['control', 'control']);
  });

  it('with an expired token are refused, also while the token is remembered', async () => {
    const all = callers();
    expect(await all.identify('phone')).toMatchObject({ ok: true });
    now = NOW + 1_000;
    expect(await all.identify('phone')).toMatchObject({ problem: { code: 'token-expired' } });
  });

  it('with a key of the demo are let in only where the demo is', async () => {
    const refused = { problem: { code: 'unauthenticated' } };
    expect(await callers().identify('closeby-demo-control-x')).toMatchObject(refused);
    expect(await callers(true).identify('closeby-demo-control-x')).toMatchObject({ ok: true });
  });

  it('in another role than a route is for are forbidden', async () => {
    const admitted = await callers().admit('control', { permission: 'keep-people' });
    expect(admitted).toMatchObject({ problem: { code: 'forbidden' } });
  });

  it.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['Basic abc', null],
    ['Bearer ', null],
    ['Bearer a b', null],
    [undefined, null],
  ])('are read from %j as %j', (header, secret) => {
    expect(bearerOf(header)).toBe(secret);
  });
});
