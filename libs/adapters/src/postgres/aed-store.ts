import type { Pool } from 'pg';
import { In, type DataSource } from 'typeorm';
import { AED_TABLE, type Aed } from '#core/aed';
import { ok, refuse } from '#core/problem';
import { canMove } from '#core/transition';
import { canonical } from '#adapters/shared/early-messages';
import { fromPlace } from '#contracts/shapes';
import type { AedInput, AedStore, AedToCompile, Ids } from '#flow/ports';
import { AED_COLUMNS, aedCounts, aedPage } from './aed-page';
import { syncRegister } from './aed-register';
import { boxAround, inBox } from './box-around';
import { inRegistry } from './registry';
import { AED } from './registry-tables';
import { acrossOrganisations, inOneTrip, inOrganisation, isDuplicate } from './transaction';

/** $1 organisation, $2 latitude, $3 longitude, $4 metres on the mean sphere, $5 to $8 its box. */
export const AEDS_NEAR = `SELECT ${AED_COLUMNS} FROM (
  SELECT *, ST_Distance(place, ST_SetSRID(ST_MakePoint($3::float8, $2::float8), 4326)::geography,
    false) AS metres
  FROM aed WHERE organisation_id = $1::uuid AND ${inBox(5)}
    AND ST_DWithin(place, ST_SetSRID(ST_MakePoint($3::float8, $2::float8), 4326)::geography,
      $4::float8, false)
) aed ORDER BY metres, id`;

/** $1 organisation, $2 to $5 a box, $6 most. */
export const AEDS_IN = `SELECT ${AED_COLUMNS} FROM aed
  WHERE organisation_id = $1::uuid AND ${inBox(2)} AND status <> 'retired'
  ORDER BY id LIMIT $6::int`;

/** AEDs in PostgreSQL. */
export class PostgresAedStore implements AedStore {
  constructor(
    private readonly ports: {
      readonly pool: Pool;
      readonly queuePool: Pool;
      readonly dataSource: DataSource;
      readonly ids: Ids;
    },
  ) {}

  putAed: AedStore['putAed'] = async (organisationId, input, now) => {
    const put = () => this.put(organisationId, input, now);
    try {
      return await put();
    } catch (error) {
      // Two first puts at the same moment: the second is a change of the first.
      if (isDuplicate(error, ['aed_external_ref_key'])) return put();
      throw error;
    }
  };

  moveAed: AedStore['moveAed'] = async ({ organisationId, externalRef, to, now }) => {
    const old = await this.byRef(organisationId, externalRef);
    if (old === null) return refuse('not-found', 'There is no such AED.');
    if (old.status !== to && !canMove(AED_TABLE, old.status, to)) {
      return refuse('illegal-step', `An AED that is ${old.status} cannot become ${to}.`);
    }
    const from = In([old.status, to]);
    // What was reported holds for as long as it is out of service.
    const outOfServiceReason = to === 'out-of-service' ? old.outOfServiceReason : null;
    const change = { status: to, outOfServiceReason, updatedAt: now };
    const here = { ...change, goneSince: null, goneFrom: null };
    await inRegistry(this.ports.dataSource, organisationId, (manager) =>
      manager
        .getRepository(AED)
        .update({ id: old.id, status: from }, to === 'retired' ? change : here),
    );
    return ok({ ...old, status: to, outOfServiceReason });
  };

