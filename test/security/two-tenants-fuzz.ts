import type { z } from 'zod';
import { BODY_EXAMPLES } from '#contracts/openapi-examples';
import { callersOf, type Route, type RouteId } from '#contracts/routes';
import type { CallerRole } from '#core/caller-roles';
import type { Stored } from './two-tenants-world';

const ANY_UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Ways in which callers have been known to ask for everybody's. */
const TENANT_FIELDS = ['tenant', 'tenantId', 'organisation_id', 'organisationId', 'org'];
const EVERYTHING = ['*', '%', 'null', '', "' OR 1=1 --", '[]', '../..', '{"$ne":null}'];

/** One request of tenant A with things of tenant B in it. */
export interface Attempt {
  readonly routeId: RouteId;
  readonly role: CallerRole;
  readonly method: Route['method'];
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Identifiers of B in the path, where nothing else can stand: for A there is no such thing. */
  readonly foreign: readonly string[];
}

/** Makes attempts from a seed: the same ones for the same tenants and seed. */
export class AttemptMaker {
  private readonly random: () => number;
  private readonly mine: Stored;
  private readonly theirs: Stored;
  private readonly theirOrganisationId: string;

  constructor(of: {
    readonly random: () => number;
    readonly mine: Stored;
    readonly theirs: Stored;
    /** Of B. */
    readonly organisationId: string;
  }) {
    this.random = of.random;
    this.mine = of.mine;
    this.theirs = of.theirs;
    this.theirOrganisationId = of.organisationId;
  }

  make(routeId: RouteId, route: Route): Attempt {
    const foreign: string[] = [];
    const path = route.path.replace(/:(\w+)/g, (_all, name: string) => {
      const value = this.parameter(name, this.random() < 0.85 ? this.theirs : this.mine);
      if (this.theirs.allIds.has(value) && namesOnlyIds(route, name)) foreign.push(value);
      return encodeURIComponent(value);
    });
    const upload = route.upload?.mediaTypes[0];
    const body = upload === undefined ? this.body(routeId, route) : 'not really a picture';
    return {
      ...{ routeId, role: this.role(route), method: route.method, foreign, body },
      path: `${path}${this.query(route)}`,
      headers: {
        ...(body === undefined ? {} : { 'content-type': upload ?? 'application/json' }),
        ...(this.random() < 0.3 ? this.headers() : {}),
      },
    };
  }

  /** A body of the route with identifiers and references of B in place of its own. */
  body(routeId: RouteId, route: Pick<Route, 'body'>): string | undefined {
    if (route.body === undefined) return undefined;
    const example = this.changed(BODY_EXAMPLES[routeId] ?? {}, '');
    const isObject = typeof example === 'object' && example !== null && !Array.isArray(example);
    const more = isObject && this.random() < 0.4 ? this.fields() : {};
    const whole = isObject ? { ...example, ...more } : example;
    return JSON.stringify(this.random() < 0.08 ? [whole] : whole);
  }

  /** An identifier of B: the first of a table, so that all others are never sent. */
  foreignId(): string {
    const [first] = this.pick([...this.theirs.ids.values()].filter((ids) => ids.length > 0)) ?? [];
    return first ?? this.theirOrganisationId;
  }

  pick<T>(all: readonly T[]): T | undefined {
    return all[Math.floor(this.random() * all.length)];
  }

  private role(route: Route): CallerRole {
    const allowed = callersOf(route);
    const any: readonly CallerRole[] = ['control', 'dispatcher', 'supervisor', 'responder'];
    const all = allowed.length > 0 && this.random() < 0.85 ? allowed : any;
    return this.pick(all) ?? 'control';
  }

  private parameter(name: string, of: Stored): string {
    if (/ref$|^code$|^name$/i.test(name)) return this.pick(of.refs) ?? 'nothing';
    const stem = name.replace(/Id$/, '').toLowerCase();
    const table = [...of.ids.keys()].find((each) => each.replaceAll('_', '').includes(stem));
    const [own] = of.ids.get(table ?? '') ?? [];
    const id = own ?? this.foreignId();
    return name === 'responder' && this.random() < 0.3 ? (this.pick(of.refs) ?? id) : id;
  }

  private query(route: Route): string {
    if (this.random() < 0.4) return '';
    const known = Object.keys(route.query?.shape ?? {});
    const query = new URLSearchParams();
    for (let index = 0; index < 3; index += 1) {
      const name = this.pick(this.random() < 0.6 ? known : TENANT_FIELDS);
      if (name === undefined) continue;
      const key = this.random() < 0.2 ? `${name}[]` : name;
      query.append(key, this.value(route));
      if (this.random() < 0.2) query.append(key, this.value(route));
    }
    const text = query.toString();
    return text === '' ? '' : `?${text}`;
  }

  private value(route: Route): string {
    const chance = this.random();
    if (chance < 0.5) return this.foreignId();
    // Whoever names an organisation where nobody is known yet is told its name: that is public.
    const mayName = chance < 0.7 && route.permission !== 'anyone';
    return (mayName ? this.pick(this.theirs.refs) : this.pick(EVERYTHING)) ?? '';
  }

  private fields(): Record<string, unknown> {
    const field = this.pick(TENANT_FIELDS) ?? 'tenant';
    const given = [this.theirOrganisationId, '*', [this.theirOrganisationId], { id: '*' }];
    return { [field]: this.pick(given), id: this.foreignId() };
  }

  private headers(): Record<string, string> {
    const name = this.pick(['x-organisation-id', 'x-tenant-id', 'x-forwarded-user']) ?? '';
    return { [name]: this.theirOrganisationId };
  }

  private changed(value: unknown, name: string): unknown {
    if (Array.isArray(value)) return value.map((one) => this.changed(one, name));
    if (typeof value === 'object' && value !== null) {
      const fields = Object.entries(value).map(([key, one]) => [key, this.changed(one, key)]);
      return Object.fromEntries(fields) as unknown;
    }
    if (typeof value !== 'string') return value;
    if (UUID.test(value)) return this.random() < 0.8 ? this.foreignId() : value;
    if (/ref$/i.test(name) && this.random() < 0.5) return this.pick(this.theirs.refs) ?? value;
    return value;
  }
}

/** What B is known by, and what of it A has sent so far: that may come back to it. */
export class Canaries {
  private readonly sent = new Set<string>();

  constructor(
    private readonly mark: string,
    private readonly theirs: Stored,
  ) {}

  /** Notes what A sends. */
  send(text: string): void {
    for (const [id] of text.matchAll(ANY_UUID)) this.sent.add(id);
    for (const ref of this.theirs.refs) if (text.includes(ref)) this.sent.add(ref);
  }

  /** Identifiers, references, names and texts of B in an answer to A. */
  in(answer: string): readonly string[] {
    const ids = answer.match(ANY_UUID) ?? [];
    const texts = answer.match(new RegExp(`${this.mark}([-a-z0-9]*)( [a-z]+)?`, 'g')) ?? [];
    return [
      ...ids.filter((id) => this.theirs.allIds.has(id) && !this.sent.has(id)),
      // A reference that A took from B names things of A as well.
      ...texts.filter((text) => !this.sent.has(text.split(' ')[0] ?? '') || text.includes(' ')),
    ];
  }
}

/** Numbers in [0, 1), the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Whether a parameter of the path reads nothing but identifiers given by Closeby. */
function namesOnlyIds(route: Route, name: string): boolean {
  const fields: Readonly<Record<string, z.ZodType>> = route.params?.shape ?? {};
  return fields[name]?.safeParse('nothing').success === false;
}
