import type { CalloutView } from '#contracts/callout-api';
import type {
  FactMessage,
  FactView,
  IncidentPage,
  IncidentView,
  TimelineView,
} from '#contracts/incident-api';
import type { PlanView } from '#contracts/plan-api';
import type { PlacesNearView } from '#contracts/place-api';
import type { OverrideSafetyMessage } from '#contracts/safety-api';
import type { ProblemCode } from '#core/problem';
import { request, requestFile, type Reply } from '#web/http';
import { placesAreNear } from '#web/place-of';
import { toPlace } from '#web/points';
import { sentenceOf } from '#web/problem-words';
import { ServerClock } from '#web/server-clock';
import { AedsNearby } from './aeds-nearby';
import type { PageListener } from './asker';
import { ConsoleKeys } from './console-keys';
import { Deliveries, type DeliveriesOf } from './deliveries';
import { Door } from './door';
import { Drills } from './drills';
import { IncidentDeeds } from './incident-deeds';
import { OncePer } from './once-per';
import { MapRoom } from './map-room';
import { Reachability } from './reachability';
import { Replies } from './replies';
import { ResponsePlans } from './response-plans';
import { Sounds } from './sounds';
import { StaffPages } from './staff-pages';
import { Templates } from './templates';
import { byUrgency } from './urgency';
import { EVERYONE, type WhyFilter } from './why-people';
import { Wire } from './wire';

const PAGE_MAX = 200;
const ACTIVE_INCIDENTS = `/v1/incidents?status=active&limit=${PAGE_MAX}`;

/** Refusals of the secret itself, not of what was asked. */
const SECRET_DOUBTED: readonly ProblemCode[] = ['unauthenticated', 'token-expired', 'session-over'];
/** So many of the incidents that ended last are listed below the others. */
const ENDED_KEPT_MAX = 5;
/** The server lists by when incidents came in; those that ended last are among so many of each. */
const ENDED_ASKED_MAX = 20;
const ENDED_INCIDENTS = (['closed', 'cancelled'] as const).map(
  (status) => `/v1/incidents?status=${status}&limit=${ENDED_ASKED_MAX}`,
);
/** Facts come in bursts; what is computed from them is fetched once per burst. */
const BURST_MS = 200;

/** All that the console knows and does; the panels only draw it. */
export class Desk {
  /** The refusal or failure to be read now, one sentence. */
  problem: string | null = null;
  busy = false;
  loaded = false;
  /** More incidents are active than one page holds. */
  more = false;
  wire: Wire | null = null;
  openId: string | null = null;
  plan: PlanView | null = null;
  timeline: readonly FactView[] = [];
  whyFilter: WhyFilter = EVERYONE;
  /** Why the safety rule of the opened incident was not overridden, one sentence. */
  overrideProblem: string | null = null;
  readonly door = new Door({
    onChange: () => this.onChange(),
    onIn: () => this.enter(),
    onRenewed: () => this.wire?.renewed(),
    onOut: () => this.forget(),
  });
  private readonly asks: PageListener = {
    ask: (path, options) => this.ask((bearer) => request(path, { ...options, bearer })),
    may: (permission) => this.door.may(permission),
    secret: () => this.door.secret,
    askFile: (path, options) => this.ask((bearer) => requestFile(path, { ...options, bearer })),
    onChange: () => this.onChange(),
  };
  readonly responsePlans = new ResponsePlans(this.asks);
  readonly pages = new StaffPages(this.asks);
  readonly deliveries = new Deliveries(this.asks);
  readonly replies = new Replies(this.asks);
  readonly reachability = new Reachability(this.asks);
  readonly drills = new Drills(this.asks);
  readonly mapRoom = new MapRoom(this.asks);
  readonly templates = new Templates(this.asks);
  readonly deeds = new IncidentDeeds(this.asks);
  readonly aeds = new AedsNearby(this.asks);
  readonly keys = new ConsoleKeys(localStorage);
  readonly sounds = new Sounds(localStorage, () => new AudioContext());
  /** The newest arrival in words, for screen readers. */
  announcement: IncidentView | null = null;
  readonly clock = new ServerClock(() => Date.now());
  private readonly incidents = new Map<string, IncidentView>();
  /** Incidents heard of by the line while the list is on its way; null while it is not. */
  private heardMeanwhile: Set<string> | null = null;
  private readonly calloutsById = new Map<string, CalloutView>();
  /** Facts were missed since the timeline was fetched. */
  private hasMissed = false;
  private readonly burst = new OncePer(BURST_MS, () => void this.fetchMore());

