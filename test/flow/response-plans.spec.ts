import { POLICY_PRESETS, REPLACE_7 } from '#core/policy-presets';
import { SECOND_MS } from '#core/units';
import { policyMessage, policySchema } from '#contracts/policy-api';
import { draftPlanSchema, type DraftPlanMessage } from '#contracts/response-plan-api';
import { DANGER_AREAS_MAX } from '#flow/danger-areas';
import { RULES_FRESH_MS } from '#flow/response-plans';
import { codeOf, MemoryService, START, valueOf } from './memory-service';

/** A draft as the caller writes it, read. */
function draft(fields: Record<string, unknown> = {}): DraftPlanMessage {
  return draftPlanSchema.parse({
    name: 'arrests',
    title: 'Arrests',
    kinds: ['cardiac-arrest'],
    preset: 'nearest-10',
    changes: { alertedAtOnceMax: 1 },
    ...fields,
  });
}

async function withPeople(...metres: number[]): Promise<MemoryService> {
  const service = await MemoryService.open();
  for (const each of metres) await service.person(`p${each}`, each);
  return service;
}

const SIDE = 0.01;
const SQUARE = {
  type: 'Polygon' as const,
  coordinates: [
    [
      [-76 - SIDE, 36.85 - SIDE],
      [-76 + SIDE, 36.85 - SIDE],
      [-76 + SIDE, 36.85 + SIDE],
      [-76 - SIDE, 36.85 + SIDE],
      [-76 - SIDE, 36.85 - SIDE],
    ] as [number, number][],
  ],
};
const LIVE_CABLES = {
  says: 'Live cables in the street.',
  area: SQUARE,
  from: '2026-03-01T00:00:00Z',
  keepsAway: ['home' as const],
};

