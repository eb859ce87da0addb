import { RETENTION, RETENTION_NAMES, type RetentionName } from '#core/retention';
import { DAY_MS, HOUR_MS } from '#core/units';
import type { RetentionView } from '#contracts/privacy-api';
import { toIso } from '#contracts/shapes';
import type { Clock, PrivacyStore } from '#flow/ports';

/** A little less than a day, so that a worker that looks each hour does it daily. */
export const FORGET_EVERY_MS = DAY_MS - HOUR_MS;

/** What was let go of one kind. */
export interface Forgotten {
  readonly what: RetentionName;
  readonly deleted: number;
}

/** Lets go what has been kept as long as the table says. */
export class Retention {
  constructor(
    private readonly ports: {
      readonly privacy: PrivacyStore;
      readonly clock: Pick<Clock, 'now'>;
    },
  ) {}

  /**
   * Goes through the table once a day, whichever worker comes first; counts are of all
   * organisations together. Kinds that somebody has gone through already are not among them.
   *
   * @param everyMs 0 does it whoever has done it when
   */
  async run(everyMs = FORGET_EVERY_MS): Promise<readonly Forgotten[]> {
    const { privacy, clock } = this.ports;
    const now = clock.now();
    const deleted = new Map<RetentionName, number>();
    for (const organisationId of await privacy.organisationIds()) {
      for (const what of RETENTION_NAMES) {
        if (!(await privacy.claim({ organisationId, what, now, everyMs }))) continue;
        const before = now - RETENTION[what].keepsForMs;
        const count = await privacy.forget({ organisationId, what, before });
        deleted.set(what, (deleted.get(what) ?? 0) + count);
      }
    }
    return [...deleted].map(([what, count]) => ({ what, deleted: count }));
  }

  /** The table with what last went in this organisation. */
  async view(organisationId: string): Promise<RetentionView> {
    const runs = await this.ports.privacy.lastRuns(organisationId);
    return {
      items: RETENTION_NAMES.map((name) => {
        const run = runs.get(name);
        const last = run === undefined ? null : { at: toIso(run.at), deleted: run.deleted };
        return { ...RETENTION[name], last };
      }),
    };
  }
}
