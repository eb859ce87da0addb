import { describe, expect, it } from '@jest/globals';
import { ends, unreachable } from '#core/transition';
import {
  proposedMode,
  warningStateAt,
  WARNING_STATUSES,
  WARNING_TABLE,
  whyNoProposal,
  type Warning,
} from '#core/warning';

const NOW = Date.UTC(2026, 2, 1, 12);
const INFO = {
  ...{ language: 'en', event: 'Flood', urgency: null, severity: null, certainty: null },
  ...{ senderName: null, headline: null, description: null, instruction: null, contact: null },
  ...{ web: null, startsAt: null, expiresAt: null },
};

type Asked = Parameters<typeof whyNoProposal>[0];

function warning(fields: Partial<Asked> = {}): Asked {
  return {
    ...{ state: 'current', expiresAt: null, status: 'Actual', scope: 'Public' },
    ...{ messageType: 'Alert', infos: [INFO], remarks: [] },
    ...fields,
  };
}

describe('the lifecycle of a warning', () => {
  it('every state can be reached, and what was cancelled stays so', () => {
    expect(unreachable(WARNING_TABLE, 'current')).toEqual([]);
    expect(ends(WARNING_TABLE)).toEqual(['cancelled']);
  });

  it('runs out by the clock, unless it ended otherwise before', () => {
    const at = (state: Warning['state'], expiresAt: number | null) =>
      warningStateAt({ state, expiresAt }, NOW);
    expect(at('current', NOW + 1)).toBe('current');
    expect(at('current', NOW)).toBe('expired');
    expect(at('current', null)).toBe('current');
    expect(at('updated', NOW)).toBe('updated');
    expect(at('dismissed', NOW)).toBe('dismissed');
  });
});

describe('what may come of a warning', () => {
  it('only what is meant in earnest reaches people; exercises and tests are exercises', () => {
    expect(WARNING_STATUSES.map((status) => [status, proposedMode(status)])).toEqual([
      ['Actual', 'actual'],
      ['Exercise', 'exercise'],
      ['System', null],
      ['Test', 'exercise'],
      ['Draft', null],
    ]);
  });

  it.each<[what: string, why: string | null, asked: Asked]>([
    ['a warning that stands', null, warning()],
    ['one that ran out', 'is expired', warning({ expiresAt: NOW })],
    ['one that was updated', 'is updated', warning({ state: 'updated' })],
    ['one that was cancelled', 'is cancelled', warning({ state: 'cancelled' })],
    ['one that was put aside', 'is dismissed', warning({ state: 'dismissed' })],
    ['a message that cancels', 'cancels', warning({ messageType: 'Cancel' })],
    ['a draft', 'marked Draft', warning({ status: 'Draft' })],
    ['a message between systems', 'marked System', warning({ status: 'System' })],
    ['a private one', 'private', warning({ scope: 'Private' })],
    ['one that says nothing', 'does not say', warning({ infos: [] })],
  ])('%s: %s', (_, why, asked) => {
    const said = whyNoProposal(asked, NOW);
    if (why === null) expect(said).toBeNull();
    else expect(said).toContain(why);
  });
});
