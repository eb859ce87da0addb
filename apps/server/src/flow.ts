import { AedsOnMap } from '#flow/aeds-on-map';
import { Cover } from '#flow/cover';
import { AedRegistry } from '#flow/aed-registry';
import { Accounts } from '#flow/accounts';
import { AnswerAlert } from '#flow/answer-alert';
import { Approvals } from '#flow/approvals';
import { ApproveChanges } from '#flow/approve-changes';
import { AuditTrail } from '#flow/audit-trail';
import { Callouts } from '#flow/callouts';
import { makeFillCallout } from '#flow/fill-callout';
import { Credentials } from '#flow/credentials';
import { CarryDeliveries } from '#flow/carry-deliveries';
import { ChangeIncident } from '#flow/change-incident';
import { ControlMappings } from '#flow/control-mappings';
import { DirectIncident } from '#flow/direct-incident';
import { DangerAreas } from '#flow/danger-areas';
import { AcceptanceVerdicts } from '#flow/check-acceptance';
import { Codes } from '#flow/codes';
import { Contacts } from '#flow/contacts';
import { Decide } from '#flow/decide';
import { DoDueWork } from '#flow/do-due-work';
import { Quarantine } from '#flow/quarantine';
import { Exports } from '#flow/exports';
import { GeojsonOut } from '#flow/geojson-out';
import { FillLiveIndex } from '#flow/fill-live-index';
import { Gather } from '#flow/gather';
import { IdentityBadge } from '#flow/identity-badge';
import { Keys } from '#flow/keys';
import { IngestFixes } from '#flow/ingest-fixes';
import { Looks } from '#flow/looks';
import { Retention } from '#flow/retention';
import { SubjectAccess } from '#flow/subject-access';
import { MutualAid } from '#flow/mutual-aid';
import type { Notes } from '#flow/notes';
import { NoteSeen } from '#flow/note-seen';
import { OwnTemplates } from '#flow/own-templates';
import { Organisations } from '#flow/organisations';
import { OverrideSafety } from '#flow/override-safety';
import { PersonalMessages } from '#flow/personal-messages';
import { Phones } from '#flow/phones';
import type { Accidents, CalloutStore, Meter } from '#flow/ports';
import { PushProof } from '#flow/push-proof';
import { RaiseByHand } from '#flow/raise-by-hand';
import { RaiseIncident } from '#flow/raise-incident';
import { ReadAedsAround } from '#flow/read-aeds-around';
import { ReadAudit } from '#flow/read-audit';
import { ReadCrowd } from '#flow/read-crowd';
import { ReadFeed } from '#flow/read-feed';
import { ReadIncident } from '#flow/read-incident';
import { ReadReadiness } from '#flow/readiness';
import { ReadLedger } from '#flow/read-ledger';
import { RecordReceipt } from '#flow/record-receipt';
import { RegisteredPlaces } from '#flow/registered-places';
import { Registration } from '#flow/registration';
import { Registry } from '#flow/registry';
import { Renewals } from '#flow/renewals';
import { ReceiveReply } from '#flow/receive-reply';
import { ReplyDesk } from '#flow/reply-desk';
import { ReportAed } from '#flow/report-aed';
import { ReportProgress } from '#flow/report-progress';
import { ResolveArea } from '#flow/resolve-area';
import { ResponsePlans } from '#flow/response-plans';
import { ReviewIncident } from '#flow/review-incident';
import { RunDrills } from '#flow/run-drills';
import { TestAlarm } from '#flow/test-alarm';
import { Sessions } from '#flow/sessions';
import { SetDuty } from '#flow/set-duty';
import { SetReach } from '#flow/set-reach';
import { ShadowRun } from '#flow/shadow-run';
import { TakeReport } from '#flow/take-report';
import { SignIn } from '#flow/sign-in';
import { SignOut } from '#flow/sign-out';
import { StandBy } from '#flow/stand-by';
import { CalloutTemplates } from '#flow/callout-templates';
import { PassWarningOn } from '#flow/pass-warning-on';
import { ProposeCallout } from '#flow/propose-callout';
import { Teller } from '#flow/teller';
import { WarningFeeds } from '#flow/warning-feeds';
import { Warnings } from '#flow/warnings';
import { Words } from '#flow/words';
import { accidentOf, isOutage, reasonOf } from './accident';
import { buildBoards } from './flow-boards';
import { buildCoverage } from './coverage-flow';
import { buildAreas } from './area-flow';
import { buildEvidence } from './evidence-flow';
import { buildField } from './flow-field';
import { buildFormats } from './format-flow';
import type { Metrics } from './metrics';
import { buildMuster, buildNotes } from './muster-flow';
import { buildRegisters } from './register-flow';
import { buildRoster } from './roster-flow';
import { buildWebhooks } from './webhook-flow';
import type { ServerParts, World } from './parts';