describe('a response plan', () => {
  it('decides nothing as a draft, all of its kind once active, nothing once retired', async () => {
    const service = await withPeople(100, 200);
    const { organisationId, steps } = service;
    await steps.plans.draft(organisationId, draft());
    expect(valueOf(await service.raise()).view.alertedCount).toBe(2);
    valueOf(await steps.plans.move(organisationId, { name: 'arrests', version: 1 }, 'active'));
    const { view } = valueOf(await service.raise({ controlRef: 'CAD-2' }));
    expect([view.alertedCount, view.policyName, view.policyVersion]).toEqual([0, 'arrests', 1]);
    valueOf(await steps.plans.move(organisationId, { name: 'arrests', version: 1 }, 'retired'));
    const last = valueOf(await service.raise({ controlRef: 'CAD-3', kind: 'choking' }));
    expect(last.view.policyName).toBe('nearest-10');
  });

  it('keeps an incident under the version it was raised under', async () => {
    const service = await withPeople(100);
    const { organisationId, steps } = service;
    for (const version of [1, 2]) {
      await steps.plans.draft(organisationId, draft({ title: `No ${version}` }));
    }
    valueOf(await steps.plans.move(organisationId, { name: 'arrests', version: 1 }, 'active'));
    const { view } = valueOf(await service.raise());
    valueOf(await steps.plans.move(organisationId, { name: 'arrests', version: 2 }, 'active'));
    await service.runUntil(START + 10 * SECOND_MS);
    const plan = valueOf(await steps.read.plan(organisationId, view.id));
    expect([plan.policyName, plan.policyVersion]).toEqual(['arrests', 1]);
    const [second, first] = valueOf(await steps.plans.byName(organisationId, 'arrests'));
    expect([second?.status, first?.status]).toEqual(['active', 'retired']);
    expect(codeOf(await steps.plans.byName(organisationId, 'nothing'))).toBe('not-found');
  });

  it('goes by the longest code before the kind, and control may name one of its own', async () => {
    const service = await withPeople(100);
    const { organisationId, steps } = service;
    for (const [name, fields] of [
      ['by-kind', { kinds: ['cardiac-arrest'] }],
      ['by-code', { kinds: [], determinants: ['09*'] }],
      ['by-longer-code', { kinds: [], determinants: ['09E*'] }],
    ] as const) {
      await steps.plans.draft(organisationId, draft({ name, ...fields }));
      valueOf(await steps.plans.move(organisationId, { name, version: 1 }, 'active'));
    }
    const used = async (fields: Parameters<MemoryService['raise']>[0]): Promise<string> =>
      valueOf(await service.raise(fields)).view.policyName;
    expect(await used({ controlRef: '1' })).toBe('by-kind');
    expect(await used({ controlRef: '2', determinantCode: '09D01' })).toBe('by-code');
    expect(await used({ controlRef: '3', determinantCode: '09E01' })).toBe('by-longer-code');
    expect(await used({ controlRef: '4', policyName: 'replace-7' })).toBe('replace-7');
    expect(await used({ controlRef: '5', policyName: 'by-code' })).toBe('by-code');
    const wrong = await service.raise({ controlRef: '6', policyName: 'gone' });
    expect(codeOf(wrong)).toBe('invalid-field');
  });

  it('counts on other copies of the server before long', async () => {
    const service = await withPeople(100);
    const { organisationId, store } = service;
    valueOf(await service.raise());
    const elsewhere = await store.responsePlans.addDraft({
      ...{ organisationId, name: 'other', title: 'Other', kinds: ['cardiac-arrest'] },
      ...{ determinants: [], safetyRules: [], createdAt: START },
      policy: REPLACE_7,
    });
    const { name, version } = elsewhere;
    const now = service.clock.now();
    await store.responsePlans.moveResponsePlan({
      organisationId,
      name,
      version,
      to: 'active',
      now,
    });
    service.clock.advanceTo(now + RULES_FRESH_MS);
    expect(valueOf(await service.raise({ controlRef: 'CAD-2' })).view.policyName).toBe('other');
  });

  it.each(Object.keys(POLICY_PRESETS))('may start from the preset %s as it is', (preset) => {
    const policy = POLICY_PRESETS[preset];
    const read = draftPlanSchema.safeParse({
      ...{ name: 'mine', title: 'Mine', kinds: ['cardiac-arrest'], preset },
    });
    expect(read.error?.issues ?? []).toEqual([]);
    expect(policy && policySchema.safeParse(policyMessage(policy)).success).toBe(true);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no policy', { preset: undefined, changes: undefined }, 'policy'],
    ['an unknown preset', { preset: 'nearest-11' }, 'preset'],
    ['a number out of bounds', { changes: { radiusM: 5 } }, 'changes.radiusM'],
    ['a part of another kind', { changes: { team: { keepBest: 'two' } } }, 'changes.team.keepBest'],
    ['a field that does not exist', { changes: { radius: 500 } }, 'changes.radius'],
    [
      'a nested field that does not exist',
      { changes: { arrival: { night: { from: 22 } } } },
      'changes.arrival.night.from',
    ],
    ['the name of a preset', { name: 'nearest-10' }, 'name'],
    ['a name of an address', { name: 'presets' }, 'name'],
    ['no incident to be for', { kinds: [] }, 'kinds'],
    ['a * inside a code', { determinants: ['0*9'] }, 'determinants.0'],
    ['fewer candidates than alerts', { changes: { candidateMax: 5 } }, 'changes.candidateMax'],
    ['silence after the end', { changes: { silentAfterMs: 400_000 } }, 'changes.silentAfterMs'],
    ['a split by nothing', { changes: { roles: { kind: 'best-split' } } }, 'changes.roles.kind'],
    ['keeping more than wanted', { changes: { team: { keepBest: 9 } } }, 'changes.team.keepBest'],
    [
      'a safety rule that never applies',
      { safetyRules: [{ code: 'x', says: 'X.', when: {}, keepsAway: ['home'] }] },
      'safetyRules.0.when',
    ],
  ])('is refused with %s, which is named', (_what, fields, field) => {
    const plan = { name: 'mine', title: 'Mine', kinds: ['cardiac-arrest'], preset: 'nearest-10' };
    const [issue] = draftPlanSchema.safeParse({ ...plan, ...fields }).error?.issues ?? [];
    expect(issue?.path.join('.')).toBe(field);
  });
});

