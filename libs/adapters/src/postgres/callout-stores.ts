import type { Vault } from '#flow/ports';
import { PostgresAfterCareStore } from './after-care-store';
import { PostgresAreaStore } from './area-store';
import { PostgresBoardStore } from './board-store';
import { PostgresBookingStore } from './booking-store';
import { PostgresCalloutFilling } from './callout-filling';
import { PostgresCalloutReads } from './callout-reads';
import { PostgresCalloutStore } from './callout-store';
import { PostgresCalloutTemplateStore } from './callout-template-store';
import { PostgresDebriefStore } from './debrief-store';
import { PostgresFieldReportStore } from './field-report-store';
import { PostgresFieldTaskStore } from './field-task-store';
import { PostgresGroupStore } from './group-store';
import { PostgresHistoryStore } from './history-store';
import { PostgresHoldStore } from './hold-store';
import { PostgresMusterStore } from './muster-store';
import { PostgresNoteStore } from './note-store';
import { PostgresPassStore } from './pass-store';
import { PostgresShareStore } from './share-store';
import { PostgresWarningFeedStore } from './warning-feed-store';
import { PostgresWarningStore } from './warning-store';
import { PostgresWatchPointStore } from './watch-point-store';
import type { DueBell } from './due-bell';
import type { PersonKeys } from './person-keys';
import type { Pools } from './pools';

/** What PostgreSQL keeps of call-outs, of the warnings before them, and of what comes after. */
export class CalloutStores {
  readonly callouts: PostgresCalloutStore;
  readonly filling: PostgresCalloutFilling;
  readonly calloutReads: PostgresCalloutReads;
  readonly bookings: PostgresBookingStore;
  readonly passes: PostgresPassStore;
  readonly notes: PostgresNoteStore;
  readonly musters: PostgresMusterStore;
  readonly debriefs: PostgresDebriefStore;
  readonly afterCare: PostgresAfterCareStore;
  readonly history: PostgresHistoryStore;
  readonly warnings: PostgresWarningStore;
  readonly warningFeeds: PostgresWarningFeedStore;
  readonly calloutTemplates: PostgresCalloutTemplateStore;
  readonly board: PostgresBoardStore;
  readonly groups: PostgresGroupStore;
  readonly shares: PostgresShareStore;
  readonly areaStore: PostgresAreaStore;
  readonly holds: PostgresHoldStore;
  readonly fieldTasks: PostgresFieldTaskStore;
  readonly fieldReports: PostgresFieldReportStore;
  readonly watchPoints: PostgresWatchPointStore;

  constructor(parts: {
    readonly pools: Pools;
    readonly bell: DueBell;
    readonly keys: PersonKeys;
    readonly vault: Vault;
  }) {
    const { bell, keys, vault } = parts;
    const { work: pool, queue: queuePool, door: doorPool } = parts.pools;
    this.callouts = new PostgresCalloutStore(pool, bell);
    this.filling = new PostgresCalloutFilling(pool, bell);
    this.calloutReads = new PostgresCalloutReads(pool, keys);
    this.bookings = new PostgresBookingStore({
      ...{ pool, bell, keys, vault },
    });
    this.passes = new PostgresPassStore(pool, doorPool);
    this.notes = new PostgresNoteStore({ pool, queuePool, bell, keys });
    this.musters = new PostgresMusterStore({ pool, queuePool, doorPool });
    this.debriefs = new PostgresDebriefStore({ pool, vault });
    this.afterCare = new PostgresAfterCareStore({ pool, keys });
    this.history = new PostgresHistoryStore(pool);
    this.warnings = new PostgresWarningStore(pool);
    this.warningFeeds = new PostgresWarningFeedStore(pool, queuePool);
    this.calloutTemplates = new PostgresCalloutTemplateStore(pool);
    this.board = new PostgresBoardStore(pool, queuePool);
    this.groups = new PostgresGroupStore({ pool, queuePool, keys });
    this.shares = new PostgresShareStore(pool, queuePool);
    this.areaStore = new PostgresAreaStore(pool);
    this.holds = new PostgresHoldStore(pool, queuePool, bell);
    this.fieldTasks = new PostgresFieldTaskStore({ pool, keys, vault });
    this.fieldReports = new PostgresFieldReportStore({ pool, keys });
    this.watchPoints = new PostgresWatchPointStore({ pool, queuePool });
  }
}
