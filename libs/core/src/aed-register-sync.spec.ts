import fc from 'fast-check';
import { AED_TABLE, type AedStatus } from '#core/aed';
import {
  ELSEWHERE_MIN_M,
  MOVED_MIN_M,
  planRegisterSync,
  VANISH_SHARE_MAX,
  type AedFacts,
  type RegisteredAed,
  type RegisterEntry,
  type RegisterFile,
  type RegisterPlan,
} from '#core/aed-register-sync';
import { SCENE, placeFrom } from '#core/examples';

const SEED = 20210107;

const facts = (changes: Partial<AedFacts> = {}): AedFacts => ({
  name: 'Town hall',
  place: SCENE,
  locationDetail: null,
  floor: null,
  access: 'public',
  openingHours: '24/7',
  lastCheckedAt: null,
  contradictions: [],
  ...changes,
});
const entry = (externalRef: string, changes: Partial<AedFacts> = {}): RegisterEntry => ({
  where: `row of ${externalRef}`,
  externalRef,
  facts: facts(changes),
  status: null,
});
const aed = (externalRef: string, changes: Partial<RegisteredAed> = {}): RegisteredAed => ({
  externalRef,
  source: 'osm',
  status: 'available',
  goneFrom: null,
  facts: facts(),
  ...changes,
});
const file = (
  entries: readonly RegisterEntry[],
  changes: Partial<RegisterFile> = {},
): RegisterFile => ({ entries, refused: [], source: 'osm', allowVanish: false, ...changes });
const many = (count: number): string[] => Array.from({ length: count }, (_, i) => `a-${i}`);

function applied(plan: RegisterPlan, stored: readonly RegisteredAed[]): RegisteredAed[] {
  const after = new Map(stored.map((each) => [each.externalRef, each]));
  for (const step of plan.steps) after.set(step.aed.externalRef, step.aed);
  return [...after.values()];
}
const changesOf = (plan: RegisterPlan): Record<string, string> =>
  Object.fromEntries(plan.steps.map((step) => [step.aed.externalRef, step.change]));

describe('what a file does to its register', () => {
  const stored = many(10).map((ref) => aed(ref));
  const others = many(10)
    .slice(2)
    .map((ref) => entry(ref));

  test('adds what is new, unverified and belonging to the register', () => {
    const plan = planRegisterSync(file([entry('new')]), []);
    expect(plan.steps[0]).toMatchObject({
      change: 'added',
      aed: { externalRef: 'new', source: 'osm', status: 'unverified', goneFrom: null },
    });
  });

  test('tells a move from a place that was read better', () => {
    const near = entry('a-0', { place: placeFrom(SCENE, MOVED_MIN_M - 1) });
    const far = entry('a-1', { place: placeFrom(SCENE, MOVED_MIN_M + 2) });
    const plan = planRegisterSync(file([near, far, ...others]), stored);
    expect(changesOf(plan)).toMatchObject({ 'a-0': 'changed', 'a-1': 'moved', 'a-2': 'unchanged' });
    expect(plan.steps[1]?.movedM).toBe(MOVED_MIN_M + 2);
  });

  test('retires what has left the feed, and remembers what it was', () => {
    const plan = planRegisterSync(file([entry('a-0'), ...others]), stored);
    const gone = plan.steps.find((step) => step.change === 'gone');
    expect(gone?.aed).toMatchObject({
      externalRef: 'a-1',
      status: 'retired',
      goneFrom: 'available',
    });
    expect(plan.refusal).toBeNull();
  });

  test.each<[AedStatus, AedStatus]>([
    ['available', 'unverified'],
    ['unverified', 'unverified'],
    ['out-of-service', 'out-of-service'],
  ])('one that was %s when it left comes back %s', (goneFrom, status) => {
    const left = aed('a-0', { status: 'retired', goneFrom });
    const plan = planRegisterSync(file([entry('a-0')]), [left]);
    expect(plan.steps).toMatchObject([{ change: 'back', aed: { status, goneFrom: null } }]);
  });

  test('leaves retired what somebody retired by hand, in the feed or not', () => {
    const retired = aed('a-0', { status: 'retired' });
    expect(changesOf(planRegisterSync(file([entry('a-0')]), [retired]))).toEqual({
      'a-0': 'unchanged',
    });
    const without = planRegisterSync(file([entry('b')]), [retired]);
    expect(changesOf(without)).toEqual({ b: 'added' });
    expect(without.refusal).toBeNull();
  });

  test('takes over an AED that was put by hand, and refuses one of another register', () => {
    const stored = [aed('a', { source: null }), aed('b', { source: 'city' })];
    const plan = planRegisterSync(file([entry('a'), entry('b')]), stored);
    expect(plan.steps).toMatchObject([{ change: 'changed', aed: { source: 'osm' } }]);
    expect(plan.refused).toHaveLength(1);
    expect(plan.refused[0]).toMatchObject({ externalRef: 'b' });
    expect(plan.refused[0]?.why).toContain('city');
  });

  test('moves a status by its table only, and says where it may not', () => {
    const stored = [aed('a'), aed('b', { status: 'retired' })];
    const entries = [
      { ...entry('a'), status: 'out-of-service' as const },
      { ...entry('b'), status: 'available' as const },
    ];
    const plan = planRegisterSync(file(entries), stored);
    expect(plan.steps).toMatchObject([
      { change: 'changed', illegalStatus: null, aed: { status: 'out-of-service' } },
      { change: 'unchanged', illegalStatus: 'available', aed: { status: 'retired' } },
    ]);
  });

  test('only adds and changes where the file is not the whole of a register', () => {
    const plan = planRegisterSync(file([entry('a-0')], { source: null }), stored);
    expect(changesOf(plan)).toEqual({ 'a-0': 'unchanged' });
    expect(plan.steps[0]?.aed.source).toBe('osm');
  });
});

