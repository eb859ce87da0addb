import type { StatusTable } from '#core/transition';
import type { Instant } from '#core/units';

export const CREDENTIAL_KINDS = [
  'cpr',
  'first-aid',
  'community-first-responder',
  'nurse',
  'paramedic',
  'doctor',
  'flood-rescue',
  'boat-handling',
] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

export type CredentialStatus = 'pending' | 'verified' | 'refused' | 'revoked';

/** Expired is derived from the dates, never stored. */
export const CREDENTIAL_TABLE: StatusTable<CredentialStatus> = {
  pending: ['verified', 'refused'],
  verified: ['revoked'],
  refused: [],
  revoked: [],
};

export interface Credential {
  readonly id: string;
  readonly kind: CredentialKind;
  readonly issuer: string;
  readonly status: CredentialStatus;
  readonly validFrom: Instant;
  /** Exclusive end of validity; null means it does not expire. */
  readonly validTo: Instant | null;
}

export interface Responder {
  readonly id: string;
  readonly organisationId: string;
  /** The organisation's own reference of this person, unique within it. */
  readonly externalRef: string;
  readonly displayName: string;
  readonly onDuty: boolean;
  /** Alerted for exercises and tests only, as a real person is for actual incidents only. */
  readonly testPhone: boolean;
  readonly disabledAt: Instant | null;
  readonly credentials: readonly Credential[];
}
