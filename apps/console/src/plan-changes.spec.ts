import { describe, expect, it } from '@jest/globals';
import { policyMessage } from '#contracts/policy-api';
import type { ResponsePlanView } from '#contracts/response-plan-api';
import { policyByName } from '#core/policy-presets';
import { planChanges } from './plan-changes';

function planOf(version: number, radiusM: number): ResponsePlanView {
  const preset = policyByName('nearest-10');
  if (preset === undefined) throw new Error('there is no such preset');
  return {
    ...{ name: 'arrests', version, status: 'draft', title: 'Arrests', kinds: ['cardiac-arrest'] },
    ...{ determinants: [], safetyRules: [], createdAt: '2026-01-01T00:00:00Z' },
    policy: { ...policyMessage(preset), radiusM },
  };
}

describe('two versions of a plan', () => {
  it('differ in the fields that decide, each with both its values', () => {
    expect(planChanges(planOf(1, 800), planOf(2, 1_200))).toEqual([
      { field: 'radiusM', before: '800', after: '1200' },
    ]);
    expect(planChanges(planOf(1, 800), planOf(2, 800))).toEqual([]);
  });
});
