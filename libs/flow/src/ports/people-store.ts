import type { Availability } from '#core/availability';
import type { Language } from '#core/delivery';
import type { Equipment } from '#core/equipment';
import type { Candidate } from '#core/eligibility';
import type { Area, Place } from '#core/geometry';
import type { CompiledHours } from '#core/hours';
import type { Fix } from '#core/location-fix';
import type { Organisation } from '#core/organisation';
import type { Result } from '#core/problem';
import type { AccountRole } from '#core/caller-roles';
import type { CredentialKind, Responder, ResponderTier, TravelMode } from '#core/responder';
import type { Instant } from '#core/units';
import type { FeedEntry, Page, PageRequest } from '#flow/ports/incident-store';
import type { KeyTerms } from '#flow/ports/key-store';
import type { LiveEntry } from '#flow/ports/locations';

export type { AccountRole } from '#core/caller-roles';

/** Who is calling. */
export type Caller =
  | {
      readonly role: AccountRole;
      readonly organisationId: string;
      /** The key, or of a person who signed in their account: who is said to have done it. */
      readonly keyId: string;
      /** The session of a person who signed in; null for a key. */
      readonly sessionId: string | null;
      /** End of the access token, or of the key; null for a key without an end. */
      readonly expiresAt: Instant | null;
      /** What must come with a key, and with its tokens, beside the secret. */
      readonly terms?: KeyTerms;
    }
  | {
      readonly role: 'responder';
      readonly organisationId: string;
      readonly responderId: string;
      readonly deviceId: string;
      readonly expiresAt: Instant;
      /**
       * When the token after this one was first used; null where this one itself never was. Left
       * out for the token in use.
       */
      readonly tradedAt?: Instant | null;
    };

export interface CredentialInput {
  readonly kind: CredentialKind;
  readonly issuer: string;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly verified: boolean;
}

/** Home or work with the hours there, in OpenStreetMap syntax, and those hours compiled. */
export interface RegisteredPlaceInput {
  readonly kind: 'home' | 'work';
  readonly place: Place;
  readonly hoursText: string | null;
  readonly hours: CompiledHours;
}

export interface ResponderInput {
  readonly travelMode: TravelMode;
  readonly tier: ResponderTier;
  readonly externalRef: string;
  readonly displayName: string;
  readonly testPhone: boolean;
  readonly disabled: boolean;
  readonly credentials: readonly CredentialInput[];
  readonly language: Language;
  /** E.164; left out, as it was. */
  readonly phone?: string | null;
  /** Left out, as it was. */
  readonly email?: string | null;
  /** What they could bring; left out, as it was. */
  readonly equipment?: readonly Equipment[];
}

/** Somebody for the live index, with when they want to be disturbed. */
export interface AvailablePerson {
  readonly organisationId: string;
  readonly entry: LiveEntry;
  readonly availability: Availability;
}

/** A new token of a phone. */
export interface PhoneTokenInput {
  readonly organisationId: string;
  readonly deviceId: string;
  readonly token: string;
  readonly now: Instant;
}

/** One of many people who are put together. */
export interface ManyPut {
  readonly externalRef: string;
  readonly inputOf: (old: Responder | null) => ResponderInput;
}

/** What putting one of many did. */
export interface PutOutcome {
  readonly old: Responder | null;
  readonly responder: Responder;
  readonly change: 'added' | 'changed' | 'unchanged';
}

