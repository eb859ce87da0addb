import { randomBytes, randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { BODY_EXAMPLES } from '#contracts/openapi-examples';
import { ACCOUNT_ROLES, type AccountRole } from '#core/caller-roles';
import { account, arrestAt, fixAt, until, type Account } from '../support/clients';
import { addOrganisation } from '../support/organisation';
import { AREA, HERE, type TestServer } from '../support/server';

const PEOPLE = 3;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const YEAR_MS = 365 * 24 * 3_600_000;

/** An organisation with one of everything, each thing named so that it is known again anywhere. */
export interface Tenant {
  readonly organisationId: string;
  /** In every name, reference and text of theirs. */
  readonly mark: string;
  readonly keys: Readonly<Record<AccountRole, string>>;
  /** Tokens of its phones. */
  readonly tokens: readonly string[];
  /** What could not be made, as `what: status`. */
  readonly missing: readonly string[];
}

/** What is stored of a tenant, by table. */
export interface Stored {
  /** Identifiers of rows by table. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
  /** Texts that no other tenant may ever be told: every identifier. */
  readonly allIds: ReadonlySet<string>;
  /** References by which the tenant names its things. */
  readonly refs: readonly string[];
}

/** Adds an organisation of that mark, over the same city as every other. */
export async function makeTenant(server: TestServer, mark: string): Promise<Tenant> {
  const organisationId = randomUUID();
  const keys = Object.fromEntries(
    ACCOUNT_ROLES.map((role) => [role, randomBytes(24).toString('base64url')]),
  ) as Record<AccountRole, string>;
  const { south, west, north, east } = AREA;
  const outer = [
    { lat: south, lon: west },
    { lat: south, lon: east },
    { lat: north, lon: east },
    { lat: north, lon: west },
    { lat: south, lon: west },
  ];
  const area = { polygons: [{ outer, holes: [] }] };
  const described = { slug: `${mark}-org`, name: `${mark} service`, timeZone: 'UTC', area };
  const organisation = { id: organisationId, ...described, policyName: 'nearest-10' };
  await addOrganisation(server.database, organisation, keys);
  const friend = { ...organisation, id: randomUUID(), slug: `${mark}-friend` };
  await addOrganisation(server.database, friend, {});
  const missing: string[] = [];
  const as = (role: AccountRole): Account => account(server.url, keys[role]);
  const made = async (what: string, answer: Promise<{ status: number }>): Promise<void> => {
    const { status } = await answer;
    if (status >= 300) missing.push(`${what}: ${status}`);
  };
  const tokens = await enrolPeople(server.url, as('registrar'), mark);
  await furnish({ as, made, mark });
  await beWarned({ as, made, mark });
  await useTheApp(server.url, { tokens, mark, made });
  return { organisationId, mark, keys, tokens, missing };
}

async function enrolPeople(url: string, registrar: Account, mark: string): Promise<string[]> {
  const tokens: string[] = [];
  for (let index = 0; index < PEOPLE; index += 1) {
    const ref = `${mark}-p${index}`;
    const credential = { kind: 'cpr', issuer: `${mark} school`, verified: true };
    const validFrom = new Date(Date.now() - YEAR_MS).toISOString();
    const { body } = await registrar.put<{ id: string }>(`/v1/responders/${ref}`, {
      displayName: `${mark} person ${index}`,
      phone: `+1757555${String(Math.trunc(Math.random() * 10_000)).padStart(4, '0')}`,
      email: `${mark}-${index}@example.org`,
      credentials: [{ ...credential, validFrom }],
    });
    const enrolment = await registrar.post<{ enrolmentCode: string }>(
      `/v1/responders/${body.id}/enrolment`,
    );
    const { enrolmentCode } = enrolment.body;
    const signIn = { enrolmentCode, platform: 'android' };
    const device = await account(url, null).post<{ token: string }>('/v1/devices', signIn);
    tokens.push(device.body.token);
    const phone = account(url, device.body.token);
    await phone.put('/v1/me/duty', { onDuty: true });
    await phone.post('/v1/me/fixes', { fixes: [fixAt(HERE)] });
  }
  return tokens;
}

type Made = (what: string, answer: Promise<{ status: number }>) => Promise<void>;

/** What staff and control keep, by the examples of the routes. */
async function furnish(of: {
  readonly as: (role: AccountRole) => Account;
  readonly made: Made;
  readonly mark: string;
}): Promise<void> {
  const { as, made, mark } = of;
  const put = (id: keyof typeof BODY_EXAMPLES, fields: object): object => ({
    ...(BODY_EXAMPLES[id] as object),
    ...fields,
  });
  const supervisor = as('supervisor');
  const place = { type: 'Point', coordinates: [HERE.lon, HERE.lat] };
  const aed = put('putAed', { name: `${mark} hall`, place, cabinetCode: `${mark}-cab` });
  const danger = put('putDangerArea', { says: `${mark} danger`, to: '2100-01-01T00:00:00Z' });
  const callout = put('openCallout', { controlRef: `${mark}-flood`, title: `${mark} sandbags` });
  const incident = { controlRef: `${mark}-inc`, address: `${mark} street` };
  const startsAt = new Date(Date.now() + YEAR_MS).toISOString();
  const drill = put('planDrill', { title: `${mark} drill`, startsAt });
  const key = put('addKey', { label: `${mark} key`, needsSignature: false });
  const member = put('addAccount', { displayName: `${mark} Sam`, email: `${mark}@example.org` });
  await made('aed', as('registrar').put(`/v1/aeds/${mark}-aed`, aed));
  await made('area', supervisor.put(`/v1/danger-areas/${mark}-area`, danger));
  await made('plan', supervisor.post('/v1/response-plans', put('draftPlan', { title: mark })));
  await made('drill', supervisor.post('/v1/drills', drill));
  const mapping = put('putControlMapping', { title: `${mark} cases` });
  await made('mapping', supervisor.put(`/v1/control-mappings/${mark}-mapping`, mapping));
  await made('key', supervisor.post('/v1/keys', key));
  await made('account', supervisor.post('/v1/accounts', member));
  const validUntil = new Date(Date.now() + YEAR_MS / 2).toISOString();
  const proposal = { partner: `${mark}-friend`, validUntil };
  await made('aid', supervisor.post('/v1/aid-agreements', proposal));
  await supervisor.put(`/v1/danger-areas/${mark}-area`, { ...danger, to: '2026-01-01T00:00:00Z' });
  await made('incident', as('control').post('/v1/incidents', arrestAt(HERE, incident)));
  await made('callout', as('control').post('/v1/callouts', { ...callout, mode: 'exercise' }));
}

/** A warning, a feed of them, and what call-outs are drafted from. */
async function beWarned(of: {
  readonly as: (role: AccountRole) => Account;
  readonly made: Made;
  readonly mark: string;
}): Promise<void> {
  const { as, made, mark } = of;
  const coordinator = as('coordinator');
  const feed = { ...(BODY_EXAMPLES.putWarningFeed as object), title: `${mark} feed`, paused: true };
  await made('feed', coordinator.put(`/v1/warning-feeds/${mark}-feed`, feed));
  const register = { ...(BODY_EXAMPLES.putAedFeed as object), title: `${mark} aeds`, paused: true };
  await made('aed-feed', as('registrar').put(`/v1/aed-feeds/${mark}-feed`, register));
  const template = { ...(BODY_EXAMPLES.putCalloutTemplate as object), title: `${mark} template` };
  await made('template', coordinator.put(`/v1/callout-templates/${mark}-template`, template));
  const flood = { floodAreaID: `${mark}-area`, severityLevel: 2, description: `${mark} river` };
  const items = [{ ...flood, timeRaised: new Date().toISOString() }];
  await made('warning', coordinator.post('/v1/warnings', { items }));
}

/** What people do with their phones: one goes, and files a credential. */
async function useTheApp(
  url: string,
  of: { readonly tokens: readonly string[]; readonly mark: string; readonly made: Made },
): Promise<void> {
  const { made, mark } = of;
  const phone = account(url, of.tokens[0] ?? '');
  const alertId = await until(async () => {
    const { body } = await phone.get<{ items: { alertId: string }[] }>('/v1/me/alerts');
    return body.items[0]?.alertId;
  }, 'alert');
  await made('answer', phone.post('/v1/me/answers', { alertId, answer: 'accept' }));
  const filed = { ...(BODY_EXAMPLES.addOwnCredential as object), issuer: `${mark} council` };
  await made('credential', phone.post('/v1/me/credentials', filed));
  await made('places', phone.put('/v1/me/places', BODY_EXAMPLES.putOwnPlaces));
}

/** Everything stored of a tenant, as the owner of the tables sees it. */
export async function storedOf(owner: Client, tenant: Tenant): Promise<Stored> {
  const ids = new Map<string, readonly string[]>();
  const allIds = new Set<string>();
  const refs = new Set<string>();
  for (const [table, rows] of await rowsOf(owner, tenant.organisationId)) {
    const own: string[] = [];
    for (const row of rows) {
      const { id } = JSON.parse(row) as { id?: unknown };
      if (typeof id === 'string') own.push(id);
      for (const found of row.matchAll(UUID)) allIds.add(found[0]);
      for (const ref of row.matchAll(new RegExp(`"(${tenant.mark}-[a-z0-9]+)"`, 'g'))) {
        refs.add(ref[1] ?? '');
      }
    }
    ids.set(table, own);
  }
  return { ids, allIds, refs: [...refs] };
}

/** All rows of an organisation by table, each as JSON, in order. */
export async function rowsOf(
  owner: Client,
  organisationId: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const tables = await owner.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       AND a.attname = 'organisation_id' AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1`,
  );
  const found = new Map<string, readonly string[]>();
  for (const { name } of tables.rows) {
    const { rows } = await owner.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM ${name} t WHERE organisation_id = $1 ORDER BY 1`,
      [organisationId],
    );
    found.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  return found;
}
