import { AED_TABLE, type Aed } from '#core/aed';
import { distanceM } from '#core/geometry';
import { ok, refuse } from '#core/problem';
import { canMove } from '#core/transition';
import { canonical } from '#adapters/shared/early-messages';
import type { AedInput, AedStore, Ids } from '#flow/ports';
import { refKey, settle, type MemoryTables } from './tables';

/** AEDs in memory. */
export class MemoryAedStore implements AedStore {
  constructor(
    private readonly tables: MemoryTables,
    private readonly ids: Ids,
  ) {}

  putAed: AedStore['putAed'] = (organisationId, input) =>
    settle(() => {
      const old = this.byRef(organisationId, input.externalRef);
      const aed: Aed = {
        ...input,
        id: old?.id ?? this.ids.id(),
        organisationId,
        status: old?.status ?? 'unverified',
      };
      this.tables.aeds.set(aed.id, aed);
      this.tables.aedIdsByRef.set(refKey(organisationId, input.externalRef), aed.id);
      const same = old !== null && registered(old) === registered(aed);
      return { aed, change: same ? 'unchanged' : old === null ? 'added' : 'changed' };
    });

  moveAed: AedStore['moveAed'] = ({ organisationId, externalRef, to }) =>
    settle(() => {
      const old = this.byRef(organisationId, externalRef);
      if (old === null) return refuse('not-found', 'There is no such AED.');
      if (old.status !== to && !canMove(AED_TABLE, old.status, to)) {
        return refuse('illegal-step', `An AED that is ${old.status} cannot become ${to}.`);
      }
      const aed = { ...old, status: to };
      this.tables.aeds.set(aed.id, aed);
      return ok(aed);
    });

  aedsNear: AedStore['aedsNear'] = (organisationId, place, radiusM) =>
    settle(() =>
      [...this.tables.aeds.values()]
        .filter((aed) => aed.organisationId === organisationId)
        .map((aed) => ({ aed, metres: distanceM(place, aed.place) }))
        .filter((entry) => entry.metres <= radiusM)
        .sort((a, b) => a.metres - b.metres || (a.aed.id < b.aed.id ? -1 : 1))
        .map((entry) => entry.aed),
    );

  aedsByIds: AedStore['aedsByIds'] = (organisationId, ids) =>
    settle(() =>
      [...new Set(ids)].sort().flatMap((id) => {
        const aed = this.tables.aeds.get(id);
        return aed?.organisationId === organisationId ? [aed] : [];
      }),
    );

  aedsToCompile: AedStore['aedsToCompile'] = (before, max) =>
    settle(() =>
      [...this.tables.aeds.values()]
        .map((aed) => ({ aed, until: compiledUntil(aed.hours) }))
        .filter((entry) => entry.until < before)
        .sort((a, b) => a.until - b.until || (a.aed.id < b.aed.id ? -1 : 1))
        .slice(0, max)
        .map((entry) => entry.aed),
    );

  private byRef(organisationId: string, externalRef: string): Aed | null {
    const id = this.tables.aedIdsByRef.get(refKey(organisationId, externalRef));
    return this.tables.aeds.get(id ?? '') ?? null;
  }
}

/** What the registry says of an AED; hours compiled anew from the same text are no change. */
function registered(aed: AedInput): string {
  const { name, place, locationDetail, access, openingHours, lastCheckedAt } = aed;
  return canonical({ name, place, locationDetail, access, openingHours, lastCheckedAt });
}

function compiledUntil(hours: Aed['hours']): number {
  return hours.state === 'intervals' ? hours.compiledUntil : Infinity;
}