type OnError = (error: unknown) => void;

const ACCIDENTS: Accidents = { isOutage, reasonOf };

/** Every step of the flow, ready to be called by the edges. */
export type Flow = ReturnType<typeof buildFlow>;

/** Builds each class of the flow from the ports it uses. */
export function buildFlow(parts: ServerParts) {
  const { world, metrics: meter } = parts;
  const onError = onErrorOf(parts);
  const publicUrl = publicUrlOf(parts);
  const words = wordsOf(parts);
  const notes = buildNotes(world);
  const deciding = buildDeciding({ ...world, meter, onError });
  const { decide, review, teller, standBy, ingest, callouts, organisations } = deciding;
  const { raiseIncident: raise } = deciding;
  const privacy = buildPrivacy({ ...world, standBy });
  const drills = new RunDrills({ ...world, decide });
  const roster = buildRoster(world, { notes, onError, publicUrl });
  const feed = new ReadFeed({ ...world, ...roster, teller });
  const deliveries = buildDeliveries({ ...world, meter, feed, words, onError });
  const answers = new AnswerAlert({ ...world, ...roster, review, drills, teller });
  const receipts = deliveries.recordReceipt;
  const fill = makeFillCallout({ ...world, meter, decide });
  const calloutStore = world.callouts;
  const audit = buildAudit({ ...world, calloutStore, callouts, raise, meter, onError });
  const around = { notes, words, onError, publicUrl, callouts, decide };
  return {
    ...deciding,
    ...buildFormats(world, { ...deciding, audit: audit.audit, onError }),
    ...privacy,
    ...buildEvidence(world, { ...deciding, ...privacy }),
    ...buildCrowds(world, { ...around, approvals: audit.approvals, roster }),
    ...buildRegistry({ ...world, organisations, standBy, words, onError, publicUrl }),
    feed,
    setDuty: new SetDuty({ ...world, ingest, standBy, feed }),
    ...deliveries,
    ...buildAnswers({ ...world, answers, decide, receipts, words, onError }),
    ...buildReports({ ...world, review, teller }),
    dueWork: new DoDueWork({
      ...{ ...world, ...deliveries, meter, accidents: ACCIDENTS },
      ...{ review, fill, drills, onError },
    }),
    quarantine: new Quarantine(world),
    ...audit,
    geojsonOut: new GeojsonOut({ ...world, exports: audit.exports, cover: deciding.cover }),
    ...buildPhones({ ...world, standBy, words, onError, invitationPage: pageOf(parts) }),
    drills,
    testAlarm: new TestAlarm({ ...world, drills, decide }),
    ...buildSignIn(world),
    ...buildWebhooks(world, onError),
    ...buildCoverage(world, { plans: deciding.plans, onError }),
  };
}

