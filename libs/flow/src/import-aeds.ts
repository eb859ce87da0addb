import type { RegisterStep } from '#core/aed-register-sync';
import { ok, refuse, type Result } from '#core/problem';
import type { ImportLine, ImportReportView } from '#contracts/import-api';
import { OTHER_BY_NOW, reportOf, tokenOf } from '#flow/import-report';
import type { Vault } from '#flow/ports';
import type { SyncAedRegister, SyncRequest } from '#flow/sync-aed-register';

/** A file of AEDs, and how it is to be taken. */
export interface AedsFile extends Omit<SyncRequest, 'dryRun'> {
  readonly readCount: number;
  /** The token of the dry run that was looked at; null for a dry run. */
  readonly seen: string | null;
}

/** AEDs of a file, put by a member of staff. */
export class ImportAeds {
  constructor(
    private readonly ports: {
      readonly sync: SyncAedRegister;
      readonly vault: Pick<Vault, 'digest'>;
    },
  ) {}

  /**
   * Says what a file would do, or does exactly what the dry run of that token said: all of it in
   * one transaction, or nothing.
   *
   * @returns refusals `changed-meanwhile` where the file or the AEDs it is about are others by now,
   *   `not-found`
   */
  async take(organisationId: string, file: AedsFile): Promise<Result<ImportReportView>> {
    const { readCount, seen, ...request } = file;
    let token = '';
    const synced = await this.ports.sync.sync(
      organisationId,
      { ...request, dryRun: seen === null },
      (stored, plan) => {
        token = tokenOf(this.ports.vault, ['aeds', organisationId, request, stored, plan]);
        return seen === null || seen === token;
      },
    );
    if (!synced.ok) return synced;
    if (seen !== null && seen !== token) return OTHER_BY_NOW;
    const { steps, refused, refusal, applied, hoursUnknown } = synced.value;
    if (seen !== null && !applied) return nothingToApply(refusal);
    const changes = steps.map(lineOf);
    return ok(
      reportOf({ read: readCount, refused, changes, applied, token, refusal, hoursUnknown }),
    );
  }
}

function lineOf({ change, where, aed, movedM, illegalStatus }: RegisterStep): ImportLine {
  const far = change === 'moved' ? `moved by ${movedM} m` : null;
  const status =
    illegalStatus === null ? null : `an AED that is ${aed.status} cannot become ${illegalStatus}`;
  const doubts = change === 'gone' ? [] : aed.facts.contradictions;
  const why = [far, status, ...doubts].filter((one) => one !== null).join('; ');
  return { where, ref: aed.externalRef, change, why: why === '' ? null : why };
}

function nothingToApply(refusal: string | null): Result<never> {
  const why = refusal ?? 'lines of it are refused; mend them, or skip them';
  return refuse('invalid-field', `Nothing of this file can be applied: ${why}.`);
}
