/** What a run of the abuse cases says: cases out of a Jest report, figures out of printed lines. */

/** Cases of the list. */
export const CASES = 76;
const TITLE = /^#(\d\d)\b\s*(.*)$/;
const FIGURES = /^\s*((HANDLERS|ROW_SECURITY|CANARY|AUDIT|CROSS_TENANT|REVOKED|REVOCATION) .*\S)/;

/** Each case with its tests, in order; a case without any test has failed. */
export function casesOf(report) {
  const cases = new Map();
  for (let number = 1; number <= CASES; number += 1) {
    cases.set(String(number).padStart(2, '0'), { passed: 0, failed: 0, titles: [] });
  }
  for (const { assertionResults } of report.testResults) {
    for (const { title, status } of assertionResults) {
      const [, id, text] = TITLE.exec(title) ?? [];
      const known = cases.get(id);
      if (known === undefined) continue;
      known[status === 'passed' ? 'passed' : 'failed'] += 1;
      known.titles.push(text);
    }
  }
  return [...cases].map(([id, { passed, failed, titles }]) => ({
    id,
    passed,
    failed: passed + failed === 0 ? 1 : failed,
    titles: titles.length === 0 ? ['no test shows this case'] : titles,
  }));
}

/** Lines of figures that tests have printed, each with its name and its fields. */
export function figuresOf(output) {
  return output.split('\n').flatMap((printed) => {
    const [, line, name] = FIGURES.exec(printed) ?? [];
    if (line === undefined) return [];
    const fields = [...line.matchAll(/(\w+)=(\S+)/g)].map(([, key, value]) => [key, value]);
    return [{ name, line, fields: Object.fromEntries(fields) }];
  });
}

/** `SECURITY …`; a figure that nobody printed is `unknown`. */
export function lastLine(cases, figures) {
  const passed = cases.filter(({ failed }) => failed === 0).length;
  const field = (name, key) =>
    figures.findLast((figure) => figure.name === name)?.fields[key] ?? 'unknown';
  const verified = field('AUDIT', 'first_bad') === 'none' ? 'ok' : field('AUDIT', 'first_bad');
  const said = {
    cases: cases.length,
    pass: passed,
    fail: cases.length - passed,
    handlers: field('HANDLERS', 'handlers'),
    unguarded: field('HANDLERS', 'unguarded'),
    rls_tables: field('ROW_SECURITY', 'tables'),
    unforced: field('ROW_SECURITY', 'unforced'),
    pii_canary_hits: field('CANARY', 'hits'),
    audit_verify: verified,
    cross_tenant: field('CROSS_TENANT', 'attempts'),
    leaks: field('CROSS_TENANT', 'leaks'),
    revoked_p99_ms: revokedP99(figures),
  };
  const parts = Object.entries(said).map(([key, value]) => `${key}=${value}`);
  return `SECURITY ${parts.join(' ')}`;
}

/** The slowest of all kinds of revocation. */
function revokedP99(figures) {
  const p99 = figures
    .filter(({ name }) => name === 'REVOKED' || name === 'REVOCATION')
    .map(({ fields }) => Number(fields.p99_ms));
  return p99.length === 0 ? 'unknown' : Math.max(...p99);
}
