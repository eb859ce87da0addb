import type { Aed } from '#core/aed';
import type { EvidenceIncident } from '#core/evidence-incident';
import type { IncidentKind } from '#core/incident';
import type { CredentialKind } from '#core/responder';
import type { Instant } from '#core/units';

/** Who and what could be sent at a moment, counted; without disabled people and test phones. */
export interface EvidenceNetwork {
  readonly people: number;
  readonly onDuty: number;
  /** With any credential that is verified and valid now. */
  readonly trained: number;
  /** People by such a credential; somebody with two counts in both. */
  readonly credentials: readonly { readonly kind: CredentialKind; readonly people: number }[];
  readonly aeds: readonly (Pick<Aed, 'status' | 'access'> & { readonly aeds: number })[];
}

/** What evidence is reckoned from: nobody's name, and no place. */
export interface EvidenceReads {
  /**
   * Actual incidents of these kinds received from `from` on and before `to`, oldest first, at most
   * `max`: those after the one whose id is `afterId` where it is given.
   */
  evidenceIncidents(
    organisationId: string,
    query: {
      readonly from: Instant;
      readonly to: Instant;
      readonly kinds: readonly IncidentKind[];
      readonly afterId: string | null;
      readonly max: number;
    },
  ): Promise<readonly EvidenceIncident[]>;
  network(organisationId: string, now: Instant): Promise<EvidenceNetwork>;
}
