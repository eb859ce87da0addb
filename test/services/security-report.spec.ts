import { evaluate } from './scripts';

const MODULE = 'lib/security-report.mjs';
interface Case {
  readonly id: string;
  readonly passed: number;
  readonly failed: number;
}

/** Cases of a Jest report with these titles and statuses. */
async function casesOf(...tests: readonly (readonly [string, string])[]): Promise<Case[]> {
  const assertionResults = tests.map(([title, status]) => ({ title, status }));
  const report = JSON.stringify({ testResults: [{ assertionResults }] });
  return (await evaluate(MODULE, `m.casesOf(${report})`)) as Case[];
}

describe('the report of the abuse cases', () => {
  it('has every case, and one that no test shows has failed', async () => {
    const cases = await casesOf(['#07 another body is refused', 'passed'], ['no case', 'failed']);
    expect(cases).toHaveLength(76);
    expect(cases[6]).toMatchObject({ id: '07', passed: 1, failed: 0 });
    expect(cases[7]).toMatchObject({ id: '08', passed: 0, failed: 1 });
  });

  it('calls a case failed when one of its tests failed or was skipped', async () => {
    const cases = await casesOf(['#01 a', 'passed'], ['#01 b', 'pending'], ['#02 c', 'failed']);
    expect(cases[0]).toMatchObject({ passed: 1, failed: 1 });
    expect(cases[1]).toMatchObject({ passed: 0, failed: 1 });
  });

  it('takes figures from printed lines, and says what nobody printed', async () => {
    const printed = [
      '    HANDLERS handlers=90 unguarded=0',
      'CANARY places=9 hits=0',
      '  AUDIT rows=3 first_bad=none',
      'REVOKED kind=key n=9 p99_ms=120',
      'REVOCATION n=9 p99_ms=340.5',
      'REVOKEDLY p99_ms=9999',
    ].join('\n');
    const line = await evaluate(
      MODULE,
      `m.lastLine(m.casesOf({ testResults: [] }), m.figuresOf(${JSON.stringify(printed)}))`,
    );
    expect(line).toBe(
      'SECURITY cases=76 pass=0 fail=76 handlers=90 unguarded=0 rls_tables=unknown ' +
        'unforced=unknown pii_canary_hits=0 audit_verify=ok cross_tenant=unknown leaks=unknown ' +
        'revoked_p99_ms=340.5',
    );
  });
});
