import { describe, expect, it } from '@jest/globals';
import type { ResponsePlanView } from '#contracts/response-plan-api';
import { draftFromPlan, draftFromPreset, problemOf, readDraft } from './plan-draft';

describe('the text of a draft', () => {
  it('of a stored version holds what a draft may hold, and not its version or status', () => {
    const stored = {
      name: 'arrest',
      version: 3,
      status: 'active',
      title: 'Arrest',
      kinds: ['cardiac-arrest'],
      determinants: ['09*'],
      createdAt: '2026-03-01T12:00:00.000Z',
      policy: { radiusM: 800 },
      safetyRules: [],
    } as unknown as ResponsePlanView;
    const read = readDraft(draftFromPlan(stored));
    expect(read.ok && read.value).toEqual({
      name: 'arrest',
      title: 'Arrest',
      kinds: ['cardiac-arrest'],
      determinants: ['09*'],
      policy: { radiusM: 800 },
      safetyRules: [],
    });
  });

  it('from a preset names it and changes nothing of it', () => {
    const read = readDraft(draftFromPreset('las-3'));
    expect(read.ok && read.value).toMatchObject({ preset: 'las-3', changes: {} });
  });

  it('that is no JSON is refused before it is sent, with the text it was said of', () => {
    expect(readDraft('{"name": }')).toMatchObject({
      ok: false,
      problem: { field: null, detail: expect.stringContaining('not JSON'), text: '{"name": }' },
    });
  });

  it('refused by the server is refused at the field as it stands in the text, said once', () => {
    const detail = 'draft.changes.radiusM: must be at least 50';
    const refused = { code: 'invalid-field', detail, field: 'draft.changes.radiusM' } as const;
    expect(problemOf(refused, '{}')).toEqual({
      field: 'changes.radiusM',
      detail: 'must be at least 50',
      text: '{}',
    });
    expect(problemOf({ code: 'unavailable', detail: 'Later.' }, '{}').field).toBeNull();
  });
});
