import type { RegisterChange, RegisterStep } from '#core/aed-register-sync';
import type { SyncReport } from '#flow/sync-aed-register';

/** Shown at most of each kind; the number of all of them is in the last line. */
export const SHOWN_MAX = 50;

const SHOWN: readonly RegisterChange[] = ['added', 'changed', 'moved', 'back', 'gone'];

/**
 * What a synchronisation of AEDs did, or would do: a line per AED up to a limit, then
 * `IMPORT read= added= changed= unchanged= refused= moved= back= gone= hours_unknown=
 * hours_missing= contradictions=`. Lines name AEDs by reference alone, since names and places may
 * be private.
 */
export function reportLines(
  report: SyncReport,
  options: { readonly readCount: number; readonly dryRun: boolean },
): string[] {
  const { refused, refusal, applied, hoursUnknown, hoursMissing } = report;
  const steps = applied || (options.dryRun && refusal === null) ? report.steps : [];
  const count = (change: RegisterChange): number =>
    steps.filter((step) => step.change === change).length;
  const doubted = steps.filter((step) => step.where !== null && contradictions(step).length > 0);
  const doubts = doubted.map((step) => `${step.where}: ${contradictions(step).join(', ')}`);
  const numbers = {
    read: options.readCount,
    added: count('added'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    refused: refused.length,
    moved: count('moved'),
    back: count('back'),
    gone: count('gone'),
    hours_unknown: hoursUnknown,
    hours_missing: hoursMissing,
    contradictions: doubted.length,
  };
  const pairs = Object.entries(numbers).map(([name, number]) => `${name}=${number}`);
  return [
    ...upTo(
      refused.map(({ where, why }) => `${where}: ${why}`),
      'refused',
    ),
    ...SHOWN.flatMap((change) => upTo(changesOf(steps, change), change)),
    ...upTo(steps.flatMap(illegalStatus), 'status'),
    ...upTo(
      doubts.map((doubt) => `contradiction: ${doubt}`),
      'contradiction',
    ),
    ['IMPORT', ...pairs, ...notes(report, options.dryRun)].join(' '),
  ];
}

function notes({ refusal, applied }: SyncReport, dryRun: boolean): string[] {
  const mend = 'mend the lines above, or use --skip-bad';
  const why = refusal ?? (applied || dryRun ? null : mend);
  return [...(dryRun ? ['dry-run=yes'] : []), ...(why === null ? [] : [`nothing was put: ${why}`])];
}

function changesOf(steps: readonly RegisterStep[], change: RegisterChange): string[] {
  return steps
    .filter((step) => step.change === change)
    .map(({ aed, movedM }) => {
      const far = change === 'moved' ? ` by ${movedM} m` : '';
      return `${change}: ${aed.externalRef}${far}`;
    });
}

function illegalStatus({ where, illegalStatus: wanted, aed }: RegisterStep): string[] {
  if (wanted === null) return [];
  return [`${where}: status: An AED that is ${aed.status} cannot become ${wanted}.`];
}

function contradictions({ aed }: RegisterStep): readonly string[] {
  return aed.facts.contradictions;
}

function upTo(lines: readonly string[], what: string): string[] {
  const more = lines.length - SHOWN_MAX;
  return more <= 0 ? [...lines] : [...lines.slice(0, SHOWN_MAX), `${what}: and ${more} more`];
}