describe('a row that is refused', () => {
  test('is every row of a reference that is there twice; its AED stays as it is', () => {
    const plan = planRegisterSync(file([entry('a'), entry('a'), entry('b')]), [aed('a'), aed('b')]);
    expect(plan.refused.map((row) => row.externalRef)).toEqual(['a', 'a']);
    expect(changesOf(plan)).toEqual({ b: 'unchanged' });
  });

  test('does not make its AED vanish', () => {
    const refused = [{ where: 'row', externalRef: 'a', why: 'its place is out of range' }];
    const plan = planRegisterSync(file([entry('b')], { refused }), [aed('a'), aed('b')]);
    expect(changesOf(plan)).toEqual({ b: 'unchanged' });
  });
});

describe('a file that is not believed', () => {
  const stored = many(100).map((ref) => aed(ref));
  const first = (count: number) => many(count).map((ref) => entry(ref));

  test('is one without any AED, whatever is allowed', () => {
    for (const allowVanish of [false, true]) {
      expect(planRegisterSync(file([], { allowVanish }), stored).refusal).toMatch(/no AED/);
      expect(planRegisterSync(file([], { source: null, allowVanish }), []).refusal).not.toBeNull();
    }
  });

  test('is one that takes away more than the share, unless that is allowed', () => {
    const most = 100 * VANISH_SHARE_MAX;
    expect(planRegisterSync(file(first(100 - most)), stored).refusal).toBeNull();
    const less = first(99 - most);
    expect(planRegisterSync(file(less), stored).refusal).toMatch(/^21 of the register's 100/);
    expect(planRegisterSync(file(less, { allowVanish: true }), stored).refusal).toBeNull();
  });

  test('is one that puts the AEDs somewhere else altogether, as swapped coordinates do', () => {
    const elsewhere = { lat: SCENE.lon, lon: SCENE.lat };
    const swapped = many(100).map((ref) => entry(ref, { place: elsewhere }));
    expect(planRegisterSync(file(swapped), stored).refusal).toMatch(/^100 of/);
    expect(ELSEWHERE_MIN_M).toBeGreaterThan(MOVED_MIN_M);
  });
});

interface Case {
  readonly stored: readonly RegisteredAed[];
  readonly entries: readonly RegisterEntry[];
  readonly source: string | null;
  readonly allowVanish: boolean;
}

describe('for any register and any file', () => {
  const refs = fc.constantFrom(...many(12));
  const anyFacts = fc
    .record({ name: fc.constantFrom('A', 'B'), metres: fc.constantFrom(0, 10, 100) })
    .map(({ name, metres }) => facts({ name, place: placeFrom(SCENE, metres) }));
  const anyEntry = fc
    .record({ externalRef: refs, facts: anyFacts })
    .map((fields): RegisterEntry => ({ ...entry(fields.externalRef), ...fields }));
  const anyAed = fc
    .record({
      externalRef: refs,
      source: fc.constantFrom('osm', 'city', null),
      status: fc.constantFrom<AedStatus>('unverified', 'available', 'out-of-service', 'retired'),
      gone: fc.boolean(),
      facts: anyFacts,
    })
    .map(({ gone, status, ...fields }): RegisteredAed => ({
      ...fields,
      status: gone ? 'retired' : status,
      goneFrom: gone ? status : null,
    }));
  const stored = fc.uniqueArray(anyAed, { selector: (each) => each.externalRef, maxLength: 12 });
  const entries = fc.array(anyEntry, { maxLength: 15 });
  const source = fc.constantFrom('osm', null);
  const allowVanish = fc.boolean();
  const anyCase: fc.Arbitrary<Case> = fc.record({ stored, entries, source, allowVanish });
  const holds = (check: (each: Case) => void) =>
    fc.assert(fc.property(anyCase, check), { seed: SEED, numRuns: 500 });
  const planOf = (each: Case, rows = each.entries) =>
    planRegisterSync(file(rows, each), each.stored);

  test('applying the same file twice changes nothing the second time', () =>
    holds((each) => {
      const after = applied(planOf(each), each.stored);
      const again = planRegisterSync(file(each.entries, each), after);
      expect(again.steps.filter((step) => step.change !== 'unchanged')).toEqual([]);
    }));

  test('the order of rows does not matter', () =>
    holds((each) => {
      const [plan, turned] = [planOf(each), planOf(each, [...each.entries].reverse())];
      expect(turned.steps).toEqual(plan.steps);
      expect(turned.refusal).toEqual(plan.refusal);
      expect(turned.refused.map((row) => row.externalRef).sort()).toEqual(
        plan.refused.map((row) => row.externalRef).sort(),
      );
    }));

  test('every row is a step or refused, and no AED is in two steps', () =>
    holds((each) => {
      const { steps, refused } = planOf(each);
      const ofRows = steps.filter((step) => step.where !== null);
      expect(ofRows.length + refused.length).toBe(each.entries.length);
      expect(new Set(steps.map((step) => step.aed.externalRef)).size).toBe(steps.length);
    }));

  test('no AED of another register, or put by hand and not in the file, is touched', () =>
    holds((each) => {
      const rows = new Set(each.entries.map((row) => row.externalRef));
      const after = new Map(applied(planOf(each), each.stored).map((a) => [a.externalRef, a]));
      for (const before of each.stored) {
        const foreign = each.source !== null && before.source === 'city';
        const absent = before.source !== each.source && !rows.has(before.externalRef);
        if (foreign || absent) expect(after.get(before.externalRef)).toEqual(before);
      }
    }));

  test('a status only changes along its table, and one that is gone is retired', () =>
    holds((each) => {
      const before = new Map(each.stored.map((a) => [a.externalRef, a.status]));
      for (const { aed: after } of planOf(each).steps) {
        const from = before.get(after.externalRef) ?? 'unverified';
        const next = AED_TABLE[from];
        const twoSteps = next.flatMap((between) => AED_TABLE[between]);
        expect([from, ...next, ...twoSteps]).toContain(after.status);
        if (after.goneFrom !== null) expect(after.status).toBe('retired');
      }
    }));
});
