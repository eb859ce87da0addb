import { COVERAGE_FRESH_MS, Coverage } from '#flow/coverage';
import { CoverageReckoning, nextHour } from '#flow/coverage-reckoning';
import { CoverageWatch } from '#flow/coverage-watch';
import { AcceptanceVerdicts } from '#flow/check-acceptance';
import { ResponsePlans } from '#flow/response-plans';
import type { Channel, ChannelMessage, Channels } from '#flow/ports';
import { aSquare, placeFrom } from '#core/place-examples';
import { HOUR_MS, MINUTE_MS } from '#core/units';
import { codeOf, MemoryService, SCENE, START, valueOf } from './memory-service';

/** The service begins on Sunday noon UTC: 07:00 in New York, hour 151 of the week. */
const SUNDAY_7 = 6 * 24 + 7;
const MONDAY_2 = 2;

function stepsOf(service: MemoryService, channels: Channels = {}) {
  const { store, clock, ids } = service;
  const { coverage, aeds, people, privacy, accounts } = store;
  const plans = new ResponsePlans({ planStore: store.responsePlans, clock });
  const verdicts = new AcceptanceVerdicts({ checks: store.acceptanceChecks, clock });
  const reckoning = new CoverageReckoning({ coverage, aeds, people, plans, verdicts, clock });
  const onError = (error: unknown): never => {
    throw error;
  };
  const ports = { coverage, reckoning, people, clock };
  const watching = { ...ports, privacy, accounts, channels, ids, onError };
  return { coverage: new Coverage(ports), watch: new CoverageWatch(watching) };
}

/** A small town with eight people about its middle and an AED that is shut by night. */
async function aTown(): Promise<MemoryService> {
  const service = await MemoryService.open('closeby-de-maio');
  const { organisationId, store, clock } = service;
  await store.people.changeOrganisation(
    organisationId,
    { name: 'Town', timeZone: 'America/New_York', area: { polygons: [aSquare(SCENE, 3_000)] } },
    clock.now(),
  );
  for (let index = 0; index < 8; index += 1) {
    await service.person(`p${String(index)}`, index * 20 - 60);
  }
  const day = { from: START, to: START + 12 * HOUR_MS };
  await store.aeds.putAed(
    organisationId,
    {
      ...{ externalRef: 'A', name: 'A', place: placeFrom(SCENE, 30), access: 'public' },
      ...{ locationDetail: null, floor: null, cabinetCode: null, openingHours: 'day' },
      ...{ lastCheckedAt: null, contradictions: [] },
      hours: {
        ...{ state: 'intervals', intervals: [day] },
        ...{ compiledFrom: START - HOUR_MS, compiledUntil: START + 240 * HOUR_MS },
      },
    },
    clock.now(),
  );
  return service;
}

describe('coverage by the hour', () => {
  it('is lower in an hour in which the AED is shut, and tells nobody’s place', async () => {
    const service = await aTown();
    const { coverage } = stepsOf(service);
    const day = valueOf(await coverage.of(service.organisationId, null));
    expect(day).toMatchObject({ hour: SUNDAY_7, cellM: 500, limitS: 360 });
    expect(day.totals.people).toBe(8);
    const night = valueOf(await coverage.of(service.organisationId, MONDAY_2));
    expect(night.totals.aeds).toBe(0);
    expect(day.totals.aeds).toBe(1);
    expect(day.totals.reached).toBeGreaterThan(night.totals.reached);
    expect(night.totals.reached).toBe(0);
    for (const { properties } of day.squares.features) {
      expect(properties.probability === null).toBe(properties.class === 'few');
    }
    expect(Object.keys(day.squares.features[0]?.properties ?? {}).sort()).toEqual([
      ...['class', 'probability'],
    ]);
    expect(day.gaps[0]?.properties.lack).toBeGreaterThanOrEqual(
      day.gaps.at(-1)?.properties.lack ?? 1,
    );
  });

  it('would be mended by an AED where the people are, at night', async () => {
    const service = await aTown();
    const { coverage } = stepsOf(service);
    const { aeds, tried } = valueOf(await coverage.improvements(service.organisationId, MONDAY_2));
    expect(tried).toBeGreaterThan(20);
    const [west, south] = aeds[0]?.geometry.coordinates[0]?.[0] ?? [0, 0];
    expect(Math.abs(south - SCENE.lat)).toBeLessThan(0.01);
    expect(Math.abs(west - SCENE.lon)).toBeLessThan(0.015);
  });

  it('is reckoned anew after a while, and refused without an area', async () => {
    const service = await aTown();
    const { coverage } = stepsOf(service);
    const { organisationId, store, clock } = service;
    const before = valueOf(await coverage.of(organisationId, null));
    await store.people.setDuty({
      ...{ organisationId, responderId: [...(await ids(service))][0] ?? '' },
      ...{ onDuty: false, now: clock.now() },
    });
    clock.advanceBy(COVERAGE_FRESH_MS);
    const after = valueOf(await coverage.of(organisationId, null));
    expect(after.totals.people).toBe(before.totals.people - 1);
    const bare = { name: 'Town', timeZone: 'UTC', area: null };
    await store.people.changeOrganisation(organisationId, bare, clock.now());
    expect(codeOf(await coverage.of(organisationId, 5))).toBe('illegal-step');
    const threshold = {
      ...{ hours: [5], probability: 0.5, share: 0.5, tellAtMinute: 0 },
      of: 'squares' as const,
    };
    expect(codeOf(await coverage.putThreshold(organisationId, { threshold }))).toBe('illegal-step');
  });

  it('finds an hour of the week the next time it comes, also when clocks are changed', () => {
    // In New York clocks go from 02:00 to 03:00 on Sunday 2026-03-08.
    const hour = 6 * 24 + 2;
    const { at } = nextHour('America/New_York', START, hour);
    expect(new Date(at).toISOString()).toBe('2026-03-15T06:30:00.000Z');
    expect(nextHour('America/New_York', START, null)).toMatchObject({
      ...{ hour: SUNDAY_7, isNow: true, at: START + HOUR_MS / 2 },
    });
    expect(nextHour('Asia/Kathmandu', START, null).isNow).toBe(true);
  });
});

