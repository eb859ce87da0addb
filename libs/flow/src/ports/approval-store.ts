import type { Approval, ApprovalStatus } from '#core/approval';
import type { ChangeCalloutAreaMessage } from '#contracts/area-api';
import type { PutCalloutNeedsMessage } from '#contracts/callout-asked-api';
import type { OpenCalloutMessage } from '#contracts/callout-api';
import type { Instant } from '#core/units';
import type { Page, PageRequest } from '#flow/ports/incident-store';

/** A change of an open call-out; exactly one of the two messages is there. */
export interface CalloutChangeAsked {
  readonly calloutId: string;
  readonly controlRef: string;
  readonly title: string;
  /** People of all needs together, once it is carried out. */
  readonly wantedCount: number;
  readonly needs: PutCalloutNeedsMessage | null;
  /** Areas that were given by a name stand here as they were drawn when it was asked. */
  readonly area: ChangeCalloutAreaMessage | null;
}

/** An approval with the very message that will be carried out. */
export interface StoredApproval {
  readonly approval: Approval;
  readonly request: OpenCalloutMessage | CalloutChangeAsked;
  /** People whose last position lay in the area when it was asked. */
  readonly reachCount: number;
}

/** Null for any. */
export interface ApprovalFilter {
  readonly status: ApprovalStatus | null;
  /** Only what this account or key asked for. */
  readonly askedBy: string | null;
  readonly now: Instant;
}

/** What waits for a second person. */
export interface ApprovalStore {
  /** Keeps a new one; where one of the same kind and reference waits, that one is returned. */
  ask(asked: StoredApproval, now: Instant): Promise<StoredApproval>;
  load(organisationId: string, approvalId: string): Promise<StoredApproval | null>;
  /** Newest first. */
  list(
    organisationId: string,
    filter: ApprovalFilter,
    page: PageRequest,
  ): Promise<Page<StoredApproval>>;
  /** Keeps the decision unless somebody decided meanwhile: false. */
  decide(approval: Approval): Promise<boolean>;
}