describe('safety', () => {
  it('sends nobody where it is violent, says why, and a dispatcher may override', async () => {
    const service = await withPeople(100, 200);
    const { organisationId, steps } = service;
    const { view } = valueOf(await service.raise({ hazards: ['violence'] }));
    expect(view.alertedCount).toBe(0);
    const plan = valueOf(await steps.read.plan(organisationId, view.id));
    expect(plan.decisions[0]?.safety).toMatchObject([{ code: 'violence', overridden: false }]);
    expect(plan.people.map(({ sentence }) => sentence)).toEqual(
      Array(2).fill('Not alerted: kept away for safety (Somebody there is violent).'),
    );
    const override = {
      organisationId,
      incidentId: view.id,
      reason: 'Police are on scene.',
      actor: { kind: 'dispatcher', id: 'key-1' },
    } as const;
    const sent = valueOf(await steps.overrideSafety.override(override));
    expect(sent.alertedCount).toBe(2);
    expect(sent.safetyOverride).toMatchObject({ reason: 'Police are on scene.', by: 'key-1' });
    valueOf(await steps.overrideSafety.override(override));
    const kinds = await service.factKinds(view.id);
    expect(kinds.filter((kind) => kind === 'safety-overridden')).toHaveLength(1);
    const again = valueOf(await steps.read.plan(organisationId, view.id));
    expect(again.decisions.at(-1)?.safety).toMatchObject([{ code: 'violence', overridden: true }]);
  });

  it('refuses to override what is over or not there', async () => {
    const service = await withPeople(100);
    const { organisationId, steps } = service;
    const { view } = valueOf(await service.raise());
    await steps.change.end(organisationId, 'CAD-1', { op: 'close', message: { version: 2 } });
    const input = {
      ...{ organisationId, incidentId: view.id, reason: 'Why not.' },
      actor: { kind: 'dispatcher', id: 'key-1' },
    } as const;
    expect(codeOf(await steps.overrideSafety.override(input))).toBe('incident-over');
    const nowhere = { ...input, incidentId: organisationId };
    expect(codeOf(await steps.overrideSafety.override(nowhere))).toBe('not-found');
  });

  it('has an end to the areas an organisation may draw', async () => {
    const service = await withPeople();
    const { organisationId, steps } = service;
    for (let index = 0; index < DANGER_AREAS_MAX; index += 1) {
      valueOf(await steps.dangerAreas.put(organisationId, `area-${index}`, LIVE_CABLES));
    }
    const more = await steps.dangerAreas.put(organisationId, 'one-more', LIVE_CABLES);
    expect(codeOf(more)).toBe('invalid-field');
    valueOf(await steps.dangerAreas.put(organisationId, 'area-7', LIVE_CABLES));
  });

  it('keeps people out of a dangerous area from the next decision until it is lifted', async () => {
    const service = await withPeople(100);
    const { organisationId, steps } = service;
    const { dangerAreas } = steps;
    valueOf(await dangerAreas.put(organisationId, 'cables', LIVE_CABLES));
    const [area] = await dangerAreas.list(organisationId);
    expect(area).toMatchObject({ code: 'cables', to: null, area: { type: 'MultiPolygon' } });
    expect(valueOf(await service.raise()).view.alertedCount).toBe(0);
    valueOf(await dangerAreas.remove(organisationId, 'cables'));
    expect(codeOf(await dangerAreas.remove(organisationId, 'cables'))).toBe('not-found');
    expect(codeOf(await dangerAreas.byCode(organisationId, 'cables'))).toBe('not-found');
    const { view } = valueOf(await service.raise({ controlRef: 'CAD-2' }));
    expect(view.alertedCount).toBe(1);
  });
});
