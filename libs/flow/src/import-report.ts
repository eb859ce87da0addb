import type { RefusedRow, RegisterChange } from '#core/aed-register-sync';
import { refuse, type Result } from '#core/problem';
import { IMPORT_LINES_MAX, type ImportLine, type ImportReportView } from '#contracts/import-api';
import type { Vault } from '#flow/ports';

/** Shown first to last; what stays as it was is counted and not listed. */
const LISTED: readonly RegisterChange[] = ['gone', 'moved', 'changed', 'back', 'added'];

/** What was looked at is not what there is any more. */
export const OTHER_BY_NOW: Result<never> = refuse(
  'changed-meanwhile',
  'The file or the register is not what the dry run saw; look at a new one.',
  'seen',
);

/** Names an outcome: equal for equal ones, and nobody makes one up. */
export function tokenOf(vault: Pick<Vault, 'digest'>, what: readonly unknown[]): string {
  const digest = vault.digest(JSON.stringify(what));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The report of an import as it is sent: counts, and the lines that somebody should see. */
export function reportOf(of: {
  readonly read: number;
  readonly refused: readonly RefusedRow[];
  readonly changes: readonly ImportLine[];
  readonly applied: boolean;
  readonly token: string;
  readonly refusal?: string | null;
  readonly hoursUnknown?: number;
}): ImportReportView {
  const { read, refused, changes, applied, token } = of;
  const count = (change: RegisterChange): number =>
    changes.filter((one) => one.change === change).length;
  const bad = refused.map(({ where, externalRef, why }): ImportLine => {
    return { where, ref: externalRef, change: 'refused', why };
  });
  const listed = LISTED.flatMap((change) => changes.filter((one) => one.change === change));
  const lines = [...bad, ...listed];
  return {
    ...{ applied, token, read, refused: refused.length },
    added: count('added'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    moved: count('moved'),
    back: count('back'),
    gone: count('gone'),
    hoursUnknown: of.hoursUnknown ?? 0,
    refusal: of.refusal ?? null,
    lines: lines.slice(0, IMPORT_LINES_MAX),
    linesLeftOut: Math.max(0, lines.length - IMPORT_LINES_MAX),
  };
}
