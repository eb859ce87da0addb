import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { Alert } from '#core/alert';
import { DEFAULT_CALLOUT_POLICY, type Callout } from '#core/callout';
import { NOTHING_FILLED } from '#core/callout-needs';
import type { Incident, IncidentFacts } from '#core/incident';
import type { Responder } from '#core/responder';
import type { TeamTask } from '#core/team-role';
import type { Fact } from '#core/timeline';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/units';
import type {
  CalloutChange,
  Ids,
  IncidentChange,
  NewDelivery,
  StoredControlMessage,
} from '#flow/ports';
import type { Receipt, Stores } from './stores';

export type { OpenStores, Stores, StoresUnderTest } from './stores';

/** A moment with odd milliseconds, so that any loss of them shows. */
export const NOW = Date.UTC(2026, 4, 1, 12, 30, 15, 123);
export const realIds: Ids = {
  id: () => randomUUID(),
  secret: () => randomUUID(),
  salt: () => [0.25, 0.75],
};

/** One organisation with its people, and shorthand for what happens to it. */
export class World {
  readonly organisationId = randomUUID();
  private people = 0;

  constructor(readonly stores: Stores) {}

  static async make(stores: Stores): Promise<World> {
    const world = new World(stores);
    await stores.people.addOrganisation({
      id: world.organisationId,
      slug: world.organisationId,
      name: 'Tidewater',
      timeZone: 'America/New_York',
      area: null,
      policyName: 'nearest-10',
    });
    return world;
  }

  /** A verified responder on duty. */
  async responder(name = 'Robin'): Promise<Responder> {
    this.people += 1;
    const { responder } = await this.stores.people.putResponder(
      this.organisationId,
      {
        externalRef: `R-${String(this.people).padStart(5, '0')}`,
        displayName: name,
        travelMode: 'bicycle',
        tier: 'professional',
        language: 'en',
        testPhone: false,
        disabled: false,
        credentials: [
          {
            kind: 'cpr',
            issuer: 'Red Cross',
            validFrom: NOW - DAY_MS,
            validTo: NOW + DAY_MS,
            verified: true,
          },
        ],
      },
      NOW,
    );
    const { organisationId } = this;
    const { id: responderId } = responder;
    await this.signIn(responderId);
    return this.stores.people.setDuty({ organisationId, responderId, onDuty: true, now: NOW });
  }

  /** A phone of theirs, without push. */
  async signIn(responderId: string, pushToken: string | null = null): Promise<string> {
    const { organisationId } = this;
    const [code, deviceId] = [randomUUID(), randomUUID()];
    const expiresAt = NOW + 30 * DAY_MS;
    const { people } = this.stores;
    await people.addEnrolment({ organisationId, responderId, code, expiresAt, now: NOW });
    await people.signInDevice({
      ...{ code, deviceId, token: randomUUID(), tokenExpiresAt: expiresAt },
      ...{ platform: 'android', pushToken, now: NOW },
    });
    return deviceId;
  }

  async responders(count: number): Promise<Responder[]> {
    const made: Responder[] = [];
    for (let i = 0; i < count; i += 1) made.push(await this.responder());
    return made;
  }

  /** An AED of the register, and what fetching it is as a task. */
  async aed(): Promise<{ readonly id: string; readonly task: TeamTask }> {
    const { aed } = await this.stores.aeds.putAed(
      this.organisationId,
      {
        externalRef: `AED-${randomUUID()}`,
        name: 'Pier 3',
        place: FACTS.place,
        locationDetail: null,
        floor: null,
        cabinetCode: null,
        access: 'public',
        openingHours: null,
        hours: { state: 'always' },
        lastCheckedAt: null,
        contradictions: [],
      },
      NOW,
    );
    return { id: aed.id, task: { role: 'via-aed', aedId: aed.id } };
  }

  incident(fields: Partial<Incident> = {}): Incident {
    return {
      ...FACTS,
      id: randomUUID(),
      organisationId: this.organisationId,
      controlRef: `CAD-${randomUUID()}`,
      status: 'active',
      cell: { centre: { lat: 36.85123, lon: -75.97711 }, sizeM: 500 },
      receivedAt: NOW - 250,
      wantedCount: 2,
      acceptedCount: 0,
      revision: 0,
      endedAt: null,
      disposition: null,
      warnings: ['outside'],
      safetyOverride: { reason: 'police are there', by: 'desk 1', at: NOW - 3 },
      raisedByHand: { by: 'desk 2', reason: 'the line to control is down' },
      ...fields,
    };
  }

