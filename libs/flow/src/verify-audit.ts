import { ChainWalk, type KnownHead } from '#core/audit-chain';
import type { AuditLog } from '#flow/ports';

const ROWS_AT_ONCE = 5_000;

/** As `ChainWalk` takes it. */
type LinkHash = (hash: string, text: string) => string;

/** What was found; `firstBad` is null where all is as it was written. */
export interface Verdict {
  readonly rows: number;
  readonly organisations: number;
  readonly heads: number;
  /** Such as `3f…/17 why=altered`. */
  readonly firstBad: string | null;
}

/**
 * Walks along the chain of every organisation that the record or a head knows.
 *
 * @param signed ends of chains as they were signed and kept outside the record
 */
export async function verifyAudit(
  ports: { readonly auditLog: AuditLog; readonly link: LinkHash },
  signed: readonly (KnownHead & { readonly organisation: string })[],
): Promise<Verdict> {
  const heads = new Map<string, KnownHead[]>();
  const known = (await ports.auditLog.heads()).map(({ organisationId, seq, hash }) => ({
    ...{ organisation: organisationId, seq, hash },
  }));
  for (const { organisation, seq, hash } of [...known, ...signed]) {
    heads.set(organisation, [...(heads.get(organisation) ?? []), { seq, hash }]);
  }
  let rows = 0;
  let firstBad: string | null = null;
  for (const [organisationId, own] of [...heads].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const walk = new ChainWalk(own, ports.link);
    rows += await walkAlong(ports.auditLog, organisationId, walk);
    const fault = walk.end();
    if (fault !== null) firstBad ??= `${organisationId}/${fault.seq} why=${fault.why}`;
  }
  return { rows, organisations: heads.size, heads: signed.length, firstBad };
}

async function walkAlong(log: AuditLog, organisationId: string, walk: ChainWalk): Promise<number> {
  let count = 0;
  let after = 0;
  for (;;) {
    const rows = await log.chain(organisationId, { after, max: ROWS_AT_ONCE });
    walk.take(rows);
    count += rows.length;
    after = rows.at(-1)?.seq ?? after;
    if (rows.length < ROWS_AT_ONCE) return count;
  }
}
