import type { Callout } from '#core/callout';
import { aidStanding, type AidAgreement } from '#core/mutual-aid';
import { ok, refuse, type Result } from '#core/problem';
import { toNeed } from '#contracts/callout-parts';
import type { SharedCalloutView, ShareCalloutMessage } from '#contracts/share-api';
import { REF_LENGTH_MAX, toIso } from '#contracts/shapes';
import type { Approvals } from '#flow/approvals';
import { messageForPartner } from '#flow/message-for-partner';
import { AID_PREFIX } from '#flow/mutual-aid';
import type {
  AidStore,
  AuditLog,
  CalloutShare,
  CalloutStore,
  Clock,
  IncidentStore,
  MusterStore,
  PeopleStore,
  ShareStore,
} from '#flow/ports';

/**
 * Call-outs shared by two organisations that agreed on help. The partner gets a call-out of its
 * own: its people, its staff, its second person for a large one. Nothing of one side becomes
 * visible to the other but the words of the call-out and how many come.
 */
export class ShareCallout {
  constructor(
    private readonly ports: {
      readonly shares: ShareStore;
      readonly aid: AidStore;
      readonly callouts: Pick<CalloutStore, 'loadCallout' | 'loadCalloutByRef'>;
      readonly musters: Pick<MusterStore, 'headcounts'>;
      readonly people: Pick<PeopleStore, 'organisation'>;
      readonly incidents: Pick<IncidentStore, 'addFacts'>;
      readonly approvals: Pick<Approvals, 'openCallout'>;
      readonly auditLog: AuditLog;
      readonly clock: Clock;
    },
  ) {}

  /**
   * Has the partner open a call-out for these needs, or ask its second person to. Asking again
   * under the same agreement changes nothing, but asks anew where nobody had decided in time.
   *
   * @returns whether that was new; refusals `not-found`, `aid-not-agreed`, `callout-over`, and
   *   those of opening
   */
  async share(
    of: { readonly organisationId: string; readonly calloutId: string },
    message: ShareCalloutMessage,
  ): Promise<Result<{ readonly isNew: boolean; readonly view: SharedCalloutView }>> {
    const { organisationId, calloutId } = of;
    const { agreementId } = message;
    const { shares, aid } = this.ports;
    const callout = await this.calloutOf(of);
    if (!callout.ok) return callout;
    const agreement = await aid.agreement(organisationId, agreementId);
    if (agreement === null) return refuse('not-found', 'There is no such agreement.');
    const agreed = this.inForce(agreement);
    if (!agreed.ok) return agreed;
    const own = await this.ports.people.organisation(organisationId);
    if (own === null) return refuse('not-found', 'There is no such organisation.');
    const known = await shares.shares(organisationId, calloutId);
    const before = known.find((share) => share.agreementId === agreementId);
    const share: CalloutShare = before ?? {
      ...{ organisationId, calloutId, agreementId, partnerId: agreement.partner.id },
      ...{ partnerRef: refAtPartner(own.slug, callout.value), reason: message.reason },
      ...{ needs: message.needs.map(toNeed), askedAt: this.ports.clock.now(), toldStopAt: null },
    };
    const theirs = await this.ports.callouts.loadCalloutByRef(share.partnerId, share.partnerRef);
    const opened =
      theirs === null ? await this.openAtPartner(callout.value, share, own.name) : ok(null);
    if (!opened.ok) return opened;
    if (before === undefined) {
      await shares.keepShare(share);
      await this.note(share, agreement);
    }
    return ok({ isNew: before === undefined, view: await this.view(share, agreement) });
  }

  /** What partners were asked for and what came of it; refusal `not-found`. */
  async read(of: {
    readonly organisationId: string;
    readonly calloutId: string;
  }): Promise<Result<{ readonly items: SharedCalloutView[] }>> {
    const { organisationId, calloutId } = of;
    const { callouts, shares, aid } = this.ports;
    if ((await callouts.loadCallout(organisationId, calloutId)) === null) return noCallout();
    const items: SharedCalloutView[] = [];
    for (const share of await shares.shares(organisationId, calloutId)) {
      const agreement = await aid.agreement(organisationId, share.agreementId);
      if (agreement !== null) items.push(await this.view(share, agreement));
    }
    return ok({ items });
  }

