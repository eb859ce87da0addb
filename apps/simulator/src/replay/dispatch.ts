import { MemoryClock } from '#adapters/memory/clock';
import { SeededIds } from '#adapters/memory/ids';
import { MemoryLocations } from '#adapters/memory/locations';
import { RecordingLive } from '#adapters/memory/recorders';
import { MemoryStore } from '#adapters/memory/store';
import type { Meter } from '#flow/ports';
import type { CityResponder } from '../city/world-types';
import { CALL_TO_ALERT_MS, type Case } from './case';
import { makeSteps, type MemoryPorts, type Steps } from './steps';

/** Everything one replayed case runs on: the server's steps over memory. */
export interface Dispatch extends Steps {
  readonly organisationId: string;
  readonly clock: MemoryClock;
  readonly store: MemoryStore;
  readonly live: RecordingLive;
  readonly meter: DecisionMeter;
  readonly responders: ReadonlyMap<string, CityResponder>;
}

/** Keeps how long each decision took. */
export class DecisionMeter implements Meter {
  readonly decisionsMs: number[] = [];
  readonly incidentRaised = (): void => undefined;
  readonly alertsSent = (): void => undefined;
  readonly receiptAfter = (): void => undefined;
  readonly degraded = (): void => undefined;

  decisionTook(ms: number): void {
    this.decisionsMs.push(ms);
  }
}

/** Builds the dispatch of one case, with the people around it enrolled and in place. */
export async function makeDispatch(input: Case): Promise<Dispatch> {
  const clock = new MemoryClock(input.incident.calledAt + CALL_TO_ALERT_MS);
  const ids = new SeededIds(input.incident.row);
  const store = new MemoryStore({ clock, ids });
  const locations = new MemoryLocations();
  const live = new RecordingLive();
  const meter = new DecisionMeter();
  const organisationId = ids.id();
  await store.people.addOrganisation({
    id: organisationId,
    slug: 'replay',
    name: 'Replay',
    timeZone: 'UTC',
    area: null,
    policyName: input.policy.name,
  });
  await locations.markFilled();
  const base = { store, clock, ids, live, meter, locations };
  const responders = await enrol(input, organisationId, base);
  return { organisationId, clock, store, live, meter, responders, ...makeSteps(base) };
}

/** Puts the people into the record and the live index, at home, as of this moment. */
async function enrol(
  input: Case,
  organisationId: string,
  base: MemoryPorts,
): Promise<ReadonlyMap<string, CityResponder>> {
  const { store, clock, locations, live } = base;
  const now = clock.now();
  const responders = new Map<string, CityResponder>();
  const fixes = [];
  for (const person of input.near) {
    const { responder } = await store.people.putResponder(organisationId, inputOf(person), now);
    const { id } = responder;
    responders.set(id, person);
    await store.people.setDuty({ organisationId, responderId: id, onDuty: person.onDuty, now });
    live.onSocket.add(id);
    const fix = { place: person.home, at: now, accuracyM: person.accuracyM };
    fixes.push({ organisationId, responderId: id, fix });
    if (!person.onDuty) continue;
    const credentialKinds = person.credentials
      .filter((credential) => credential.validFrom <= now && credential.validTo > now)
      .map((credential) => credential.kind);
    await locations.put(organisationId, [{ responderId: id, fix, credentialKinds }]);
  }
  await store.people.saveLastKnown(fixes, now);
  return responders;
}

function inputOf(person: CityResponder) {
  return {
    externalRef: person.ref,
    displayName: person.name,
    testPhone: false,
    disabled: false,
    credentials: person.credentials.map((credential) => ({ ...credential, verified: true })),
  };
}
