import type { AccountRole } from '#core/caller-roles';
import {
  startFakeProviders,
  type FakeProviders,
} from '../../../apps/simulator/src/providers/fake-providers';
import type { AnswerRule } from '../../../apps/simulator/src/crowd/messages';
import type { Account } from '../../support/clients';
import { Balancer } from './balancer';
import { check, type Checked, type CheckOptions } from './check';
import { ControlRoom } from './control';
import { Keeper } from './keeper';
import { Ledger } from './ledger';
import { Link } from './link';
import { portForNode, ServerNode } from './node';
import type { OlderBuild } from './older-build';
import { Phones } from './phones';
import { PEOPLE_PER_SCENE, prepare, SCENES_MAX, type Population } from './population';
import { endsWithTest } from './running';
import { PostgresService, RedisService } from './services';
import { settle } from './settle';

export interface ClusterOptions {
  readonly apis?: number;
  readonly workers?: number;
  /** Made-up phones, connected before this resolves; five stand at each scene. */
  readonly phones?: number;
  /** How phones answer; they are silent where left out. */
  readonly rule?: AnswerRule;
  /** Whether each process has links of its own to its services; `redis`: only to that one. */
  readonly links?: boolean | 'redis';
  /** More environment of every process of the server. */
  readonly env?: Readonly<Record<string, string>>;
  readonly standby?: 'sync' | 'async';
  /** HAProxy, as in production, instead of a balancer that only passes connections on. */
  readonly haproxy?: boolean;
  /** The clock runs this many times as fast as time. */
  readonly speed?: number;
  /** FCM, Web Push, SMS and e-mail; false for sockets alone. */
  readonly providers?: boolean;
  /** Every process begins as one of this build, over a database of its version. */
  readonly older?: OlderBuild;
  /** More settings of PostgreSQL. */
  readonly settings?: Readonly<Record<string, string>>;
  /** How soon a phone connects again, from and to, milliseconds. */
  readonly reconnectMs?: readonly [number, number];
  readonly fixEveryMs?: number | null;
  /** Of jitter and of shares of connections; by chance where left out. */
  readonly random?: () => number;
}

export interface Services {
  readonly postgres: PostgresService;
  readonly redis: RedisService;
  readonly standby: PostgresService | undefined;
}

interface Parts {
  readonly keeper: Keeper;
  readonly population: Population;
  readonly services: Services;
  readonly providers: FakeProviders | undefined;
  readonly balancer: Balancer;
  readonly links: readonly Link[];
}

/**
 * A whole Closeby in processes of its own, with phones and a control room in front of it: private
 * PostgreSQL and Redis, api and worker processes, a balancer, providers, and a ledger of everything
 * that was seen from outside. It ends with `stop`, and with the test process in any case.
 */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const keeper = Keeper.start();
  try {
    return await assemble(keeper, options);
  } catch (error) {
    await keeper.stop();
    throw error;
  }
}

async function assemble(keeper: Keeper, options: ClusterOptions): Promise<Cluster> {
  const population = await prepare(keeper, options.older);
  const ledger = new Ledger();
  const services = await startServices(keeper, population, options);
  const phonesBox: { phones?: Phones } = {};
  const providers =
    options.providers === false ? undefined : await startProviders(ledger, () => phonesBox.phones);
  const env = environment(options, services, providers);
  const links: Link[] = [];
  const nodes = async (role: 'api' | 'worker', count: number): Promise<ServerNode[]> =>
    Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const own = (options.links ?? false) === false ? null : await linksTo(services, options);
        if (own !== null) links.push(own.postgres, own.redis);
        const port = await portForNode();
        return new ServerNode(`${role}-${index + 1}`, {
          ...{ keeper, port, links: own },
          env: { ...env, ROLE: role, ...urlsOf(services, own, options.links) },
        });
      }),
    );
  const apis = await nodes('api', options.apis ?? 2);
  const workers = await nodes('worker', options.workers ?? 1);
  const balancer = new Balancer(apis);
  const front = options.haproxy === true ? await behindHaproxy(keeper, apis) : balancer.next;
  const [phoneLink, controlLink] = [
    await Link.open(front, options.random),
    await Link.open(front, options.random),
  ];
  links.push(phoneLink, controlLink);
  const build = options.older === undefined ? {} : { main: options.older.main };
  await Promise.all([...apis, ...workers].map((node) => node.start(build)));
  balancer.start();
  providers?.setCallbackTarget(controlLink.url);
  const phones = new Phones(
    {
      count: options.phones ?? 0,
      url: phoneLink.url,
      rule: options.rule ?? { how: 'silent' },
      reconnectMs: options.reconnectMs ?? [100, 1_000],
      fixEveryMs: options.fixEveryMs ?? null,
    },
    ledger,
  );
  phonesBox.phones = phones;
  await phones.start();
  const failed = await phones.connect();
  if (failed > 0) throw new Error(`${failed} phones could not connect at the start`);
  const parts = { keeper, population, services, providers, balancer, links };
  const cluster = new Cluster(parts, { apis, workers, phones, ledger, phoneLink, controlLink });
  endsWithTest(() => cluster.stop());
  return cluster;
}