  private async calloutOf(of: {
    readonly organisationId: string;
    readonly calloutId: string;
  }): Promise<Result<Callout>> {
    const state = await this.ports.callouts.loadCallout(of.organisationId, of.calloutId);
    if (state === null) return noCallout();
    const { callout } = state;
    if (callout.status === 'closed' || callout.status === 'cancelled') {
      return refuse('callout-over', `The call-out is ${callout.status}.`);
    }
    // Whoever was asked asks nobody on: it would come back, and nobody would hear of the end.
    return callout.controlRef.startsWith(AID_PREFIX)
      ? refuse('aid-not-agreed', 'This is aid for another organisation, which asks others.')
      : ok(callout);
  }

  private async openAtPartner(
    callout: Callout,
    share: CalloutShare,
    askedBy: string,
  ): Promise<Result<null>> {
    const { people, approvals } = this.ports;
    const theirs = await people.organisation(share.partnerId);
    if (theirs === null) return refuse('not-found', 'There is no such organisation.');
    const message = messageForPartner(callout, { share, askedBy, area: theirs.area });
    if (!message.ok) return message;
    // In the partner's record whoever asked is the agreement, not somebody of another house.
    const by = { role: 'control', id: share.agreementId } as const;
    const opened = await approvals.openCallout(share.partnerId, message.value, by);
    return opened.ok ? ok(null) : opened;
  }

  /** On the asker's timeline and in the partner's audit; the asker's route is audited anyway. */
  private async note(share: CalloutShare, { partner }: AidAgreement): Promise<void> {
    const { organisationId, calloutId, agreementId, partnerId, partnerRef, reason } = share;
    const at = share.askedAt;
    const detail = { partner: partner.slug, agreementId, reason };
    await this.ports.incidents.addFacts({
      ...{ organisationId, incidentId: null, calloutId, notAlerted: [], now: at },
      facts: [{ kind: 'aid-shared', at, actor: 'coordinator', responderId: null, detail }],
    });
    const state = await this.ports.callouts.loadCalloutByRef(partnerId, partnerRef);
    await this.ports.auditLog.append([
      {
        ...{ organisationId: partnerId, at, actor: { role: 'closeby', id: null } },
        ...{ action: 'aid.callout', outcome: 'done', detail: { agreementId } },
        subject: state === null ? null : { kind: 'callout', id: state.callout.id },
      },
    ]);
  }

  private async view(share: CalloutShare, agreement: AidAgreement): Promise<SharedCalloutView> {
    const { agreementId, reason, askedAt } = share;
    const { slug, name } = agreement.partner;
    const needs = share.needs.map((need) => ({
      ...{ ...need, credentialKinds: [...need.credentialKinds], equipment: { ...need.equipment } },
    }));
    const isInForce = this.inForce(agreement).ok;
    return {
      ...{ agreementId, partner: { slug, name }, reason, askedAt: toIso(askedAt), needs },
      callout: isInForce ? await this.countsOf(share) : null,
    };
  }

  /** Numbers alone. */
  private async countsOf(share: CalloutShare): Promise<SharedCalloutView['callout']> {
    const { callouts, musters, clock } = this.ports;
    const { partnerId, partnerRef, needs } = share;
    const state = await callouts.loadCalloutByRef(partnerId, partnerRef);
    if (state === null) {
      const wantedCount = needs.reduce((sum, need) => sum + need.wantedCount, 0);
      return { status: 'awaiting-approval', wantedCount, acceptedCount: 0, checkedInCount: 0 };
    }
    const { id, status, wantedCount, acceptedCount } = state.callout;
    const groups = await musters.headcounts(partnerId, id, clock.now());
    const there = groups.filter((group) => group.status === 'checked-in');
    const checkedInCount = there.reduce((sum, group) => sum + group.peopleCount, 0);
    return { status, wantedCount, acceptedCount, checkedInCount };
  }

  private inForce(agreement: AidAgreement): Result<null> {
    const standing = aidStanding(agreement, this.ports.clock.now());
    return standing === 'in-force'
      ? ok(null)
      : refuse('aid-not-agreed', `The agreement with ${agreement.partner.name} is ${standing}.`);
  }
}

function refAtPartner(slug: string, { controlRef, id }: Callout): string {
  const ref = `${AID_PREFIX}${slug}/${controlRef}`;
  return ref.length <= REF_LENGTH_MAX ? ref : `${AID_PREFIX}${slug}/${id}`;
}

function noCallout(): Result<never> {
  return refuse('not-found', 'There is no such call-out.');
}
