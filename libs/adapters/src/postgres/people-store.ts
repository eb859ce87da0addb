import type { Equipment } from '#core/equipment';
import type { Pool } from 'pg';
import { MoreThan, type DataSource } from 'typeorm';
import type { Responder, TravelMode } from '#core/responder';
import type { Instant } from '#core/units';
import { FEED_PAGE_MAX } from '#contracts/responder-api';
import { readCursor, writeCursor } from '#adapters/shared/cursor';
import { Gathered } from '#adapters/shared/gathered';
import type { Clock, Ids, PeopleStore } from '#flow/ports';
import {
  candidatesByIds,
  candidatesIn,
  candidatesNear,
  candidatesWithPlaceNear,
  eachAvailable,
  lastKnown,
  saveLastKnown,
} from './candidates';
import { callersOf, changeOrganisation, organisationById } from './callers';
import { addEnrolment, signInDevice } from './devices';
import type { PersonKeys } from './person-keys';
import { offerToken, useToken } from './phone-tokens';
import { putResponder } from './put-responder';
import { putResponders } from './put-responders';
import { putRegisteredPlaces, registeredPlaces } from './registered-places';
import { findResponder, hashOf, inRegistry, withTheirs } from './registry';
import { ACCESS_KEY, ORGANISATION, RESPONDER } from './registry-tables';
import { newestInFeeds } from './newest-in-feeds';
import { inOrganisation } from './transaction';

/** $1 organisation, $2 responder, $3 now. */
const OPEN_ALERTS = `SELECT a.id FROM alert a
WHERE a.organisation_id = $1::uuid AND a.responder_id = $2::uuid AND (
  (a.status = 'sent' AND a.expires_at > $3::timestamptz)
  OR (a.status = 'accepted' AND (
    EXISTS (SELECT FROM assignment s WHERE s.alert_id = a.id
      AND s.status IN ('accepted', 'en-route', 'on-scene', 'with-patient'))
    OR EXISTS (SELECT FROM callout c WHERE c.id = a.callout_id AND c.status IN ('open', 'filled'))
  )))
ORDER BY a.sent_at DESC, a.id DESC`;

/** One statement, so that the number and the entries are of one moment. */
const FEED_AFTER = `SELECT r.last_seq AS "lastSeq",
  (SELECT coalesce(json_agg(f), '[]') FROM (
    SELECT responder_id AS "responderId", kind, alert_id AS "alertId", seq,
      (extract(epoch FROM at) * 1000)::bigint AS at
    FROM responder_feed WHERE responder_id = r.id AND seq > $3::bigint
      ORDER BY seq LIMIT $4::int) f) AS entries
FROM responder r WHERE r.organisation_id = $1::uuid AND r.id = $2::uuid`;

type Feed = Awaited<ReturnType<PeopleStore['feedAfter']>>;

/**
 * People, keys and phones in PostgreSQL: what the registry does goes through TypeORM, what a
 * dispatch waits for through SQL of its own.
 */
export class PostgresPeopleStore implements PeopleStore {
  constructor(
    private readonly ports: {
      readonly pool: Pool;
      readonly queuePool: Pool;
      readonly doorPool: Pool;
      readonly dataSource: DataSource;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly keys: PersonKeys;
    },
  ) {}

  organisation: PeopleStore['organisation'] = (organisationId) =>
    organisationById(this.ports.pool, organisationId);

  private readonly callers = new Gathered((secrets: readonly string[]) =>
    callersOf(this.ports.doorPool, secrets),
  );
  private readonly feedHeads = new Gathered((feeds: Parameters<typeof newestInFeeds>[1]) =>
    newestInFeeds(this.ports.pool, feeds),
  );

  callerOf: PeopleStore['callerOf'] = (secret) => this.callers.of(secret);

  newestInFeed: PeopleStore['newestInFeed'] = (organisationId, responderId) =>
    this.feedHeads.of({ organisationId, responderId });

  addOrganisation: PeopleStore['addOrganisation'] = (organisation) =>
    inRegistry(this.ports.dataSource, organisation.id, async (manager) => {
      await manager.getRepository(ORGANISATION).insert({ ...organisation });
    });

  changeOrganisation: PeopleStore['changeOrganisation'] = (organisationId, profile, now) =>
    changeOrganisation(this.ports.pool, organisationId, { ...profile, now });

  addKey: PeopleStore['addKey'] = ({ id, organisationId, role, label, secret, now }) =>
    inRegistry(this.ports.dataSource, organisationId, async (manager) => {
      const key = { id, organisationId, role, label, secretHash: hashOf(secret) };
      await manager.getRepository(ACCESS_KEY).insert({ ...key, createdAt: now, revokedAt: null });
    });

  putResponder: PeopleStore['putResponder'] = (organisationId, input, now) =>
    putResponder(this.ports, organisationId, { ...input, now });

  putResponders: PeopleStore['putResponders'] = (organisationId, puts, done) =>
    putResponders(this.ports, organisationId, { ...done, puts });

  responder: PeopleStore['responder'] = (organisationId, id) =>
    inRegistry(this.ports.dataSource, organisationId, (manager) =>
      findResponder(manager, { organisationId, id }, this.seen()),
    );

