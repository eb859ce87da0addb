import { MemoryLocations } from '#adapters/memory/locations';
import { MINUTES_OF_DAY } from '#core/availability';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units';
import { MUTE_MAX_DAYS, type AvailabilityMessage } from '#contracts/reach-api';
import { toIso } from '#contracts/shapes';
import { FillLiveIndex } from '#flow/fill-live-index';
import { localTime } from '#flow/local-time';
import type { ResponderCaller } from '#flow/ports';
import { codeOf, MemoryService, START, valueOf } from './memory-service';

const ALWAYS: AvailabilityMessage = { schedule: null, quietHours: null, mutedUntil: null };
const NOON_MINUTE = 12 * 60;
const SUNDAY = 6 * MINUTES_OF_DAY;

function set(
  service: MemoryService,
  person: ResponderCaller,
  availability: Partial<AvailabilityMessage>,
) {
  return service.steps.reach.set(person, { availability: { ...ALWAYS, ...availability } });
}

/** Why a person was not alerted to the newest incident, once everybody has been explained. */
async function reasonFor(service: MemoryService, id: string, person: ResponderCaller) {
  await service.runUntil(service.clock.now() + SECOND_MS);
  const considered = await service.store.incidents.considered(service.organisationId, id);
  return considered.find((one) => one.responderId === person.responderId)?.reason;
}

function isIndexed(service: MemoryService, person: ResponderCaller): Promise<boolean> {
  const { organisationId, locations } = service;
  return locations
    .fixes(organisationId, [person.responderId])
    .then((fixes) => fixes.has(person.responderId));
}

describe('somebody who has muted alerts', () => {
  it('is not alerted, and the plan says so', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 200);
    const ben = await service.person('ben', 100);
    const mutedUntil = toIso(START + HOUR_MS);
    const view = valueOf(await set(service, ben, { mutedUntil }));
    expect(view).toMatchObject({ availability: { mutedUntil }, readiness: { light: 'red' } });
    expect(view.readiness.sentence).toContain('Muted.');
    expect(await isIndexed(service, ben)).toBe(false);
    const { view: incident } = valueOf(await service.raise());
    expect(service.heard(anna)).toHaveLength(1);
    expect(service.heard(ben)).toHaveLength(0);
    expect(await reasonFor(service, incident.id, ben)).toBe('muted');
  });

  it('is let go from what they have not answered, and somebody else is asked', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    const { view } = valueOf(await service.raise());
    valueOf(await set(service, anna, { mutedUntil: toIso(START + HOUR_MS) }));
    expect(service.alertOf(anna)).toMatchObject({
      ...{ status: 'withdrawn', endedReason: 'no-longer-eligible' },
    });
    expect(await service.factKinds(view.id)).toContain('alert-withdrawn');
  });

  it('keeps the incident they have accepted', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    valueOf(await service.raise());
    valueOf(await service.answer(anna, 'accept'));
    valueOf(await set(service, anna, { mutedUntil: toIso(START + HOUR_MS) }));
    expect(service.alertOf(anna)).toMatchObject({ status: 'accepted' });
  });

  it('is asked again as soon as they take the mute back, without a new position', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    valueOf(await set(service, anna, { mutedUntil: toIso(START + HOUR_MS) }));
    valueOf(await set(service, anna, {}));
    expect(await isIndexed(service, anna)).toBe(true);
    valueOf(await service.raise());
    expect(service.heard(anna)).toHaveLength(1);
  });

  it('may do so for thirty days and no longer', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    const until = START + MUTE_MAX_DAYS * DAY_MS;
    const refused = await set(service, anna, { mutedUntil: toIso(until + 1) });
    expect(refused).toMatchObject({
      ok: false,
      problem: { code: 'invalid-field', field: 'availability.mutedUntil' },
    });
    expect((await set(service, anna, { mutedUntil: toIso(until) })).ok).toBe(true);
  });
});