  reportAed: AedStore['reportAed'] = ({ organisationId, aedId, report, now }) => {
    const text = `UPDATE aed SET status = 'out-of-service', out_of_service_reason = $3,
        updated_at = $4
      WHERE organisation_id = $1 AND id = $2 AND status <> 'retired' RETURNING ${AED_COLUMNS}`;
    const values = [organisationId, aedId, report, new Date(now)];
    return inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const rows = await tx.rows<Aed>({ name: 'report-aed', text, values });
      return rows[0] ?? null;
    });
  };

  aedsNear: AedStore['aedsNear'] = (organisationId, place, radiusM) =>
    inOneTrip<Aed>(this.ports.pool, organisationId, {
      name: 'aeds-near',
      text: AEDS_NEAR,
      values: [organisationId, place.lat, place.lon, radiusM, ...boxAround(place, radiusM)],
    });

  aedsIn: AedStore['aedsIn'] = (organisationId, { south, north, west, east }, max) =>
    inOrganisation(this.ports.pool, organisationId, (tx) => {
      const values = [organisationId, south, north, west, east, max];
      return tx.rows<Aed>({ name: 'aeds-in', text: AEDS_IN, values });
    });

  aedsByIds: AedStore['aedsByIds'] = (organisationId, ids) => {
    if (ids.length === 0) return Promise.resolve([]);
    const text = `SELECT ${AED_COLUMNS} FROM aed
      WHERE organisation_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id`;
    return inOrganisation(this.ports.pool, organisationId, (tx) =>
      tx.rows<Aed>({ name: 'aeds', text, values: [organisationId, ids] }),
    );
  };

  aedsToCompile: AedStore['aedsToCompile'] = (before, max) => {
    const text = `SELECT ${AED_COLUMNS}, holiday_region AS region FROM aed WHERE hours_until < $1
      ORDER BY hours_until, id LIMIT $2`;
    return acrossOrganisations(this.ports.queuePool, (tx) =>
      tx.rows<AedToCompile>({ text, values: [new Date(before), max] }),
    );
  };

  keepHours: AedStore['keepHours'] = ({ organisationId, id, openingHours }, hours) => {
    const until = hours.state === 'intervals' ? new Date(hours.compiledUntil) : null;
    const text = `UPDATE aed SET hours = $4, hours_until = $5
      WHERE organisation_id = $1 AND id = $2 AND opening_hours IS NOT DISTINCT FROM $3`;
    const values = [organisationId, id, openingHours, JSON.stringify(hours), until];
    return inOrganisation(this.ports.pool, organisationId, async (tx) => {
      await tx.rows({ name: 'keep-hours', text, values });
    });
  };

  aedPage: AedStore['aedPage'] = (organisationId, filter, page) =>
    aedPage(this.ports.pool, organisationId, { ...filter, page });

  aedCounts: AedStore['aedCounts'] = (organisationId, now) =>
    aedCounts(this.ports.pool, organisationId, now);

  syncRegister: AedStore['syncRegister'] = (of, decide) =>
    syncRegister({ pool: this.ports.pool, ids: this.ports.ids }, of, decide);

  private async byRef(organisationId: string, externalRef: string): Promise<Aed | null> {
    const text = `SELECT ${AED_COLUMNS} FROM aed WHERE organisation_id = $1 AND external_ref = $2`;
    const rows = await inOrganisation(this.ports.pool, organisationId, (tx) =>
      tx.rows<Aed>({ name: 'aed-by-ref', text, values: [organisationId, externalRef] }),
    );
    return rows[0] ?? null;
  }

  private async put(
    organisationId: string,
    input: AedInput,
    now: number,
  ): ReturnType<AedStore['putAed']> {
    const old = await this.byRef(organisationId, input.externalRef);
    const { contradictions, ...rest } = input;
    const { cabinetCode = old?.cabinetCode ?? null } = input;
    const registered = { ...rest, cabinetCode };
    const first = { status: 'unverified', outOfServiceReason: null, reservedForId: null } as const;
    const { id, status, outOfServiceReason, reservedForId } = old ?? {
      id: this.ports.ids.id(),
      ...first,
    };
    const aed: Aed = {
      ...registered,
      ...{ id, organisationId, status, outOfServiceReason, reservedForId },
    };
    const { hours } = input;
    const row = {
      ...{ id, organisationId, ...registered, contradictions },
      place: fromPlace(input.place),
      hoursUntil: hours.state === 'intervals' ? hours.compiledUntil : null,
      updatedAt: now,
    };
    await inRegistry(this.ports.dataSource, organisationId, async (manager) => {
      const aeds = manager.getRepository(AED);
      if (old === null) await aeds.insert({ ...row, status });
      else await aeds.update({ id }, row);
    });
    const same = old !== null && registryText(old) === registryText(aed);
    return { aed, change: same ? 'unchanged' : old === null ? 'added' : 'changed' };
  }
}

/** What the registry says of an AED; hours compiled anew from the same text are no change. */
function registryText(aed: Aed): string {
  const { name, place, locationDetail, access, openingHours, lastCheckedAt } = aed;
  const { floor, cabinetCode } = aed;
  return canonical({
    ...{ name, place, locationDetail, access, openingHours, lastCheckedAt },
    ...{ floor, cabinetCode },
  });
}
