import type { RefusedRow } from '#core/aed-register-sync';
import { ok, refuse, type Result } from '#core/problem';
import type { Responder } from '#core/responder';
import type { ImportLine, ImportReportView } from '#contracts/import-api';
import type { PutResponderMessage } from '#contracts/registry-api';
import { toInstant } from '#contracts/shapes';
import { notOnesOwn, type Reviewer } from '#flow/credentials';
import { OTHER_BY_NOW, reportOf, tokenOf } from '#flow/import-report';
import type { Clock, ManyPut, PeopleStore, PutOutcome, ResponderInput, Vault } from '#flow/ports';
import type { Registry } from '#flow/registry';
import type { StandBy } from '#flow/stand-by';

/** One person of a file. */
export interface PersonRow {
  /** Where it begins in the file: `line 3`. */
  readonly where: string;
  readonly externalRef: string;
  readonly message: PutResponderMessage;
}

/** What a file of people holds, and how it is to be taken. */
export interface PeopleFile {
  readonly readCount: number;
  readonly rows: readonly PersonRow[];
  /** Lines that cannot be put. */
  readonly refused: readonly RefusedRow[];
  /** Puts the others although some are refused. */
  readonly skipRefused: boolean;
  /** The token of the dry run that was looked at; null for a dry run. */
  readonly seen: string | null;
}

/** People of a file, put by a member of staff. */
export class ImportPeople {
  constructor(
    private readonly ports: {
      readonly people: PeopleStore;
      readonly clock: Clock;
      readonly vault: Pick<Vault, 'digest'>;
      readonly registry: Pick<Registry, 'isOwnGain'>;
      readonly standBy: Pick<StandBy, 'leave'>;
    },
  ) {}

  /**
   * Says what a file would do, or does exactly what the dry run of that token said: all of it in
   * one transaction, or nothing. Nobody makes anything of their own count by a file either.
   *
   * @returns refusal `changed-meanwhile` where the file or the people it names are others by now
   */
  async take(reviewer: Reviewer, file: PeopleFile): Promise<Result<ImportReportView>> {
    const { organisationId } = reviewer;
    const { good, refused } = await this.withoutOwn(reviewer, file);
    const mayApply = good.length > 0 && (refused.length === 0 || file.skipRefused);
    let token = '';
    const done = await this.ports.people.putResponders(organisationId, good.map(putOf), {
      now: this.ports.clock.now(),
      keep: (outcomes) => {
        const what = [organisationId, file.skipRefused, good, refused, outcomes.map(oldOf)];
        token = tokenOf(this.ports.vault, ['people', ...what]);
        return mayApply && file.seen === token;
      },
    });
    if (file.seen !== null && file.seen !== token) return OTHER_BY_NOW;
    if (file.seen !== null && !mayApply) return nothingToApply();
    const applied = file.seen !== null;
    if (applied) await this.leave(organisationId, done);
    const changes = done.map(({ change }, i): ImportLine => {
      const { where = null, externalRef = null } = good[i] ?? {};
      return { where, ref: externalRef, change, why: null };
    });
    return ok(reportOf({ read: file.readCount, refused, changes, applied, token }));
  }

  private async withoutOwn(reviewer: Reviewer, { rows, refused }: PeopleFile) {
    const good: PersonRow[] = [];
    const own: RefusedRow[] = [];
    for (const row of rows) {
      const { where, externalRef, message } = row;
      if (!(await this.ports.registry.isOwnGain(reviewer, externalRef, message))) good.push(row);
      else own.push({ where, externalRef, why: whyOwn() });
    }
    return { good, refused: [...refused, ...own] };
  }

  /** Those who changed leave the live index until their next position. */
  private async leave(organisationId: string, done: readonly PutOutcome[]): Promise<void> {
    for (const { change, responder } of done) {
      const person = { organisationId, responderId: responder.id };
      if (change === 'changed') await this.ports.standBy.leave(person);
    }
  }
}

/** How a person of a file is put: what the file does not say stays as it was. */
export function putOf({ externalRef, message }: PersonRow): ManyPut {
  return { externalRef, inputOf: (old) => inputOf(externalRef, message, old) };
}

function inputOf(
  externalRef: string,
  message: PutResponderMessage,
  old: Responder | null,
): ResponderInput {
  const { displayName, testPhone, disabled, credentials, equipment } = message;
  const travelMode = message.travelMode ?? old?.travelMode ?? 'foot';
  const tier = message.tier ?? old?.tier ?? 'home';
  const language = message.language ?? old?.language ?? 'en';
  return {
    ...{ externalRef, displayName, testPhone, disabled, travelMode, tier, language },
    ...(message.phone === undefined ? {} : { phone: message.phone }),
    ...(message.email === undefined ? {} : { email: message.email }),
    ...(equipment === undefined ? {} : { equipment: [...new Set(equipment)].sort() }),
    credentials: credentials.map(({ kind, issuer, validFrom, validTo, verified }) => ({
      ...{ kind, issuer, verified },
      validFrom: toInstant(validFrom),
      validTo: validTo === undefined || validTo === null ? null : toInstant(validTo),
    })),
  };
}

/** Who was there before, but for what changes by itself while they are on duty. */
function oldOf({ old, change }: PutOutcome): unknown {
  if (old === null) return [change];
  const kept = { ...old, onDuty: null, channels: null };
  return [change, kept];
}

function whyOwn(): string {
  const refusal = notOnesOwn();
  return refusal.ok ? '' : refusal.problem.detail;
}

function nothingToApply(): Result<never> {
  return refuse('invalid-field', 'Lines of this file are refused; mend them, or skip them.');
}
