import { AREA_ROUTES } from '#contracts/routes/area-routes';
import { BOOKING_ROUTES } from '#contracts/routes/booking-routes';
import { PASS_ROUTES } from '#contracts/routes/pass-routes';
import { AFTER_CARE_ROUTES } from '#contracts/routes/after-care-routes';
import { AUDIT_ROUTES } from '#contracts/routes/audit-routes';
import { MESSAGE_ROUTES } from '#contracts/routes/message-routes';
import { MUSTER_ROUTES } from '#contracts/routes/muster-routes';
import { CONTROL_FORMAT_ROUTES } from '#contracts/routes/control-format-routes';
import { CONTROL_MAPPING_ROUTES } from '#contracts/routes/control-mapping-routes';
import { COVERAGE_ROUTES } from '#contracts/routes/coverage-routes';
import { EVIDENCE_ROUTES } from '#contracts/routes/evidence-routes';
import { FIELD_ROUTES } from '#contracts/routes/field-routes';
import { KEY_ROUTES } from '#contracts/routes/key-routes';
import { PRIVACY_ROUTES } from '#contracts/routes/privacy-routes';
import { AED_FEED_ROUTES } from '#contracts/routes/aed-feed-routes';
import { REGISTER_ROUTES } from '#contracts/routes/register-routes';
import { REGISTRATION_ROUTES } from '#contracts/routes/registration-routes';
import { WARNING_ROUTES } from '#contracts/routes/warning-routes';
import { WATCH_POINT_ROUTES } from '#contracts/routes/watch-point-routes';
import { REPORT_CARD_ROUTES } from '#contracts/routes/report-card-routes';
import { WEBHOOK_ROUTES } from '#contracts/routes/webhook-routes';
import { allRoutes, type Route, type RouteId } from '#contracts/routes';

/** Checks answers by the schemas of their routes, and notes which routes have answered. */
export class RouteChecks {
  private readonly answered = new Set<string>();

  /** Notes a route that was called by other means. */
  called(...ids: RouteId[]): void {
    for (const id of ids) this.answered.add(id);
  }

  /** Expects one of the route's successes and a body that its schema reads. */
  fits(id: RouteId, answer: { readonly status: number; readonly body: unknown }): void {
    const route = allRoutes().find(([each]) => each === id)?.[1];
    const success = [route?.success, route?.otherwise].find(
      (each) => each?.status === answer.status,
    );
    if (success === undefined) throw new Error(`${id}: ${JSON.stringify(answer)}`);
    const parsed = success.schema?.safeParse(answer.body);
    expect([id, parsed?.error?.issues ?? []]).toEqual([id, []]);
    this.called(id);
  }

  /** Routes of a kind that nobody has called with success. */
  missing(isMeant: (id: RouteId, route: Route) => boolean): readonly RouteId[] {
    return allRoutes()
      .filter(([id, route]) => isMeant(id, route) && !this.answered.has(id))
      .map(([id]) => id);
  }
}

/** What decides who is sent, and what people say of themselves: has a file of its own. */
export function isOfRules(id: RouteId, route: Route): boolean {
  return (route.tag === 'rules' && !isOfReplies(id) && !isOfMappings(id)) || RULES.includes(id);
}

/** What dispatchers do by hand: has a file of its own. */
export function isOfDispatch(id: RouteId): boolean {
  return DISPATCH.includes(id);
}

/** When and how people are reached, and drills: has a file of its own. */
export function isOfReach(id: RouteId, route: Route): boolean {
  return route.tag === 'drills' || REACH.includes(id);
}

/** Who was reached by what, and what could not be carried: has a file of its own. */
export function isOfDeliveries(id: RouteId): boolean {
  return DELIVERIES.includes(id);
}

/** What people write back, and the words in which they are asked: has a file of its own. */
export function isOfReplies(id: RouteId): boolean {
  return REPLIES.includes(id);
}

/** What providers call back: has a file of its own. */
export function isOfProviders(_id: RouteId, route: Route): boolean {
  return route.tag === 'providers';
}

/** What people are trained for, and who has looked at it: has a file of its own. */
export function isOfCredentials(_id: RouteId, route: Route): boolean {
  return route.tag === 'credentials';
}

/** Keys of systems and their tokens: has a file of its own. */
export function isOfKeys(id: RouteId): boolean {
  return Object.hasOwn(KEY_ROUTES, id);
}

/** How staff come in, and their accounts: has a file of its own. */
export function isOfSignIn(id: RouteId, route: Route): boolean {
  return route.tag === 'sign-in' || ACCOUNTS.includes(id);
}

/** Who did what, second persons and exports: has a file of its own. */
export function isOfAudit(id: RouteId): boolean {
  return Object.hasOwn(AUDIT_ROUTES, id) || id === 'exportIncidentFeatures';
}

/** What leaves of incidents that are over: has a file of its own. */
export function isOfEvidence(id: RouteId): boolean {
  return Object.hasOwn(EVIDENCE_ROUTES, id);
}

/** How people come in, with which phones and addresses: has a file of its own. */
export function isOfRegistration(id: RouteId): boolean {
  return id in REGISTRATION_ROUTES;
}

