import type { Clock, Ids } from '#flow/ports';
import { MemoryAfterCareStore } from './after-care-store';
import { MemoryAcceptanceChecks } from './acceptance-checks';
import { MemoryAccountStore } from './account-store';
import { MemoryAedFeedStore } from './aed-feed-store';
import { MemoryAedStore } from './aed-store';
import { MemoryAidStore } from './aid-store';
import { MemoryAreaStore } from './area-store';
import { MemoryApprovalStore } from './approval-store';
import { MemoryAuditLog } from './audit-log';
import { MemoryBookingStore } from './booking-store';
import { MemoryBoardStore } from './board-store';
import { MemoryCalloutFilling } from './callout-filling';
import { MemoryCalloutReads } from './callout-reads';
import { MemoryCalloutStore } from './callout-store';
import { MemoryControlEvents } from './control-events';
import { MemoryCoverStore } from './cover-store';
import { MemoryCoverageStore } from './coverage-store';
import { MemoryCredentialStore } from './credential-store';
import { MemoryDeliveryLedger } from './delivery-ledger';
import { MemoryDrillStore } from './drill-store';
import { MemoryKeptFieldStore } from './kept-field-store';
import { MemoryKeyStore, MemoryReplayStore } from './key-store';
import { MemoryGroupStore } from './group-store';
import { MemoryHistoryStore } from './history-store';
import { MemoryHoldStore } from './hold-store';
import { MemoryFieldReportStore } from './field-report-store';
import { MemoryFieldTaskStore } from './field-task-store';
import { MemoryEvidenceReads } from './evidence-reads';
import { MemoryIncidentExports } from './incident-exports';
import { MemoryIncidentStore } from './incident-store';
import { MemoryMessageTemplates } from './message-templates';
import { MemoryPassStore } from './pass-store';
import { MemoryDebriefStore } from './debrief-store';
import { MemoryMusterStore } from './muster-store';
import { MemoryNoteStore } from './note-store';
import { MemoryPeopleStore } from './people-store';
import { MemoryPrivacyStore } from './privacy-store';
import { MemoryQuarantineStore } from './quarantine-store';
import { MemoryQueue } from './queue';
import { MemoryReachStore } from './reach-store';
import { MemoryRegistrationStore } from './registration-store';
import { MemoryReportCards } from './report-cards';
import { MemoryReplyInbox } from './reply-inbox';
import { MemoryResponsePlanStore } from './response-plan-store';
import { MemoryServiceReads } from './service-reads';
import { MemorySessionStore } from './session-store';
import { MemoryShareStore } from './share-store';
import { MemoryTables } from './tables';
import { MemoryWatchPointStore } from './watch-point-store';
import { MemoryWebhookStore } from './webhook-store';
import { MemoryCalloutTemplateStore } from './callout-template-store';
import { MemoryControlMappingStore } from './control-mapping-store';
import { MemoryWarningFeedStore } from './warning-feed-store';
import { MemoryWarningStore } from './warning-store';

/**
 * The whole record in memory: deterministic, for replay and small tests. The ports share
 * their rows as those of PostgreSQL do.
 */
export class MemoryStore {
  private readonly tables = new MemoryTables();
  readonly incidents: MemoryIncidentStore;
  readonly people: MemoryPeopleStore;
  readonly credentials: MemoryCredentialStore;
  readonly accounts: MemoryAccountStore;
  readonly sessions: MemorySessionStore;
  readonly aeds: MemoryAedStore;
  readonly callouts: MemoryCalloutStore;
  readonly calloutReads = new MemoryCalloutReads(this.tables);
  readonly bookings: MemoryBookingStore;
  readonly passes: MemoryPassStore;
  readonly notes: MemoryNoteStore;
  readonly musters: MemoryMusterStore;
  readonly debriefs = new MemoryDebriefStore(this.tables);
  readonly afterCare = new MemoryAfterCareStore(this.tables);
  readonly history = new MemoryHistoryStore(this.tables, this.afterCare.outcomes);
  readonly drills: MemoryDrillStore;
  readonly queue: MemoryQueue;
  readonly quarantine = new MemoryQuarantineStore(this.tables);
  readonly ledger: MemoryDeliveryLedger;
  readonly reach: MemoryReachStore;
  readonly replies: MemoryReplyInbox;
  readonly registrations: MemoryRegistrationStore;
  readonly templates: MemoryMessageTemplates;
  readonly responsePlans: MemoryResponsePlanStore;
  readonly acceptanceChecks: MemoryAcceptanceChecks;
  readonly keyStore = new MemoryKeyStore();
  readonly replayStore = new MemoryReplayStore();

