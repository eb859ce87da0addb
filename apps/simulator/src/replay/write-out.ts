import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SURVIVAL_CURVES } from '#core/survival';
import { paretoSvg } from './pareto-svg';
import type { PolicyReport } from './report';

/** What a run is called in files and titles. */
export interface RunName {
  readonly region: string;
  readonly density: number;
  readonly incidents: number;
  readonly roads: boolean;
}

/** Writes the figures of a run as CSV and JSON, and a Pareto chart for each curve. */
export function writeOut(dir: string, name: RunName, reports: readonly PolicyReport[]): void {
  mkdirSync(dir, { recursive: true });
  const stem = `${name.region.toLowerCase().replaceAll(' ', '-')}-${name.density}`;
  writeFileSync(join(dir, `replay-${stem}.csv`), scoresCsv(reports));
  writeFileSync(join(dir, `deciles-${stem}.csv`), decilesCsv(reports));
  const json = JSON.stringify({ ...name, policies: reports }, null, 2);
  writeFileSync(join(dir, `replay-${stem}.json`), `${json}\n`);
  for (const curve of SURVIVAL_CURVES) {
    const points = reports.map(({ scores }) => ({
      name: scores.policy,
      alerts: scores.alertsPerIncident,
      survival: scores.survival[curve],
    }));
    const svg = paretoSvg(points, {
      title: `Survival against alerts, ${name.region}`,
      subtitle:
        `${name.incidents} incidents, ${name.density} people on duty per km², ` +
        `ways ${name.roads ? 'along roads' : 'in straight lines'}; up and left is better`,
      curve,
    });
    writeFileSync(join(dir, `pareto-${stem}-${curve}.svg`), svg);
  }
}

function scoresCsv(reports: readonly PolicyReport[]): string {
  const [first] = reports;
  if (first === undefined) return '';
  const rows = reports.map(({ scores }) => {
    const { survival, ...figures } = scores;
    const shares = SURVIVAL_CURVES.map((curve) => [`survival_${curve}`, survival[curve]]);
    return { ...figures, ...Object.fromEntries(shares) } as Record<string, string | number>;
  });
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => columns.map((column) => row[column]).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

/** Survival by tenths of local density; tenth 1 is the loneliest. */
function decilesCsv(reports: readonly PolicyReport[]): string {
  const lines = reports.flatMap(({ scores, deciles }) =>
    deciles.map((tenth, index) =>
      [scores.policy, index + 1, ...SURVIVAL_CURVES.map((curve) => tenth[curve])].join(','),
    ),
  );
  return `${['policy,tenth', ...SURVIVAL_CURVES].join(',')}\n${lines.join('\n')}\n`;
}
