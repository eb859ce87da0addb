import type { Availability } from '#core/availability';
import type { DeliveryChannel, Language } from '#core/delivery';
import type { Equipment } from '#core/equipment';
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

/** How a person travels to an incident when they have not said otherwise. */
export const TRAVEL_MODES = ['foot', 'bicycle', 'car'] as const;
export type TravelMode = (typeof TRAVEL_MODES)[number];

/** Whom they may be sent to: the open street, homes too, or any scene that a professional may. */
export const RESPONDER_TIERS = ['public-place', 'home', 'professional'] as const;
export type ResponderTier = (typeof RESPONDER_TIERS)[number];

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
  readonly travelMode: TravelMode;
  readonly tier: ResponderTier;
  readonly credentials: readonly Credential[];
  /** What they own and would bring. */
  readonly equipment: readonly Equipment[];
  readonly language: Language;
  readonly availability: Availability;
  /** Channels with an address that works and that they have not declined; `live` when signed in. */
  readonly channels: readonly DeliveryChannel[];
}