/** What a test holds in its hands. */
export class Cluster {
  readonly services: Services;
  readonly apis: readonly ServerNode[];
  readonly workers: readonly ServerNode[];
  readonly phones: Phones;
  readonly ledger: Ledger;
  /** Between phones and balancer, and between control and balancer. */
  readonly phoneLink: Link;
  readonly controlLink: Link;
  readonly control: ControlRoom;
  readonly balancer: Balancer;
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly parts: Parts,
    made: Pick<Cluster, 'apis' | 'workers' | 'phones' | 'ledger' | 'phoneLink' | 'controlLink'>,
  ) {
    this.services = parts.services;
    this.balancer = parts.balancer;
    this.apis = made.apis;
    this.workers = made.workers;
    this.phones = made.phones;
    this.ledger = made.ledger;
    this.phoneLink = made.phoneLink;
    this.controlLink = made.controlLink;
    const scenes = Math.min(SCENES_MAX, Math.ceil(this.phones.count / PEOPLE_PER_SCENE));
    const { ledger } = this;
    this.control = new ControlRoom({ url: this.controlLink.url, ledger, scenes });
  }

  get organisationId(): string {
    return this.parts.population.organisationId;
  }

  /** Throws where the cluster was started without. */
  get providers(): FakeProviders {
    if (this.parts.providers === undefined) throw new Error('started with providers: false');
    return this.parts.providers;
  }

  get nodes(): readonly ServerNode[] {
    return [...this.apis, ...this.workers];
  }

  /** Whoever holds the key of that role, through the balancer. */
  account(role: AccountRole): Account {
    return this.control.account(role);
  }

  /** The processes and servers that are kept, for what is not foreseen here. */
  get keeper(): Keeper {
    return this.parts.keeper;
  }

  /** Resolves when nothing is due any more and every phone has asked for what it missed. */
  settle(withinMs?: number): Promise<void> {
    return settle(this, withinMs);
  }

  /** Compares what was seen from outside with the record. */
  check(options: CheckOptions = {}): Promise<Checked> {
    return check(this, this.parts.population, options);
  }

  /** Ends everything, once; nothing is asked to end nicely. */
  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    const { keeper, providers, balancer, links } = this.parts;
    balancer.stop();
    await this.phones.stop();
    await keeper.stop();
    await Promise.all(links.map((link) => link.close()));
    await providers?.stop();
  }
}

async function behindHaproxy(keeper: Keeper, apis: readonly ServerNode[]): Promise<() => number> {
  const named = apis.map(({ name, port }) => ({ name, port }));
  const { port } = await keeper.call('startHaproxy', { apis: named });
  return () => port;
}

async function startServices(
  keeper: Keeper,
  { template }: Population,
  { standby, settings = {} }: ClusterOptions,
): Promise<Services> {
  const [postgres, redis] = await Promise.all([
    PostgresService.start(keeper, 'postgres', { template, settings }),
    RedisService.start(keeper, 'redis'),
  ]);
  if (standby === undefined) return { postgres, redis, standby: undefined };
  const how = { template, settings, standbyOf: 'postgres' };
  const second = await PostgresService.start(keeper, 'standby', how);
  if (standby === 'sync') {
    await postgres.psql(`ALTER SYSTEM SET synchronous_standby_names = 'standby'`);
    await postgres.psql('SELECT pg_reload_conf()');
  }
  return { postgres, redis, standby: second };
}

function startProviders(
  ledger: Ledger,
  phonesOf: () => Phones | undefined,
): Promise<FakeProviders> {
  return startFakeProviders({
    onPush: ({ message }) => {
      const phone = Number(message.token.replace('push-', ''));
      const { alertId = '', kind = '' } = message.data ?? {};
      // A word of thanks and its like rings nobody.
      if (alertId === '') return;
      ledger.note({ who: 'provider', what: 'push-delivered', phone, alertId, kind });
      phonesOf()?.push(phone, alertId, kind);
    },
  });
}

function environment(
  { speed = 1, env = {} }: ClusterOptions,
  services: Services,
  providers: FakeProviders | undefined,
): Record<string, string> {
  return {
    ...urlsOf(services, null),
    NODE_ENV: 'test',
    LOG_LEVEL: 'info',
    // Control and phones of a test are one address, and ask faster than anybody.
    REQUEST_LIMIT_FACTOR: '1000',
    CLOCK_SPEED: String(speed),
    ...(speed === 1 ? {} : { CLOCK_ANCHOR: new Date().toISOString() }),
    ...providers?.env(),
    ...env,
  };
}

async function linksTo({ postgres, redis }: Services, { random }: ClusterOptions) {
  return {
    postgres: await Link.open(() => postgres.port, random),
    redis: await Link.open(() => redis.port, random),
  };
}

/** Of the database every server that it has, as in production. */
function urlsOf(
  { postgres, redis, standby }: Services,
  links: { readonly postgres: Link; readonly redis: Link } | null,
  which?: ClusterOptions['links'],
): Record<string, string> {
  const through = (url: string, link: Link | undefined): string => {
    const changed = new URL(url);
    if (link !== undefined) changed.port = String(link.port);
    return changed.toString();
  };
  const way = which === 'redis' ? undefined : links?.postgres;
  const second = standby === undefined ? '' : `,127.0.0.1:${standby.port}`;
  return {
    DATABASE_URL: through(postgres.appUrl, way).replace(/(:\d+)(?=\/)/, `$1${second}`),
    REDIS_URL: through(redis.url, links?.redis),
  };
}
