import { AED_TABLE, type Aed, type AedStatus } from '#core/aed';
import { aedGaps, type AedGap } from '#core/aed-gaps';
import type { RegisteredAed } from '#core/aed-register-sync';
import { distanceM } from '#core/geometry';
import { ok, refuse } from '#core/problem';
import { canMove } from '#core/transition';
import { readCursor, writeCursor } from '#adapters/shared/cursor';
import { canonical } from '#adapters/shared/early-messages';
import { toInstant } from '#contracts/shapes';
import type { AedFilter, AedStore, Ids, ListedAed, RegisterWrites } from '#flow/ports';
import { refKey, settle, type MemoryTables } from './tables';

/** What is kept of an AED beside itself. */
type InRegister = Pick<RegisteredAed, 'source' | 'goneFrom'> & {
  readonly contradictions: RegisteredAed['facts']['contradictions'];
  readonly region: string | null;
};
const BY_HAND: InRegister = { source: null, goneFrom: null, contradictions: [], region: null };

/** AEDs in memory. */
export class MemoryAedStore implements AedStore {
  private readonly registers = new Map<string, InRegister>();

  constructor(
    private readonly tables: MemoryTables,
    private readonly ids: Ids,
  ) {}

  putAed: AedStore['putAed'] = (organisationId, { contradictions, ...input }) =>
    settle(() => {
      const old = this.byRef(organisationId, input.externalRef);
      const { cabinetCode = old?.cabinetCode ?? null } = input;
      const aed: Aed = {
        ...{ ...input, cabinetCode },
        id: old?.id ?? this.ids.id(),
        organisationId,
        status: old?.status ?? 'unverified',
        outOfServiceReason: old?.outOfServiceReason ?? null,
        reservedForId: null,
      };
      this.set(aed, { ...this.registerOf(aed.id), contradictions });
      const same = old !== null && registered(old) === registered(aed);
      return {
        aed: this.seen(aed),
        change: same ? 'unchanged' : old === null ? 'added' : 'changed',
      };
    });

  moveAed: AedStore['moveAed'] = ({ organisationId, externalRef, to }) =>
    settle(() => {
      const old = this.byRef(organisationId, externalRef);
      if (old === null) return refuse('not-found', 'There is no such AED.');
      if (old.status !== to && !canMove(AED_TABLE, old.status, to)) {
        return refuse('illegal-step', `An AED that is ${old.status} cannot become ${to}.`);
      }
      // What was reported holds for as long as it is out of service.
      const outOfServiceReason = to === 'out-of-service' ? old.outOfServiceReason : null;
      const aed: Aed = { ...old, status: to, outOfServiceReason };
      const register = this.registerOf(aed.id);
      this.set(aed, to === 'retired' ? register : { ...register, goneFrom: null });
      return ok(this.seen(aed));
    });

  reportAed: AedStore['reportAed'] = ({ organisationId, aedId, report }) =>
    settle(() => {
      const old = this.tables.aeds.get(aedId);
      if (old?.organisationId !== organisationId || old.status === 'retired') return null;
      const aed: Aed = { ...old, status: 'out-of-service', outOfServiceReason: report };
      this.tables.aeds.set(aedId, aed);
      return this.seen(aed);
    });

  aedsNear: AedStore['aedsNear'] = (organisationId, place, radiusM) =>
    settle(() =>
      [...this.tables.aeds.values()]
        .filter((aed) => aed.organisationId === organisationId)
        .map((aed) => ({ aed, metres: distanceM(place, aed.place) }))
        .filter((entry) => entry.metres <= radiusM)
        .sort((a, b) => a.metres - b.metres || (a.aed.id < b.aed.id ? -1 : 1))
        .map((entry) => this.seen(entry.aed)),
    );

