import type { Area } from '#core/geometry';

/** A service that owns incidents, responders and AEDs. */
export interface Organisation {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** IANA name; opening hours and night rules are read in it. */
  readonly timeZone: string;
  /** Area of operation; null means unlimited. */
  readonly area: Area | null;
  /** Response plan used where control names none. */
  readonly policyName: string;
}
