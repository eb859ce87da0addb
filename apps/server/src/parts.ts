import type { Logger } from 'pino';
import type { SocketServer } from '#adapters/live/socket-server';
import type {
  AcceptanceChecks,
  AedStore,
  Areas,
  CalloutStore,
  Clock,
  Ids,
  IncidentStore,
  Live,
  Locations,
  OpeningHours,
  PeopleStore,
  Push,
  Queue,
  ResponsePlanStore,
  Travel,
} from '#flow/ports';
import type { Config } from './config';
import type { Metrics } from './metrics';

/** What one server is made of; Nest hands it out under `PARTS`. */
export interface ServerParts {
  readonly config: Config;
  readonly world: World;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly state: { draining: boolean };
}

/** The ports, each with its adapter, and what carries them. */
export interface World {
  readonly incidents: IncidentStore;
  readonly people: PeopleStore;
  readonly aeds: AedStore;
  readonly callouts: CalloutStore;
  readonly queue: Queue;
  readonly planStore: ResponsePlanStore;
  readonly acceptanceChecks: AcceptanceChecks;
  readonly locations: Locations;
  readonly live: Live;
  readonly push: Push;
  readonly hours: OpeningHours;
  readonly areas: Areas;
  readonly travel: Travel;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly sockets: SocketServer;
  readonly presence: PresenceNotes | null;
  /** Whether the database answers; never throws. */
  databaseAnswers(): Promise<boolean>;
  close(): Promise<void>;
}

/** Notes for all copies of the server who has a phone on a socket; null without Redis. */
export interface PresenceNotes {
  touch(responderIds: readonly string[]): Promise<void>;
  leave(responderId: string): Promise<void>;
}

/** Names under which Nest hands out what is not a class of its own. */
export const PARTS = Symbol('parts');
export const FLOW = Symbol('flow');