describe('quiet hours of one’s own', () => {
  const early = { fromMinute: 6 * 60, toMinute: 9 * 60 } as const;

  it('let a life in danger through where the person says so, and nothing else', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    const ben = await service.person('ben', 150);
    valueOf(await set(service, anna, { quietHours: { ...early, letThrough: 'nothing' } }));
    valueOf(await set(service, ben, { quietHours: { ...early, letThrough: 'life-threatening' } }));
    expect(await isIndexed(service, anna)).toBe(false);
    expect(await isIndexed(service, ben)).toBe(true);
    const first = valueOf(await service.raise());
    expect(service.heard(ben)).toHaveLength(1);
    expect(await reasonFor(service, first.view.id, anna)).toBe('own-quiet-hours');
    const urgent = { controlRef: 'CAD-2', priority: 'urgent' } as const;
    valueOf(await service.answer(ben, 'decline'));
    const second = valueOf(await service.raise(urgent));
    expect(await reasonFor(service, second.view.id, ben)).toBe('own-quiet-hours');
  });

  it('withdraw what is less than a life in danger, though the person stays in reach', async () => {
    const service = await MemoryService.open();
    const ben = await service.person('ben', 150);
    valueOf(await service.raise({ priority: 'urgent' }));
    expect(service.heard(ben)).toHaveLength(1);
    valueOf(await set(service, ben, { quietHours: { ...early, letThrough: 'life-threatening' } }));
    expect(service.alertOf(ben).status).toBe('withdrawn');
    expect(await isIndexed(service, ben)).toBe(true);
  });
});

describe('a weekly schedule', () => {
  it('goes by the clock of the organisation, also over the change to summer time', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    const nineToTen = { fromMinute: SUNDAY + 9 * 60, toMinute: SUNDAY + 10 * 60 };
    valueOf(await set(service, anna, { schedule: [nineToTen] }));
    const asked = async (at: number, controlRef: string): Promise<boolean> => {
      service.clock.advanceTo(at);
      await service.fix(anna, 100);
      const before = service.heard(anna).length;
      valueOf(await service.raise({ controlRef, calledAt: toIso(at) }));
      return service.heard(anna).length > before;
    };
    const winter = Date.UTC(2026, 2, 1);
    expect(await asked(winter + 13.5 * HOUR_MS, 'CAD-1')).toBe(false);
    expect(await asked(winter + 14.5 * HOUR_MS, 'CAD-2')).toBe(true);
    valueOf(await service.answer(anna, 'decline'));
    const summer = Date.UTC(2026, 2, 8);
    expect(await asked(summer + 13.5 * HOUR_MS, 'CAD-3')).toBe(true);
    valueOf(await service.answer(anna, 'decline'));
    expect(await asked(summer + 14.5 * HOUR_MS, 'CAD-4')).toBe(false);
  });

  it('takes a person out of the live index with their next position, and in again', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    const untilNoon = { fromMinute: SUNDAY, toMinute: SUNDAY + NOON_MINUTE };
    valueOf(await set(service, anna, { schedule: [untilNoon] }));
    expect(await isIndexed(service, anna)).toBe(true);
    service.clock.advanceTo(START + 5 * HOUR_MS);
    await service.fix(anna, 100);
    expect(await isIndexed(service, anna)).toBe(false);
    service.clock.advanceTo(START + 6 * DAY_MS + 18 * HOUR_MS);
    await service.fix(anna, 100);
    expect(await isIndexed(service, anna)).toBe(true);
  });
});

describe('a shift that begins', () => {
  it('finds by an earlier position whoever it begins for, from its first second', async () => {
    const service = await MemoryService.open();
    const [anna, ben] = [await service.person('anna', 100), await service.person('ben', 150)];
    const { ingest } = service.steps;
    const fromNine = { fromMinute: SUNDAY + 9 * 60, toMinute: SUNDAY + 12 * 60 };
    valueOf(await set(service, anna, { schedule: [fromNine] }));
    const nine = Date.UTC(2026, 2, 1, 14);
    service.clock.advanceTo(nine - 10 * MINUTE_MS);
    await service.fix(anna, 100);
    await service.fix(ben, 150);
    await ingest.letIn();
    expect(await isIndexed(service, anna)).toBe(false);
    service.clock.advanceTo(nine - 1_000);
    await ingest.letIn();
    valueOf(await service.raise({ controlRef: 'CAD-1', calledAt: toIso(nine - 1_000) }));
    expect(service.heard(ben)).toHaveLength(1);
    expect(service.heard(anna)).toHaveLength(0);
    valueOf(await service.answer(ben, 'decline'));
    service.clock.advanceTo(nine);
    valueOf(await service.raise({ controlRef: 'CAD-2', calledAt: toIso(nine) }));
    expect(service.alertOf(anna).status).toBe('sent');
  });
});

