import type { Callout } from '#core/callout';
import type { Comer, Hold } from '#core/hold-back';
import type { Fact } from '#core/timeline';
import type { Instant } from '#core/units';
import type { Page, PageRequest } from '#flow/ports/incident-store';

interface Of {
  readonly organisationId: string;
  readonly calloutId: string;
}

/** Where people of a call-out may not go, and who of them is held because of it. */
export interface HoldStore {
  /**
   * Changes where people are asked and where nobody may go; everyone is looked at anew.
   *
   * @returns false where the call-out was changed meanwhile, or is over
   */
  changeArea(
    of: Of,
    change: {
      readonly expectedRevision: number;
      readonly area: Callout['area'];
      readonly exclusions: Callout['exclusions'];
      readonly musterPoints: Callout['musterPoints'];
      readonly facts: readonly Fact[];
      readonly now: Instant;
    },
  ): Promise<boolean>;
  /** People with a place who are not at a muster point, by the id of their booking. */
  comers(of: Of, page: PageRequest): Promise<Page<Comer>>;
  /**
   * Holds people, or lets them go on, each by compare-and-set and with a fact of their own.
   *
   * @returns those for whom it was so
   */
  hold(of: Of, holds: readonly Hold[], now: Instant): Promise<readonly Hold[]>;
  /** Call-outs that go on, of any organisation, with exclusions or people who are held. */
  calloutsWithDanger(): Promise<readonly Of[]>;
}
