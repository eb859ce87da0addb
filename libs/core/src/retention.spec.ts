import { RETENTION, RETENTION_NAMES, retentionTable } from '#core/retention';
import { DAY_MS } from '#core/units';

describe('the table of what is kept for how long', () => {
  it('says of each kind what it is, from when it counts and why it is not shorter', () => {
    for (const name of RETENTION_NAMES) {
      const { what, from, why } = RETENTION[name];
      expect([name, what, from, why].every((text) => text.length > 3)).toBe(true);
    }
  });

  it('keeps nothing about a patient or a place longer than a month', () => {
    for (const name of ['incident-details', 'control-messages', 'decision-inputs'] as const) {
      expect(RETENTION[name].keepsForMs).toBeLessThanOrEqual(30 * DAY_MS);
    }
    expect(RETENTION.positions.keepsForMs).toBe(0);
  });

  it('reads as a table with a row for each kind, all lines equally long', () => {
    const lines = retentionTable().trimEnd().split('\n');
    expect(lines).toHaveLength(RETENTION_NAMES.length + 2);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(lines[2]).toContain('| goes at once |');
  });
});
