import type { AidAgreement, AidPartner } from '#core/mutual-aid';
import type { Instant } from '#core/units';

/** An incident of the partner that was raised because it was asked for help with one of ours. */
export interface AidRequest {
  readonly organisationId: string;
  readonly incidentId: string;
  readonly agreementId: string;
  readonly partnerIncidentId: string;
  /** The partner's reference of it. */
  readonly partnerRef: string;
  readonly reason: string;
  readonly askedAt: Instant;
}

/**
 * Agreements between two organisations, each side with a row of its own, and what was asked by
 * them. A step changes both sides or neither.
 */
export interface AidStore {
  /** What an organisation is called in public, by its short name. */
  partner(slug: string): Promise<AidPartner | null>;
  /** Keeps both sides of a new agreement. */
  propose(sides: readonly [AidAgreement, AidAgreement]): Promise<void>;
  /** Newest first. */
  agreements(organisationId: string): Promise<readonly AidAgreement[]>;
  agreement(organisationId: string, agreementId: string): Promise<AidAgreement | null>;
  /**
   * Takes both sides of an agreement to a status.
   *
   * @param agreement as it was when that was decided
   * @returns false where somebody took a step meanwhile
   */
  move(agreement: AidAgreement, to: 'accepted' | 'ended', now: Instant): Promise<boolean>;
  /** Keeps what was asked, once for an incident and agreement. */
  keep(request: AidRequest): Promise<void>;
  /** What was asked for an incident, oldest first. */
  requests(organisationId: string, incidentId: string): Promise<readonly AidRequest[]>;
}