  constructor(private readonly onChange: () => void) {}

  /** Somebody signed in, or still is: what everyone sees first is fetched. */
  private enter(): void {
    this.problem = null;
    if (this.door.may('read-callout')) this.connect();
    else this.loaded = true;
    if (this.door.may('open-callout')) this.pages.approvals.watch();
    void this.learnWhere();
    this.onChange();
  }

  /** Where places are typed in; without it only short Plus Codes are not understood. */
  private async learnWhere(): Promise<void> {
    const reply = await this.asks.ask<PlacesNearView>('/v1/places/near');
    const near = reply.ok ? reply.value.near : null;
    placesAreNear(near && { place: toPlace(near.place), withinM: near.withinM });
  }

  /** Active incidents, the most urgent first. */
  active(): IncidentView[] {
    return [...this.incidents.values()]
      .filter((incident) => incident.status === 'active')
      .sort(byUrgency);
  }

  /** The few that ended last, newest first. */
  ended(): IncidentView[] {
    return [...this.incidents.values()]
      .filter((incident) => incident.status !== 'active')
      .sort(
        (a, b) =>
          Date.parse(b.endedAt ?? '') - Date.parse(a.endedAt ?? '') || (a.id < b.id ? 1 : -1),
      )
      .slice(0, ENDED_KEPT_MAX);
  }

  /** Something that only this page shows has changed. */
  changed(): void {
    this.onChange();
  }

  /** Opens or shuts the page of keys. */
  showKeys(isOpen: boolean): void {
    this.keys.show(isOpen);
    this.onChange();
  }

  /** Sounds on or off, for this browser. */
  mute(isMuted: boolean): void {
    this.sounds.mute(isMuted);
    if (!isMuted) void this.sounds.touched().then(() => this.sounds.play('accepted'));
    this.onChange();
  }

  opened(): IncidentView | null {
    return this.openId === null ? null : (this.incidents.get(this.openId) ?? null);
  }

  callouts(): CalloutView[] {
    return [...this.calloutsById.values()]
      .filter((callout) => callout.status === 'open' || callout.status === 'filled')
      .sort((a, b) => Date.parse(b.openedAt) - Date.parse(a.openedAt));
  }

  /** Those of the list that has been fetched, ended ones as well, newest first. */
  allCallouts(): CalloutView[] {
    return [...this.calloutsById.values()].sort(
      (a, b) => Date.parse(b.openedAt) - Date.parse(a.openedAt),
    );
  }

  callout(id: string): CalloutView | null {
    return this.calloutsById.get(id) ?? null;
  }

  /** Opens one incident's page, or none, and the ledger of it or of a call-out. */
  async open(id: string | null, calloutId: string | null = null): Promise<void> {
    void this.deliveries.open(ledgerOf(id, calloutId));
    void this.pages.mutualAid.open(id);
    void this.pages.keptFields.open(id);
    void this.aeds.open(id);
    if (id === this.openId) return;
    this.openId = id;
    this.plan = null;
    this.timeline = [];
    this.whyFilter = EVERYONE;
    this.overrideProblem = null;
    this.deeds.forget();
    this.onChange();
    if (id !== null) await this.fetchOpened(id);
  }

  filterWhy(change: Partial<WhyFilter>): void {
    this.whyFilter = { ...this.whyFilter, ...change };
    this.onChange();
  }

