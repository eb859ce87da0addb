import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { Clock, Ids, Vault } from '#flow/ports';
import { PostgresAcceptanceChecks } from './acceptance-checks';
import { PostgresAccessChanges } from './access-changes';
import { PostgresAccountStore } from './account-store';
import { PostgresAedFeedStore } from './aed-feed-store';
import { PostgresAedStore } from './aed-store';
import { PostgresAidStore } from './aid-store';
import { PostgresApprovalStore } from './approval-store';
import { ControlStores } from './control-stores';
import { PostgresAuditLog } from './audit-log';
import { PostgresCoverStore } from './cover-store';
import { PostgresCoverageStore } from './coverage-store';
import { PostgresCredentialStore } from './credential-store';
import { makeDataSource } from './data-source';
import { PostgresKeyStore } from './key-store';
import { PostgresReplayStore } from './replay-store';
import { PostgresDeliveryLedger } from './delivery-ledger';
import { PostgresDrillStore } from './drill-store';
import { DueBell } from './due-bell';
import { PostgresIncidentStore } from './incident-store';
import { PostgresMessageTemplates } from './message-templates';
import { PostgresPeopleStore } from './people-store';
import { PersonKeys } from './person-keys';
import { PostgresPrivacyStore } from './privacy-store';
import { sealPlainPeople } from './seal-people';
import { endPools, makePools, type Pools } from './pools';
import { PostgresQuarantineStore } from './quarantine-store';
import { PostgresQueue } from './queue';
import { PostgresReachStore } from './reach-store';
import { PostgresRegistrationStore } from './registration-store';
import { PostgresReplyInbox } from './reply-inbox';
import { PostgresResponsePlanStore } from './response-plan-store';
import { PostgresSessionStore } from './session-store';
import type { DatabaseFailed } from './transaction';
import { PostgresWatchStore } from './watch-store';

/** The record in PostgreSQL: its ports over pools by purpose, one TypeORM and one listener. */
export class PostgresStore extends ControlStores {
  /** Connections of the hot path; also for the clock. */
  readonly pool: Pool;
  readonly incidents: PostgresIncidentStore;
  readonly people: PostgresPeopleStore;
  readonly accessChanges: PostgresAccessChanges;
  readonly accounts: PostgresAccountStore;
  readonly sessions: PostgresSessionStore;
  readonly credentials: PostgresCredentialStore;
  readonly aeds: PostgresAedStore;
  readonly aedFeeds: PostgresAedFeedStore;
  readonly drills: PostgresDrillStore;
  readonly queue: PostgresQueue;
  readonly quarantine: PostgresQuarantineStore;
  readonly ledger: PostgresDeliveryLedger;
  readonly reach: PostgresReachStore;
  readonly replies: PostgresReplyInbox;
  readonly registrations: PostgresRegistrationStore;
  readonly templates: PostgresMessageTemplates;
  readonly responsePlans: PostgresResponsePlanStore;
  readonly acceptanceChecks: PostgresAcceptanceChecks;
  readonly keyStore: PostgresKeyStore;
  readonly replayStore: PostgresReplayStore;
  readonly privacy: PostgresPrivacyStore;
  readonly auditLog: PostgresAuditLog;
  readonly aid: PostgresAidStore;
  readonly approvals: PostgresApprovalStore;
  readonly cover: PostgresCoverStore;
  readonly coverage: PostgresCoverageStore;
  readonly watch: PostgresWatchStore;
  private readonly bell: DueBell;

  private constructor(
    readonly pools: Pools,
    private readonly dataSource: DataSource,
    options: PostgresOptions,
  ) {
    const { clock, ids, url, vault } = options;
    const keys = new PersonKeys(vault);
    const bell = new DueBell(pools.work, url);
    super({ pools, bell, keys, vault, ids });
    const { work: pool, queue: queuePool, door: doorPool } = pools;
    this.pool = pool;
    this.bell = bell;
    this.incidents = new PostgresIncidentStore(pool, this.bell, keys);
    this.people = new PostgresPeopleStore({
      pool,
      queuePool,
      doorPool,
      dataSource,
      clock,
      ids,
      keys,
    });
    this.accessChanges = new PostgresAccessChanges(doorPool, url, options.onError);
    this.accounts = new PostgresAccountStore(pools);
    this.sessions = new PostgresSessionStore(pools);
    this.credentials = new PostgresCredentialStore({
      ...{ pool, queuePool, keys, vault: options.vault },
    });
    this.aeds = new PostgresAedStore({ pool, queuePool, dataSource, ids });
    this.drills = new PostgresDrillStore(pool, this.bell, keys);
    this.queue = new PostgresQueue(queuePool, this.bell, keys);
    this.quarantine = new PostgresQuarantineStore({ pool, queuePool }, this.bell);
    this.ledger = new PostgresDeliveryLedger({ pool, queuePool }, this.bell, keys);
    this.reach = new PostgresReachStore(queuePool, dataSource, keys);
    this.replies = new PostgresReplyInbox({ pool, queuePool }, keys);
    this.registrations = new PostgresRegistrationStore(pool, doorPool);
    this.templates = new PostgresMessageTemplates(pool);
    this.responsePlans = new PostgresResponsePlanStore(pool);
    this.acceptanceChecks = new PostgresAcceptanceChecks(pool);
    this.keyStore = new PostgresKeyStore(pool, doorPool);
    this.replayStore = new PostgresReplayStore(doorPool);
    this.aid = new PostgresAidStore(pool, doorPool);
    this.approvals = new PostgresApprovalStore(pool);
    this.aedFeeds = new PostgresAedFeedStore(pool, queuePool);
    this.cover = new PostgresCoverStore(pool);
    this.coverage = new PostgresCoverageStore(pool);
    this.watch = new PostgresWatchStore(pools);
    this.privacy = new PostgresPrivacyStore({ pool, upkeepPool: pools.upkeep, keys });
    this.auditLog = new PostgresAuditLog({ pool, upkeepPool: pools.upkeep });
  }

  /** Connects as the server's role; the database must be migrated already. */
  static async connect(options: PostgresOptions): Promise<PostgresStore> {
    const pools = makePools(options.url, {
      ...(options.connectionsMax === undefined ? {} : { max: options.connectionsMax }),
      onError: options.onError,
    });
    const dataSource = await makeDataSource(options.url).initialize();
    await sealPlainPeople(pools, new PersonKeys(options.vault));
    return new PostgresStore(pools, dataSource, options);
  }

  /** Ends all connections; what is under way is finished first. */
  async close(): Promise<void> {
    await this.accessChanges.close();
    await this.bell.close();
    await this.dataSource.destroy();
    await endPools(this.pools);
  }
}

export interface PostgresOptions {
  readonly url: string;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Seals who people are. */
  readonly vault: Vault;
  /** Told when an idle connection breaks; it is replaced. */
  readonly onError: (error: DatabaseFailed) => void;
  readonly connectionsMax?: number;
}
