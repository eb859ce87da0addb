import { describe, expect, it } from '@jest/globals';
import { DEFAULT_CALLOUT_POLICY } from '#core/callout';
import { BRIEFING_PARTS } from '#core/callout-needs';
import { proposeCallout, type CalloutDraft } from '#core/callout-proposal';
import type { CalloutTemplate } from '#core/callout-template';
import { DAY_MS, HOUR_MS } from '#core/units';
import type { Warning } from '#core/warning';

const NOW = Date.UTC(2026, 2, 1, 12);
const AREA = {
  polygons: [
    {
      outer: [
        { lat: 36.8, lon: -76.1 },
        { lat: 36.8, lon: -75.9 },
        { lat: 36.9, lon: -75.9 },
      ],
      holes: [],
    },
  ],
};

const INFO = {
  ...{ language: 'en-US', event: 'Flood Warning', urgency: null, severity: null },
  ...{ certainty: null, senderName: 'NWS', headline: 'The river rises' },
  ...{ description: 'Above 19 feet.<br/>Rising.', instruction: 'Turn around.', contact: null },
  ...{ web: null, startsAt: NOW + HOUR_MS, expiresAt: NOW + 5 * HOUR_MS },
};

const WARNING: Warning = {
  ...{ id: 'w1', organisationId: 'o1', feedRef: null, receivedAt: NOW, state: 'current' },
  ...{ replacedById: null, dismissedReason: null, origin: 'cap', sender: 's', identifier: 'i' },
  ...{ sentAt: NOW, status: 'Actual', messageType: 'Alert', scope: 'Public', references: [] },
  ...{ follows: 'references', infos: [INFO], areaNames: [], area: AREA, geocodes: [] },
  ...{ startsAt: NOW + HOUR_MS, expiresAt: NOW + 5 * HOUR_MS, signature: 'absent' },
  ...{ signedBy: null, remarks: [] },
};

const POINT = {
  ...{ musterKey: 'pier', name: 'Marina', place: { lat: 36.86, lon: -76 }, quotaCount: null },
  ...{ routeNote: 'From the north.', parkingNote: 'On the meadow.' },
};
const NEED = {
  ...{ needKey: 'hands', label: 'Sandbags', minimumCount: 0, wantedCount: 40 },
  ...{ credentialKinds: [], equipment: {}, shiftKey: null },
};
const WORDS = { event: null, task: 'Fill', contact: '555 0100', bring: 'Boots', risks: 'Water' };

const TEMPLATE: CalloutTemplate = {
  ...{ organisationId: 'o1', templateRef: 'sandbags', title: 'Sandbags', briefing: WORDS },
  ...{ needs: [NEED], musterPoints: [POINT], policy: DEFAULT_CALLOUT_POLICY },
  ...{ presence: { now: true, entering: true, living: false }, shifts: [] },
  ...{ durationMs: null, validUntil: null, changedAt: NOW },
};

interface Changes {
  readonly warning?: Partial<Warning>;
  readonly template?: Partial<CalloutTemplate>;
  readonly area?: Warning['area'];
}

function proposed({ warning = {}, template = {}, area = AREA }: Changes = {}) {
  return proposeCallout({
    ...{ warning: { ...WARNING, ...warning }, template: { ...TEMPLATE, ...template }, area },
    ...{ language: 'en', titleLengthMax: 40, textLengthMax: 100, now: NOW },
  });
}

function draft(changes: Changes = {}): CalloutDraft {
  const result = proposed(changes);
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
}

describe('a call-out that a warning suggests', () => {
  it('is complete: area and words of the warning, the rest of the template', () => {
    expect(draft()).toMatchObject({
      controlRef: 'warning:w1:sandbags',
      mode: 'actual',
      title: 'Sandbags: Flood Warning',
      briefing: {
        event: 'The river rises\nAbove 19 feet.\nRising.\nTurn around.',
        ...{ task: 'Fill', contact: '555 0100', bring: 'Boots', risks: 'Water' },
      },
      area: AREA,
      window: { from: NOW + HOUR_MS, until: NOW + 5 * HOUR_MS },
      ...{ needs: [NEED], musterPoints: [POINT], policy: DEFAULT_CALLOUT_POLICY },
    });
  });

  it.each(['Exercise', 'Test'] as const)('of status %s is an exercise', (status) => {
    expect(draft({ warning: { status } }).mode).toBe('exercise');
  });

  it('begins now where the warning began before, and lasts as long as the template says', () => {
    const begun = draft({ warning: { startsAt: NOW - DAY_MS } });
    expect(begun.window).toEqual({ from: NOW, until: NOW + 5 * HOUR_MS });
    const shift = { shiftKey: 'late', startsAfterMs: HOUR_MS, lengthMs: 2 * HOUR_MS };
    const timed = draft({ template: { durationMs: 8 * HOUR_MS, shifts: [shift] } });
    expect(timed.window).toEqual({ from: NOW + HOUR_MS, until: NOW + 9 * HOUR_MS });
    expect(timed.shifts).toEqual([
      { shiftKey: 'late', from: NOW + 2 * HOUR_MS, until: NOW + 4 * HOUR_MS },
    ]);
  });

  it('quotes the part in its language, and of long words what there is room for', () => {
    const french = { ...INFO, language: 'fr-CA', headline: 'La rivière monte' };
    const english = { ...INFO, headline: 'x'.repeat(200), description: null };
    const { event } = draft({ warning: { infos: [french, english] } }).briefing;
    expect(event).toHaveLength(100);
    expect(event.endsWith('…')).toBe(true);
    expect(draft({ warning: { infos: [french] } }).briefing.event).toContain('La rivière');
  });

  it('passes no words of a restricted warning on, but what kind of event it is', () => {
    expect(draft({ warning: { scope: 'Restricted' } }).briefing.event).toBe('Flood Warning');
  });
});

describe('a draft is refused', () => {
  const notSaid: Partial<Warning> = { expiresAt: null };
  const needOfShift = { ...NEED, shiftKey: 'night' };
  it.each<[part: string, changes: Changes]>([
    ['task', { template: { briefing: { ...WORDS, task: ' ' } } }],
    ['meeting-point', { template: { musterPoints: [] } }],
    ['meeting-point', { template: { musterPoints: [{ ...POINT, routeNote: '' }] } }],
    ['contact', { template: { briefing: { ...WORDS, contact: null } } }],
    ['total-duration', { warning: notSaid }],
    ['shift-length', { template: { needs: [needOfShift] } }],
    ['bring', { template: { briefing: { ...WORDS, bring: null } } }],
    ['risks', { template: { briefing: { ...WORDS, risks: null } } }],
  ])('naming the part that would be empty: %s', (part, changes) => {
    expect(BRIEFING_PARTS).toContain(part);
    expect(proposed(changes)).toMatchObject({
      problem: { code: 'template-invalid', field: part },
    });
  });

  it.each<[why: string, code: string, changes: Changes]>([
    ['it ran out', 'warning-invalid', { warning: { expiresAt: NOW } }],
    ['it is a draft itself', 'warning-invalid', { warning: { status: 'Draft' } }],
    ['nobody knows where', 'area-invalid', { area: null }],
    ['the template is out of date', 'template-invalid', { template: { validUntil: NOW } }],
  ])('where %s', (_, code, changes) => {
    expect(proposed(changes)).toMatchObject({ ok: false, problem: { code } });
  });
});
