import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { APPROVAL_EXPIRES_AFTER_MS, type Approval } from '#core/approval';
import { HOUR_MS } from '#core/units';
import { plainCalloutSchema } from '#contracts/callout-api';
import { fromMusterPoint, fromShift } from '#contracts/callout-parts';
import { fromArea, toIso } from '#contracts/shapes';
import type { StoredApproval } from '#flow/ports';
import { suite } from './suite';
import { NOW, World, type OpenStores } from './world';

const ALL = { cursor: null, limit: 50 };
const ANY = { status: null, askedBy: null, now: NOW };

/** What every store of approvals promises, and what is counted and leaves in bulk, as tests. */
export function approvalsConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of approvals`, open, (world) => {
    for (const promise of [keeps, waitsOnce, decidesOnce, lists]) promise(world);
  });
  suite(`${name} as source of exports`, open, (world) => {
    for (const promise of [exported, counted]) promise(world);
  });
}

function asked(world: World, fields: Partial<Approval> = {}): StoredApproval {
  const { area, window, shifts, musterPoints, ...callout } = world.callout();
  const { controlRef, mode, title, briefing, presence, needs, policy } = callout;
  return {
    request: plainCalloutSchema.parse({
      ...{ controlRef, mode, title, briefing, presence, needs, policy },
      area: fromArea(area),
      window: { from: toIso(window.from), until: toIso(window.until) },
      shifts: shifts.map(fromShift),
      musterPoints: musterPoints.map(fromMusterPoint),
      reason: 'The river',
    }),
    reachCount: 1_234,
    approval: {
      id: randomUUID(),
      organisationId: world.organisationId,
      kind: 'open-callout',
      status: 'pending',
      reason: 'The river',
      askedBy: { role: 'dispatcher', id: randomUUID() },
      askedAt: NOW,
      expiresAt: NOW + APPROVAL_EXPIRES_AFTER_MS,
      decidedBy: null,
      decidedAt: null,
      decisionReason: null,
      ...fields,
    },
  };
}

function decided(approval: Approval, status: 'approved' | 'refused'): Approval {
  const decidedBy = { role: 'supervisor', id: randomUUID() } as const;
  return { ...approval, status, decidedBy, decidedAt: NOW + 5, decisionReason: 'Go' };
}

function keeps(world: () => World): void {
  it('keeps what was asked for as it was, for its own organisation', async () => {
    const { approvals } = world().stores;
    const one = asked(world());
    expect(await approvals.ask(one, NOW)).toEqual(one);
    expect(await approvals.load(world().organisationId, one.approval.id)).toEqual(one);
    const other = await World.make(world().stores);
    expect(await approvals.load(other.organisationId, one.approval.id)).toBeNull();
    expect((await approvals.list(other.organisationId, ANY, ALL)).items).toEqual([]);
    const { controlRef, title } = one.request;
    const area = { exclusions: null, reason: 'The dyke' };
    const change = {
      calloutId: randomUUID(),
      controlRef,
      title,
      wantedCount: 3,
      needs: null,
      area,
    };
    for (const kind of ['change-area', 'change-needs'] as const) {
      const wider = { ...asked(world(), { kind }), request: change };
      expect(await approvals.ask(wider, NOW)).toEqual(wider);
    }
  });
}

function waitsOnce(world: () => World): void {
  it('keeps one that waits under a reference, and a new one once its time is over', async () => {
    const { approvals } = world().stores;
    const first = asked(world());
    const twin: StoredApproval = {
      ...first,
      approval: { ...first.approval, id: randomUUID(), askedAt: NOW + 1 },
    };
    const kept = await Promise.all([approvals.ask(first, NOW), approvals.ask(twin, NOW)]);
    expect(kept[0]).toEqual(kept[1]);
    expect(await approvals.ask(twin, first.approval.expiresAt + 1)).toEqual(twin);
  });
}

function decidesOnce(world: () => World): void {
  it('keeps one decision, however many decide at once', async () => {
    const { approvals } = world().stores;
    const { approval } = await approvals.ask(asked(world()), NOW);
    const tries = (['approved', 'refused', 'approved'] as const).map((status) =>
      decided(approval, status),
    );
    const outcomes = await Promise.all(tries.map((each) => approvals.decide(each)));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    const stored = await approvals.load(world().organisationId, approval.id);
    expect(stored?.approval).toEqual(tries[outcomes.indexOf(true)]);
  });
}

function lists(world: () => World): void {
  it('lists newest first, by what each is at that moment', async () => {
    const { organisationId, stores } = world();
    const old = asked(world(), { askedAt: NOW - HOUR_MS, expiresAt: NOW - 1 });
    const waiting = asked(world());
    const gone = asked(world(), { askedAt: NOW - 5 });
    for (const one of [old, waiting, gone]) await stores.approvals.ask(one, one.approval.askedAt);
    await stores.approvals.decide(decided(gone.approval, 'refused'));
    const ids = async (status: 'pending' | 'refused' | 'expired' | null) => {
      const filter = { ...ANY, status };
      const { items } = await stores.approvals.list(organisationId, filter, ALL);
      return items.map(({ approval }) => approval.id);
    };
    expect(await ids(null)).toEqual([waiting, gone, old].map(({ approval }) => approval.id));
    expect(await ids('pending')).toEqual([waiting.approval.id]);
    expect(await ids('expired')).toEqual([old.approval.id]);
    expect(await ids('refused')).toEqual([gone.approval.id]);
    const page = await stores.approvals.list(organisationId, ANY, { cursor: null, limit: 2 });
    const cursor = page.nextCursor;
    const rest = await stores.approvals.list(organisationId, ANY, { cursor, limit: 2 });
    expect(rest.items.map(({ approval }) => approval.id)).toEqual([old.approval.id]);
    const own = { ...ANY, askedBy: waiting.approval.askedBy.id };
    const { items } = await stores.approvals.list(organisationId, own, ALL);
    expect(items.map(({ approval }) => approval.id)).toEqual([waiting.approval.id]);
  });
}

function exported(world: () => World): void {
  it('gives the incidents of a time, oldest first, with counts and nobody in them', async () => {
    const { organisationId, stores } = world();
    const people = await world().responders(2);
    const late = await world().raise(people, { receivedAt: NOW - 10, raisedByHand: null });
    const early = await world().raise([], { receivedAt: NOW - 20 });
    await world().raise([], { receivedAt: NOW });
    const range = { from: NOW - 20, to: NOW, max: 9 };
    const found = await stores.incidentExports.incidentsBetween(organisationId, range);
    expect(found.map(({ id }) => id)).toEqual([early.incident.id, late.incident.id]);
    expect(found.map((each) => [each.alertedCount, each.raisedByHand])).toEqual([
      [0, true],
      [2, false],
    ]);
    const [first] = await stores.incidentExports.incidentsBetween(organisationId, {
      ...range,
      max: 1,
    });
    const { id, controlRef, status, kind, mode, priority, place } = early.incident;
    const { calledAt, receivedAt } = early.incident;
    expect(first).toEqual({
      ...{ id, controlRef, status, kind, mode, priority, place, calledAt, receivedAt },
      ...{ endedAt: null, alertedCount: 0, acceptedCount: 0, firstOnSceneAt: null },
      raisedByHand: true,
    });
    const other = await World.make(stores);
    const theirs = await stores.incidentExports.incidentsBetween(other.organisationId, range);
    expect(theirs).toEqual([]);
  });

  it('lists those that were raised by hand apart', async () => {
    const { organisationId, stores } = world();
    await world().raise([], { raisedByHand: null });
    const byHand = await world().raise([]);
    const filter = { status: null, controlRef: null, onlyByHand: true };
    const { items } = await stores.incidents.list(organisationId, filter, ALL);
    expect(items.map(({ incident }) => incident.id)).toEqual([byHand.incident.id]);
  });
}

function counted(world: () => World): void {
  it('counts the people of the organisation whose last position lies in an area', async () => {
    const { organisationId, stores } = world();
    const other = await World.make(stores);
    const here = { lat: 36.85, lon: -75.97 };
    for (const [whose, place] of [
      [world(), here],
      [world(), { lat: 36.85, lon: -75.9 }],
      [other, here],
    ] as const) {
      const { id: responderId } = await whose.responder();
      const fix = { place, accuracyM: 5, at: NOW };
      await stores.people.saveLastKnown(
        [{ organisationId: whose.organisationId, responderId, fix }],
        NOW,
      );
    }
    expect(await stores.callouts.countIn(organisationId, world().callout().area)).toBe(1);
    const corners = [
      [90, -180],
      [-90, -180],
      [-90, 180],
      [90, 180],
      [90, -180],
    ] as const;
    const outer = corners.map(([lat, lon]) => ({ lat, lon }));
    const everywhere = { polygons: [{ outer, holes: [] }] };
    expect(await stores.callouts.countIn(organisationId, everywhere)).toBe(2);
  });
}
