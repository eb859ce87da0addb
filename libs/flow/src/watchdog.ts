import type { Place } from '#core/geometry';
import { SYNTHETIC_ORGANISATION_ID } from '#core/synthetic';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '#core/units';
import { ROUND_LIMITS, SYNTHETIC_KEPT_MS } from '#core/watch-alarms';
import type { RaiseIncidentMessage } from '#contracts/incident-api';
import { toIso } from '#contracts/shapes';
import type { ChangeIncident } from '#flow/change-incident';
import type { Clock, Ids, PeopleStore, ResponderInput, WatchPhone, WatchStore } from '#flow/ports';
import type { RaiseIncident } from '#flow/raise-incident';

/** The steps of a round, in their order; a round that fails names the one it came to. */
export const ROUND_STEPS = ['stand-by', 'raise', 'ring', 'carry', 'receipt', 'end'] as const;
export type RoundStep = (typeof ROUND_STEPS)[number];

export interface Round {
  /** The step that failed; null: the alert came through. */
  readonly failed: RoundStep | null;
  /** Real milliseconds from the report to the ring; null where it did not ring. */
  readonly ringMs: number | null;
}

/** A number is held this long: a server that died leaves its phone to the next. */
const HELD_MS = 2 * MINUTE_MS;
const LOOK_EVERY_MS = 100;
const CLOSED_BECAUSE = 'the watchdog has heard it';

/** In the Atlantic, a degree apart: no phone is near another one's incident. */
function placeOf(slot: number): Place {
  const COLUMNS = 40;
  return { lat: 1 + Math.floor(slot / COLUMNS), lon: -10 - (slot % COLUMNS) };
}

/** Who watches: its number, its phone and that phone's person. */
interface Watcher {
  readonly slot: number;
  readonly responderId: string;
  readonly token: string;
}

/**
 * Raises an incident of an organisation of its own, by the steps that control's own go through, and
 * waits until it has rung, until a worker has been at it, and until the phone's receipt is taken;
 * then closes it. Nobody but this phone can be alerted: it is a test, in an organisation with
 * nobody else, and the phone is held by this server.
 *
 * The phone says nothing when it first rings, so that the worker has to ring it once more.
 */
export class Watchdog {
  private watcher: Watcher | null = null;
  private isEnding = false;
  private readonly holder: string;

  constructor(
    private readonly ports: {
      readonly watch: WatchStore;
      readonly people: PeopleStore;
      readonly phone: WatchPhone;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly raise: Pick<RaiseIncident, 'raise'>;
      readonly change: Pick<ChangeIncident, 'end'>;
      readonly onError: (error: unknown) => void;
    },
  ) {
    this.holder = ports.ids.id();
  }

  /** One round; an accident on the way is told and is a failure of the step it came in. */
  async round(): Promise<Round> {
    const run = { at: 'stand-by' as RoundStep, ringMs: null as number | null };
    try {
      await this.go(run);
      return { failed: null, ringMs: run.ringMs };
    } catch (error) {
      if (!(error instanceof StepFailed)) this.ports.onError(error);
      return { failed: run.at, ringMs: run.ringMs };
    }
  }

  /** Ends the round at hand as soon as its incident is closed. */
  close(): void {
    this.isEnding = true;
    this.ports.phone.close();
  }

  private async go(run: { at: RoundStep; ringMs: number | null }): Promise<void> {
    const { phone, clock } = this.ports;
    const watcher = await this.stand();
    const place = placeOf(watcher.slot);
    need(await phone.open(watcher.token, ROUND_LIMITS.connectMs));
    need(await phone.standBy(place, clock.now()));
    run.at = 'raise';
    const begunMs = performance.now();
    const controlRef = `watch-${watcher.slot}-${this.ports.ids.id()}`;
    try {
      const alertId = await this.raise(controlRef, place);
      run.at = 'ring';
      need(await phone.rings({ alertId, times: 1 }, ROUND_LIMITS.ringMs));
      run.ringMs = performance.now() - begunMs;
      run.at = 'carry';
      need(await this.carried(alertId));
      run.at = 'receipt';
      need(await phone.confirm(alertId));
      run.at = 'end';
      await this.end(controlRef);
      need(await phone.hearsEnd(alertId, ROUND_LIMITS.endMs));
    } catch (error) {
      await this.end(controlRef).catch(this.ports.onError);
      throw error;
    }
    await this.ports.watch.forget(watcher.slot, clock.now() - SYNTHETIC_KEPT_MS);
  }