  /** Sends people to the opened incident although a safety rule forbids it. */
  async overrideSafety(reason: string): Promise<void> {
    const id = this.openId;
    if (id === null || this.busy) return;
    this.busy = true;
    this.overrideProblem = null;
    this.onChange();
    const body: OverrideSafetyMessage = { reason };
    const reply = await this.asks.ask<IncidentView>(
      `/v1/incidents/${encodeURIComponent(id)}/safety-override`,
      { method: 'POST', body },
    );
    this.busy = false;
    if (reply.ok) this.takeIncident(reply.value);
    else if (this.openId === id) this.overrideProblem = sentenceOf(reply.problem);
    this.onChange();
  }

  /** As the person who is in; where the server doubts the secret, once more with another. */
  private async ask<T>(once: (bearer: string) => Promise<Reply<T>>): Promise<Reply<T>> {
    const { secret } = this.door;
    const reply = await once(secret ?? '');
    if (reply.ok || secret === null || !SECRET_DOUBTED.includes(reply.problem.code)) return reply;
    const renewed = this.door.secret !== secret || (await this.door.doubt(reply.problem));
    return renewed && this.door.secret !== null ? once(this.door.secret) : reply;
  }

  private connect(): void {
    this.wire?.close();
    this.wire = new Wire(() => this.door.secret ?? '', {
      onConnected: () => void this.refetch(),
      onLost: () => this.onChange(),
      onTurnedAway: (problem) => this.door.doubt(problem),
      onIncident: (view) => {
        this.heardMeanwhile?.add(view.id);
        this.takeIncident(view);
      },
      onFact: (message) => this.takeFact(message),
      onCallout: (view) => {
        this.calloutsById.set(view.id, view);
        this.deliveries.heard(view.id);
        this.pages.callouts.opened.heard(view);
        this.onChange();
      },
      onReply: (view) => this.replies.take(view),
      onWork: ({ calloutId }) => this.pages.callouts.heardOfWork(calloutId),
      onWatchPoint: () => this.pages.callouts.watchPoints.loadAgain(),
    });
  }

  private async refetch(): Promise<void> {
    const { account } = this.door;
    this.clock.reset();
    void this.deliveries.load();
    this.pages.callouts.opened.heard(null);
    if (this.door.may('handle-reply')) void this.replies.load();
    void this.aeds.load();
    const mayRead = this.door.may('read-incident');
    const heard = new Set<string>();
    this.heardMeanwhile = heard;
    const [page, callouts, ended] = await Promise.all([
      mayRead ? this.asks.ask<IncidentPage>(ACTIVE_INCIDENTS) : null,
      this.asks.ask<{ items: CalloutView[] }>(`/v1/callouts?limit=${PAGE_MAX}`),
      Promise.all(mayRead ? ENDED_INCIDENTS.map((path) => this.asks.ask<IncidentPage>(path)) : []),
      this.openId === null ? undefined : this.fetchOpened(this.openId),
    ]);
    if (this.heardMeanwhile === heard) this.heardMeanwhile = null;
    if (this.door.secret === null || this.door.account?.id !== account?.id) return;
    const over = ended.flatMap((reply) => (reply.ok ? reply.value.items : []));
    if (page?.ok === true) this.takePage(page.value, { over, heard });
    else if (page === null) this.loaded = true;
    else this.problem = sentenceOf(page.problem);
    if (callouts.ok) {
      this.calloutsById.clear();
      for (const callout of callouts.value.items) this.calloutsById.set(callout.id, callout);
      void this.pages.callouts.alarm.begin(this.callouts());
    }
    this.onChange();
  }

