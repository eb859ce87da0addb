import { describe, expect, it } from '@jest/globals';
import type { IncidentView } from '#contracts/incident-api';
import { byUrgency } from './urgency';

const WAITING = {
  id: 'waiting',
  priority: 'life-threatening',
  acceptedCount: 0,
  calledAt: '2026-03-01T12:00:00.000Z',
} as IncidentView;

function first(other: Partial<IncidentView>): string | undefined {
  return [{ ...WAITING, id: 'other', ...other }, WAITING].sort(byUrgency)[0]?.id;
}

describe('the order of the incident list', () => {
  it('puts a higher priority first however long others wait', () => {
    expect(first({ priority: 'urgent', calledAt: '2026-03-01T11:00:00.000Z' })).toBe('waiting');
  });

  it('puts those nobody has accepted before those somebody has', () => {
    expect(first({ acceptedCount: 1, calledAt: '2026-03-01T11:00:00.000Z' })).toBe('waiting');
  });

  it('puts the longest waiting first among equals', () => {
    expect(first({ calledAt: '2026-03-01T12:00:01.000Z' })).toBe('waiting');
    expect(first({ calledAt: '2026-03-01T11:59:59.000Z' })).toBe('other');
  });
});
