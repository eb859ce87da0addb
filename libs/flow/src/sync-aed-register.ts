import { believedHours, contradictionsOf } from '#core/aed-contradictions';
import {
  planRegisterSync,
  type RefusedRow,
  type RegisteredAed,
  type RegisterEntry,
  type RegisterPlan,
  type RegisterStep,
} from '#core/aed-register-sync';
import type { CompiledHours } from '#core/hours';
import { ok, refuse, type Result } from '#core/problem';
import { swappedPlaces } from '#core/swapped-places';
import { toInstant, toPlace } from '#contracts/shapes';
import type {
  AedRow,
  AedStore,
  Clock,
  OpeningHours,
  PeopleStore,
  RegisterWrites,
} from '#flow/ports';

export interface SyncRequest {
  readonly rows: readonly AedRow[];
  /** Rows that could not be read. */
  readonly refused: readonly RefusedRow[];
  /** The register of which the file is the whole; null adds and changes only. */
  readonly source: string | null;
  /** References that left, where the file holds changes alone. */
  readonly left?: readonly string[];
  /** The state whose holidays the hours keep; null leaves what is stored. */
  readonly region: string | null;
  readonly allowVanish: boolean;
  /** Takes the other rows although some are refused. */
  readonly skipRefused: boolean;
  readonly dryRun: boolean;
}

export interface SyncReport extends RegisterPlan {
  /** False where nothing was written: a dry run, refused rows, or a file that is not believed. */
  readonly applied: boolean;
  /** AEDs of the file whose hours count as unknown, and of those the ones it gives no hours of. */
  readonly hoursUnknown: number;
  readonly hoursMissing: number;
}

interface Read {
  readonly row: AedRow;
  readonly entry: RegisterEntry;
  readonly hours: CompiledHours;
}

/** Keeps AEDs in step with the file of a register. */
export class SyncAedRegister {
  constructor(
    private readonly ports: {
      readonly aeds: AedStore;
      readonly people: PeopleStore;
      readonly hours: OpeningHours;
      readonly clock: Clock;
    },
  ) {}

  /**
   * Compares the file with the register and applies the difference, all of it or nothing.
   * Refuses `not-found` for an organisation that is not there.
   *
   * @param agrees is told what is stored and what would be done, and may keep it from being done
   */
  async sync(
    organisationId: string,
    request: SyncRequest,
    agrees: (stored: readonly RegisteredAed[], plan: RegisterPlan) => boolean = () => true,
  ): Promise<Result<SyncReport>> {
    const organisation = await this.ports.people.organisation(organisationId);
    if (organisation === null) return refuse('not-found', 'There is no such organisation.');
    const now = this.ports.clock.now();
    const { source, region, allowVanish, left } = request;
    const changes = left === undefined ? {} : { left };
    const { rows, refused } = withoutSwapped(request, organisation.area);
    const where = { timeZone: organisation.timeZone, region };
    const compile = compiledOnce((text) => this.ports.hours.compile(text, where, now));
    const read = rows.map((row) => readRow(row, compile));
    const file = {
      entries: read.map(({ entry }) => entry),
      refused,
      source,
      allowVanish,
      ...changes,
    };
    const externalRefs = rows.map((row) => row.externalRef);
    const unknown = read.filter(({ hours }) => hours.state === 'unknown');
    const missing = unknown.filter(({ row }) => !row.put.openingHours);
    const counts = { hoursUnknown: unknown.length, hoursMissing: missing.length };
    const report = await this.ports.aeds.syncRegister(
      { organisationId, source, externalRefs, now },
      (stored) => {
        const plan = planRegisterSync(file, stored);
        const mayApply =
          plan.refusal === null && (plan.refused.length === 0 || request.skipRefused);
        const applied = agrees(stored, plan) && mayApply && !request.dryRun;
        const writes = applied ? writesOf(plan.steps, read, region) : { puts: [], gone: [] };
        return { writes, value: { ...plan, applied, ...counts } };
      },
    );
    return ok(report);
  }
}

function withoutSwapped(
  { rows, refused }: SyncRequest,
  area: Parameters<typeof swappedPlaces>[1],
): Pick<SyncRequest, 'rows' | 'refused'> {
  const swapped = swappedPlaces(
    rows.map(({ put }) => toPlace(put.place)),
    area,
  );
  const why = 'latitude and longitude look swapped';
  const turned = rows
    .filter((_row, i) => swapped[i])
    .map(({ where, externalRef }) => ({ where, externalRef, why }));
  return { rows: rows.filter((_row, i) => !swapped[i]), refused: [...refused, ...turned] };
}

/** Most AEDs of a register have one of a few texts. */
function compiledOnce(
  compile: (text: string | null) => CompiledHours,
): (text: string | null) => CompiledHours {
  const known = new Map<string | null, CompiledHours>();
  return (text) => {
    const hours = known.get(text) ?? compile(text);
    known.set(text, hours);
    return hours;
  };
}

function readRow(row: AedRow, compile: (text: string | null) => CompiledHours): Read {
  const { where, externalRef, put, indoor, status } = row;
  const { name, access } = put;
  const openingHours = put.openingHours ?? null;
  const locationDetail = put.locationDetail ?? null;
  const hours = compile(openingHours);
  const claims = { name, access, locationDetail, openingHours, hours, indoor };
  const contradictions = contradictionsOf(claims);
  const facts = {
    ...{ name, access, locationDetail, openingHours, contradictions },
    place: toPlace(put.place),
    floor: put.floor ?? null,
    lastCheckedAt: put.lastCheckedAt ? toInstant(put.lastCheckedAt) : null,
  };
  return {
    row,
    entry: { where, externalRef, facts, status },
    hours: believedHours(hours, contradictions),
  };
}

function writesOf(
  steps: readonly RegisterStep[],
  read: readonly Read[],
  region: string | null,
): RegisterWrites {
  const byRef = new Map(read.map((each) => [each.row.externalRef, each]));
  const puts = steps.flatMap(({ aed, change }) => {
    const found = byRef.get(aed.externalRef);
    const { hours, row } = found ?? {};
    // A region may change the hours of an AED of which the file says nothing new.
    const same = change === 'unchanged' && region === null;
    if (hours === undefined || row === undefined || same) return [];
    return [{ aed, hours, cabinetCode: row.put.cabinetCode ?? null, region }];
  });
  const gone = steps.filter(({ change }) => change === 'gone');
  return { puts, gone: gone.map(({ aed }) => aed.externalRef) };
}