  responderByRef: PeopleStore['responderByRef'] = (organisationId, externalRef) =>
    inRegistry(this.ports.dataSource, organisationId, (manager) =>
      findResponder(manager, { organisationId, externalRef }, this.seen()),
    );

  responders: PeopleStore['responders'] = (organisationId, page) =>
    inRegistry(this.ports.dataSource, organisationId, async (manager) => {
      const after = readCursor(page.cursor, 1)?.[0] ?? '';
      const rows = await manager.getRepository(RESPONDER).find({
        where: { organisationId, externalRef: MoreThan(after) },
        order: { externalRef: 'ASC' },
        take: page.limit + 1,
      });
      const items = await withTheirs(manager, rows.slice(0, page.limit), this.seen());
      const last = items.at(-1);
      const more = rows.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([last.externalRef]) : null };
    });

  addEnrolment: PeopleStore['addEnrolment'] = (input) => addEnrolment(this.ports.dataSource, input);

  signInDevice: PeopleStore['signInDevice'] = (input) => signInDevice(this.ports.dataSource, input);

  offerToken: PeopleStore['offerToken'] = (input) => offerToken(this.ports.pool, input);

  useToken: PeopleStore['useToken'] = (input) => useToken(this.ports.pool, input);

  setDuty: PeopleStore['setDuty'] = ({ organisationId, responderId, onDuty, now }) =>
    this.setFields(organisationId, responderId, { onDuty, dutyChangedAt: now, updatedAt: now });

  setTravelMode: PeopleStore['setTravelMode'] = (input) => {
    const { organisationId, responderId, travelMode, now } = input;
    return this.setFields(organisationId, responderId, { travelMode, updatedAt: now });
  };

  setEquipment: PeopleStore['setEquipment'] = (input) => {
    const { organisationId, responderId, now } = input;
    const equipment = [...input.equipment];
    return this.setFields(organisationId, responderId, { equipment, updatedAt: now });
  };

  candidates: PeopleStore['candidates'] = (organisationId, ids) =>
    candidatesByIds(this.ports.pool, { organisationId, ids, ...this.seen() });

  candidatesNear: PeopleStore['candidatesNear'] = (organisationId, near) =>
    candidatesNear(this.ports.pool, { organisationId, ...near, ...this.seen() });

  candidatesWithPlaceNear: PeopleStore['candidatesWithPlaceNear'] = (organisationId, near) =>
    candidatesWithPlaceNear(this.ports.pool, { organisationId, ...near, ...this.seen() });

  putRegisteredPlaces: PeopleStore['putRegisteredPlaces'] = (organisationId, responderId, places) =>
    putRegisteredPlaces(this.ports.pool, organisationId, { responderId, places });

  registeredPlaces: PeopleStore['registeredPlaces'] = (organisationId, responderId) =>
    registeredPlaces(this.ports.pool, organisationId, responderId);

  candidatesIn: PeopleStore['candidatesIn'] = (organisationId, area, max) =>
    candidatesIn(this.ports.pool, { organisationId, area, max, ...this.seen() });

  eachAvailable: PeopleStore['eachAvailable'] = (now) => eachAvailable(this.ports.queuePool, now);

  saveLastKnown: PeopleStore['saveLastKnown'] = (fixes, now) =>
    saveLastKnown(this.ports.pool, fixes, now);

  lastKnown: PeopleStore['lastKnown'] = (organisationId, ids) =>
    lastKnown(this.ports.pool, organisationId, ids);

  feedAfter: PeopleStore['feedAfter'] = (organisationId, responderId, after) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const [row] = await tx.rows<Feed>({
        name: 'feed-after',
        text: FEED_AFTER,
        values: [organisationId, responderId, after, FEED_PAGE_MAX],
      });
      return row ?? { entries: [], lastSeq: 0 };
    });

  openAlertIds: PeopleStore['openAlertIds'] = (organisationId, responderId) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const rows = await tx.rows<{ id: string }>({
        name: 'open-alerts',
        text: OPEN_ALERTS,
        values: [organisationId, responderId, new Date(this.ports.clock.now())],
      });
      return rows.map((row) => row.id);
    });

  /** What it takes to read people: now, and the keys that open who they are. */
  private seen(): { readonly now: Instant; readonly keys: PersonKeys } {
    return { now: this.ports.clock.now(), keys: this.ports.keys };
  }

  private setFields(
    organisationId: string,
    responderId: string,
    fields: {
      readonly onDuty?: boolean;
      readonly dutyChangedAt?: Instant;
      readonly travelMode?: TravelMode;
      readonly equipment?: Equipment[];
      readonly updatedAt: Instant;
    },
  ): Promise<Responder> {
    return inRegistry(this.ports.dataSource, organisationId, async (manager) => {
      const key = { organisationId, id: responderId };
      await manager.getRepository(RESPONDER).update(key, fields);
      const responder = await findResponder(manager, key, this.seen());
      if (responder === null) throw new Error('no such responder');
      return responder;
    });
  }
}
