import type {
  IncidentPage,
  IncidentView,
  RaiseIncidentMessage,
  UpdateIncidentMessage,
} from '#contracts/incident-api';
import { fromPlace, PAGE_SIZE_MAX, toInstant, toIso } from '#contracts/shapes';
import { MINUTE_MS, SECOND_MS, type Instant } from '#core/units';
import type { Random } from '../city/random';
import { movedBy } from '../city/rounding';
import type { CityIncident } from '../city/world-types';
import type { AlertLog } from './alert-log';
import type { Answer, HttpClient } from './http-client';
import type { PhoneFleet } from './phone-fleet';
import type { Report } from './report';
import type { CaseRecord, OutsideCase } from './score';
import { SetUpFailed } from './set-up';
import type { VirtualClock } from './virtual-clock';
import type { VirtualTimers } from './virtual-timers';

/** What real control rooms do, in shares that are assumptions of ours. */
const SENT_AGAIN_SHARE = 0.05;
const MOVED_SHARE = 0.03;
const CANCELLED_SHARE = 0.02;
const MOVED_AFTER_MS = 45 * SECOND_MS;
const MOVED_BY_M = 250;
const CANCELLED_AFTER_MS = MINUTE_MS;
/**
 * Of arrivals that were recorded; with those that were not, seven calls in ten have an announced
 * arrival. It is as far off as estimates of routing engines are.
 */
const ETA_SHARE = 0.85;
const ETA_SIGMA = 0.2;
/** Three arrests in four are at home; sometimes nobody says. */
const SETTINGS = [
  ['home', 0.65],
  ['public-place', 0.2],
  ['unknown', 0.15],
] as const;
/** Control closes some minutes after the ambulance is there. */
const CLOSED_AFTER_MS = [2 * MINUTE_MS, 5 * MINUTE_MS] as const;
/** For closing only: arrivals not recorded, and the longest anybody waits for one. */
const ARRIVAL_ASSUMED_MIN = 8;
const ARRIVAL_WAIT_MAX_MIN = 20;
/** Between the parts of a reference: the case and the run that posts it. */
const RUN_MARK = '@demo-';

export interface ControlRoomTask {
  readonly http: HttpClient;
  readonly incidents: readonly CityIncident[];
  /** Null: forever, over the incidents again and again. */
  readonly count: number | null;
  readonly gapMs: number;
  readonly random: Random;
  /** Null: the organisation's own plans decide. */
  readonly policyName: string | null;
  readonly fleet: PhoneFleet;
  readonly log: AlertLog;
  readonly clock: VirtualClock;
  readonly timers: VirtualTimers;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/** A case on control's desk. */
interface Desk {
  readonly number: number;
  readonly source: CityIncident;
  readonly message: RaiseIncidentMessage;
  readonly setting: OutsideCase['setting'];
  readonly random: Random;
}

/** Plays ambulance control: posts the city's arrests at their gaps and follows each to its end. */
export class ControlRoom {
  readonly cases: CaseRecord[] = [];
  /** Messages of control that were refused, and repeats that became incidents of their own. */
  refusedCount = 0;
  doubledCount = 0;
  private readonly runId: string;

  constructor(private readonly task: ControlRoomTask) {
    this.runId = Math.floor(task.clock.now() / SECOND_MS).toString(36);
  }

  /** Posts every incident at its moment; resolves when the last one has ended. */
  async run(): Promise<void> {
    const { incidents, count, clock, timers, random, signal, gapMs } = this.task;
    const followed = new Set<Promise<void>>();
    let dueAt = clock.now();
    for (let index = 0; index < (count ?? Infinity) && incidents.length > 0; index += 1) {
      dueAt += random.stream(`gap/${index}`).exponential(gapMs);
      await timers.until(dueAt);
      const source = incidents[index % incidents.length];
      if (signal.aborted || source === undefined) break;
      const following = this.follow(source, index);
      followed.add(following);
      void following.finally(() => followed.delete(following));
    }
    await Promise.all(followed);
  }

  /** Closes what an earlier run left open; its people would be bound for ever. */
  async closeLeftOver(): Promise<void> {
    for await (const view of this.listed('status=active&')) {
      if (view.controlRef.includes(RUN_MARK)) await this.end(view.controlRef, 'close');
    }
  }

