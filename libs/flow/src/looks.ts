import type { LimitName } from '#core/limits';
import { ok, type Result } from '#core/problem';
import { MINUTE_MS, type Instant } from '#core/units';
import type { IncidentView } from '#contracts/incident-api';
import type { AuditLog, Caller, Clock, Limits } from '#flow/ports';

/** Looking at an incident again within this time is the same look. */
const SAME_LOOK_MS = 5 * MINUTE_MS;
/** Looks remembered at most. */
const LOOKS_MAX = 20_000;

/** A member of staff, or a system. */
type Viewer = Extract<Caller, { readonly keyId: string }>;

/**
 * How much one member of staff looks at people: records of people one by one, and positions of
 * responders by incident. Whoever goes beyond what work needs is stopped, and that is in the audit.
 */
export class Looks {
  private readonly before = new Map<string, Instant>();

  constructor(
    private readonly ports: {
      readonly limits: Limits;
      readonly auditLog: AuditLog;
      readonly clock: Pick<Clock, 'now'>;
    },
  ) {}

  /** Counts a look at one person's record: refusal `too-many-requests` beyond the limit. */
  async atPerson(viewer: Viewer): Promise<Result<null>> {
    const used = await this.ports.limits.use('people-read', viewer.keyId);
    if (!used.ok) await this.tellOf(viewer, 'people-read');
    return used;
  }

  /**
   * Incidents as this viewer may see them now: beyond the limit without positions of people, since
   * an incident itself is never withheld from whoever handles it. Systems are not counted.
   */
  async atPositions(
    viewer: Viewer,
    views: readonly IncidentView[],
  ): Promise<readonly IncidentView[]> {
    if (viewer.role === 'control') return views;
    const seen: IncidentView[] = [];
    for (const view of views) {
      const shows = view.responders.some(({ place }) => place !== null);
      const may = !shows || (await this.mayLook(viewer, view.id)).ok;
      seen.push(may ? view : withoutPositions(view));
    }
    return seen;
  }

  private async mayLook(viewer: Viewer, incidentId: string): Promise<Result<null>> {
    const look = `${viewer.keyId} ${incidentId}`;
    const now = this.ports.clock.now();
    const before = this.before.get(look);
    if (before !== undefined && now - before < SAME_LOOK_MS) return ok(null);
    const used = await this.ports.limits.use('positions-read', viewer.keyId);
    if (!used.ok) {
      await this.tellOf(viewer, 'positions-read');
      return used;
    }
    if (this.before.size >= LOOKS_MAX) this.before.clear();
    this.before.set(look, now);
    return used;
  }

  private tellOf({ organisationId, role, keyId: id }: Viewer, limit: LimitName): Promise<void> {
    const at = this.ports.clock.now();
    return this.ports.auditLog.append([
      {
        ...{ organisationId, at, actor: { role, id }, action: `${limit}.throttled` },
        ...{ subject: null, outcome: 'refused', detail: {} },
      },
    ]);
  }
}

function withoutPositions(view: IncidentView): IncidentView {
  return { ...view, responders: view.responders.map((one) => ({ ...one, place: null })) };
}