describe('the warning before the night', () => {
  const threshold = {
    ...{ hours: [SUNDAY_7 + 1, MONDAY_2], probability: 0.3, share: 0.9, tellAtMinute: 7 * 60 },
    of: 'squares' as const,
  };

  it('is kept and told to coordinators once a day, again until a mail was taken', async () => {
    const service = await aTown();
    const { organisationId, store, clock } = service;
    await hire(service, 'coordinator', 'anna@example.org');
    await hire(service, 'registrar', 'rita@example.org');
    const mail = new Mail();
    const { coverage, watch } = stepsOf(service, { email: mail });
    expect(await watch.round()).toBe(0);
    valueOf(await coverage.putThreshold(organisationId, { threshold }));
    mail.fails = true;
    expect(await watch.round()).toBe(0);
    mail.fails = false;
    expect(await watch.round()).toBe(0);
    clock.advanceBy(5 * MINUTE_MS);
    const rounds = await Promise.all([watch.round(), watch.round()]);
    expect(rounds.sort()).toEqual([0, 1]);
    expect(mail.sent.map(({ address }) => address)).toEqual(['anna@example.org']);
    expect(mail.sent[0]?.text.body).toContain('Monday 02:00: 0 %');
    clock.advanceBy(2 * HOUR_MS);
    expect(await watch.round()).toBe(0);
    const { warnings } = await coverage.threshold(organisationId);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ day: '2026-03-01', wantedShare: 0.9 });
    expect(warnings[0]?.below.map(({ hour }) => hour)).toEqual([SUNDAY_7 + 1, MONDAY_2]);
    expect(warnings[0]?.weakest).toHaveLength(5);
    expect(warnings[0]?.toldAt).not.toBeNull();
    await store.coverage.putThreshold(organisationId, null);
    clock.advanceBy(22 * HOUR_MS);
    expect(await watch.round()).toBe(0);
  });

  it('says nothing where enough is covered, but that it was looked at', async () => {
    const service = await aTown();
    const { organisationId } = service;
    await hire(service, 'coordinator', 'anna@example.org');
    const mail = new Mail();
    const { coverage, watch } = stepsOf(service, { email: mail });
    const easy = { ...threshold, hours: [SUNDAY_7 + 1], probability: 0.01, share: 0.01 };
    valueOf(await coverage.putThreshold(organisationId, { threshold: easy }));
    expect(await watch.round()).toBe(0);
    const { warnings } = await coverage.threshold(organisationId);
    expect(warnings).toMatchObject([{ below: [], weakest: [], toldAt: null }]);
    expect(mail.sent).toEqual([]);
  });
});

class Mail implements Channel {
  readonly deadlineMs = 1_000;
  readonly sent: ChannelMessage[] = [];
  fails = false;

  handOver(message: ChannelMessage): ReturnType<Channel['handOver']> {
    if (this.fails) return Promise.resolve({ outcome: 'no-answer', error: 'no answer' });
    this.sent.push(message);
    return Promise.resolve({ outcome: 'taken', providerRef: null });
  }
}

async function hire(
  { organisationId, store, ids: make, clock }: MemoryService,
  role: 'coordinator' | 'registrar',
  email: string,
): Promise<void> {
  const now = clock.now();
  valueOf(
    await store.accounts.addAccount({
      ...{ id: make.id(), organisationId, role, displayName: email, email, now },
    }),
  );
}

async function ids({ store, organisationId }: MemoryService): Promise<readonly string[]> {
  const page = await store.people.responders(organisationId, { cursor: null, limit: 50 });
  return page.items.map(({ id }) => id);
}
