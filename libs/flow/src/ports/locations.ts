import type { Place } from '#core/geometry';
import type { Fix } from '#core/location-fix';
import type { CredentialKind } from '#core/responder';
import type { Instant } from '#core/units';

/** An available responder in the live index; only such people are in it. */
export interface LiveEntry {
  readonly responderId: string;
  readonly fix: Fix;
  /** Kinds of verified credentials valid now. */
  readonly credentialKinds: readonly CredentialKind[];
}

export interface Locations {
  /** Puts newest positions of available people; an older fix never replaces a newer one. */
  put(organisationId: string, entries: readonly LiveEntry[]): Promise<void>;
  /** Takes people out: off duty, disabled, a credential moved. */
  remove(organisationId: string, responderIds: readonly string[]): Promise<void>;
  /**
   * The nearest available people holding one of the kinds, nearest first; never fewer than there
   * are within the radius up to `max`, never anyone whose fix is older than `freshSince`.
   */
  nearest(query: {
    readonly organisationId: string;
    readonly place: Place;
    readonly radiusM: number;
    readonly credentialKinds: readonly CredentialKind[];
    readonly freshSince: Instant;
    readonly max: number;
  }): Promise<readonly { readonly responderId: string; readonly fix: Fix }[]>;
  fixes(organisationId: string, responderIds: readonly string[]): Promise<ReadonlyMap<string, Fix>>;
  /** True when the index answers and has been filled since it was last emptied. */
  ready(): Promise<boolean>;
  markFilled(): Promise<void>;
}
