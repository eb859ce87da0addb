import { describe, expect, it } from '@jest/globals';
import { alertTables, unevenness } from '#core/evidence-alerts';
import { arrestTables, sideTables } from '#core/evidence-arrests';
import type { EvidenceAlert, EvidenceIncident, EvidencePart } from '#core/evidence-incident';
import { reachOf } from '#core/evidence-reach';
import { arrestRecord, UNKNOWN } from '#core/evidence-record';
import { rowsBehind, type EvidenceTable } from '#core/evidence-table';
import { evidenceTimes } from '#core/evidence-times';
import { MINUTE_MS } from '#core/units';

const CALLED = Date.UTC(2026, 2, 1, 23, 59);
const NOW = CALLED + 600 * MINUTE_MS;

function incident(fields: Partial<EvidenceIncident> = {}): EvidenceIncident {
  return {
    ...{ id: 'i', controlRef: 'CAD-1', status: 'closed', kind: 'cardiac-arrest' },
    ...{ priority: 'life-threatening', setting: 'home', patientAgeYears: 66 },
    ...{ calledAt: CALLED, receivedAt: CALLED, ambulanceEtaAt: null, endedAt: NOW - 1 },
    ...{ raisedByHand: false, policyName: 'nearest-10', policyVersion: 1 },
    ...{ alerts: [], parts: [], aedReports: [], notAlerted: [] },
    ...fields,
  };
}

function alert(fields: Partial<EvidenceAlert> = {}): EvidenceAlert {
  return {
    ...{ id: 'a', responderId: 'r', wave: 1, status: 'expired', reason: 'nearest' },
    ...{ endedReason: null, distanceM: 400, sentAt: CALLED + 1_000, deliveredAt: null },
    ...{ seenAt: null, answeredAt: null, deliveries: [] },
    ...fields,
  };
}

function line(fields: Partial<EvidenceAlert['deliveries'][number]> = {}) {
  return {
    ...{ id: 'd', channel: 'push' as const, status: 'handed-over' as const, queuedAt: CALLED },
    ...{ dueAt: CALLED, finishedAt: CALLED, deliveredAt: null, seenAt: null, spared: null },
    ...fields,
  };
}

function part(fields: Partial<EvidencePart> = {}): EvidencePart {
  return {
    ...{ alertId: 'a', status: 'cleared', role: 'direct', acceptedAt: CALLED + MINUTE_MS },
    ...{ enRouteAt: null, onSceneAt: null, withPatientAt: null, clearedAt: null },
    ...{ releasedAt: null, releasedReason: null, aedCollectedAt: null },
    ...fields,
  };
}

function counts(tables: readonly EvidenceTable[], name: string): Record<string, number> {
  const bars = tables.find((table) => table.name === name)?.bars ?? [];
  const all = bars.map((bar) => [bar.name, bar.cells.reduce((sum, { count }) => sum + count, 0)]);
  return Object.fromEntries(all.filter(([, count]) => count !== 0)) as Record<string, number>;
}

describe('the record of an arrest', () => {
  it('says that it does not know what nobody told Closeby', () => {
    const record = arrestRecord(incident(), NOW);
    expect(record).toMatchObject({
      ...{ firstAlertAt: null, firstCprAt: null, firstShockAt: null, ambulanceArrivedAt: null },
      ...{ witnessed: UNKNOWN, bystanderCpr: UNKNOWN, aedAppliedBy: UNKNOWN, outcome: UNKNOWN },
      ...{ ambulanceExpectedAt: null, closedAt: NOW - 1, cancelledAt: null, ageYears: 66 },
    });
  });

  it('has an AED on scene where it was in hand before, and not where it was fetched later', () => {
    const onSceneAt = CALLED + 5 * MINUTE_MS;
    const with_ = part({ onSceneAt, aedCollectedAt: onSceneAt - 1 });
    const later = part({ onSceneAt, aedCollectedAt: onSceneAt + 1 });
    expect(arrestRecord(incident({ parts: [with_] }), NOW).aedOnSceneAt).toBe(onSceneAt);
    const record = arrestRecord(incident({ parts: [later] }), NOW);
    expect([record.aedOnSceneAt, record.aedsCollected]).toEqual([null, 1]);
  });
});