/** What people may ask of their data, and what goes by age: has a file of its own. */
export function isOfPrivacy(id: RouteId): boolean {
  return Object.hasOwn(PRIVACY_ROUTES, id);
}

/** How people are afterwards, and their history: has a file of its own. */
export function isOfAfterCare(id: RouteId): boolean {
  return Object.hasOwn(AFTER_CARE_ROUTES, id);
}

/** Tasks, reports from the field and watch points: has a file of its own. */
export function isOfField(id: RouteId): boolean {
  return Object.hasOwn(FIELD_ROUTES, id) || Object.hasOwn(WATCH_POINT_ROUTES, id);
}

/** The day of a call-out: has a file of its own. */
export function isOfMuster(id: RouteId): boolean {
  return Object.hasOwn(MUSTER_ROUTES, id) || Object.hasOwn(MESSAGE_ROUTES, id);
}

/** The roster of call-outs, and passes: has a file of its own. */
export function isOfRoster(id: RouteId): boolean {
  return Object.hasOwn(BOOKING_ROUTES, id) || Object.hasOwn(PASS_ROUTES, id);
}

/** Help between organisations: has a file of its own. */
export function isOfAid(_id: RouteId, route: Route): boolean {
  return route.tag === 'aid';
}

/** Warnings, their feeds, and templates of call-outs: has a file of its own. */
export function isOfWarnings(id: RouteId): boolean {
  return Object.hasOwn(WARNING_ROUTES, id);
}

/** Offers and needs, groups, shared call-outs: has a file of its own. */
export function isOfBoards(_id: RouteId, route: Route): boolean {
  return route.tag === 'board' || route.tag === 'groups';
}

/** Areas kept by name, previews, and exclusions: has a file of its own. */
export function isOfAreas(id: RouteId): boolean {
  return Object.hasOwn(AREA_ROUTES, id);
}

/** How call-outs are filled: has a file of its own. */
export function isOfCrowds(id: RouteId): boolean {
  return CROWDS.includes(id);
}

/** Registers kept in order, imports, reports and coverage: has a file of its own. */
export function isOfRegisters(id: RouteId): boolean {
  const tables = [REGISTER_ROUTES, COVERAGE_ROUTES, AED_FEED_ROUTES];
  return tables.some((table) => Object.hasOwn(table, id)) || id === 'readAedFeatures';
}

/** Documents of other formats: has a file of its own. */
export function isOfFormats(id: RouteId): boolean {
  return Object.hasOwn(CONTROL_FORMAT_ROUTES, id);
}

/** Formats that organisations describe: has a file of its own. */
export function isOfMappings(id: RouteId): boolean {
  return Object.hasOwn(CONTROL_MAPPING_ROUTES, id);
}

/** How control rooms hear what happens: has a file of its own. */
export function isOfWebhooks(id: RouteId): boolean {
  return Object.hasOwn(WEBHOOK_ROUTES, id) || Object.hasOwn(REPORT_CARD_ROUTES, id);
}

/** Whether a route is asked for in a file of its own. */
export function hasOwnFile(id: RouteId, route: Route): boolean {
  const all = [
    isOfRules,
    isOfMappings,
    isOfDispatch,
    isOfReach,
    isOfRegistration,
    isOfRegisters,
    isOfDeliveries,
    isOfReplies,
    isOfProviders,
    isOfCredentials,
    isOfKeys,
    isOfAid,
    isOfMuster,
    isOfAfterCare,
    isOfRoster,
    isOfField,
    isOfBoards,
    isOfPrivacy,
    isOfSignIn,
    isOfAudit,
    isOfEvidence,
    isOfWarnings,
    isOfAreas,
    isOfCrowds,
    isOfFormats,
    isOfWebhooks,
  ];
  return all.some((isOf) => isOf(id, route));
}

const CROWDS: readonly RouteId[] = [
  'putCalloutNeeds',
  'readCalloutTimeline',
  'listCalloutConsidered',
  'readCalloutFairness',
  'listOwnCallouts',
];

const ACCOUNTS: readonly RouteId[] = [
  'listAccounts',
  'addAccount',
  'changeAccount',
  'inviteAccount',
  'endAccountSessions',
];

const REACH: readonly RouteId[] = [
  'readOwnReach',
  'setOwnReach',
  'setPushAddress',
  'readWebPushKey',
  'signOut',
  'setReach',
  'readReadiness',
];

const DELIVERIES: readonly RouteId[] = [
  'readLedger',
  'readCalloutLedger',
  'listSetAside',
  'putBack',
];

const REPLIES: readonly RouteId[] = [
  'listReplies',
  'handleReply',
  'listTemplates',
  'putTemplate',
  'removeTemplate',
];

const DISPATCH: readonly RouteId[] = [
  'readAedsAround',
  'relocateIncident',
  'addResponders',
  'standDownPeople',
  'tellPeople',
  'closeByHand',
];

const RULES: readonly RouteId[] = [
  'overrideSafety',
  'reportAed',
  'setTravelMode',
  'readOwnPlaces',
  'putOwnPlaces',
  'readPlaces',
  'putPlaces',
];