  /** Ids of all incidents of this run in the server's list; null when it cannot be read. */
  async readBack(): Promise<ReadonlySet<string> | null> {
    const missing = new Set(this.cases.map((record) => record.incidentId));
    const found = new Set<string>();
    try {
      for await (const { id } of this.listed('')) {
        if (missing.delete(id)) found.add(id);
        if (missing.size === 0) break;
      }
    } catch {
      return null;
    }
    return found;
  }

  private async *listed(query: string): AsyncGenerator<IncidentView> {
    let cursor: string | null = null;
    do {
      const next: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const path = `/v1/incidents?${query}limit=${PAGE_SIZE_MAX}${next}`;
      const answer: Answer<IncidentPage> = await this.task.http.ask('GET', path);
      if (!answer.ok) throw new SetUpFailed(`the list of incidents: ${answer.detail}`);
      yield* answer.value.items;
      cursor = answer.value.nextCursor;
    } while (cursor !== null);
  }

  private async follow(source: CityIncident, index: number): Promise<void> {
    const { timers, signal, clock } = this.task;
    const random = this.task.random.stream(`case/${index}`);
    const setting = random.stream('setting').weighted(SETTINGS);
    const message = { ...this.messageOf(source, index, random), setting };
    const desk: Desk = { number: index + 1, source, random, message, setting };
    const record = await this.raise(desk);
    if (record === null) return;
    if (random.stream('again').chance(SENT_AGAIN_SHARE)) await this.sendAgain(desk, record);
    const calledAt = toInstant(message.calledAt);
    const isCancelled = random.stream('cancelled').chance(CANCELLED_SHARE);
    if (!isCancelled && random.stream('moved').chance(MOVED_SHARE)) {
      await timers.until(calledAt + MOVED_AFTER_MS);
      if (!signal.aborted) await this.move(desk);
    }
    await timers.until(calledAt + (isCancelled ? CANCELLED_AFTER_MS : closesAfterMs(desk)));
    if (signal.aborted) return;
    record.endedMs = performance.now();
    const ended = await this.end(message.controlRef, isCancelled ? 'cancel' : 'close');
    if (!ended.ok) {
      this.refuse(desk, ended.detail);
      return;
    }
    this.remember(desk, record, ended.value);
    this.tell(desk, ended.value, isCancelled ? clock.now() : null);
  }

  private messageOf(source: CityIncident, index: number, random: Random): RaiseIncidentMessage {
    const now = this.task.clock.now();
    const { blockAddress, place } = source;
    const etaMs = announcedMs(source, random);
    const round = Math.floor(index / this.task.incidents.length);
    return {
      controlRef: `${source.ref}${RUN_MARK}${this.runId}.${round}`,
      version: 1,
      kind: 'cardiac-arrest',
      priority: 'life-threatening',
      mode: 'actual',
      place: fromPlace(place),
      address: blockAddress === '' ? null : blockAddress,
      calledAt: toIso(now),
      ambulanceEtaAt: etaMs === null ? null : toIso(now + etaMs),
      policyName: this.task.policyName,
      acceptOutsideArea: false,
      excludedResponderRefs: [],
    };
  }

  /** A case beyond the organisation's border is sent again with control's insistence. */
  private async raise(desk: Desk): Promise<CaseRecord | null> {
    const { http, fleet, clock } = this.task;
    const post = async (message: RaiseIncidentMessage): Promise<CaseRecord | string> => {
      const postedAt = clock.now();
      const within = fleet.mustBeAlerted({ ...desk, place: desk.source.place }, postedAt);
      const postedMs = performance.now();
      const answer = await http.ask<IncidentView>('POST', '/v1/incidents', message);
      if (!answer.ok) return answer.code === 'place-outside-area' ? answer.code : answer.detail;
      const record: CaseRecord = {
        incidentId: answer.value.id,
        postedAt,
        postedMs,
        within,
        alertedAtOnce: new Set(answer.value.responders.map(({ alertId }) => alertId)),
        endedMs: null,
        alerts: [],
        acceptedCount: 0,
        onSceneBeforeAmbulance: false,
      };
      this.remember(desk, record, answer.value);
      return record;
    };
    const first = await post(desk.message);
    const isOutside = first === 'place-outside-area';
    const raised = isOutside ? await post({ ...desk.message, acceptOutsideArea: true }) : first;
    if (typeof raised === 'string') {
      this.refuse(desk, raised);
      return null;
    }
    this.cases.push(raised);
    return raised;
  }

