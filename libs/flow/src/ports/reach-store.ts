import type { Availability } from '#core/availability';
import type { DeclinableChannel, DeliveryChannel, Language } from '#core/delivery';
import type { PhoneFacts, ReachFacts } from '#core/readiness';
import type { ContactKind } from '#core/registration';
import type { Instant } from '#core/units';
import type { Page, PageRequest } from '#flow/ports/incident-store';

/** What a person may set of how and when they are reached; what is left out stays. */
export interface ReachChange {
  readonly availability?: Availability;
  readonly declined?: readonly DeclinableChannel[];
  readonly language?: Language;
  readonly phone?: string | null;
  readonly email?: string | null;
}

/** One signed-in phone as far as it says whether it would ring. */
export interface DeviceReach extends PhoneFacts {
  readonly deviceId: string;
  readonly platform: 'android' | 'ios' | 'web';
  readonly signedInAt: Instant;
  readonly pushSetAt: Instant | null;
}

/** Everything by which it can be told whether somebody would be reached. */
export interface PersonReach extends ReachFacts {
  readonly responderId: string;
  readonly externalRef: string;
  readonly displayName: string;
  readonly disabledAt: Instant | null;
  readonly language: Language;
  readonly devices: readonly DeviceReach[];
}

export interface PushAddressSet {
  /** False where somebody else's phone has the address. */
  readonly isSet: boolean;
  /** Who had it on a signed-in phone until now. */
  readonly takenFrom: readonly { readonly organisationId: string; readonly responderId: string }[];
}

/** Addresses of people and their phones, and when they want to be disturbed. */
export interface ReachStore {
  reachOf(organisationId: string, responderId: string): Promise<PersonReach | null>;
  /** By external reference; those who are disabled are not among them. */
  reachOfAll(organisationId: string, page: PageRequest): Promise<Page<PersonReach>>;
  setReach(input: {
    readonly organisationId: string;
    readonly responderId: string;
    readonly change: ReachChange;
    readonly now: Instant;
  }): Promise<void>;
  /**
   * Sets or forgets where a phone is pushed, and whether it may show what it gets. An address is
   * one phone's: another phone of the same person loses it. Where a phone of somebody else has it,
   * of whatever organisation, it stays there unless it has been proven.
   */
  setPushAddress(input: {
    readonly organisationId: string;
    readonly deviceId: string;
    readonly channel: Extract<DeliveryChannel, 'push' | 'web-push'>;
    readonly address: string | null;
    readonly permission?: DeviceReach['permission'];
    /** The phone has shown what was pushed to the address. */
    readonly isProven?: boolean;
    readonly now: Instant;
  }): Promise<PushAddressSet>;
  /** Where a person's phones are pushed; not those whose sign-in has run out. */
  pushAddressesOf(
    organisationId: string,
    responderId: string,
    now: Instant,
  ): Promise<
    readonly {
      readonly deviceId: string;
      readonly channel: Extract<DeliveryChannel, 'push' | 'web-push'>;
      readonly address: string;
    }[]
  >;
  /** Somebody of the organisation with this telephone number or mail address; null for nobody. */
  holderOf(
    organisationId: string,
    contact: { readonly kind: ContactKind; readonly address: string },
  ): Promise<string | null>;
  /** Forgets an address its provider calls gone; a newer address of the device stays. */
  dropPushAddress(address: string, now: Instant): Promise<void>;
  /** The app spoke with us. Best effort, coalesced by the caller. */
  noteSeen(deviceIds: readonly string[], now: Instant): Promise<void>;
  /**
   * Ends a phone's sign-in: its token is worth nothing and it is pushed no more.
   *
   * @returns how many phones the person is still signed in with
   */
  signOut(input: {
    readonly organisationId: string;
    readonly deviceId: string;
    readonly now: Instant;
  }): Promise<number>;
}
