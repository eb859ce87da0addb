import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Fix } from '#core/location-fix';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/units';
import type { LiveEntry, ResponderInput } from '#flow/ports';
import { suite } from './suite';
import { NOW, World, type OpenStores } from './world';

const HERE = { lat: 36.852912345678, lon: -75.978012345678 };

/** What every store of people promises, as tests. */
export function peopleStoreConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of people`, open, (world) => {
    knowsCallers(world);
    putsPeople(world);
    listsPeople(world);
    movesCredentials(world);
    signsIn(world);
    refusesCodes(world);
    findsCandidates(world);
    keepsNewest(world);
    fillsTheIndex(world);
    remembersAlerts(world);
  });
}

function knowsCallers(world: () => World): void {
  it('knows the organisation, and whose a key is', async () => {
    const { people } = world().stores;
    const { organisationId } = world();
    await expect(people.organisation(organisationId)).resolves.toMatchObject({
      ...{ id: organisationId, name: 'Tidewater', area: null, policyName: 'nearest-10' },
    });
    await expect(people.organisation(randomUUID())).resolves.toBeNull();
    const [id, secret] = [randomUUID(), randomUUID()];
    const key = { id, organisationId, role: 'dispatcher', label: 'desk 1', secret } as const;
    await people.addKey({ ...key, now: NOW });
    await expect(people.callerOf(secret)).resolves.toMatchObject({
      ...{ role: 'dispatcher', organisationId, keyId: id, sessionId: null, expiresAt: null },
    });
    await expect(people.callerOf(`${secret}x`)).resolves.toBeNull();
  });

  it('gives an area back as it was drawn', async () => {
    const ring = [HERE, { lat: 36.9, lon: -75.9 }, { lat: 36.8, lon: -75.9 }];
    const area = { polygons: [{ outer: ring, holes: [] }] };
    const id = randomUUID();
    const { people } = world().stores;
    const organisation = { id, slug: id, name: 'B', timeZone: 'UTC', area, policyName: 'x' };
    await people.addOrganisation(organisation);
    await expect(people.organisation(id)).resolves.toEqual(organisation);
  });
}

function inputOf(fields: Partial<ResponderInput> = {}): ResponderInput {
  return {
    externalRef: 'R-1',
    displayName: 'Sam Doe',
    travelMode: 'foot',
    tier: 'home',
    language: 'en',
    testPhone: false,
    disabled: false,
    credentials: [
      {
        ...{ kind: 'cpr', issuer: 'Red Cross', validFrom: NOW - DAY_MS, validTo: null },
        verified: false,
      },
    ],
    ...fields,
  };
}

function putsPeople(world: () => World): void {
  it('says whether putting a person added, changed or changed nothing', async () => {
    const { people } = world().stores;
    const { organisationId } = world();
    const first = await people.putResponder(organisationId, inputOf(), NOW);
    expect(first.change).toBe('added');
    const again = await people.putResponder(organisationId, inputOf(), NOW + 1);
    expect(again).toEqual({ responder: first.responder, change: 'unchanged' });
    const renamed = inputOf({ displayName: 'Sam Roe', disabled: true });
    const changed = await people.putResponder(organisationId, renamed, NOW + 2);
    expect(changed.change).toBe('changed');
    expect(changed.responder).toMatchObject({
      ...{ id: first.responder.id, displayName: 'Sam Roe', disabledAt: NOW + 2 },
    });
    const { id } = first.responder;
    await expect(people.responder(organisationId, id)).resolves.toEqual(changed.responder);
    await expect(people.responderByRef(organisationId, 'R-1')).resolves.toEqual(changed.responder);
    const other = await World.make(world().stores);
    await expect(people.responder(other.organisationId, id)).resolves.toBeNull();
    await expect(people.responderByRef(other.organisationId, 'R-1')).resolves.toBeNull();
  });

  it('takes a disabled person off duty, and keeps duty through a change of name', async () => {
    const { people } = world().stores;
    const { organisationId } = world();
    const { id: responderId } = (await people.putResponder(organisationId, inputOf(), NOW))
      .responder;
    const duty = { organisationId, responderId, onDuty: true, now: NOW };
    await expect(people.setDuty(duty)).resolves.toMatchObject({ onDuty: true });
    const ride = { organisationId, responderId, travelMode: 'bicycle' as const, now: NOW };
    const riding = { travelMode: 'bicycle', onDuty: true };
    await expect(people.setTravelMode(ride)).resolves.toMatchObject(riding);
    const renamed = await people.putResponder(organisationId, inputOf({ displayName: 'S' }), NOW);
    expect(renamed.responder.onDuty).toBe(true);
    const ended = await people.putResponder(organisationId, inputOf({ disabled: true }), NOW);
    expect(ended.responder.onDuty).toBe(false);
  });
}

function listsPeople(world: () => World): void {
  it('makes one person of concurrent first puts of a reference', async () => {
    const { people } = world().stores;
    const { organisationId } = world();
    const puts = Array.from({ length: 4 }, () =>
      people.putResponder(organisationId, inputOf(), NOW),
    );
    const ids = (await Promise.all(puts)).map((put) => put.responder.id);
    expect(new Set(ids).size).toBe(1);
  });

  it('lists people by their reference, each once', async () => {
    const made = await world().responders(5);
    const { people } = world().stores;
    const listed: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await people.responders(world().organisationId, { cursor, limit: 2 });
      listed.push(...page.items.map((person) => person.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(listed).toEqual(made.map((person) => person.id));
  });
}

function movesCredentials(world: () => World): void {
  it('moves a credential along its table only, and an import does not undo it', async () => {
    const { people, credentials: filed } = world().stores;
    const { organisationId } = world();
    const { responder } = await people.putResponder(organisationId, inputOf(), NOW);
    const credentialId = responder.credentials[0]?.id ?? '';
    const move = (to: 'verified' | 'refused' | 'revoked') =>
      filed.review({ organisationId, credentialId, to, reason: null, by: randomUUID(), now: NOW });
    await expect(move('revoked')).resolves.toMatchObject({ problem: { code: 'illegal-step' } });
    await expect(move('verified')).resolves.toMatchObject({
      ...{ ok: true, value: { responderId: responder.id } },
    });
    await expect(move('verified')).resolves.toMatchObject({ ok: true });
    await expect(move('revoked')).resolves.toMatchObject({ ok: true });
    const [input] = inputOf().credentials;
    const credentials = input === undefined ? [] : [{ ...input, verified: true }];
    const again = await people.putResponder(organisationId, inputOf({ credentials }), NOW);
    expect(again.responder.credentials).toMatchObject([{ id: credentialId, status: 'revoked' }]);
    const stranger = { organisationId: randomUUID(), credentialId, to: 'verified' } as const;
    const foreign = { ...stranger, reason: null, by: randomUUID(), now: NOW };
    await expect(filed.review(foreign)).resolves.toMatchObject({
      problem: { code: 'not-found' },
    });
  });

  it('verifies what was pending and drops what is no longer named', async () => {
    const { people } = world().stores;
    const { organisationId } = world();
    const nurse = {
      kind: 'nurse',
      issuer: 'State',
      validFrom: NOW - DAY_MS,
      validTo: NOW + DAY_MS,
      verified: true,
    } as const;
    const [cpr] = inputOf().credentials;
    if (cpr === undefined) throw new Error('one credential');
    const both = inputOf({ credentials: [nurse, cpr] });
    const first = await people.putResponder(organisationId, both, NOW);
    expect(first.responder.credentials.map((one) => one.status)).toEqual(['pending', 'verified']);
    const one = inputOf({ credentials: [{ ...cpr, verified: true, validTo: NOW + HOUR_MS }] });
    const second = await people.putResponder(organisationId, one, NOW);
    expect(second.responder.credentials).toEqual([
      { ...first.responder.credentials[0], status: 'verified', validTo: NOW + HOUR_MS },
    ]);
  });
}

function signsIn(world: () => World): void {
  it('trades a code for a device once', async () => {
    const code = randomUUID();
    const responder = await enrol(world(), code);
    const { people } = world().stores;
    const { organisationId } = world();
    const input = device(code);
    const value = { responderId: responder.id, organisationId };
    const signedIn = { ok: true, value: { ...value, isPushHeld: false } };
    await expect(people.signInDevice(input)).resolves.toEqual(signedIn);
    await expect(people.callerOf(input.token)).resolves.toEqual({
      ...{ role: 'responder', deviceId: input.deviceId, expiresAt: NOW + DAY_MS, ...value },
    });
    const refusal = { problem: { code: 'enrolment-code-invalid' } };
    await expect(people.signInDevice(device(code))).resolves.toMatchObject(refusal);
    await expect(people.signInDevice(device(randomUUID()))).resolves.toMatchObject(refusal);
    await expect(people.callerOf(randomUUID())).resolves.toBeNull();
  });
}

function refusesCodes(world: () => World): void {
  it('refuses a code that is out of date or was replaced by a newer one', async () => {
    const refusal = { problem: { code: 'enrolment-code-invalid' } };
    const { people } = world().stores;
    const late = randomUUID();
    await enrol(world(), late, NOW + MINUTE_MS);
    await expect(people.signInDevice(device(late, NOW + MINUTE_MS))).resolves.toMatchObject(
      refusal,
    );
    const [old, fresh] = [randomUUID(), randomUUID()];
    const { id: responderId } = await enrol(world(), old);
    const { organisationId } = world();
    const next = { organisationId, responderId, expiresAt: NOW + HOUR_MS, now: NOW };
    await people.addEnrolment({ ...next, code: fresh });
    await expect(people.signInDevice(device(old))).resolves.toMatchObject(refusal);
    await expect(people.signInDevice(device(fresh))).resolves.toMatchObject({ ok: true });
  });

  it('lets one of several concurrent trades of a code through', async () => {
    const code = randomUUID();
    await enrol(world(), code);
    const { people } = world().stores;
    const trades = Array.from({ length: 5 }, () => people.signInDevice(device(code)));
    const results = await Promise.all(trades);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });

  it('knows nobody by the token of a disabled person', async () => {
    const code = randomUUID();
    const responder = await enrol(world(), code);
    const { people } = world().stores;
    const input = device(code);
    await people.signInDevice(input);
    const { externalRef } = responder;
    const ended = inputOf({ externalRef, disabled: true });
    await people.putResponder(world().organisationId, ended, NOW);
    await expect(people.callerOf(input.token)).resolves.toBeNull();
  });
}

function findsCandidates(world: () => World): void {
  it('finds people by their last known position, nearest first, within the radius', async () => {
    const people = await placed(world(), 5);
    const near = { place: HERE, radiusM: 350, max: 10 };
    const found = await world().stores.people.candidatesNear(world().organisationId, near);
    expect(found.map((one) => one.responder)).toEqual(people.slice(0, 4));
    expect(found[0]?.fix).toEqual(fix(HERE.lat));
    const two = await world().stores.people.candidatesNear(world().organisationId, {
      ...{ ...near, max: 2 },
    });
    expect(two.map((one) => one.responder.id)).toEqual(people.slice(0, 2).map((one) => one.id));
    const other = await World.make(world().stores);
    await expect(other.stores.people.candidatesNear(other.organisationId, near)).resolves.toEqual(
      [],
    );
  });

  it('finds people in an area, and not in its holes', async () => {
    const people = await placed(world(), 4);
    const square = (lat: number, halfLat: number) => [
      { lat: lat - halfLat, lon: HERE.lon - 0.01 },
      { lat: lat - halfLat, lon: HERE.lon + 0.01 },
      { lat: lat + halfLat, lon: HERE.lon + 0.01 },
      { lat: lat + halfLat, lon: HERE.lon - 0.01 },
    ];
    const outer = square(HERE.lat + 0.001, 0.0015);
    const area = { polygons: [{ outer, holes: [square(HERE.lat + 0.001, 0.0002)] }] };
    const { organisationId } = world();
    const found = await world().stores.people.candidatesIn(organisationId, area, 10);
    const expected = [people[0]?.id, people[2]?.id].sort();
    expect(found.map((one) => one.responder.id)).toEqual(expected);
    await expect(world().stores.people.candidatesIn(organisationId, area, 1)).resolves.toHaveLength(
      1,
    );
  });
}

function keepsNewest(world: () => World): void {
  it('keeps the newest position, in whatever order they come', async () => {
    const [person] = await world().responders(1);
    const { organisationId } = world();
    const { people } = world().stores;
    const responderId = person?.id ?? '';
    const at = (when: number) => ({
      organisationId,
      responderId,
      fix: fix(36.8 + when / 1e4, when),
    });
    await people.saveLastKnown([at(5), at(9), at(7)], NOW);
    await people.saveLastKnown([at(8), { ...at(3), responderId: randomUUID() }], NOW);
    const known = await people.lastKnown(organisationId, [responderId, randomUUID()]);
    expect([...known]).toEqual([[responderId, at(9).fix]]);
  });

  it('says who is bound, and who holds an alert that still counts', async () => {
    const [free, bound, asked, late] = await placed(world(), 4);
    const people = [bound, asked].flatMap((one) => one ?? []);
    const { incident, alerts } = await world().raise(people);
    const gone = world().incident();
    const expired = world().alert({ incidentId: gone.id }, late?.id ?? '', { expiresAt: NOW });
    await world().stores.incidents.save(world().raising(gone, [expired]));
    if (alerts[0] !== undefined) await world().take(alerts[0]);
    const ids = [free, bound, asked, late].map((one) => one?.id ?? '');
    const found = await world().stores.people.candidates(world().organisationId, ids);
    const byId = new Map(found.map((one) => [one.responder.id, one]));
    const states = ids.map((id) => [byId.get(id)?.boundToId, byId.get(id)?.alertedForId]);
    expect(states).toEqual([
      [null, null],
      [incident.id, null],
      [null, incident.id],
      [null, null],
    ]);
  });
}

function fillsTheIndex(world: () => World): void {
  it('names everyone who is available, and nobody else', async () => {
    const [free, off, bound, lost, untrained] = await world().responders(5);
    const { organisationId } = world();
    const { people } = world().stores;
    const placed = [free, off, bound, untrained].flatMap((one) => one ?? []);
    const fix = { place: HERE, at: NOW, accuracyM: 5 };
    await people.saveLastKnown(
      placed.map((one) => ({ organisationId, responderId: one.id, fix })),
      NOW,
    );
    const duty = { organisationId, responderId: off?.id ?? '', onDuty: false, now: NOW };
    await people.setDuty(duty);
    const bare = inputOf({ externalRef: untrained?.externalRef ?? '', credentials: [] });
    await people.putResponder(organisationId, bare, NOW);
    const { alerts } = await world().raise(bound === undefined ? [] : [bound]);
    if (alerts[0] !== undefined) await world().take(alerts[0]);
    const entries: LiveEntry[] = [];
    for await (const one of people.eachAvailable(NOW)) {
      if (one.organisationId === organisationId) entries.push(one.entry);
    }
    expect(entries).toEqual([{ responderId: free?.id, fix, credentialKinds: ['cpr'] }]);
    expect(lost).toBeDefined();
  });
}

function remembersAlerts(world: () => World): void {
  it('names the alerts a responder can still answer or is bound by, newest first', async () => {
    const [person] = await world().responders(1);
    const people = person === undefined ? [] : [person];
    const bound = await world().raise(people);
    if (bound.alerts[0] !== undefined) await world().take(bound.alerts[0]);
    const later = world().incident();
    const [open, expired] = [NOW + 3, NOW].map((expiresAt, i) =>
      world().alert({ incidentId: later.id }, person?.id ?? '', {
        ...{ expiresAt, sentAt: NOW + 2 + i, wave: i + 1 },
      }),
    );
    const alerts = [open, expired].flatMap((one) => one ?? []);
    await world().stores.incidents.save(world().raising(later, alerts));
    const ids = await world().stores.people.openAlertIds(world().organisationId, person?.id ?? '');
    expect(ids).toEqual([open?.id, bound.alerts[0]?.id]);
  });
}

async function enrol(world: World, code: string, expiresAt = NOW + HOUR_MS) {
  const responder = await world.responder();
  const { organisationId } = world;
  const enrolment = { organisationId, responderId: responder.id, code, expiresAt, now: NOW };
  await world.stores.people.addEnrolment(enrolment);
  return responder;
}

function device(code: string, now = NOW) {
  return {
    ...{ code, deviceId: randomUUID(), token: randomUUID(), tokenExpiresAt: NOW + DAY_MS },
    ...{ platform: 'android' as const, pushToken: null, now },
  };
}

function fix(lat: number, at = NOW - 1_001): Fix {
  return { place: { ...HERE, lat }, at, accuracyM: 8.25 };
}

/** People in a row to the north, 111 m apart. */
async function placed(world: World, count: number) {
  const people = await world.responders(count);
  const { organisationId } = world;
  const fixes = people.map((person, i) => ({
    ...{ organisationId, responderId: person.id, fix: fix(HERE.lat + i * 0.001) },
  }));
  await world.stores.people.saveLastKnown(fixes, NOW);
  return people;
}
