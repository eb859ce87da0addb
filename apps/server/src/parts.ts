import type { Logger } from 'pino';
import type { SocketServer } from '#adapters/live/socket-server';
import type {
  AcceptanceChecks,
  AccessChanges,
  AccountStore,
  AfterCareStore,
  AedFeedStore,
  AedStore,
  AidStore,
  ApprovalStore,
  AreaStore,
  Areas,
  AuditLog,
  Authenticators,
  BoardStore,
  BookingStore,
  CalloutFilling,
  CalloutReads,
  CalloutStore,
  CalloutTemplateStore,
  Channels,
  Clock,
  ControlEvents,
  ControlFormat,
  CoverageStore,
  ControlMappingStore,
  CoverStore,
  CredentialStore,
  DebriefStore,
  DeliveryLedger,
  DrillStore,
  DropFolder,
  FieldReportStore,
  FieldTaskStore,
  GroupStore,
  HistoryStore,
  HoldStore,
  Ids,
  EvidenceReads,
  IncidentExports,
  ServiceReads,
  IncidentStore,
  KeptFieldStore,
  KeyStore,
  Limits,
  Live,
  Locations,
  MapBase,
  MappedFormats,
  MessageTemplates,
  MusterStore,
  NoteStore,
  OidcProviders,
  OpeningHours,
  Outlines,
  PassStore,
  Passwords,
  PeopleStore,
  PriceStore,
  PrivacyStore,
  ProviderCallbacks,
  QuarantineStore,
  Queue,
  ReachStore,
  RegistrationStore,
  ReplayStore,
  ReplyInbox,
  ReportCards,
  ResponsePlanStore,
  SessionStore,
  ShareStore,
  Travel,
  Vault,
  WarningFeedStore,
  WarningReader,
  WarningWriter,
  WarningSource,
  WarningStore,
  WatchPointStore,
  WatchStore,
  WebhookSender,
  WebhookStore,
} from '#flow/ports';
import type { Admission } from './admission';
import type { Config } from './config';
import type { Metrics } from './metrics';
import type { Rotation } from './rotation';
import type { Handshakes } from './sockets';

/** What one server is made of; Nest hands it out under `PARTS`. */
export interface ServerParts {
  readonly config: Config;
  readonly world: World;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly admission: Admission;
  readonly state: { draining: boolean };
  readonly rotation: Rotation;
}

/** The ports, each with its adapter, and what carries them. */
export interface World {
  readonly incidents: IncidentStore;
  readonly people: PeopleStore;
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly accessChanges: AccessChanges;
  readonly passwords: Passwords;
  readonly authenticators: Authenticators;
  readonly oidc: OidcProviders;
  readonly credentials: CredentialStore;
  readonly aeds: AedStore;
  readonly aedFeedStore: AedFeedStore;
  readonly cover: CoverStore;
  readonly coverageStore: CoverageStore;
  readonly mapBase: MapBase;
  readonly callouts: CalloutStore;
  readonly filling: CalloutFilling;
  readonly calloutReads: CalloutReads;
  readonly bookings: BookingStore;
  readonly noteStore: NoteStore;
  readonly musters: MusterStore;
  readonly debriefStore: DebriefStore;
  readonly afterCare: AfterCareStore;
  readonly history: HistoryStore;
  readonly passes: PassStore;
  readonly queue: Queue;
  readonly quarantine: QuarantineStore;
  readonly ledger: DeliveryLedger;
  readonly reach: ReachStore;
  readonly registrations: RegistrationStore;
  readonly drillStore: DrillStore;
  readonly templates: MessageTemplates;
  readonly replies: ReplyInbox;
  readonly planStore: ResponsePlanStore;
  readonly acceptanceChecks: AcceptanceChecks;
  readonly privacy: PrivacyStore;
  readonly auditLog: AuditLog;
  readonly aid: AidStore;
  readonly board: BoardStore;
  readonly groups: GroupStore;
  readonly shares: ShareStore;
  readonly areaStore: AreaStore & PriceStore;
  readonly warnings: WarningStore;
  readonly warningFeeds: WarningFeedStore;
  readonly calloutTemplates: CalloutTemplateStore;
  readonly controlMappings: ControlMappingStore;
  readonly mappedFormats: MappedFormats;
  /** Null where control rooms leave no files. */
  readonly dropFolder: DropFolder | null;
  /** Formats with readers of their own. */
  readonly controlFormats: readonly ControlFormat[];
  readonly keptFieldStore: KeptFieldStore;
  readonly warningReader: WarningReader;
  readonly warningWriter: WarningWriter;
  readonly warningSource: WarningSource;
  /** For registers of AEDs, which are larger. */
  readonly aedSource: WarningSource;
  readonly fieldTasks: FieldTaskStore;
  readonly fieldReports: FieldReportStore;
  readonly watchPoints: WatchPointStore;
  readonly holds: HoldStore;
  readonly approvals: ApprovalStore;
  readonly incidentExports: IncidentExports;
  readonly serviceReads: ServiceReads;
  readonly controlEvents: ControlEvents;
  readonly webhookStore: WebhookStore;
  readonly reportCards: ReportCards;
  readonly webhookSender: WebhookSender;
  readonly evidenceReads: EvidenceReads;
  readonly watch: WatchStore;
  readonly locations: Locations;
  readonly live: Live;
  /** Ways to people that are configured, besides the open socket. */
  readonly channels: Channels;
  /** By the name of the provider in the address it calls back. */
  readonly callbacks: Readonly<Record<string, ProviderCallbacks>>;
  /** With which browsers subscribe to Web Push; null where there is none. */
  readonly webPushPublicKey: string | null;
  readonly hours: OpeningHours;
  readonly areas: Areas;
  readonly outlines: Outlines;
  readonly travel: Travel;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly vault: Vault;
  readonly limits: Limits;
  readonly keyStore: KeyStore;
  readonly replayStore: ReplayStore;
  readonly sockets: SocketServer;
  readonly handshakes: Handshakes;
  readonly presence: PresenceNotes | null;
  /** How far the machine's own date is ahead of the database's, as last measured. */
  clockSkewMs(): number;
  readonly pulse: Pulse;
  close(): Promise<void>;
}

/** Whether the database is there, and what it says of this machine's date. */
export interface Pulse {
  beats(): boolean;
  silentMs(): number;
  skewMs(): number;
}

/** Notes for all copies of the server who has a phone on a socket; null without Redis. */
export interface PresenceNotes {
  touch(responderIds: readonly string[]): Promise<void>;
  leave(responderId: string): Promise<void>;
}

/** Names under which Nest hands out what is not a class of its own. */
export const PARTS = Symbol('parts');
export const FLOW = Symbol('flow');
