import { MemoryClock } from '#adapters/memory/clock';
import { SeededIds } from '#adapters/memory/ids';
import { MemoryStore } from '#adapters/memory/store';
import { CompileHours } from '#adapters/opening-hours/compile-hours';
import type { Aed } from '#core/aed';
import { openAt } from '#core/hours';
import { ok } from '#core/problem';
import { DAY_MS } from '#core/units';
import { putAedSchema } from '#contracts/registry-api';
import { AedRegistry } from '#flow/aed-registry';
import type { AedRow } from '#flow/ports';
import { SyncAedRegister, type SyncRequest } from '#flow/sync-aed-register';

const START = Date.parse('2026-01-15T12:00:00Z');
const HERE = { lat: 47.37, lon: 8.54 };

class Register {
  readonly clock = new MemoryClock(START);
  private readonly ids = new SeededIds(7);
  readonly store = new MemoryStore({ clock: this.clock, ids: this.ids });
  readonly organisationId = this.ids.id();
  private readonly ports = {
    ...{ aeds: this.store.aeds, people: this.store.people, clock: this.clock },
    hours: new CompileHours(),
  };
  readonly registry = new AedRegistry(this.ports);
  private readonly sync = new SyncAedRegister(this.ports);

  static async open(): Promise<Register> {
    const register = new Register();
    await register.store.people.addOrganisation({
      ...{ id: register.organisationId, slug: 'zurich', name: 'Zurich', area: null },
      ...{ timeZone: 'Europe/Zurich', policyName: 'nearest-10' },
    });
    return register;
  }

  async take(rows: readonly AedRow[], request: Partial<SyncRequest> = {}) {
    const done = await this.sync.sync(this.organisationId, {
      ...{ rows, refused: [], source: 'city', region: null },
      ...{ allowVanish: false, skipRefused: false, dryRun: false },
      ...request,
    });
    if (!done.ok) throw new Error(done.problem.detail);
    return done.value;
  }

  async aed(): Promise<Aed> {
    const [aed] = await this.store.aeds.aedsNear(this.organisationId, HERE, 100);
    if (aed === undefined) throw new Error('there is no AED');
    return aed;
  }
}

function row(put: object = {}, others: Partial<AedRow> = {}): AedRow {
  const place = { type: 'Point', coordinates: [HERE.lon, HERE.lat] };
  return {
    ...{ where: 'line 2', externalRef: 'a-1', indoor: null, status: null },
    put: putAedSchema.parse({ name: 'Town hall', place, openingHours: '24/7', ...put }),
    ...others,
  };
}

test("hours keep the region's holidays, also when they are compiled again", async () => {
  const register = await Register.open();
  await register.take([row({ openingHours: 'Mo-Sa 08:00-18:00; PH off' })], { region: 'Zürich' });
  const labourDay = Date.parse('2026-05-01T10:00:00+02:00');
  expect(openAt((await register.aed()).hours, labourDay)).toBe('closed');
  register.clock.advanceBy(300 * DAY_MS);
  await expect(register.registry.compileDue()).resolves.toBe(1);
  const { hours } = await register.aed();
  expect(openAt(hours, Date.parse('2027-05-01T10:00:00+02:00'))).toBe('closed');
  expect(openAt(hours, Date.parse('2027-05-03T10:00:00+02:00'))).toBe('open');
});

test('an AED that a responder found missing stays so while its register has it', async () => {
  const register = await Register.open();
  await register.take([row()]);
  const { id: aedId } = await register.aed();
  const { organisationId } = register;
  await register.store.aeds.reportAed({ organisationId, aedId, report: 'missing', now: START });
  const again = await register.take([row({ name: 'Town hall, east wing' })]);
  expect(again.steps).toMatchObject([{ change: 'changed' }]);
  const out = { name: 'Town hall, east wing', status: 'out-of-service' };
  expect(await register.aed()).toMatchObject({ ...out, outOfServiceReason: 'missing' });
});

test('hours that the register contradicts are unknown, by import and by hand', async () => {
  const register = await Register.open();
  const doubted = row({ name: 'School' }, { indoor: true });
  const report = await register.take([doubted, row({}, { externalRef: 'a-2', where: 'line 3' })]);
  const found = report.steps.map((step) => step.aed.facts.contradictions);
  expect(found).toEqual([['always-open-yet-in-school-or-gym'], []]);
  expect(report).toMatchObject({ applied: true, hoursUnknown: 1, hoursMissing: 0 });
  const byHand = { ...row({ access: 'private' }).put };
  const put = await register.registry.put(register.organisationId, 'a-3', byHand);
  expect(put).toMatchObject(ok({ view: { openingHours: '24/7', hoursRead: 'unknown' } }));
});

test('a code that only the organisation knows outlives the feeds that do not say it', async () => {
  const register = await Register.open();
  const byHand = { ...row({ cabinetCode: 'C 17' }).put };
  await register.registry.put(register.organisationId, 'a-1', byHand);
  const report = await register.take([row({ name: 'Town hall, west wing' })]);
  expect(report.steps).toMatchObject([{ change: 'changed', aed: { source: 'city' } }]);
  const kept = { name: 'Town hall, west wing', cabinetCode: 'C 17' };
  expect(await register.aed()).toMatchObject(kept);
  expect(JSON.stringify(report)).not.toContain('C 17');
});

test('nothing is written by a dry run, or where a row is refused and not skipped', async () => {
  const register = await Register.open();
  const refused = [{ where: 'line 9', externalRef: null, why: 'it has no id' }];
  for (const request of [{ dryRun: true }, { refused }]) {
    const report = await register.take([row()], request);
    expect(report).toMatchObject({ applied: false, steps: [{ change: 'added' }] });
    await expect(register.aed()).rejects.toThrow('there is no AED');
  }
  const report = await register.take([row()], { refused, skipRefused: true });
  expect(report).toMatchObject({ applied: true, refused });
  expect(await register.aed()).toMatchObject({ externalRef: 'a-1', status: 'unverified' });
});
