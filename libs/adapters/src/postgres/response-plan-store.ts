import type { Pool } from 'pg';
import { ok, refuse } from '#core/problem';
import { RESPONSE_PLAN_TABLE, type ResponsePlan } from '#core/response-plan';
import type { DangerArea } from '#core/safety';
import { canMove } from '#core/transition';
import { toArea, type AreaMessage } from '#contracts/shapes';
import type { ResponsePlanStore } from '#flow/ports';
import { areaText } from './save-document';
import { inOneTrip, inOrganisation, type Tx } from './transaction';

const COLUMNS = `organisation_id AS "organisationId", name, version, status, title, kinds,
  determinants, policy, safety_rules AS "safetyRules", created_at AS "createdAt"`;
const BY_VERSION = `SELECT ${COLUMNS} FROM response_plan
  WHERE organisation_id = $1::uuid AND name = $2::text AND version = $3::int`;

/** Fifteen decimals keep every bit of a double of degrees. */
const AREAS = `SELECT code, says, ST_AsGeoJSON(area, 15)::json AS area, valid_from AS "from",
  valid_to AS "to", keeps_away AS "keepsAway"
FROM danger_area WHERE organisation_id = $1::uuid ORDER BY code`;

/** Response plans and dangerous areas in PostgreSQL. */
export class PostgresResponsePlanStore implements ResponsePlanStore {
  constructor(private readonly pool: Pool) {}

  responsePlans: ResponsePlanStore['responsePlans'] = (organisationId, name) =>
    inOneTrip<ResponsePlan>(this.pool, organisationId, {
      name: 'response-plans',
      text: `SELECT ${COLUMNS} FROM response_plan
        WHERE organisation_id = $1::uuid AND ($2::text IS NULL OR name = $2::text)
        ORDER BY name, version DESC`,
      values: [organisationId, name ?? null],
    });

  responsePlan: ResponsePlanStore['responsePlan'] = (organisationId, name, version) =>
    inOrganisation(this.pool, organisationId, (tx) => find(tx, { organisationId, name, version }));

  addDraft: ResponsePlanStore['addDraft'] = (draft) =>
    inOrganisation(this.pool, lockOf(draft), async (tx) => {
      const { organisationId, name, title, kinds, determinants, createdAt } = draft;
      const [plan] = await tx.rows<ResponsePlan>({
        text: `INSERT INTO response_plan (organisation_id, name, version, status, title, kinds,
            determinants, policy, safety_rules, created_at)
          SELECT $1::uuid, $2::text, coalesce(max(version), 0) + 1, 'draft', $3::text, $4::text[],
            $5::text[], $6::jsonb, $7::jsonb, $8::timestamptz
          FROM response_plan WHERE organisation_id = $1::uuid AND name = $2::text
          RETURNING ${COLUMNS}`,
        values: [
          ...[organisationId, name, title, kinds, determinants, JSON.stringify(draft.policy)],
          ...[JSON.stringify(draft.safetyRules), new Date(createdAt)],
        ],
      });
      if (plan === undefined) throw new Error('a draft that was stored is there');
      return plan;
    });

  moveResponsePlan: ResponsePlanStore['moveResponsePlan'] = (input) =>
    inOrganisation(this.pool, lockOf(input), async (tx) => {
      const plan = await find(tx, input);
      if (plan === null) return refuse('not-found', 'There is no such response plan.');
      const { status } = plan;
      if (status === input.to) return ok(plan);
      if (!canMove(RESPONSE_PLAN_TABLE, status, input.to)) {
        return refuse('illegal-step', `A response plan that is ${status} cannot be ${input.to}.`);
      }
      if (input.to === 'active') await retireActive(tx, input);
      await tx.rows({
        text: `UPDATE response_plan SET status = $4, moved_at = $5
          WHERE organisation_id = $1 AND name = $2 AND version = $3`,
        values: [...keyOf(input), input.to, new Date(input.now)],
      });
      return ok({ ...plan, status: input.to });
    });

  dangerAreas: ResponsePlanStore['dangerAreas'] = async (organisationId) => {
    const statement = { name: 'danger-areas', text: AREAS, values: [organisationId] };
    type AreaRow = Omit<DangerArea, 'area'> & { readonly area: AreaMessage };
    const rows = await inOneTrip<AreaRow>(this.pool, organisationId, statement);
    return rows.map((row) => ({ ...row, area: toArea(row.area) }));
  };

  putDangerArea: ResponsePlanStore['putDangerArea'] = async (organisationId, area) => {
    const to = area.to === null ? null : new Date(area.to);
    await inOrganisation(this.pool, organisationId, (tx) =>
      tx.rows({
        text: `INSERT INTO danger_area (organisation_id, code, says, area, valid_from, valid_to,
            keeps_away)
          VALUES ($1, $2, $3, ST_SetSRID(ST_GeomFromGeoJSON($4), 4326), $5, $6, $7)
          ON CONFLICT (organisation_id, code) DO UPDATE SET says = excluded.says,
            area = excluded.area, valid_from = excluded.valid_from,
            valid_to = excluded.valid_to, keeps_away = excluded.keeps_away`,
        values: [
          ...[organisationId, area.code, area.says, areaText(area.area), new Date(area.from)],
          ...[to, area.keepsAway],
        ],
      }),
    );
  };

  removeDangerArea: ResponsePlanStore['removeDangerArea'] = (organisationId, code) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const removed = await tx.rows({
        text: 'DELETE FROM danger_area WHERE organisation_id = $1 AND code = $2 RETURNING code',
        values: [organisationId, code],
      });
      return removed.length > 0;
    });
}

interface VersionKey {
  readonly organisationId: string;
  readonly name: string;
  readonly version: number;
}

function keyOf({ organisationId, name, version }: VersionKey): unknown[] {
  return [organisationId, name, version];
}

/** Versions of a name are numbered and moved one after the other. */
function lockOf({ organisationId, name }: Pick<VersionKey, 'organisationId' | 'name'>) {
  return { organisationId, lockOn: `response-plan ${name}` };
}

async function find(tx: Tx, key: VersionKey): Promise<ResponsePlan | null> {
  const statement = { name: 'response-plan', text: BY_VERSION, values: keyOf(key) };
  return (await tx.rows<ResponsePlan>(statement))[0] ?? null;
}

/** Before the next takes its place: at no moment are there two. */
async function retireActive(tx: Tx, key: VersionKey & { readonly now: number }): Promise<void> {
  await tx.rows({
    text: `UPDATE response_plan SET status = 'retired', moved_at = $3
      WHERE organisation_id = $1 AND name = $2 AND status = 'active'`,
    values: [key.organisationId, key.name, new Date(key.now)],
  });
}