  readonly privacy: MemoryPrivacyStore;
  readonly auditLog = new MemoryAuditLog();
  readonly aid = new MemoryAidStore(this.tables);
  readonly warnings = new MemoryWarningStore(this.tables);
  readonly warningFeeds = new MemoryWarningFeedStore();
  readonly aedFeeds = new MemoryAedFeedStore();
  readonly calloutTemplates = new MemoryCalloutTemplateStore();
  readonly controlMappings = new MemoryControlMappingStore();
  readonly keptFields = new MemoryKeptFieldStore();
  readonly board = new MemoryBoardStore();
  readonly groups = new MemoryGroupStore(this.tables);
  readonly filling = new MemoryCalloutFilling(this.tables, this.groups);
  readonly shares = new MemoryShareStore();
  readonly areaStore = new MemoryAreaStore();
  readonly holds = new MemoryHoldStore(this.tables);
  readonly fieldTasks = new MemoryFieldTaskStore(this.tables);
  readonly fieldReports: MemoryFieldReportStore = new MemoryFieldReportStore(
    this.tables,
    (...reading) => this.watchPoints.authorOf(...reading),
  );
  readonly watchPoints: MemoryWatchPointStore = new MemoryWatchPointStore((...reading) =>
    this.fieldReports.hasPhoto(...reading),
  );
  readonly approvals = new MemoryApprovalStore();
  readonly incidentExports: MemoryIncidentExports;
  readonly serviceReads = new MemoryServiceReads(this.tables);
  readonly evidenceReads = new MemoryEvidenceReads(this.tables);
  readonly cover = new MemoryCoverStore(this.tables);
  readonly controlEvents = new MemoryControlEvents(this.tables);
  readonly webhooks = new MemoryWebhookStore(this.controlEvents);
  readonly reportCards = new MemoryReportCards(this.tables, this.controlEvents);
  readonly coverage = new MemoryCoverageStore(this.tables);

  constructor(ports: { readonly clock: Clock; readonly ids: Ids }) {
    this.privacy = new MemoryPrivacyStore(this.tables);
    this.incidentExports = new MemoryIncidentExports(this.tables);
    this.incidents = new MemoryIncidentStore(this.tables);
    this.people = new MemoryPeopleStore(this.tables, ports);
    this.credentials = new MemoryCredentialStore(this.tables);
    this.accounts = new MemoryAccountStore(this.tables);
    this.sessions = new MemorySessionStore(this.tables);
    this.aeds = new MemoryAedStore(this.tables, ports.ids);
    this.callouts = new MemoryCalloutStore(this.tables);
    this.bookings = new MemoryBookingStore(this.tables);
    this.passes = new MemoryPassStore(this.tables);
    this.notes = new MemoryNoteStore(this.tables, ports);
    this.musters = new MemoryMusterStore(this.tables, (id) => this.notes.message(id));
    this.drills = new MemoryDrillStore(this.tables);
    this.queue = new MemoryQueue(this.tables);
    this.ledger = new MemoryDeliveryLedger(this.tables);
    this.reach = new MemoryReachStore(this.tables);
    this.replies = new MemoryReplyInbox(this.tables);
    this.registrations = new MemoryRegistrationStore(this.tables);
    this.templates = new MemoryMessageTemplates();
    this.responsePlans = new MemoryResponsePlanStore(this.tables);
    this.acceptanceChecks = new MemoryAcceptanceChecks(this.tables);
  }
}