export interface PeopleStore {
  organisation(organisationId: string): Promise<Organisation | null>;
  /**
   * Whom a key, an access token or the token of a phone belongs to, also when it has expired; null
   * where it, its session, its account or its person was ended.
   */
  callerOf(secret: string): Promise<Caller | null>;
  addOrganisation(organisation: Organisation): Promise<void>;
  /** Changes what it is called and where; hours of AEDs are due to be read anew in another zone. */
  changeOrganisation(
    organisationId: string,
    profile: Pick<Organisation, 'name' | 'timeZone' | 'area'>,
    now: Instant,
  ): Promise<void>;
  addKey(input: {
    readonly id: string;
    readonly organisationId: string;
    readonly role: AccountRole;
    readonly label: string;
    readonly secret: string;
    readonly now: Instant;
  }): Promise<void>;
  putResponder(
    organisationId: string,
    input: ResponderInput,
    now: Instant,
  ): Promise<{ readonly responder: Responder; readonly change: 'added' | 'changed' | 'unchanged' }>;
  /**
   * Puts many people in one transaction, in their order; each input is made from who is stored.
   * `keep` is told what each of them did, and where it answers false nothing is kept of any.
   */
  putResponders(
    organisationId: string,
    puts: readonly ManyPut[],
    done: { readonly now: Instant; readonly keep: (outcomes: readonly PutOutcome[]) => boolean },
  ): Promise<readonly PutOutcome[]>;
  responder(organisationId: string, responderId: string): Promise<Responder | null>;
  responderByRef(organisationId: string, externalRef: string): Promise<Responder | null>;
  responders(organisationId: string, page: PageRequest): Promise<Page<Responder>>;
  addEnrolment(input: {
    readonly organisationId: string;
    readonly responderId: string;
    readonly code: string;
    readonly expiresAt: Instant;
    readonly now: Instant;
  }): Promise<void>;
  /**
   * Trades a one-time code for a device; refuses `enrolment-code-invalid`. A push address that
   * somebody else's phone has stays there.
   */
  signInDevice(input: {
    readonly code: string;
    readonly deviceId: string;
    readonly token: string;
    readonly tokenExpiresAt: Instant;
    readonly platform: 'android' | 'ios' | 'web';
    readonly pushToken: string | null;
    readonly now: Instant;
  }): Promise<
    Result<{
      readonly responderId: string;
      readonly organisationId: string;
      /** Somebody else's phone has the push address. */
      readonly isPushHeld: boolean;
    }>
  >;
  /**
   * Keeps a new token beside the one in use, in the place of one that was never used; the one in
   * use stays good.
   *
   * @returns false where the phone is not signed in any more
   */
  offerToken(input: PhoneTokenInput & { readonly expiresAt: Instant }): Promise<boolean>;
  /**
   * The first use of a token that was kept so: it is in use from now on, and the one before it is
   * traded. Nothing to do where that has happened.
   */
  useToken(input: PhoneTokenInput): Promise<void>;
  setDuty(input: {
    readonly organisationId: string;
    readonly responderId: string;
    readonly onDuty: boolean;
    readonly now: Instant;
  }): Promise<Responder>;
  setTravelMode(input: {
    readonly organisationId: string;
    readonly responderId: string;
    readonly travelMode: TravelMode;
    readonly now: Instant;
  }): Promise<Responder>;
  setEquipment(input: {
    readonly organisationId: string;
    readonly responderId: string;
    readonly equipment: readonly Equipment[];
    readonly now: Instant;
  }): Promise<Responder>;
  /** What the decision needs of these people, in one read. Fixes are the last known ones. */
  candidates(
    organisationId: string,
    responderIds: readonly string[],
  ): Promise<readonly Candidate[]>;
  /** People whose last known position lies within the radius, nearest first. */
  candidatesNear(
    organisationId: string,
    near: { readonly place: Place; readonly radiusM: number; readonly max: number },
  ): Promise<readonly Candidate[]>;
  /**
   * People with a registered place within the radius, nearest first, whether or not they are there
   * now and however old their last position is.
   */
  candidatesWithPlaceNear(
    organisationId: string,
    near: { readonly place: Place; readonly radiusM: number; readonly max: number },
  ): Promise<readonly Candidate[]>;
  /** Replaces a person's registered places; at most one of each kind. */
  putRegisteredPlaces(
    organisationId: string,
    responderId: string,
    places: readonly RegisteredPlaceInput[],
  ): Promise<void>;
  /** A person's registered places with the hours as they were written. */
  registeredPlaces(
    organisationId: string,
    responderId: string,
  ): Promise<readonly RegisteredPlaceInput[]>;
  /** People whose last known position lies in the area. */
  candidatesIn(organisationId: string, area: Area, max: number): Promise<readonly Candidate[]>;
  /**
   * On-duty people with a valid credential and a position, to fill an empty live index; whether
   * they want to be disturbed now is for the caller to see.
   */
  eachAvailable(now: Instant): AsyncIterable<AvailablePerson>;
  /**
   * Keeps the newest position of each person on duty.
   *
   * @returns who is off duty, of whom nothing was kept
   */
  saveLastKnown(
    fixes: readonly {
      readonly organisationId: string;
      readonly responderId: string;
      readonly fix: Fix;
    }[],
    now: Instant,
  ): Promise<readonly { readonly organisationId: string; readonly responderId: string }[]>;
  lastKnown(
    organisationId: string,
    responderIds: readonly string[],
  ): Promise<ReadonlyMap<string, Fix>>;
  /** Feed entries after a number, oldest first, with the alerts they are about. */
  feedAfter(
    organisationId: string,
    responderId: string,
    after: number,
  ): Promise<{
    readonly entries: readonly (FeedEntry & { readonly seq: number; readonly at: Instant })[];
    readonly lastSeq: number;
  }>;
  /**
   * Number of the newest entry of a feed, as committed when this was asked or later; 0 where there
   * is none. Asked for many at once it costs little more than for one.
   */
  newestInFeed(organisationId: string, responderId: string): Promise<number>;
  /** Ids of alerts that are open or whose assignment is open, newest first. */
  openAlertIds(organisationId: string, responderId: string): Promise<readonly string[]>;
}

/** A responder's phone, signed in. */
export type ResponderCaller = Extract<Caller, { role: 'responder' }>;
