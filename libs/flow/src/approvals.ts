import {
  APPROVAL_EXPIRES_AFTER_MS,
  approvalStatus,
  decideApproval,
  type ApprovalStatus,
  type Person,
} from '#core/approval';
import { isBigCallout } from '#core/big-actions';
import { may } from '#core/caller-roles';
import { ok, refuse, type Result } from '#core/problem';
import { isSameValue } from '#core/same-value';
import { MINUTE_MS } from '#core/units';
import type { ApprovalPageView, ApprovalView } from '#contracts/approval-api';
import type { CalloutView, OpenCalloutMessage } from '#contracts/callout-api';
import { toArea, toIso } from '#contracts/shapes';
import type { AuditTrail } from '#flow/audit-trail';
import { checkMessage, type Callouts } from '#flow/callouts';
import type {
  ApprovalStore,
  Areas,
  CalloutStore,
  Clock,
  Ids,
  PageRequest,
  StoredApproval,
} from '#flow/ports';

/** Call-outs so close after each other count as one, when it is asked whether it is a large one. */
const PIECES_WITHIN_MS = 15 * MINUTE_MS;
const PIECES_MAX = 100;

/** What came of asking for a call-out: it is open, or waits for a second person. */
export type AskedCallout =
  | { readonly pending: ApprovalView }
  | { readonly pending: null; readonly created: boolean; readonly view: CalloutView };

