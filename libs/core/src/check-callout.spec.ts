import { checkCallout, missingBriefingParts, type AskedCallout } from '#core/check-callout';
import { aCallout, aMusterPoint, aNeed } from '#core/callout-examples';
import { NOON } from '#core/examples';
import { HOUR_MS } from '#core/units';

const SOUND: AskedCallout = aCallout();
const SHIFT = { shiftKey: 'day', from: NOON, until: NOON + 4 * HOUR_MS };
const [POINT] = [aMusterPoint()];

test('a call-out that makes sense is taken, with shifts and quotas too', () => {
  expect(checkCallout(SOUND)).toEqual({ ok: true, value: null });
  const needs = [aNeed({ shiftKey: 'day', wantedCount: 10, equipment: { boat: 10 } })];
  const musterPoints = [{ ...POINT, quotaCount: 10 }];
  expect(checkCallout({ ...SOUND, shifts: [SHIFT], needs, musterPoints }).ok).toBe(true);
});

test.each<[string, Partial<AskedCallout>, string]>([
  ['two needs of one key', { needs: [aNeed(), aNeed()] }, 'needs.1.needKey'],
  ['no needs', { needs: [] }, 'needs'],
  ['a shift that is not there', { needs: [aNeed({ shiftKey: 'night' })] }, 'needs.0.shiftKey'],
  ['two shifts of one key', { shifts: [SHIFT, SHIFT] }, 'shifts.1.shiftKey'],
  ['a shift before the window', { shifts: [{ ...SHIFT, from: NOON - 1 }] }, 'shifts.0'],
  ['a shift without length', { shifts: [{ ...SHIFT, until: NOON }] }, 'shifts'],
  ['a window without length', { window: { from: NOON, until: NOON } }, 'window'],
  [
    'a minimum above what is wanted',
    { needs: [aNeed({ minimumCount: 9, wantedCount: 8 })] },
    'needs.0.minimumCount',
  ],
  [
    'more boats than people',
    { needs: [aNeed({ wantedCount: 2, equipment: { boat: 3 } })] },
    'needs.0.equipment',
  ],
  ['two muster points of one key', { musterPoints: [POINT, POINT] }, 'musterPoints.1.musterKey'],
  ['too little room', { musterPoints: [{ ...POINT, quotaCount: 1 }] }, 'musterPoints'],
  ['a risk left out', { briefing: { ...SOUND.briefing, risks: ' ' } }, 'briefing.risks'],
])('%s is refused with the field', (_name, fields, field) => {
  expect(checkCallout({ ...SOUND, ...fields })).toMatchObject({
    problem: { code: 'invalid-field', field },
  });
});

test('all parts of a briefing that are missing are named', () => {
  const empty = { event: '', task: '', contact: '', bring: '', risks: '' };
  const bare = { ...SOUND, briefing: empty, musterPoints: [], window: { from: 0, until: 0 } };
  expect(missingBriefingParts(bare)).toHaveLength(8);
});