/** How an incident comes in, who is alerted, and what changes that. */
function buildDeciding(ports: World & { readonly meter: Metrics; readonly onError: OnError }) {
  const verdicts = new AcceptanceVerdicts({ ...ports, checks: ports.acceptanceChecks });
  const gather = new Gather({ ...ports, verdicts });
  const plans = new ResponsePlans(ports);
  const teller = new Teller({ ...ports, plans });
  const decide = new Decide({ ...ports, gather, plans });
  const review = new ReviewIncident({ ...ports, plans, decide, teller });
  const callouts = new Callouts(ports);
  const seen = new NoteSeen(ports);
  const ingest = new IngestFixes({ ...ports, decide, seen });
  const changeIncident = new ChangeIncident({ ...ports, plans, decide, teller });
  const organisations = new Organisations(ports);
  const raising = { ...ports, organisations, plans, decide, teller, changeIncident };
  const raiseIncident = new RaiseIncident(raising);
  return {
    ...{ organisations, plans, teller, decide, review, callouts, seen, ingest },
    ...{ changeIncident, raiseIncident },
    standBy: new StandBy({ ...ports, ingest, review, callouts, decide }),
    overrideSafety: new OverrideSafety({ ...ports, review, teller }),
    directIncident: new DirectIncident({ ...ports, plans, decide, review, teller }),
    shadowRun: new ShadowRun(ports),
    controlMappings: new ControlMappings(ports),
    dangerAreas: new DangerAreas({ ...ports, plans }),
    readIncident: new ReadIncident({ ...ports, teller }),
    aedsAround: new ReadAedsAround({ ...ports, plans }),
    ...{ cover: new Cover({ ...ports, decide }), aedsOnMap: new AedsOnMap(ports) },
    fillLiveIndex: new FillLiveIndex({ ...ports, decide }),
    mutualAid: new MutualAid({ ...ports, raise: raiseIncident, changeIncident }),
  };
}

/** Call-outs, the warnings before them and the days after. */
function buildCrowds(
  world: World,
  steps: {
    readonly notes: Notes;
    readonly words: Words;
    readonly onError: OnError;
    readonly publicUrl: string | null;
    readonly callouts: Callouts;
    readonly decide: Decide;
    readonly approvals: Approvals;
    readonly roster: ReturnType<typeof buildRoster>;
  },
) {
  const { callouts, onError, roster } = steps;
  const muster = buildMuster(world, steps);
  const areas = buildAreas(world, steps);
  const changing = { ...steps, ...areas, roster: roster.roster, calloutStore: world.callouts };
  return {
    readCrowd: new ReadCrowd(world),
    ...areas,
    approveChanges: new ApproveChanges(changing),
    ...buildField(world, steps),
    ...roster,
    ...muster,
    ...buildBoards(world, {
      ...{ ...steps, talk: muster.musterTalk, tellRoster: roster.tellRoster },
    }),
    ...buildWarnings({ ...world, callouts, onError }),
  };
}

/** Warnings of others, where they come from, and what is drafted from them. */
function buildWarnings(
  ports: Omit<World, 'callouts'> & { readonly callouts: Callouts; readonly onError: OnError },
) {
  const warningsStep = new Warnings(ports);
  const resolveArea = new ResolveArea(ports);
  return {
    warnings: warningsStep,
    passWarningOn: new PassWarningOn(ports),
    warningFeeds: new WarningFeeds({ ...ports, warningsStep }),
    proposals: new ProposeCallout({ ...ports, warningsStep, resolveArea }),
    calloutTemplates: new CalloutTemplates(ports),
  };
}

/** How much is looked at, what people may ask of their data, and what goes by age. */
function buildPrivacy(ports: World & { readonly standBy: StandBy }) {
  return {
    looks: new Looks(ports),
    subjectAccess: new SubjectAccess(ports),
    retention: new Retention(ports),
  };
}

/** What people report on their way. */
function buildReports(ports: World & { readonly review: ReviewIncident; readonly teller: Teller }) {
  return { reportAed: new ReportAed(ports), reportProgress: new ReportProgress(ports) };
}

/** Who did what, and what of it leaves or needs a second person. */
function buildAudit(
  ports: Omit<World, 'callouts'> & {
    readonly calloutStore: CalloutStore;
    readonly callouts: Callouts;
    readonly raise: RaiseIncident;
    readonly meter: Metrics;
    readonly onError: OnError;
  },
) {
  const { meter } = ports;
  const onAuditDropped = (count: number): void => meter.auditDropped.inc(count);
  const audit = new AuditTrail({ ...ports, onAuditDropped });
  return {
    audit,
    readAudit: new ReadAudit(ports),
    approvals: new Approvals({ ...ports, audit }),
    raiseByHand: new RaiseByHand(ports),
    exports: new Exports(ports),
  };
}