  private async fetchOpened(id: string): Promise<void> {
    const at = `/v1/incidents/${encodeURIComponent(id)}`;
    const [incident, timeline] = await Promise.all([
      this.asks.ask<IncidentView>(at),
      this.asks.ask<TimelineView>(`${at}/timeline`),
      this.fetchPlan(id),
      this.door.may('handle-reply') ? this.replies.loadOf(id) : null,
    ]);
    if (this.openId !== id) return;
    if (incident.ok) this.incidents.set(id, incident.value);
    else this.problem = sentenceOf(incident.problem);
    if (timeline.ok) this.timeline = timeline.value.facts;
    this.onChange();
  }

  private async fetchPlan(id: string): Promise<void> {
    const path = `/v1/incidents/${encodeURIComponent(id)}/plan`;
    const plan = await this.asks.ask<PlanView>(path);
    if (this.openId !== id || !plan.ok) return;
    this.plan = plan.value;
    this.onChange();
  }

  /** The list as the server knows it now, and nothing from before but the opened page. */
  private takePage(
    page: IncidentPage,
    {
      over,
      heard,
    }: { readonly over: readonly IncidentView[]; readonly heard: ReadonlySet<string> },
  ): void {
    for (const id of [...this.incidents.keys()]) {
      if (id !== this.openId && !heard.has(id)) this.incidents.delete(id);
    }
    for (const incident of [...over, ...page.items]) {
      this.clock.atLeast(Date.parse(incident.receivedAt));
      if (!heard.has(incident.id)) this.incidents.set(incident.id, incident);
    }
    for (const id of heard) void this.fetchOne(id);
    this.problem = null;
    this.more = page.nextCursor !== null;
    this.loaded = true;
  }

  /** Of what came by the line while the list was on its way, either may be the newer. */
  private async fetchOne(id: string): Promise<void> {
    const reply = await this.asks.ask<IncidentView>(`/v1/incidents/${encodeURIComponent(id)}`);
    if (reply.ok && this.incidents.has(id)) this.takeIncident(reply.value);
  }

  /** An incident as it now stands, from the line or as the answer to a deed. */
  takeIncident(view: IncidentView): void {
    const before = this.incidents.get(view.id);
    if (before === undefined && view.status === 'active') this.announcement = view;
    if (this.loaded) this.sounds.incidentChanged(before, view);
    this.incidents.set(view.id, view);
    const kept = new Set(this.ended().map(({ id }) => id));
    for (const { id, status } of this.incidents.values()) {
      if (status !== 'active' && !kept.has(id) && id !== this.openId) this.incidents.delete(id);
    }
    this.aeds.heard(view.id);
    this.pages.keptFields.heard(view.id);
    this.onChange();
  }

  private takeFact({ incidentId, fact }: FactMessage): void {
    this.clock.heard(Date.parse(fact.at));
    this.deliveries.heard(incidentId);
    if (incidentId !== this.openId) return;
    const last = this.timeline.at(-1)?.seq ?? 0;
    if (fact.seq === last + 1) {
      this.timeline = [...this.timeline, fact];
      this.onChange();
    }
    this.hasMissed ||= fact.seq > last + 1;
    this.burst.ask();
  }

  private async fetchMore(): Promise<void> {
    const { openId, hasMissed } = this;
    this.hasMissed = false;
    if (openId !== null) await (hasMissed ? this.fetchOpened(openId) : this.fetchPlan(openId));
  }

  private forget(): void {
    this.wire?.close();
    this.wire = null;
    this.loaded = false;
    this.openId = null;
    this.plan = null;
    this.timeline = [];
    this.problem = null;
    placesAreNear(null);
    this.responsePlans.forget();
    this.deliveries.forget();
    this.replies.forget();
    this.reachability.forget();
    this.drills.forget();
    this.mapRoom.forget();
    this.templates.forget();
    this.incidents.clear();
    this.calloutsById.clear();
    this.pages.forget();
    this.deeds.forget();
    this.aeds.forget();
    this.burst.cancel();
  }
}

function ledgerOf(incidentId: string | null, calloutId: string | null): DeliveriesOf | null {
  if (incidentId !== null) return { kind: 'incident', id: incidentId };
  return calloutId === null ? null : { kind: 'callout', id: calloutId };
}