describe('a live index that was emptied', () => {
  it('is filled with those who may be disturbed now, and nobody else', async () => {
    const service = await MemoryService.open();
    const [anna, ben, cleo] = [
      await service.person('anna', 100),
      await service.person('ben', 150),
      await service.person('cleo', 200),
    ];
    const allDay = { fromMinute: 0, toMinute: 0 } as const;
    valueOf(await set(service, ben, { quietHours: { ...allDay, letThrough: 'nothing' } }));
    const lives = { ...allDay, letThrough: 'life-threatening' } as const;
    valueOf(await set(service, cleo, { quietHours: lives }));
    const { store, clock, organisationId } = service;
    const locations = new MemoryLocations();
    const decide = {
      localTimeAt: (_id: string, at: number) => Promise.resolve(localTime('America/New_York', at)),
    };
    const fill = new FillLiveIndex({ people: store.people, locations, clock, decide });
    await expect(fill.fillIfEmpty()).resolves.toBe(true);
    const ids = [anna, ben, cleo].map(({ responderId }) => responderId);
    const indexed = await locations.fixes(organisationId, ids);
    expect([...indexed.keys()].sort()).toEqual([anna.responderId, cleo.responderId].sort());
  });
});

describe('a phone that is signed out', () => {
  it('is shown out, and with the last one its person goes off duty and is let go', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    valueOf(await service.raise());
    await service.steps.signOut.signOut(anna);
    expect(service.live.shownOut).toEqual([anna.deviceId]);
    expect(valueOf(await service.steps.feed.me(anna)).onDuty).toBe(false);
    expect(service.alertOf(anna)).toMatchObject({ status: 'withdrawn', endedReason: 'off-duty' });
    expect(await isIndexed(service, anna)).toBe(false);
    const { people } = service.store;
    await expect(people.callerOf('anna')).resolves.toBeNull();
  });

  it('leaves its person on duty while another phone is signed in', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    const { organisationId, responderId } = anna;
    const now = service.clock.now();
    const enrolment = { organisationId, responderId, code: 'second', expiresAt: now + DAY_MS, now };
    await service.store.people.addEnrolment(enrolment);
    await service.store.people.signInDevice({
      ...{ code: 'second', deviceId: 'second', token: 'second', tokenExpiresAt: now + DAY_MS },
      ...{ platform: 'ios', pushToken: null, now },
    });
    await service.steps.signOut.signOut(anna);
    expect(valueOf(await service.steps.feed.me(anna)).onDuty).toBe(true);
    valueOf(await service.raise());
    expect(service.heard(anna)).toHaveLength(1);
  });
});

describe('the readiness light', () => {
  it('is green once a phone has an address, may show alerts and has confirmed one', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    const { reach, pushProof, readiness, receipts } = service.steps;
    const faults = async () => valueOf(await reach.of(anna)).readiness.faults.map(codeIn);
    expect(await faults()).toEqual([
      ...['no-push-address', 'permission-unknown', 'never-confirmed', 'unreachable'],
    ]);
    const address = { channel: 'push', token: 'fcm-1', permission: 'granted' } as const;
    expect(valueOf(await pushProof.set(anna, address))).toBeNull();
    expect(await faults()).toEqual(['never-confirmed']);
    valueOf(await service.raise());
    const { alertId } = service.alertOf(anna);
    valueOf(await receipts.record(anna, { alertId, kind: 'delivered', subject: 'alert' }));
    expect(await faults()).toEqual([]);
    await service.person('ben', 5_000);
    const { organisationId } = service;
    const page = { cursor: null, limit: 10 };
    const all = await readiness.page(organisationId, null, page);
    expect(all.items.map(({ displayName, light }) => [displayName, light])).toEqual([
      ['anna', 'green'],
      ['ben', 'red'],
    ]);
    const red = await readiness.page(organisationId, 'red', { cursor: null, limit: 1 });
    expect(red.items.map(({ displayName }) => displayName)).toEqual(['ben']);
  });

  it('hears of a phone by its positions, at most once in ten minutes', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    const seenAt = async () => {
      const person = await service.store.reach.reachOf(service.organisationId, anna.responderId);
      return (person?.devices[0]?.seenAt ?? 0) - START;
    };
    service.clock.advanceBy(9 * MINUTE_MS);
    await service.fix(anna, 100);
    expect(await seenAt()).toBe(0);
    service.clock.advanceBy(2 * MINUTE_MS);
    await service.fix(anna, 100);
    expect(await seenAt()).toBe(11 * MINUTE_MS);
  });

  it('is not shown to somebody who is disabled, nor to another organisation', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 100);
    const { reach, registry } = service.steps;
    const elsewhere = { ...anna, organisationId: service.ids.id() };
    expect(codeOf(await reach.of(elsewhere))).toBe('not-found');
    await registry.putResponder(service.organisationId, 'anna', {
      ...{ displayName: 'anna', testPhone: false, disabled: true, credentials: [] },
    });
    expect(codeOf(await reach.set(anna, { language: 'fr' }))).toBe('not-eligible');
  });
});

function codeIn({ code }: { readonly code: string }): string {
  return code;
}