  alert(
    subject:
      | { readonly incidentId: string }
      | { readonly calloutId: string }
      | { readonly drillId: string },
    responderId: string,
    fields: Partial<Alert> = {},
  ): Alert {
    return {
      id: randomUUID(),
      organisationId: this.organisationId,
      incidentId: null,
      calloutId: null,
      drillId: null,
      ...subject,
      responderId,
      wave: 1,
      status: 'sent',
      reason: 'nearest',
      distanceM: 321,
      sentAt: NOW,
      expiresAt: NOW + 5 * MINUTE_MS,
      deliveredAt: null,
      seenAt: null,
      answeredAt: null,
      endedReason: null,
      task: DIRECT,
      ...fields,
    };
  }

  /** The change that raises an incident with these alerts. */
  raising(incident: Incident, alerts: readonly Alert[]): IncidentChange {
    return {
      ...this.change(incident, null),
      raised: { incident, policyName: 'nearest-10', policyVersion: 3 },
      message: createOf(incident),
      newAlerts: alerts,
      feed: alerts.map(({ id: alertId, responderId }) => ({
        ...{ responderId, kind: 'alert-sent', alertId },
      })),
      facts: [fact('incident-raised'), ...alerts.map(() => fact('alert-sent'))],
      deliveries: alerts.map((alert) => delivery(alert)),
      aeds: [],
    };
  }

  /** A change of a stored incident that changes nothing yet. */
  change(incident: Incident, expectedRevision: number | null): IncidentChange {
    return {
      organisationId: this.organisationId,
      incidentId: incident.id,
      now: NOW,
      expectedRevision,
      raised: null,
      incident: null,
      message: null,
      newAlerts: [],
      alertMoves: [],
      assignmentMoves: [],
      orders: [],
      aedCollected: [],
      decision: null,
      deliveries: [],
      feed: [],
      facts: [],
      notAlerted: [],
      aeds: null,
      reviewAt: undefined,
    };
  }

  /** Raises an incident and alerts these people, to this task. */
  async raise(
    people: readonly Responder[],
    fields: Partial<Incident> = {},
    task = DIRECT,
  ): Promise<{ readonly incident: Incident; readonly alerts: readonly Alert[] }> {
    const incident = this.incident(fields);
    const alerts = people.map((person) =>
      this.alert({ incidentId: incident.id }, person.id, { task }),
    );
    const outcome = await this.stores.incidents.save(this.raising(incident, alerts));
    expect(outcome.outcome).toBe('saved');
    return { incident, alerts };
  }

  async stored(incident: Pick<Incident, 'id'>) {
    const state = await this.stores.incidents.load(this.organisationId, incident.id);
    if (state === null) throw new Error('the incident is stored');
    return state;
  }

  /** A receipt of whoever holds the alert; of the alert itself unless told otherwise. */
  receive(alert: Alert, fields: Partial<Receipt> = {}) {
    const { organisationId } = this;
    const { id: alertId, responderId } = alert;
    return this.stores.incidents.recordReceipt({
      ...{ organisationId, alertId, responderId, kind: 'delivered', subject: 'alert' },
      ...{ channel: null, deviceId: null, now: NOW, ...fields },
    });
  }

  take(alert: Alert, now = NOW + 1_000) {
    const { organisationId } = this;
    const { id: alertId, responderId } = alert;
    const incidentId = alert.incidentId ?? randomUUID();
    const asked = { organisationId, incidentId, alertId, responderId };
    const assignmentId = randomUUID();
    return this.stores.incidents.takePlace({ ...asked, assignmentId, now, reviewAt: now });
  }

