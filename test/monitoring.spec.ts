import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ALARM_NAMES } from '#core/watch-alarms';
import { ROUND_STEPS } from '#flow/watchdog';
import { Metrics } from '../apps/server/src/metrics';

const ROOT = join(__dirname, '..');
const WORD = /\b(closeby|process|nodejs)_[a-z0-9_]+\b/g;
const ALARM = /alarm="([a-z-]+)"/g;

const rulesSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          labels: z.object({ severity: z.enum(['page', 'look']) }),
          annotations: z.object({
            summary: z.string().min(1),
            description: z.string().min(1),
            runbook: z.string().startsWith('docs/running.md#'),
          }),
        }),
      ),
    }),
  ),
});
const boardSchema = z.object({
  panels: z.array(
    z.object({ id: z.number(), targets: z.array(z.object({ expr: z.string().min(1) })).min(1) }),
  ),
});

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const rules = rulesSchema
  .parse(parse(read('deploy/prometheus/closeby.rules.yml')))
  .groups.flatMap((group) => group.rules);
const panels = boardSchema.parse(JSON.parse(read('deploy/grafana/closeby.json'))).panels;
const expressions = [
  ...rules.map(({ expr }) => expr),
  ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
];

/** Names under which Prometheus finds what a server tells. */
async function told(): Promise<ReadonlySet<string>> {
  const metrics = await new Metrics().registry.getMetricsAsJSON();
  return new Set(
    metrics.flatMap(({ name, type }) => {
      const parts = ['_bucket', '_sum', '_count'].map((end) => name + end);
      return String(type) === 'histogram' ? parts : [name];
    }),
  );
}

describe('rules and board for those who keep watch', () => {
  it('name no figure that a server does not tell', async () => {
    const known = await told();
    const named = expressions.flatMap((expr) => expr.match(WORD) ?? []);
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it('know every alarm of the server, and no other', () => {
    const inRules = rules.flatMap(({ expr }) => [...expr.matchAll(ALARM)].map(([, name]) => name));
    expect([...inRules].sort()).toEqual([...ALARM_NAMES].sort());
  });

  it('lead to a place in the manual that is there', () => {
    const headings = read('docs/running.md')
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .map((line) => line.replace(/^#+ /, '').toLowerCase().replaceAll(' ', '-'))
      .map((line) => line.replaceAll(/[^a-z0-9-]/g, ''));
    const wanted = rules.map(({ annotations }) => annotations.runbook.split('#')[1] ?? '');
    expect(wanted.filter((anchor) => !headings.includes(anchor))).toEqual([]);
  });

  it('have names and numbers that are used once', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  });

  it('show every step at which a test alert can fail', async () => {
    const text = await new Metrics().registry.metrics();
    for (const step of ROUND_STEPS) {
      expect(text).toContain(`closeby_watchdog_failures_total{step="${step}"} 0`);
    }
  });
});
