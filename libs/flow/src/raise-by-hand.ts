import { BIG_ACTIONS } from '#core/big-actions';
import type { AccountRole } from '#core/caller-roles';
import { refuse, type Result } from '#core/problem';
import type { Instant } from '#core/units';
import type { RaiseIncidentCall } from '#contracts/incident-api';
import type { Ids, IncidentStore, Limits } from '#flow/ports';
import type { Raised, RaiseIncident } from '#flow/raise-incident';

/** References of incidents that have none of control's begin so. */
export const BY_HAND_PREFIX = 'HAND-';

/** Tells incidents that control's system reports from those that a member of staff raises. */
export class RaiseByHand {
  constructor(
    private readonly ports: {
      readonly incidents: IncidentStore;
      readonly limits: Limits;
      readonly ids: Ids;
      readonly raise: RaiseIncident;
    },
  ) {}

  /**
   * A control system gives its reference. Staff give a reason, may leave the reference out, and
   * are let do so a few times an hour; the incident says by whom and why.
   *
   * @param receivedAt when the first byte of the message came in
   * @returns refusals `invalid-field`, `reason-needed`, `too-many-requests`, and those of raising
   */
  async raise(
    caller: {
      readonly role: AccountRole;
      readonly organisationId: string;
      readonly keyId: string;
    },
    { controlRef, reason, ...message }: RaiseIncidentCall,
    receivedAt: Instant,
  ): Promise<Result<Raised>> {
    const { organisationId, keyId } = caller;
    if (caller.role === 'control') {
      if (controlRef === undefined) {
        return refuse('invalid-field', 'A control system gives its own reference.', 'controlRef');
      }
      return this.ports.raise.raise(organisationId, { ...message, controlRef }, receivedAt);
    }
    if (reason === undefined) {
      return refuse('reason-needed', 'Say why no message of control tells of this.', 'reason');
    }
    if (!(await this.isKnown(organisationId, controlRef))) {
      const used = await this.ports.limits.use(BIG_ACTIONS['raise-by-hand'].limit, keyId);
      if (!used.ok) return used;
    }
    const ref = controlRef ?? `${BY_HAND_PREFIX}${this.ports.ids.id()}`;
    return this.ports.raise.raiseByHand(
      organisationId,
      { ...message, controlRef: ref },
      { receivedAt, byHand: { by: keyId, reason } },
    );
  }

  /** Repeating a message is not raising another incident. */
  private async isKnown(organisationId: string, controlRef: string | undefined): Promise<boolean> {
    if (controlRef === undefined) return false;
    return (await this.ports.incidents.loadByRef(organisationId, controlRef)).state !== null;
  }
}
