import type { MemoryClock } from '#adapters/memory/clock';
import type { SeededIds } from '#adapters/memory/ids';
import type { MemoryLimits } from '#adapters/memory/limits';
import type { MemoryLocations } from '#adapters/memory/locations';
import { StraightLineTravel } from '#adapters/travel/straight-line';
import { RecordingChannel, type RecordingLive } from '#adapters/memory/recorders';
import type { MemoryStore } from '#adapters/memory/store';
import { AnswerAlert } from '#flow/answer-alert';
import { Callouts } from '#flow/callouts';
import { makeFillCallout } from '#flow/fill-callout';
import { CarryDeliveries } from '#flow/carry-deliveries';
import { ChangeIncident } from '#flow/change-incident';
import { DirectIncident } from '#flow/direct-incident';
import { DangerAreas } from '#flow/danger-areas';
import { AcceptanceVerdicts } from '#flow/check-acceptance';
import { Decide } from '#flow/decide';
import { DoDueWork } from '#flow/do-due-work';
import { Quarantine } from '#flow/quarantine';
import { Gather } from '#flow/gather';
import { IngestFixes } from '#flow/ingest-fixes';
import { Organisations } from '#flow/organisations';
import { OverrideSafety } from '#flow/override-safety';
import { NoteSeen } from '#flow/note-seen';
import type { Channels, Meter, OpeningHours } from '#flow/ports';
import { RaiseIncident } from '#flow/raise-incident';
import { ReadCrowd } from '#flow/read-crowd';
import { ReadFeed } from '#flow/read-feed';
import { ReadIncident } from '#flow/read-incident';
import { ReadReadiness } from '#flow/readiness';
import { ReadLedger } from '#flow/read-ledger';
import { RecordReceipt } from '#flow/record-receipt';
import { ReceiveReply } from '#flow/receive-reply';
import { RegisteredPlaces } from '#flow/registered-places';
import { ReplyDesk } from '#flow/reply-desk';
import { ReportAed } from '#flow/report-aed';
import { ReportProgress } from '#flow/report-progress';
import { ResponsePlans } from '#flow/response-plans';
import { ReviewIncident } from '#flow/review-incident';
import { RunDrills } from '#flow/run-drills';
import { TestAlarm } from '#flow/test-alarm';
import { SetDuty } from '#flow/set-duty';
import { ShadowRun } from '#flow/shadow-run';
import { StandBy } from '#flow/stand-by';
import { TakeReport } from '#flow/take-report';
import { Teller } from '#flow/teller';
import { Words } from '#flow/words';
import { makeCredentialSteps, type CredentialSteps } from './credential-steps';
import { makeRosterSteps, type RosterSteps } from './roster-steps';
import { makePhoneSteps, type PhoneSteps } from './phone-steps';

/** What the steps run on when there is no server: everything in memory, time driven by hand. */
export interface MemoryPorts {
  readonly store: MemoryStore;
  readonly clock: MemoryClock;
  readonly ids: SeededIds;
  readonly live: RecordingLive;
  readonly meter: Meter;
  readonly locations: MemoryLocations;
  readonly limits: MemoryLimits;
  /** Ways to people in place of those that take everything. */
  readonly channels?: Channels;
}

/** `24/7` is always, and nothing else can be read. */
const HOURS: OpeningHours = {
  compile: (text) => ({ state: text === '24/7' ? 'always' : 'unknown' }),
};

/** The server's own steps over memory; whatever would be logged there is thrown here. */
export interface Steps extends CredentialSteps, PhoneSteps, RosterSteps {
  readonly raise: RaiseIncident;
  readonly change: ChangeIncident;
  readonly read: ReadIncident;
  readonly answer: AnswerAlert;
  readonly progress: ReportProgress;
  readonly receipts: RecordReceipt;
  readonly duty: SetDuty;
  readonly ingest: IngestFixes;
  readonly feed: ReadFeed;
  readonly callouts: Callouts;
  readonly crowd: ReadCrowd;
  readonly work: DoDueWork;
  readonly quarantine: Quarantine;
  readonly carry: CarryDeliveries;
  readonly reports: TakeReport;
  readonly ledger: ReadLedger;
  /** What was handed over by push, unless other channels were given. */
  readonly push: RecordingChannel;
  readonly plans: ResponsePlans;
  readonly shadow: ShadowRun;
  readonly dangerAreas: DangerAreas;
  readonly overrideSafety: OverrideSafety;
  readonly direct: DirectIncident;
  readonly reportAed: ReportAed;
  readonly places: RegisteredPlaces;
  readonly readiness: ReadReadiness;
  readonly drills: RunDrills;
  readonly testAlarm: TestAlarm;
  readonly replies: ReceiveReply;
  readonly replyDesk: ReplyDesk;
  /** Questions which alert was meant. */
  readonly sms: RecordingChannel;
}

