import { MemoryClock } from '#adapters/memory/clock';
import { SeededIds } from '#adapters/memory/ids';
import { MemoryLimits } from '#adapters/memory/limits';
import { MemoryLocations } from '#adapters/memory/locations';
import { NullMeter, RecordingLive } from '#adapters/memory/recorders';
import { MemoryStore } from '#adapters/memory/store';
import { DAY_MS, type Instant } from '#core/units';
import type { Place } from '#core/geometry';
import type { RaiseIncidentMessage } from '#contracts/incident-api';
import type { AlertView, FeedMessage } from '#contracts/responder-api';
import { toIso } from '#contracts/shapes';
import type { Channels, ResponderCaller } from '#flow/ports';
import { makeSteps, type Steps } from './steps';

export const START: Instant = Date.UTC(2026, 2, 1, 12);
export const SCENE: Place = { lat: 36.85, lon: -76 };
const METRES_PER_DEGREE_LAT = 111_195;

/** How somebody can be reached, and whether they are there. */
export interface PersonOptions {
  readonly testPhone?: boolean;
  readonly onDuty?: boolean;
  /** False for an app that is closed. */
  readonly socket?: boolean;
  readonly pushToken?: string;
  readonly phone?: string;
}

/** A small service in memory: an organisation, people at chosen distances, and all the steps. */
export class MemoryService {
  readonly clock = new MemoryClock(START);
  readonly ids = new SeededIds(7);
  readonly store = new MemoryStore({ clock: this.clock, ids: this.ids });
  readonly locations = new MemoryLocations();
  readonly limits = new MemoryLimits(this.clock);
  readonly live = new RecordingLive();
  readonly meter = new NullMeter();
  readonly organisationId = this.ids.id();
  steps: Steps;

  private constructor(private readonly channels?: Channels) {
    this.steps = this.wire();
  }

  static async open(policyName = 'nearest-10', channels?: Channels): Promise<MemoryService> {
    const service = new MemoryService(channels);
    await service.store.people.addOrganisation({
      id: service.organisationId,
      slug: 'test',
      name: 'Test',
      timeZone: 'America/New_York',
      area: {
        polygons: [
          {
            outer: [
              { lat: 36, lon: -77 },
              { lat: 36, lon: -75 },
              { lat: 38, lon: -75 },
              { lat: 38, lon: -77 },
            ],
            holes: [],
          },
        ],
      },
      policyName,
    });
    await service.locations.markFilled();
    return service;
  }

  /** The same record and clock behind newly started steps, as after a crash. */
  restart(): void {
    this.steps = this.wire();
  }

  private wire(): Steps {
    const { store, clock, ids, live, locations, meter, limits, channels } = this;
    const ports = { store, clock, ids, live, locations, meter, limits };
    return makeSteps(channels === undefined ? ports : { ...ports, channels });
  }

  /** Enrols somebody on duty, on a live socket, so many metres north of the scene. */
  async person(ref: string, metres: number, options: PersonOptions = {}): Promise<ResponderCaller> {
    const { people } = this.store;
    const now = this.clock.now();
    const credential = { issuer: 'Red Cross', validFrom: now - DAY_MS, verified: true };
    const { responder } = await people.putResponder(
      this.organisationId,
      {
        externalRef: ref,
        displayName: ref,
        testPhone: options.testPhone ?? false,
        disabled: false,
        travelMode: 'foot',
        tier: 'home',
        language: 'en',
        phone: options.phone ?? null,
        credentials: [
          { ...credential, kind: 'cpr', validTo: now + 300 * DAY_MS },
          { ...credential, kind: 'boat-handling', validTo: null },
        ],
      },
      now,
    );
    const { organisationId } = this;
    const expiresAt = now + 365 * DAY_MS;
    const responderId = responder.id;
    await people.addEnrolment({ organisationId, responderId, code: ref, expiresAt, now });
    await people.signInDevice({
      ...{ code: ref, deviceId: ref, token: ref, tokenExpiresAt: expiresAt },
      ...{ platform: 'android', pushToken: options.pushToken ?? null, now },
    });
    const caller = { role: 'responder', organisationId, deviceId: ref, expiresAt } as const;
    const person = { ...caller, responderId: responder.id };
    if (options.socket !== false) this.live.onSocket.add(responder.id);
    if (options.onDuty === false) return person;
    await this.steps.duty.set(person, { onDuty: true });
    await this.fix(person, metres);
    return person;
  }

  /** Reports a position so many metres north of the scene. */
  async fix(person: ResponderCaller, metres: number): Promise<void> {
    const taken = this.steps.ingest.ingest(person, {
      fixes: [
        {
          place: {
            type: 'Point',
            coordinates: [SCENE.lon, SCENE.lat + metres / METRES_PER_DEGREE_LAT],
          },
          at: toIso(this.clock.now()),
          accuracyM: 10,
        },
      ],
    });
    await this.steps.ingest.stop();
    await taken;
  }

  message(changes: Partial<RaiseIncidentMessage> = {}): RaiseIncidentMessage {
    return {
      controlRef: 'CAD-1',
      kind: 'cardiac-arrest',
      mode: 'actual',
      priority: 'life-threatening',
      place: { type: 'Point', coordinates: [SCENE.lon, SCENE.lat] },
      address: '1 Harbour Row, flat 3',
      notesForResponders: 'Key under the mat',
      calledAt: toIso(this.clock.now()),
      acceptOutsideArea: false,
      excludedResponderRefs: [],
      ...changes,
    };
  }

  async raise(changes: Partial<RaiseIncidentMessage> = {}) {
    const now = this.clock.now();
    return this.steps.raise.raise(this.organisationId, this.message(changes), now);
  }

  /** Messages of one person's feed so far. */
  heard(person: ResponderCaller): readonly FeedMessage[] {
    return this.live.toResponders
      .filter((entry) => entry.responderId === person.responderId)
      .map((entry) => entry.message);
  }

  /** The newest view of the newest alert that a person was told of. */
  alertOf(person: ResponderCaller): AlertView {
    const last = this.heard(person).at(-1);
    if (last === undefined) throw new Error('was told of no alert');
    return last.alert;
  }

  answer(person: ResponderCaller, answer: 'accept' | 'decline') {
    return this.steps.answer.answer(person, { alertId: this.alertOf(person).alertId, answer });
  }

  /** Runs everything that falls due until then. */
  async runUntil(at: Instant): Promise<void> {
    for (;;) {
      const dueAt = this.store.queue.nextDueAt();
      if (dueAt === null || dueAt > at) break;
      this.clock.advanceTo(Math.max(dueAt, this.clock.now()));
      await this.steps.work.runOnce();
    }
    this.clock.advanceTo(at);
  }

  /** Facts of an incident as words, in order. */
  async factKinds(incidentId: string): Promise<readonly string[]> {
    const facts = await this.store.incidents.facts(this.organisationId, incidentId);
    return facts.map((fact) => fact.kind);
  }
}

/** The value of a result that must be a success. */
export function valueOf<T>(
  result:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly problem: { readonly code: string; readonly detail: string } },
): T {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.detail}`);
  return result.value;
}

/** The code of a result that must be a refusal. */
export function codeOf(
  result:
    { readonly ok: true } | { readonly ok: false; readonly problem: { readonly code: string } },
): string {
  return result.ok ? 'no refusal' : result.problem.code;
}