  callout(fields: Partial<Callout> = {}): Callout {
    const wantedCount = fields.wantedCount ?? 2;
    return {
      id: randomUUID(),
      organisationId: this.organisationId,
      controlRef: `CO-${randomUUID()}`,
      mode: 'actual',
      title: 'Sandbags',
      briefing: {
        event: 'The river rises.',
        task: 'Fill sandbags at the pier.',
        contact: 'The flood warden, 555 0100',
        bring: 'Boots and gloves',
        risks: 'Nobody enters moving water.',
      },
      area: { polygons: [SQUARE] },
      exclusions: null,
      presence: { now: true, entering: true, living: false },
      window: { from: NOW, until: NOW + 8 * HOUR_MS },
      shifts: [],
      needs: [
        {
          ...{ needKey: 'hands', label: 'Sandbags', minimumCount: 0, wantedCount },
          ...{ credentialKinds: ['cpr'], equipment: {}, shiftKey: null },
        },
      ],
      musterPoints: [
        {
          ...{ musterKey: 'pier', name: 'North gate', place: { lat: 36.8501, lon: -75.9702 } },
          ...{ quotaCount: null, routeNote: 'From the north.', parkingNote: 'On the meadow.' },
        },
      ],
      policy: DEFAULT_CALLOUT_POLICY,
      fill: NOTHING_FILLED,
      wantedCount,
      acceptedCount: 0,
      status: 'open',
      openedAt: NOW,
      stopComingAt: null,
      revision: 0,
      ...fields,
    };
  }

  calloutChange(callout: Callout, expectedRevision: number | null): CalloutChange {
    return {
      organisationId: this.organisationId,
      calloutId: callout.id,
      now: NOW,
      expectedRevision,
      opened: null,
      status: null,
      newAlerts: [],
      alertMoves: [],
      deliveries: [],
      feed: [],
      facts: [],
      reviewAt: undefined,
    };
  }

  /** Opens a call-out and asks these people. */
  async open(people: readonly Responder[], fields: Partial<Callout> = {}) {
    const callout = this.callout(fields);
    const reason = 'in-area';
    const alerts = people.map((person) =>
      this.alert({ calloutId: callout.id }, person.id, { reason }),
    );
    const change = {
      ...this.calloutChange(callout, null),
      opened: callout,
      newAlerts: alerts,
      facts: [fact('callout-opened')],
      reviewAt: NOW + HOUR_MS,
    };
    expect((await this.stores.callouts.saveCallout(change)).outcome).toBe('saved');
    return { callout, alerts };
  }
}

/** Straight to the patient. */
export const DIRECT: TeamTask = { role: 'direct', aedId: null };

const FACTS: IncidentFacts = {
  kind: 'cardiac-arrest',
  mode: 'actual',
  priority: 'life-threatening',
  place: { lat: 36.852912345678, lon: -75.978012345678 },
  placeAccuracyM: 12.5,
  address: "4 O'Neill Street",
  notesForResponders: 'Door code 4711',
  calledAt: NOW - 1_001,
  ambulanceEtaAt: NOW + 480_007,
  policyName: null,
  acceptOutsideArea: true,
  excludedResponderRefs: ['R-9', 'R-8'],
  determinantCode: '09E01',
  hazards: ['water', 'traffic'],
  patientAgeYears: 0.5,
  setting: 'home',
};

const SQUARE = {
  outer: [
    { lat: 36.84, lon: -75.99 },
    { lat: 36.84, lon: -75.96 },
    { lat: 36.86, lon: -75.96 },
    { lat: 36.86, lon: -75.99 },
    { lat: 36.84, lon: -75.99 },
  ],
  holes: [],
};

/** The create that raised an incident. */
export function createOf(incident: Incident): StoredControlMessage {
  const names = Object.keys(FACTS) as (keyof IncidentFacts)[];
  const facts = Object.fromEntries(names.map((name) => [name, incident[name]]));
  const message = { op: 'create' as const, order: 1, facts: { ...FACTS, ...facts } };
  return { message, receivedAt: incident.receivedAt };
}

export function fact(kind: Fact['kind'], at = NOW): Fact {
  return { kind, at, actor: 'closeby', responderId: null, detail: { kind } };
}

export function delivery(alert: Alert, fields: Partial<NewDelivery> = {}): NewDelivery {
  return {
    id: randomUUID(),
    alertId: alert.id,
    responderId: alert.responderId,
    channel: 'push',
    subject: 'alert',
    rank: 'life-threatening',
    dueAt: alert.sentAt,
    ...fields,
  };
}
