import {
  EntitySchema,
  EntitySchemaOptions,
  type EntitySchemaColumnOptions,
  type ObjectLiteral,
  type ValueTransformer,
} from 'typeorm';

type TableOptions<Row> = Pick<
  EntitySchemaOptions<Row>,
  'name' | 'columns' | 'uniques' | 'indices' | 'checks' | 'exclusions' | 'foreignKeys'
>;
type ForeignKey = NonNullable<EntitySchemaOptions<ObjectLiteral>['foreignKeys']>[number];
type Extra = Partial<EntitySchemaColumnOptions>;

/** Milliseconds in the program, a moment with time zone in the table. */
const INSTANT: ValueTransformer = {
  to: (instant: number | null | undefined) =>
    typeof instant === 'number' ? new Date(instant) : instant,
  from: (moment: Date | null) => (moment === null ? null : moment.getTime()),
};

/** Counters stay far below 2^53. */
const COUNTER: ValueTransformer = {
  to: (count: number | undefined) => count,
  from: (digits: string | null) => (digits === null ? null : Number(digits)),
};

/** The kinds of column the tables are made of. */
export const column = {
  key: (name: string, extra: Extra = {}): EntitySchemaColumnOptions => ({
    ...{ name, type: 'uuid', primary: true },
    ...extra,
  }),
  uuid: (name: string, extra: Extra = {}): EntitySchemaColumnOptions => ({
    ...{ name, type: 'uuid' },
    ...extra,
  }),
  text: (name: string, extra: Extra = {}): EntitySchemaColumnOptions => ({
    ...{ name, type: 'text' },
    ...extra,
  }),
  flag: (name: string, extra: Extra = {}): EntitySchemaColumnOptions => ({
    ...{ name, type: 'boolean' },
    ...extra,
  }),
  count: (name: string, extra: Extra = {}): EntitySchemaColumnOptions => ({
    ...{ name, type: 'integer' },
    ...extra,
  }),
  small: (name: string, extra: Extra = {}): EntitySchemaColumnOptions => ({
    ...{ name, type: 'smallint' },
    ...extra,
  }),
  counter: (name: string, extra: Extra = {}): EntitySchemaColumnOptions => ({
    ...{ name, type: 'bigint', transformer: COUNTER },
    ...extra,
  }),
  number: (name: string, extra: Extra = {}): EntitySchemaColumnOptions => ({
    ...{ name, type: 'double precision' },
    ...extra,
  }),
  metres: (name: string, extra: Extra = {}): EntitySchemaColumnOptions => ({
    ...{ name, type: 'double precision' },
    ...extra,
  }),
  instant: (name: string, extra: Extra = {}): EntitySchemaColumnOptions => ({
    ...{ name, type: 'timestamp with time zone', transformer: INSTANT },
    ...extra,
  }),
  json: (name: string, extra: Extra = {}): EntitySchemaColumnOptions => ({
    ...{ name, type: 'jsonb' },
    ...extra,
  }),
  hash: (name: string, extra: Extra = {}): EntitySchemaColumnOptions => ({
    ...{ name, type: 'bytea' },
    ...extra,
  }),
  point: (name: string, extra: Extra = {}): EntitySchemaColumnOptions => ({
    ...{ name, type: 'geography', spatialFeatureType: 'Point', srid: 4326 },
    ...extra,
  }),
};

/** May be empty. */
export const OPTIONAL = { nullable: true } as const;

/** Columns whose properties are called as the columns are. */
export function plain(
  columns: readonly EntitySchemaColumnOptions[],
): Record<string, EntitySchemaColumnOptions> {
  return Object.fromEntries(columns.map((one) => [one.name ?? '', one]));
}

/** Checks by their names. */
export function checks(...names: readonly string[]): { name: string; expression: string }[] {
  return names.map((name) => ({ name, expression: 'true' }));
}

/** A row of its organisation. */
export function owner(name: string, property: string): ForeignKey {
  return {
    name,
    target: 'organisation',
    columnNames: [property],
    referencedColumnNames: ['id'],
  };
}

/** A row below a parent of the same organisation. */
export function belongsTo(
  target: string,
  name: string,
  columns: readonly [organisation: string, parent: string],
): ForeignKey {
  const isNamed = target === 'responder' || target === 'aed';
  const organisation = isNamed ? 'organisationId' : 'organisation_id';
  return { name, target, columnNames: [...columns], referencedColumnNames: [organisation, 'id'] };
}

/** One table. Of checks and partial indexes only the names count; their text is the migrations'. */
export function table<Row extends ObjectLiteral>(options: TableOptions<Row>): EntitySchema<Row> {
  return new EntitySchema<Row>(Object.assign(new EntitySchemaOptions<Row>(), options));
}
