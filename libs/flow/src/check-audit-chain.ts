import { ChainWalk } from '#core/audit-chain';
import type { AuditChainView } from '#contracts/service-api';
import { toIso } from '#contracts/shapes';
import type { AuditLog, Clock } from '#flow/ports';

/** Entries looked at for one answer; a longer chain is checked by the command. */
export const CHAIN_ROWS_MAX = 100_000;
const ROWS_AT_ONCE = 5_000;

/** Whether an organisation's own audit is as it was written. */
export class CheckAuditChain {
  constructor(
    private readonly ports: {
      readonly auditLog: AuditLog;
      readonly clock: Clock;
      /** As `ChainWalk` takes it. */
      readonly link: (hash: string, text: string) => string;
    },
  ) {}

  /** Walks along the chain from its beginning, up to a limit, which the answer tells of. */
  async check(organisationId: string): Promise<AuditChainView> {
    const { auditLog, clock, link } = this.ports;
    const known = await auditLog.heads();
    const [head] = known.filter((one) => one.organisationId === organisationId);
    const isWhole = (head?.seq ?? 0) <= CHAIN_ROWS_MAX;
    const walk = new ChainWalk(isWhole && head !== undefined ? [head] : [], link);
    let after = 0;
    let rows = 0;
    while (rows < CHAIN_ROWS_MAX) {
      const max = Math.min(ROWS_AT_ONCE, CHAIN_ROWS_MAX - rows);
      const found = await auditLog.chain(organisationId, { after, max });
      walk.take(found);
      rows += found.length;
      after = found.at(-1)?.seq ?? after;
      if (found.length < max) break;
    }
    const fault = walk.end();
    return { rows, whole: isWhole, fault, checkedAt: toIso(clock.now()) };
  }
}
