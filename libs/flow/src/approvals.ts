import {
  APPROVAL_EXPIRES_AFTER_MS,
  type ApprovalKind,
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
  CalloutChangeAsked,
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

/** Carries out a change of a call-out that was approved, by the names for its timeline. */
export type CarryChange = (
  of: { readonly organisationId: string; readonly change: CalloutChangeAsked },
  names: Readonly<Record<string, string | null>>,
) => Promise<Result<unknown>>;

/** What is too big for one person waits here until a second one has looked at it. */
export class Approvals {
  private carryChange: CarryChange | null = null;

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

  /** Whoever changes call-outs says how an approved change is carried out. */
  changedBy(carry: CarryChange): void {
    this.carryChange = carry;
  }

  /** Keeps a change of a call-out for a second person; `reference-conflict` where one waits. */
  async waitForChange(asked: {
    readonly organisationId: string;
    readonly kind: Exclude<ApprovalKind, 'open-callout'>;
    readonly change: CalloutChangeAsked;
    readonly reason: string;
    readonly reachCount: number;
    readonly by: Person;
  }): Promise<Result<ApprovalView>> {
    const kept = await this.keep({ ...asked, request: asked.change });
    if (!isSameValue(kept.request, asked.change)) {
      const detail = 'Another change of this call-out waits for a second person.';
      return refuse('reference-conflict', detail);
    }
    return ok(await this.view(kept));
  }

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
    const { reason } = message;
    const asked = { organisationId, reason, by, reachCount };
    const kept = await this.keep({ ...asked, kind: 'open-callout', request: message });
    if (isChange(kept.request) || !isSame(kept.request, message)) {
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
    const now = this.ports.clock.now();
    const isMine = approval.status === 'approved' && approval.decidedBy?.id === decision.by.id;
    // A change of a call-out is not made again later, over what others have changed meanwhile.
    const isAgain = isMine && (approval.kind === 'open-callout' || now < approval.expiresAt);
    if (isAgain && decision.approve) return this.carryOut(stored);
    const decided = decideApproval(approval, { ...decision, now });
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
    if (isChange(request)) return this.carryOutChange(stored, request, names);
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

  private async carryOutChange(
    stored: StoredApproval,
    change: CalloutChangeAsked,
    names: Readonly<Record<string, string | null>>,
  ): Promise<Result<ApprovalView>> {
    if (this.carryChange === null) throw new Error('nobody carries out changes of call-outs');
    const { organisationId, askedBy, kind } = stored.approval;
    const done = await this.carryChange({ organisationId, change }, names);
    if (!done.ok) return done;
    this.ports.audit.note({
      ...{ organisationId, actor: askedBy, outcome: 'done', detail: names },
      action: kind === 'change-needs' ? 'putCalloutNeeds' : 'changeCalloutArea',
      subject: { kind: 'callout', id: change.calloutId },
    });
    return ok(await this.view(stored));
  }

  /** A new one, or the one that waits for the same already. */
  private keep(input: {
    readonly organisationId: string;
    readonly kind: ApprovalKind;
    readonly request: StoredApproval['request'];
    readonly reason: string;
    readonly by: Person;
    readonly reachCount: number;
  }): Promise<StoredApproval> {
    const askedAt = this.ports.clock.now();
    const asked: StoredApproval = {
      request: input.request,
      reachCount: input.reachCount,
      approval: {
        id: this.ports.ids.id(),
        organisationId: input.organisationId,
        kind: input.kind,
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
    return this.ports.approvals.ask(asked, askedAt);
  }

  private async view({ approval, request, reachCount }: StoredApproval): Promise<ApprovalView> {
    const opened = isChange(request) ? request.calloutId : await this.openedBy(approval, request);
    return {
      id: approval.id,
      kind: approval.kind,
      status: approvalStatus(approval, this.ports.clock.now()),
      title: request.title,
      controlRef: request.controlRef,
      wantedCount: isChange(request) ? request.wantedCount : wantedOf(request),
      reachCount,
      reason: approval.reason,
      askedBy: approval.askedBy,
      askedAt: toIso(approval.askedAt),
      expiresAt: toIso(approval.expiresAt),
      decidedBy: approval.decidedBy,
      decidedAt: toIso(approval.decidedAt),
      decisionReason: approval.decisionReason,
      calloutId: opened,
    };
  }

  private async openedBy(
    { organisationId, status }: StoredApproval['approval'],
    { controlRef }: OpenCalloutMessage,
  ): Promise<string | null> {
    if (status !== 'approved') return null;
    const found = await this.ports.calloutStore.loadCalloutByRef(organisationId, controlRef);
    return found?.callout.id ?? null;
  }
}

/** Whether a call-out that is open is to be changed, and not one opened. */
function isChange(request: StoredApproval['request']): request is CalloutChangeAsked {
  return 'calloutId' in request;
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