/** Who people are, what they are trained for, and how they show it. */
function buildRegistry(
  ports: World & {
    readonly organisations: Organisations;
    readonly standBy: StandBy;
    readonly words: Words;
    readonly onError: OnError;
    readonly publicUrl: string | null;
  },
) {
  const credentials = new Credentials(ports);
  const registry = new Registry({ ...ports, ownRecord: credentials });
  return {
    ...{ credentials, registry },
    ...buildRegisters(ports, { ...ports, registry }),
    renewals: new Renewals({ ...ports, messages: new PersonalMessages(ports) }),
    identityBadge: new IdentityBadge(ports),
    registeredPlaces: new RegisteredPlaces(ports),
    aedRegistry: new AedRegistry(ports),
    readiness: new ReadReadiness(ports),
  };
}

/** How staff come in. */
function buildSignIn(world: World) {
  const sessions = new Sessions(world);
  return {
    sessions,
    signIn: new SignIn({ ...world, sessions }),
    accounts: new Accounts(world),
    keys: new Keys(world),
  };
}

/** How people come in, and their phones and addresses. */
function buildPhones(
  ports: World & {
    readonly standBy: StandBy;
    readonly words: Words;
    readonly onError: OnError;
    readonly invitationPage: string | null;
  },
) {
  const messages = new PersonalMessages(ports);
  const codes = new Codes(ports);
  const reach = new SetReach(ports);
  const signOut = new SignOut(ports);
  const pushProof = new PushProof({ ...ports, messages });
  const phones = new Phones({ ...ports, messages, pushProof, signOut });
  return {
    reach,
    signOut,
    pushProof,
    phones,
    contacts: new Contacts({ ...ports, codes, messages, setReach: reach }),
    registration: new Registration({ ...ports, codes, messages, phones }),
  };
}

/** Errors of what nobody waits for: counted and logged. */
function onErrorOf({ metrics, logger }: ServerParts): (error: unknown) => void {
  return (error) => {
    metrics.workErrors.inc({ loop: 'background' });
    logger.error({ accident: accidentOf(error) }, 'background work failed');
  };
}

/** Messages lead to the responder's page where the server knows its own address. */
function wordsOf(parts: ServerParts): Words {
  return new Words({ ...parts.world, alertLink: pageOf(parts) });
}

/** The responder's page; null where the server does not know its own address. */
function pageOf(parts: ServerParts): string | null {
  const publicUrl = publicUrlOf(parts);
  return publicUrl === null ? null : `${publicUrl}/responder/`;
}

function publicUrlOf({ config }: ServerParts): string | null {
  return config.channels.publicUrl;
}

/** Whatever carries things to people, and keeps what came of it. */
function buildDeliveries(
  ports: World & {
    readonly meter: Meter;
    readonly feed: ReadFeed;
    readonly words: Words;
    readonly onError: (error: unknown) => void;
  },
) {
  const recordReceipt = new RecordReceipt(ports);
  return {
    recordReceipt,
    carry: new CarryDeliveries({ ...ports, accidents: ACCIDENTS }),
    takeReport: new TakeReport({ ...ports, receipts: recordReceipt }),
    readLedger: new ReadLedger(ports),
  };
}

/** Whatever people answer, in the app or outside it, and the words in which they are asked. */
function buildAnswers(
  ports: World & {
    readonly answers: AnswerAlert;
    readonly decide: Decide;
    readonly receipts: RecordReceipt;
    readonly words: Words;
    readonly onError: (error: unknown) => void;
  },
) {
  return {
    answerAlert: ports.answers,
    receiveReply: new ReceiveReply(ports),
    replyDesk: new ReplyDesk(ports),
    ownTemplates: new OwnTemplates(ports),
  };
}
