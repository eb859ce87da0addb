import type {
  AcceptanceChecks,
  AccountStore,
  AfterCareStore,
  AedFeedStore,
  AedStore,
  AidStore,
  ApprovalStore,
  AreaStore,
  AuditLog,
  BoardStore,
  BookingStore,
  CalloutFilling,
  CalloutReads,
  CalloutStore,
  CalloutTemplateStore,
  Clock,
  ControlEvents,
  CoverageStore,
  ControlMappingStore,
  CoverStore,
  CredentialStore,
  DebriefStore,
  DeliveryLedger,
  DrillStore,
  EvidenceReads,
  FieldReportStore,
  FieldTaskStore,
  GroupStore,
  HistoryStore,
  HoldStore,
  Ids,
  IncidentExports,
  IncidentStore,
  KeptFieldStore,
  MessageTemplates,
  MusterStore,
  NoteStore,
  PassStore,
  PeopleStore,
  PriceStore,
  PrivacyStore,
  QuarantineStore,
  Queue,
  ReachStore,
  RegistrationStore,
  ReplyInbox,
  ReportCards,
  ResponsePlanStore,
  ServiceReads,
  SessionStore,
  ShareStore,
  WarningFeedStore,
  WarningStore,
  WatchPointStore,
  WebhookStore,
} from '#flow/ports';

/** The ports of the record, over the same rows. */
export interface Stores {
  readonly incidents: IncidentStore;
  readonly people: PeopleStore;
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly credentials: CredentialStore;
  readonly aeds: AedStore;
  readonly aedFeeds: AedFeedStore;
  readonly cover: CoverStore;
  readonly coverage: CoverageStore;
  readonly callouts: CalloutStore;
  readonly filling: CalloutFilling;
  readonly calloutReads: CalloutReads;
  readonly bookings: BookingStore;
  readonly passes: PassStore;
  readonly notes: NoteStore;
  readonly musters: MusterStore;
  readonly debriefs: DebriefStore;
  readonly afterCare: AfterCareStore;
  readonly history: HistoryStore;
  readonly drills: DrillStore;
  readonly fieldTasks: FieldTaskStore;
  readonly fieldReports: FieldReportStore;
  readonly watchPoints: WatchPointStore;
  readonly queue: Queue;
  readonly quarantine: QuarantineStore;
  readonly ledger: DeliveryLedger;
  readonly reach: ReachStore;
  readonly registrations: RegistrationStore;
  readonly replies: ReplyInbox;
  readonly templates: MessageTemplates;
  readonly responsePlans: ResponsePlanStore;
  readonly warnings: WarningStore;
  readonly warningFeeds: WarningFeedStore;
  readonly calloutTemplates: CalloutTemplateStore;
  readonly controlMappings: ControlMappingStore;
  readonly keptFields: KeptFieldStore;
  readonly acceptanceChecks: AcceptanceChecks;
  readonly privacy: PrivacyStore;
  readonly auditLog: AuditLog;
  readonly areaStore: AreaStore & PriceStore;
  readonly holds: HoldStore;
  readonly approvals: ApprovalStore;
  readonly aid: AidStore;
  readonly board: BoardStore;
  readonly groups: GroupStore;
  readonly shares: ShareStore;
  readonly incidentExports: IncidentExports;
  readonly serviceReads: ServiceReads;
  readonly controlEvents: ControlEvents;
  readonly webhooks: WebhookStore;
  readonly reportCards: ReportCards;
  readonly evidenceReads: EvidenceReads;
}

export type Receipt = Parameters<IncidentStore['recordReceipt']>[0];

export interface StoresUnderTest {
  readonly stores: Stores;
  close(): Promise<void>;
}

/** Opens an implementation on a clock and a source of identifiers. */
export type OpenStores = (ports: {
  readonly clock: Clock;
  readonly ids: Ids;
}) => Promise<StoresUnderTest>;