  private async sendAgain({ number, message }: Desk, record: CaseRecord): Promise<void> {
    const insisting = { ...message, acceptOutsideArea: true };
    const { http, report } = this.task;
    let again = await http.ask<IncidentView>('POST', '/v1/incidents', message);
    if (!again.ok) again = await http.ask<IncidentView>('POST', '/v1/incidents', insisting);
    if (again.ok && again.value.id === record.incidentId) return;
    this.doubledCount += 1;
    report.line(`#${number} sent again: ${again.ok ? 'became another incident' : again.detail}`);
  }

  private async move(desk: Desk): Promise<void> {
    const { source, random, message } = desk;
    const shift = (name: string): number => random.stream(name).normal() * MOVED_BY_M;
    const place = movedBy(source.place, shift('north'), shift('east'));
    const body: UpdateIncidentMessage = {
      version: 2,
      place: fromPlace(place),
      acceptOutsideArea: true,
    };
    const path = `/v1/incidents/by-ref/${encodeURIComponent(message.controlRef)}/update`;
    const answer = await this.task.http.ask('POST', path, body);
    if (!answer.ok) this.refuse(desk, answer.detail);
  }

  private async end(ref: string, how: 'close' | 'cancel'): Promise<Answer<IncidentView>> {
    const path = `/v1/incidents/by-ref/${encodeURIComponent(ref)}/${how}`;
    return this.task.http.ask<IncidentView>('POST', path, { version: 3 });
  }

  private remember({ source }: Desk, record: CaseRecord, view: IncidentView): void {
    const { fleet } = this.task;
    record.alerts = view.responders.map(({ alertId, wave, responderId, ...rest }) => ({
      alertId,
      responderId,
      wave,
      sentAt: toInstant(rest.sentAt),
      status: rest.alertStatus,
      endedReason: rest.endedReason,
      bySocket: fleet.hasSocket(responderId),
      isReachable: fleet.isReachable(responderId),
    }));
    record.acceptedCount = view.responders.filter(
      ({ assignmentId }) => assignmentId !== null,
    ).length;
    const onSceneMs = sinceCall(view, ({ onSceneAt }) => onSceneAt);
    const ambulanceMs = arrivalMs(source);
    record.onSceneBeforeAmbulance =
      onSceneMs !== null && ambulanceMs !== null && onSceneMs < ambulanceMs;
  }

  private tell({ number, source }: Desk, view: IncidentView, cancelledAt: Instant | null): void {
    const { log } = this.task;
    const calledAt = toInstant(view.calledAt);
    this.task.report.story({
      number,
      calledAt,
      address: source.blockAddress,
      alerted: view.responders.length,
      firstYesMs: sinceCall(view, (one) => (one.assignmentId === null ? null : one.answeredAt)),
      firstOnSceneMs: sinceCall(view, ({ onSceneAt }) => onSceneAt),
      ambulanceMs: arrivalMs(source),
      aedMs: sinceCall(view, ({ alertId }) => toIso(log.heard.get(alertId)?.aedAt ?? null)),
      cancelledAfterMs: cancelledAt === null ? null : cancelledAt - calledAt,
    });
  }

  private refuse({ number }: Desk, why: string): void {
    if (this.task.signal.aborted) return;
    this.refusedCount += 1;
    this.task.report.line(`#${number} refused: ${why}`);
  }
}

function closesAfterMs({ source, random }: Desk): number {
  const arrivalMin = Math.min(source.responseMin ?? ARRIVAL_ASSUMED_MIN, ARRIVAL_WAIT_MAX_MIN);
  return arrivalMin * MINUTE_MS + random.stream('closed').between(...CLOSED_AFTER_MS);
}

/** From the call to the recorded first unit; null where it was not recorded. */
function arrivalMs({ responseMin }: CityIncident): number | null {
  return responseMin === null ? null : responseMin * MINUTE_MS;
}

/** From the call to when control says that the ambulance comes; null where it does not say. */
function announcedMs(source: CityIncident, random: Random): number | null {
  const recordedMs = arrivalMs(source);
  if (recordedMs === null || !random.stream('eta').chance(ETA_SHARE)) return null;
  return Math.round(random.stream('eta-error').lognormal(recordedMs, ETA_SIGMA));
}

/** From the call to the first moment that any responder has; null when none has one. */
function sinceCall(
  view: IncidentView,
  read: (responder: IncidentView['responders'][number]) => string | null,
): number | null {
  const moments = view.responders.flatMap((responder) => read(responder) ?? []).map(toInstant);
  return moments.length === 0 ? null : Math.min(...moments) - toInstant(view.calledAt);
}