  aedsIn: AedStore['aedsIn'] = (organisationId, { south, north, west, east }, max) =>
    settle(() =>
      this.of(organisationId)
        .filter(({ status }) => status !== 'retired')
        .filter(({ place: { lat } }) => lat >= south && lat <= north)
        .filter(({ place: { lon } }) => lon >= west && lon <= east)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, max)
        .map((aed) => this.seen(aed)),
    );

  aedsByIds: AedStore['aedsByIds'] = (organisationId, ids) =>
    settle(() =>
      [...new Set(ids)].sort().flatMap((id) => {
        const aed = this.tables.aeds.get(id);
        return aed?.organisationId === organisationId ? [this.seen(aed)] : [];
      }),
    );

  aedsToCompile: AedStore['aedsToCompile'] = (before, max) =>
    settle(() =>
      [...this.tables.aeds.values()]
        .map((aed) => ({ aed, until: compiledUntil(aed.hours) }))
        .filter((entry) => entry.until < before)
        .sort((a, b) => a.until - b.until || (a.aed.id < b.aed.id ? -1 : 1))
        .slice(0, max)
        .map(({ aed }) => ({ ...this.seen(aed), region: this.registerOf(aed.id).region })),
    );

  keepHours: AedStore['keepHours'] = ({ organisationId, id, openingHours }, hours) =>
    settle(() => {
      const aed = this.tables.aeds.get(id);
      const same = aed?.organisationId === organisationId && aed.openingHours === openingHours;
      if (aed !== undefined && same) this.tables.aeds.set(id, { ...aed, hours });
    });

  aedPage: AedStore['aedPage'] = (organisationId, filter, page) =>
    settle(() => {
      const after = readCursor(page.cursor, 1)?.[0] ?? '';
      const rest = this.of(organisationId)
        .filter(({ externalRef }) => externalRef > after)
        .filter((aed) => fits(aed, filter))
        .sort((a, b) => (a.externalRef < b.externalRef ? -1 : 1));
      const items = rest.slice(0, page.limit).map((aed) => ({
        aed: this.seen(aed),
        source: this.registerOf(aed.id).source,
        report: this.reportOf(aed),
      }));
      const last = items.at(-1);
      const more = rest.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([last.aed.externalRef]) : null };
    });

  aedCounts: AedStore['aedCounts'] = (organisationId, now) =>
    settle(() => {
      const all = this.of(organisationId);
      const having = (gap: AedGap): number =>
        all.filter((aed) => aedGaps(aed, now).includes(gap)).length;
      const being = (status: AedStatus): number =>
        all.filter((aed) => aed.status === status).length;
      return {
        byStatus: {
          unverified: being('unverified'),
          available: being('available'),
          'out-of-service': being('out-of-service'),
          retired: being('retired'),
        },
        gaps: {
          report: having('report'),
          hours: having('hours'),
          check: having('check'),
          detail: having('detail'),
          access: having('access'),
        },
      };
    });

  syncRegister: AedStore['syncRegister'] = ({ organisationId, source, externalRefs }, decide) =>
    settle(() => {
      const refs = new Set(externalRefs);
      const stored = [...this.tables.aeds.values()]
        .filter((aed) => aed.organisationId === organisationId)
        .map((aed) => this.storedOf(aed))
        .filter((aed) => refs.has(aed.externalRef) || (source !== null && aed.source === source));
      const { writes, value } = decide(stored);
      for (const put of writes.puts) this.putRegistered(organisationId, put);
      for (const externalRef of writes.gone) {
        const old = this.byRef(organisationId, externalRef);
        if (old === null || this.registerOf(old.id).goneFrom !== null) continue;
        const aed: Aed = { ...old, status: 'retired', outOfServiceReason: null };
        this.set(aed, { ...this.registerOf(old.id), goneFrom: old.status });
      }
      return value;
    });

  private of(organisationId: string): Aed[] {
    return [...this.tables.aeds.values()].filter((aed) => aed.organisationId === organisationId);
  }

  private reportOf({ id, status, outOfServiceReason }: Aed): ListedAed['report'] {
    if (status !== 'out-of-service' || outOfServiceReason === null) return null;
    return newestReport(this.tables, id);
  }

  private putRegistered(
    organisationId: string,
    { aed: entry, hours, cabinetCode, region }: RegisterWrites['puts'][number],
  ): void {
    const { externalRef, source, status, goneFrom, facts } = entry;
    const { contradictions, ...fields } = facts;
    const old = this.byRef(organisationId, externalRef);
    const id = old?.id ?? this.ids.id();
    const reason = status === 'out-of-service' ? (old?.outOfServiceReason ?? null) : null;
    const aed: Aed = {
      ...fields,
      ...{ id, organisationId, externalRef, status, hours },
      outOfServiceReason: reason,
      cabinetCode: cabinetCode ?? old?.cabinetCode ?? null,
      reservedForId: null,
    };
    const before = this.registerOf(id).region;
    this.set(aed, { source, goneFrom, contradictions, region: region ?? before });
  }

  private storedOf(aed: Aed): RegisteredAed {
    const { source, goneFrom, contradictions } = this.registerOf(aed.id);
    const { externalRef, status, name, place, locationDetail, floor, access } = aed;
    const { openingHours, lastCheckedAt } = aed;
    const facts = {
      ...{ name, place, locationDetail, floor, access, openingHours, lastCheckedAt },
      contradictions,
    };
    return { externalRef, source, status, goneFrom, facts };
  }

  private registerOf(aedId: string): InRegister {
    return this.registers.get(aedId) ?? BY_HAND;
  }

  private set(aed: Aed, register: InRegister): void {
    this.tables.aeds.set(aed.id, aed);
    this.tables.aedIdsByRef.set(refKey(aed.organisationId, aed.externalRef), aed.id);
    this.registers.set(aed.id, register);
  }

  /** With the incident somebody fetches it for. */
  private seen(aed: Aed): Aed {
    const fetching = this.tables.fetchingByAed.get(aed.id);
    return { ...aed, reservedForId: fetching?.incidentId ?? null };
  }

  private byRef(organisationId: string, externalRef: string): Aed | null {
    const id = this.tables.aedIdsByRef.get(refKey(organisationId, externalRef));
    return this.tables.aeds.get(id ?? '') ?? null;
  }
}

/** What the registry says of an AED; hours compiled anew from the same text are no change. */
function registered(aed: Aed): string {
  const { name, place, locationDetail, access, openingHours, lastCheckedAt } = aed;
  const { floor, cabinetCode } = aed;
  return canonical({
    ...{ name, place, locationDetail, access, openingHours, lastCheckedAt },
    ...{ floor, cabinetCode },
  });
}

function compiledUntil(hours: Aed['hours']): number {
  return hours.state === 'intervals' ? hours.compiledUntil : Infinity;
}

/** By the same rules as the statement of PostgreSQL. */
function fits(aed: Aed, { words, status, gap, now }: AedFilter): boolean {
  const text = [aed.externalRef, aed.name, aed.locationDetail ?? ''].join(' ').toLowerCase();
  return (
    (words === null || text.includes(words.toLowerCase())) &&
    (status === null || aed.status === status) &&
    (gap === null || aedGaps(aed, now).includes(gap))
  );
}

function newestReport(tables: MemoryTables, aedId: string): ListedAed['report'] {
  const said = [...tables.facts.values()]
    .flat()
    .filter(({ kind }) => kind === 'aed-reported')
    .filter(({ detail }) => detail['aedId'] === aedId)
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  const [newest] = said;
  return newest === undefined
    ? null
    : { at: toInstant(newest.at), responderId: newest.responderId };
}
