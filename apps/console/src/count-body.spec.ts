import { describe, expect, it } from '@jest/globals';
import { openCalloutSchema } from '#contracts/callout-api';
import { emptyDraft } from './callout-draft';
import { countBody } from './count-body';

const NOW = Date.UTC(2026, 2, 1, 12);

describe('what is sent to count whom a draft would reach', () => {
  it('is whole as soon as there is an area, however little else is written', () => {
    const draft = { ...emptyDraft(), place: '36.85, -75.98' };
    const body = countBody(draft, NOW);
    expect(openCalloutSchema.safeParse(body).error).toBeUndefined();
    expect(body?.area).toMatchObject({ type: 'Circle', radiusM: 5_000 });
  });

  it('has the needs that are written, since they decide who may do it', () => {
    const draft = { ...emptyDraft(), place: '36.85, -75.98' };
    const [need] = draft.needs;
    if (need === undefined) throw new Error('one need');
    draft.needs = [{ ...need, wanted: '20', credentialKinds: ['cpr'] }];
    expect(countBody(draft, NOW)?.needs).toMatchObject([
      { wantedCount: 20, credentialKinds: ['cpr'] },
    ]);
  });

  it('does not change with words that decide nothing, so that it is not asked anew', () => {
    const draft = { ...emptyDraft(), place: '36.85, -75.98' };
    const more = { ...draft, title: 'Sandbags', reason: 'Rain' };
    expect(countBody(more, NOW)).toEqual(countBody(draft, NOW));
  });

  it('is none where the area is not there yet', () => {
    expect(countBody(emptyDraft(), NOW)).toBeNull();
  });
});