/** Call-outs that are too big for one person wait here until a second one has looked at them. */
export class Approvals {
  constructor(
    private readonly ports: {
      readonly approvals: ApprovalStore;
      readonly calloutStore: CalloutStore;
      readonly callouts: Callouts;
      readonly audit: Pick<AuditTrail, 'note'>;
      readonly areas: Areas;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /**
   * Opens a call-out, or keeps it for a second person. Asking again changes nothing.
   *
   * @returns refusals `area-invalid`, with how many it would reach, `invalid-field`,
   *   `reason-needed`, `reference-conflict`
   */
  async openCallout(
    organisationId: string,
    message: OpenCalloutMessage,
    by: Person,
  ): Promise<Result<AskedCallout>> {
    const area = toArea(message.area);
    const reachCount = await this.ports.calloutStore.countIn(organisationId, area);
    const fault = this.ports.areas.fault(area);
    if (fault !== null) {
      const reach = `${reachCount} people of the organisation have their last position in it.`;
      return refuse('area-invalid', `${fault} ${reach}`, 'area');
    }
    const checked = checkMessage(message);
    if (!checked.ok) return checked;
    const known = await this.ports.calloutStore.loadCalloutByRef(
      organisationId,
      message.controlRef,
    );
    const { mode } = message;
    const wantedCount = wantedOf(message) + (await this.wantedOfLate(organisationId));
    if (known !== null || !isBigCallout({ mode, wantedCount, reachCount })) {
      const opened = await this.ports.callouts.open(organisationId, message);
      return opened.ok ? ok({ pending: null, ...opened.value }) : opened;
    }
    if (message.reason === undefined) {
      const detail = `So large a call-out (${reachCount} people in the area) needs a reason.`;
      return refuse('reason-needed', detail, 'reason');
    }
    const asked = this.asked({ organisationId, message, reason: message.reason, by, reachCount });
    const kept = await this.ports.approvals.ask(asked, asked.approval.askedAt);
    if (!isSame(kept.request, message)) {
      const detail = 'Another call-out waits under this reference.';
      return refuse('reference-conflict', detail, 'controlRef');
    }
    return ok({ pending: await this.view(kept) });
  }

  /** A page, newest first: of all for whoever may approve, for others of what they asked for. */
  async list(
    { organisationId, by }: { readonly organisationId: string; readonly by: Person },
    status: ApprovalStatus | null,
    page: PageRequest,
  ): Promise<ApprovalPageView> {
    const askedBy = may(by.role, 'approve') ? null : by.id;
    const filter = { status, askedBy, now: this.ports.clock.now() };
    const found = await this.ports.approvals.list(organisationId, filter, page);
    const items: ApprovalView[] = [];
    for (const each of found.items) items.push(await this.view(each));
    return { items, nextCursor: found.nextCursor };
  }

  /**
   * Decides as a second person; what is approved is carried out at once, as the act of whoever
   * asked. Approving again as the same person carries out what an accident left undone.
   *
   * @returns refusals `not-found`, `second-person-needed`, `illegal-step`, `changed-meanwhile`,
   *   and those of opening a call-out
   */
  async decide(
    organisationId: string,
    approvalId: string,
    decision: { readonly by: Person; readonly approve: boolean; readonly reason: string | null },
  ): Promise<Result<ApprovalView>> {
    const stored = await this.ports.approvals.load(organisationId, approvalId);
    if (stored === null) return refuse('not-found', 'There is no such approval.');
    const { approval } = stored;
    const isAgain = approval.status === 'approved' && approval.decidedBy?.id === decision.by.id;
    if (isAgain && decision.approve) return this.carryOut(stored);
    const decided = decideApproval(approval, { ...decision, now: this.ports.clock.now() });
    if (!decided.ok) return decided;
    if (!(await this.ports.approvals.decide(decided.value))) {
      return refuse('changed-meanwhile', 'Somebody else decided at the same moment.');
    }
    const after = { ...stored, approval: decided.value };
    return decision.approve ? this.carryOut(after) : ok(await this.view(after));
  }

  /** People wanted by what single persons opened lately: one large call-out in small pieces. */
  private async wantedOfLate(organisationId: string): Promise<number> {
    const page = { cursor: null, limit: PIECES_MAX };
    const found = await this.ports.calloutStore.listCallouts(organisationId, page);
    const since = this.ports.clock.now() - PIECES_WITHIN_MS;
    return found.items
      .map(({ callout }) => callout)
      .filter(({ status, openedAt }) => openedAt > since && status !== 'cancelled')
      .filter(({ mode, wantedCount }) => {
        return mode === 'actual' && !isBigCallout({ mode, wantedCount, reachCount: 0 });
      })
      .reduce((sum, { wantedCount }) => sum + wantedCount, 0);
  }

  private async carryOut(stored: StoredApproval): Promise<Result<ApprovalView>> {
    const { approval, request } = stored;
    const { organisationId, askedBy, decidedBy, id } = approval;
    const names = { askedBy: askedBy.id, approvedBy: decidedBy?.id ?? null, approvalId: id };
    const opened = await this.ports.callouts.open(organisationId, request, names);
    if (!opened.ok) return opened;
    if (opened.value.created) {
      this.ports.audit.note({
        organisationId,
        actor: askedBy,
        action: 'openCallout',
        subject: { kind: 'callout', id: opened.value.view.id },
        outcome: 'done',
        detail: names,
      });
    }
    return ok(await this.view(stored));
  }

  private asked(input: {
    readonly organisationId: string;
    readonly message: OpenCalloutMessage;
    readonly reason: string;
    readonly by: Person;
    readonly reachCount: number;
  }): StoredApproval {
    const askedAt = this.ports.clock.now();
    return {
      request: input.message,
      reachCount: input.reachCount,
      approval: {
        id: this.ports.ids.id(),
        organisationId: input.organisationId,
        kind: 'open-callout',
        status: 'pending',
        reason: input.reason,
        askedBy: input.by,
        askedAt,
        expiresAt: askedAt + APPROVAL_EXPIRES_AFTER_MS,
        decidedBy: null,
        decidedAt: null,
        decisionReason: null,
      },
    };
  }

  private async view({ approval, request, reachCount }: StoredApproval): Promise<ApprovalView> {
    const { organisationId, status } = approval;
    const opened =
      status === 'approved'
        ? await this.ports.calloutStore.loadCalloutByRef(organisationId, request.controlRef)
        : null;
    return {
      id: approval.id,
      kind: approval.kind,
      status: approvalStatus(approval, this.ports.clock.now()),
      title: request.title,
      controlRef: request.controlRef,
      wantedCount: wantedOf(request),
      reachCount,
      reason: approval.reason,
      askedBy: approval.askedBy,
      askedAt: toIso(approval.askedAt),
      expiresAt: toIso(approval.expiresAt),
      decidedBy: approval.decidedBy,
      decidedAt: toIso(approval.decidedAt),
      decisionReason: approval.decisionReason,
      calloutId: opened?.callout.id ?? null,
    };
  }
}

/** People of all needs together. */
function wantedOf(message: OpenCalloutMessage): number {
  return message.needs.reduce((sum, need) => sum + need.wantedCount, 0);
}

/** The same call-out, for whatever reason. */
function isSame(a: OpenCalloutMessage, b: OpenCalloutMessage): boolean {
  const essence = (each: OpenCalloutMessage) => {
    const { title, briefing, needs, area, mode } = each;
    return { title, briefing, needs, coordinates: area.coordinates, mode };
  };
  return isSameValue(essence(a), essence(b));
}