/** Wires the steps to memory as the server wires them to PostgreSQL and Redis. */
export function makeSteps(ports: MemoryPorts): Steps {
  const { store, clock, ids, live, meter, locations } = ports;
  const { incidents, people, aeds, queue, ledger, reach, drills: drillStore } = store;
  const calloutStore = store.callouts;
  const verdicts = new AcceptanceVerdicts({ checks: store.acceptanceChecks, clock });
  const gather = new Gather({ people, aeds, locations, meter, verdicts });
  const plans = new ResponsePlans({ planStore: store.responsePlans, clock });
  const travel = new StraightLineTravel();
  const decide = new Decide({ people, gather, travel, plans, clock, meter });
  const teller = new Teller({ people, aeds, live, plans, clock });
  const onError = (error: unknown): never => {
    throw error;
  };
  const accidents = { isOutage: () => false, reasonOf: () => 'an accident' };
  const around = { live, clock, ids, meter, onError, accidents };
  const common = { ...around, incidents, people, plans, decide, teller };
  const change = new ChangeIncident(common);
  const review = new ReviewIncident(common);
  const areas = { fault: () => null };
  const { filling } = store;
  const callouts = new Callouts({ ...common, callouts: calloutStore, filling, areas });
  const fill = makeFillCallout({
    ...common,
    filling,
    callouts: calloutStore,
    groups: store.groups,
  });
  const roster = makeRosterSteps({ ...common, store, limits: ports.limits });
  const feed = new ReadFeed({
    ...{ ...common, ...roster, drillStore },
    registrations: store.registrations,
  });
  const seen = new NoteSeen({ reach, clock });
  const ingest = new IngestFixes({
    ...{ people, locations, clock, decide, seen, onError },
    auditLog: store.auditLog,
  });
  const drills = new RunDrills({ ...common, drillStore });
  const standBy = new StandBy({ ...common, locations, ingest, review, callouts });
  const push = new RecordingChannel();
  const receipts = new RecordReceipt({ ...common, feed });
  const answers = new AnswerAlert({
    ...{ ...common, ...roster, drillStore, review, drills, limits: ports.limits },
  });
  const sms = new RecordingChannel();
  const words = new Words({ templates: store.templates, clock });
  const carry = new CarryDeliveries({
    ...{ ...common, queue, reach, feed, channels: ports.channels ?? { push } },
    words,
  });
  const personal = {
    ...{ ...common, reach, limits: ports.limits, words, standBy },
    ...{ registrations: store.registrations, auditLog: store.auditLog },
    ...{ credentials: store.credentials, accounts: store.accounts },
    channels: ports.channels ?? { push, sms },
  };
  const { calloutReads } = store;
  return {
    crowd: new ReadCrowd({ ...common, callouts: calloutStore, calloutReads }),
    change,
    ...roster,
    callouts,
    feed,
    ingest,
    push,
    plans,
    shadow: new ShadowRun({ incidents, clock }),
    dangerAreas: new DangerAreas({ planStore: store.responsePlans, plans, areas }),
    overrideSafety: new OverrideSafety({ ...common, review }),
    direct: new DirectIncident({ ...common, review, limits: ports.limits }),
    reportAed: new ReportAed({ ...common, aeds, review }),
    places: new RegisteredPlaces({ people, hours: HOURS, clock }),
    ...makeCredentialSteps(personal),
    readiness: new ReadReadiness({ reach, clock }),
    ...makePhoneSteps(personal),
    drills,
    testAlarm: new TestAlarm({ ...common, drills, drillStore }),
    raise: new RaiseIncident({
      ...{ ...common, changeIncident: change },
      organisations: new Organisations({ people, clock }),
    }),
    read: new ReadIncident({ incidents, teller }),
    answer: answers,
    replies: new ReceiveReply({
      ...{ ...common, replies: store.replies, reach, answers, receipts, words },
      channels: { sms },
    }),
    replyDesk: new ReplyDesk({ ...common, replies: store.replies }),
    sms,
    progress: new ReportProgress({ ...common, review }),
    receipts,
    carry,
    reports: new TakeReport({ ledger, clock, receipts, wait: () => Promise.resolve() }),
    ledger: new ReadLedger({ ledger, incidents, callouts: calloutStore, clock }),
    duty: new SetDuty({ ...common, ingest, standBy, feed }),
    work: new DoDueWork({ ...common, queue, review, fill, drills, carry }),
    quarantine: new Quarantine({ quarantine: store.quarantine, clock }),
  };
}