  /** The alert of the one person there is, by the step that takes control's own reports. */
  private async raise(controlRef: string, place: Place): Promise<string> {
    const now = this.ports.clock.now();
    const message: RaiseIncidentMessage = {
      controlRef,
      version: 1,
      kind: 'cardiac-arrest',
      priority: 'life-threatening',
      place: { type: 'Point', coordinates: [place.lon, place.lat] },
      calledAt: toIso(now),
      mode: 'test',
      acceptOutsideArea: false,
      excludedResponderRefs: [],
    };
    const raised = await this.ports.raise.raise(SYNTHETIC_ORGANISATION_ID, message, now);
    const alerted = raised.ok ? raised.value.view.responders : [];
    const [first] = alerted;
    if (first === undefined) throw new StepFailed();
    return first.alertId;
  }

  /** A worker has rung once more, or has found out that it cannot. */
  private async carried(alertId: string): Promise<boolean> {
    const { phone, watch } = this.ports;
    const deadline = performance.now() + ROUND_LIMITS.carryMs;
    while (performance.now() < deadline && !this.isEnding) {
      if (await phone.rings({ alertId, times: 2 }, LOOK_EVERY_MS)) return true;
      if (await watch.isCarried(alertId)) return true;
    }
    return false;
  }

  private async end(controlRef: string): Promise<void> {
    const message = { version: 2, reason: CLOSED_BECAUSE };
    const end = { op: 'close' as const, message };
    const ended = await this.ports.change.end(SYNTHETIC_ORGANISATION_ID, controlRef, end);
    need(ended.ok);
  }

  /** Holds a number for the next rounds; a new one comes with a person and a phone. */
  private async stand(): Promise<Watcher> {
    const { watch, people, clock, ids } = this.ports;
    const now = clock.now();
    if ((await people.organisation(SYNTHETIC_ORGANISATION_ID)) === null) await this.found();
    const until = now + clock.stretch(HELD_MS);
    const slot = await watch.hold({ holder: this.holder, now, until });
    if (this.watcher?.slot === slot) return this.watcher;
    this.ports.phone.close();
    // Whoever held it before may have died between raising and closing.
    await watch.forget(slot, now + SECOND_MS);
    const { responder } = await people.putResponder(SYNTHETIC_ORGANISATION_ID, personOf(slot), now);
    const token = ids.secret();
    const expiresAt = now + 3_650 * DAY_MS;
    const of = { responderId: responder.id, deviceId: ids.id() };
    await watch.signIn({ ...of, token, expiresAt, now });
    this.watcher = { slot, responderId: responder.id, token };
    return this.watcher;
  }

  /** Several servers may find it missing at once; one of them makes it. */
  private async found(): Promise<void> {
    const organisation = {
      id: SYNTHETIC_ORGANISATION_ID,
      slug: 'closeby-watchdog',
      name: 'Watchdog of this installation',
      timeZone: 'UTC',
      area: null,
      policyName: 'nearest-10',
    };
    try {
      await this.ports.people.addOrganisation(organisation);
    } catch (error) {
      const known = await this.ports.people.organisation(SYNTHETIC_ORGANISATION_ID);
      if (known === null) throw error;
    }
  }
}

/** A step that came to nothing without an accident. */
class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

function need(done: boolean): void {
  if (!done) throw new StepFailed();
}

function personOf(slot: number): ResponderInput {
  const credential = {
    kind: 'cpr',
    issuer: 'watchdog',
    validFrom: 0,
    validTo: null,
    verified: true,
  } as const;
  return {
    externalRef: `watch-${slot}`,
    displayName: `Watchdog ${slot}`,
    testPhone: true,
    disabled: false,
    travelMode: 'foot',
    tier: 'professional',
    language: 'en',
    credentials: [credential],
  };
}