describe('whether an alert reached somebody', () => {
  it.each([
    ['answered', null, alert({ answeredAt: CALLED })],
    ['seen', null, alert({ deliveries: [line({ status: 'delivered', seenAt: CALLED })] })],
    ['rang', null, alert({ deliveredAt: CALLED, deliveries: [line({ status: 'failed' })] })],
    ['not-reached', 'no-way', alert()],
    ['not-reached', 'failed', alert({ deliveries: [line({ status: 'failed' })] })],
    ['not-reached', 'no-receipt', alert({ deliveries: [line(), line({ status: 'failed' })] })],
    ['spared', null, alert({ deliveries: [line({ status: 'not-needed' })] })],
    ['waiting', null, alert({ deliveries: [line({ status: 'queued' })] })],
  ])('%s, %s', (state, why, asked) => {
    expect(reachOf(asked, NOW)).toMatchObject({ state, why });
  });
});

describe('the figures', () => {
  const came = incident({
    id: 'came',
    alerts: [alert({ id: 'a1', status: 'accepted', answeredAt: CALLED + MINUTE_MS })],
    parts: [part({ onSceneAt: CALLED + 4 * MINUTE_MS, role: 'via-aed' })],
    ambulanceEtaAt: CALLED + 9 * MINUTE_MS,
    aedReports: [
      { at: CALLED, aedId: 'x', report: 'collected' },
      { at: CALLED, aedId: 'x', report: 'flat' },
    ],
    notAlerted: [{ reason: 'fix-stale', people: 3 }],
  });
  const cancelled = incident({ id: 'never', status: 'cancelled', alerts: [alert({ id: 'a2' })] });
  const nobody = incident({ id: 'nobody', patientAgeYears: null, setting: 'unknown' });
  const all = [came, cancelled, nobody];
  const records = all.map((one) => arrestRecord(one, NOW));
  const arrests = arrestTables(records);

  it('tell cancelled arrests apart and count none of them in', () => {
    expect(counts(arrests, 'arrests')).toEqual({ kept: 2, cancelled: 1 });
    expect(counts(arrests, 'help')).toEqual({ 'on-scene': 1, 'nobody-alerted': 1 });
    expect(counts(arrests, 'age')).toEqual({ '65-to-80': 1, 'not-known': 1 });
    expect(counts(arrests, 'on-scene')).toEqual({ '4-to-6': 1 });
    expect(counts(arrests, 'ambulance')).toEqual({ '8-to-10': 1, 'not-known': 1 });
    expect(counts(arrests, 'against-ambulance')).toEqual({ 'before-5-or-more': 1 });
    const toScene = evidenceTimes(records).find(({ name }) => name === 'call-to-scene');
    expect(toScene).toMatchObject({ count: 1, p50S: 240, ids: ['came'] });
  });

  it('count alerts of cancelled arrests: phones rang', () => {
    const hourOf = (at: number): number => new Date(at).getUTCHours();
    const alerts = alertTables(all, NOW, hourOf);
    expect(counts(alerts, 'alerts')).toEqual({ accepted: 1, 'not-reached': 1 });
    expect(counts(alerts, 'unreached')).toEqual({ 'no-way': 1 });
    expect(counts(alerts, 'by-hour')).toEqual({ '23': 2 });
    expect(counts(alerts, 'people')).toEqual({ '2-to-3': 1 });
    expect(unevenness(all)).toBe(0);
    const behind = rowsBehind(alerts, 'by-distance/250-to-500/accepted');
    expect(behind).toEqual({ rows: 'alerts', ids: new Set(['a1']) });
    expect(rowsBehind(alerts, 'by-distance/250-to-500')).toBeNull();
  });

  it('count AEDs that could not be had, and people who were not asked, with the reason', () => {
    const side = sideTables(all);
    expect(counts(side, 'aed-orders')).toEqual({ 'not-reported': 1 });
    expect(counts(side, 'aed-failures')).toEqual({ flat: 1 });
    expect(counts(side, 'not-alerted')).toEqual({ 'fix-stale': 3 });
  });

  it('add up: each table divides exactly the number that it says it divides', () => {
    const tables = [...arrests, ...alertTables(all, NOW, () => 0), ...sideTables(all)];
    for (const table of tables) {
      table.of.forEach((parent, column) => {
        const [name = '', bar = ''] = parent.split('/');
        const sum = table.bars.reduce((total, { cells }) => total + (cells[column]?.count ?? 0), 0);
        expect([table.name, sum]).toEqual([table.name, counts(tables, name)[bar] ?? 0]);
      });
    }
  });
});
