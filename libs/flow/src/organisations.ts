import type { Organisation } from '#core/organisation';
import { KeptFresh } from '#flow/kept-fresh';
import type { Clock, PeopleStore } from '#flow/ports';
import { ORGANISATIONS_KEPT_MAX, RULES_FRESH_MS } from '#flow/response-plans';

/** Organisations as incidents need them: their area, their zone, the preset they go by. */
export class Organisations {
  private readonly kept: KeptFresh<Organisation | null>;

  constructor(ports: {
    readonly people: Pick<PeopleStore, 'organisation'>;
    readonly clock: Clock;
  }) {
    this.kept = new KeptFresh({
      read: (organisationId) => ports.people.organisation(organisationId),
      clock: ports.clock,
      freshMs: RULES_FRESH_MS,
      max: ORGANISATIONS_KEPT_MAX,
    });
  }

  /** The organisation of that id, as old as rules may be at most; null where there is none. */
  of(organisationId: string): Promise<Organisation | null> {
    return this.kept.of(organisationId);
  }

  /** Forgets what is kept of an organisation: it has just changed here. */
  changed(organisationId: string): void {
    this.kept.forget(organisationId);
  }
}
