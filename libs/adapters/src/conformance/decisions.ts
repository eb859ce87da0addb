import { expect, it } from '@jest/globals';
import type { IncidentMode } from '#core/incident';
import { HOUR_MS, MINUTE_MS } from '#core/units';
import type { NewDecision, StoredOutcome } from '#flow/ports';
import { suite } from './suite';
import { NOW, World, type OpenStores } from './world';

/** What every store promises of decisions and of what came of them, as tests. */
export function decisionsConformance(name: string, open: OpenStores): void {
  suite(`${name} as record of decisions`, open, (world) => {
    keepsDecisions(world);
    namesFirst(world);
    keepsChecks(world);
    tellsOutcomes(world);
  });
}

function decision(at: number, fields: Partial<NewDecision> = {}): NewDecision {
  return { at, trigger: 'raised', input: '{"a": 1}', plan: '{"alerts":[]}', ...fields };
}

/** About as long as an input of 200 people; with what JSON, SQL and Unicode would trip over. */
const LONG = JSON.stringify({
  text: `"\\ ' $1 \u00e9 \ud83d\ude80\n${'0123456789 "x" '.repeat(13_000)}`,
  tiny: 1e-7,
});

function keepsDecisions(world: () => World): void {
  it('gives decisions back byte for byte in their order, kept with the change only', async () => {
    const { incidents } = world().stores;
    const incident = world().incident();
    const first = decision(NOW + 1, { input: LONG });
    await incidents.save({ ...world().raising(incident, []), decision: first });
    await incidents.save(world().change(incident, 0));
    const second = decision(NOW + 2, { trigger: 'answered', plan: LONG });
    await incidents.save({ ...world().change(incident, 1), decision: second });
    const late = { ...world().change(incident, 1), decision: decision(NOW + 3) };
    await expect(incidents.save(late)).resolves.toEqual({ outcome: 'changed-meanwhile' });
    const changed = { ...incident, address: null };
    const third = decision(NOW + 4, { trigger: 'changed-by-control' });
    await incidents.save({ ...world().change(incident, 2), incident: changed, decision: third });
    const { organisationId } = world();
    await expect(incidents.decisions(organisationId, incident.id)).resolves.toEqual([
      { ...first, seq: 1 },
      { ...second, seq: 2 },
      { ...third, seq: 3 },
    ]);
    const other = await World.make(world().stores);
    await expect(incidents.decisions(other.organisationId, incident.id)).resolves.toEqual([]);
  });
}

function namesFirst(world: () => World): void {
  it('names the first decisions of the newest incidents before a moment', async () => {
    const { incidents } = world().stores;
    const { organisationId } = world();
    const ids: string[] = [];
    for (const at of [NOW + 1, NOW + 3, NOW + 2]) {
      const incident = world().incident();
      await incidents.save({ ...world().raising(incident, []), decision: decision(at) });
      const again = decision(at, { trigger: 'due' });
      await incidents.save({ ...world().change(incident, 0), decision: again });
      ids.push(incident.id);
    }
    await incidents.save(world().raising(world().incident(), []));
    const before = (moment: number, max: number) =>
      incidents.firstDecisions(organisationId, { before: moment, max });
    const all = await before(NOW + 4, 10);
    expect(all.map((one) => one.incidentId)).toEqual([ids[1], ids[2], ids[0]]);
    expect(all[0]).toEqual({ ...decision(NOW + 3), seq: 1, incidentId: ids[1] });
    expect((await before(NOW + 3, 1)).map((one) => one.incidentId)).toEqual([ids[2]]);
    const other = await World.make(world().stores);
    await expect(
      incidents.firstDecisions(other.organisationId, { before: NOW + 9, max: 9 }),
    ).resolves.toEqual([]);
  });
}

function keepsChecks(world: () => World): void {
  it('gives the newest check of an organisation', async () => {
    const { acceptanceChecks: checks } = world().stores;
    const { organisationId } = world();
    await expect(checks.newestCheck(organisationId)).resolves.toBeNull();
    const check = { alerts: 900, brier: 0.1875, constantBrier: 0.2, slope: null } as const;
    const newest = { ...check, at: NOW, slope: 1.125, verdict: 'use' } as const;
    await checks.putCheck(organisationId, newest);
    await checks.putCheck(organisationId, { ...check, at: NOW - HOUR_MS, verdict: 'refuse' });
    await checks.putCheck(organisationId, { ...newest, alerts: 1 });
    await expect(checks.newestCheck(organisationId)).resolves.toEqual(newest);
    const other = await World.make(world().stores);
    await expect(checks.newestCheck(other.organisationId)).resolves.toBeNull();
  });
}

function tellsOutcomes(world: () => World): void {
  it('tells what came of alerts of actual incidents, in order of sending', async () => {
    const sent = { withdrawn: 1, declined: 2, accepted: 3, expired: 4 } as const;
    const people = new Map<string, string>();
    for (const [end, minute] of Object.entries(sent)) {
      people.set(await asked(world(), end as keyof typeof sent, { minute }), end);
    }
    await asked(world(), 'accepted', { minute: -1 });
    await asked(world(), 'accepted', { minute: 5, mode: 'exercise' });
    const outcomes: StoredOutcome[] = [];
    const { acceptanceChecks } = world().stores;
    for await (const one of acceptanceChecks.outcomes(world().organisationId, NOW)) {
      outcomes.push(one);
    }
    const ids = [...people].filter(([, end]) => end !== 'withdrawn').map(([id]) => id);
    const at = (minute: number) => NOW + minute * MINUTE_MS;
    expect(outcomes).toEqual(
      [
        { sentAt: at(2), knownAt: at(2) + 5_000, ended: 'declined' },
        { sentAt: at(3), knownAt: at(3) + 5_000, ended: 'accepted' },
        { sentAt: at(4), knownAt: at(9), ended: 'silent' },
      ].map((one, i) => ({ ...one, distanceM: 321, responderId: ids[i] })),
    );
  });
}

/** Asks somebody new, whose alert ends so after five seconds; returns who. */
async function asked(
  world: World,
  end: 'withdrawn' | 'declined' | 'accepted' | 'expired',
  when: { readonly minute: number; readonly mode?: IncidentMode },
): Promise<string> {
  const sentAt = NOW + when.minute * MINUTE_MS;
  const [person] = await world.responders(1);
  const incident = world.incident({ mode: when.mode ?? 'actual' });
  const alert = world.alert({ incidentId: incident.id }, person?.id ?? '', {
    ...{ sentAt, expiresAt: sentAt + 5 * MINUTE_MS },
  });
  await world.stores.incidents.save(world.raising(incident, [alert]));
  const at = sentAt + 5_000;
  if (end === 'accepted') {
    await world.take(alert, at);
    return alert.responderId;
  }
  const endedReason = end === 'withdrawn' ? ('enough-accepted' as const) : null;
  const move = { alertId: alert.id, to: end, at, endedReason };
  await world.stores.incidents.save({ ...world.change(incident, 0), alertMoves: [move] });
  return alert.responderId;
}
