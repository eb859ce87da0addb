import { ok, refuse, type Result } from '#core/problem';
import type { Fact, FactKind } from '#core/timeline';
import type { IncidentState, IncidentStore } from '#flow/ports';

/** Something a dispatcher does to a running incident by hand. */
export interface HandDeed {
  readonly organisationId: string;
  readonly incidentId: string;
  /** Of whoever does it; the same id again is the same deed. */
  readonly deedId: string;
  /** The account or key. */
  readonly by: string;
  /** Null where the deed says by itself why. */
  readonly reason: string | null;
}

/**
 * The incident for a deed. What was done already under the same id is found again, also where the
 * incident has ended since, so that a second click changes nothing.
 *
 * The facts are read after the incident: whoever did it in between has then changed the revision or
 * left the fact, and never neither.
 *
 * @returns refusals `not-found`, `incident-over`, `reference-conflict` where the id was that of
 *   another deed
 */
export async function openForDeed(
  incidents: Pick<IncidentStore, 'load' | 'facts'>,
  deed: HandDeed,
  kinds: readonly FactKind[],
): Promise<Result<{ readonly state: IncidentState; readonly isDone: boolean }>> {
  const { organisationId, incidentId, deedId } = deed;
  const state = await incidents.load(organisationId, incidentId);
  if (state === null) return refuse('not-found', 'There is no such incident.');
  const facts = await incidents.facts(organisationId, incidentId);
  const done = facts.filter(({ detail }) => detail['deedId'] === deedId);
  if (done.length > 0) {
    return done.some(({ kind }) => kinds.includes(kind))
      ? ok({ state, isDone: true })
      : refuse('reference-conflict', 'This id was used for another deed.', 'deedId');
  }
  if (state.incident.status !== 'active') return refuse('incident-over', 'The incident is over.');
  return ok({ state, isDone: false });
}

/** The same fact as a dispatcher's: who did it, why, and under which id. */
export function byHand(fact: Fact, { deedId, by, reason }: HandDeed): Fact {
  const why = reason === null ? {} : { reason };
  return { ...fact, actor: 'dispatcher', detail: { ...fact.detail, deedId, by, ...why } };
}
