import { ACCOUNT_ROUTES } from '#contracts/routes/account-routes';
import { AED_FEED_ROUTES } from '#contracts/routes/aed-feed-routes';
import { AFTER_CARE_ROUTES } from '#contracts/routes/after-care-routes';
import { AID_ROUTES } from '#contracts/routes/aid-routes';
import { AREA_ROUTES } from '#contracts/routes/area-routes';
import { AUDIT_ROUTES } from '#contracts/routes/audit-routes';
import { BOARD_ROUTES } from '#contracts/routes/board-routes';
import { BOOKING_ROUTES } from '#contracts/routes/booking-routes';
import { CALLOUT_ROUTES } from '#contracts/routes/callout-routes';
import { COVERAGE_ROUTES } from '#contracts/routes/coverage-routes';
import { CONTROL_MAPPING_ROUTES } from '#contracts/routes/control-mapping-routes';
import { CONTROL_FORMAT_ROUTES } from '#contracts/routes/control-format-routes';
import { CREDENTIAL_ROUTES } from '#contracts/routes/credential-routes';
import { DRILL_ROUTES } from '#contracts/routes/drill-routes';
import { DELIVERY_ROUTES } from '#contracts/routes/delivery-routes';
import { EVIDENCE_ROUTES } from '#contracts/routes/evidence-routes';
import { GEOJSON_ROUTES } from '#contracts/routes/geojson-routes';
import { GROUP_ROUTES } from '#contracts/routes/group-routes';
import { FIELD_ROUTES } from '#contracts/routes/field-routes';
import { INCIDENT_ROUTES } from '#contracts/routes/incident-routes';
import { KEY_ROUTES } from '#contracts/routes/key-routes';
import { MAP_ROUTES } from '#contracts/routes/map-routes';
import { MESSAGE_ROUTES } from '#contracts/routes/message-routes';
import { MUSTER_ROUTES } from '#contracts/routes/muster-routes';
import { OPERATIONS_ROUTES } from '#contracts/routes/operations-routes';
import { PASS_ROUTES } from '#contracts/routes/pass-routes';
import { PHONE_ROUTES } from '#contracts/routes/phone-routes';
import { PLACE_ROUTES } from '#contracts/routes/place-routes';
import { PRIVACY_ROUTES } from '#contracts/routes/privacy-routes';
import { PROVIDER_ROUTES } from '#contracts/routes/provider-routes';
import { PUBLIC_BOARD_ROUTES } from '#contracts/routes/public-board-routes';
import { REACH_ROUTES } from '#contracts/routes/reach-routes';
import { REGISTER_ROUTES } from '#contracts/routes/register-routes';
import { REGISTRATION_ROUTES } from '#contracts/routes/registration-routes';
import { REGISTRY_ROUTES } from '#contracts/routes/registry-routes';
import { QUARANTINE_ROUTES } from '#contracts/routes/quarantine-routes';
import { REPLY_ROUTES } from '#contracts/routes/reply-routes';
import { RULE_ROUTES } from '#contracts/routes/rule-routes';
import { SIGN_IN_ROUTES } from '#contracts/routes/sign-in-routes';
import { TEMPLATE_ROUTES } from '#contracts/routes/template-routes';
import { WARNING_ROUTES } from '#contracts/routes/warning-routes';
import { WATCH_POINT_ROUTES } from '#contracts/routes/watch-point-routes';
import { REPORT_CARD_ROUTES } from '#contracts/routes/report-card-routes';
import { WEBHOOK_ROUTES } from '#contracts/routes/webhook-routes';
import type { Route } from '#contracts/routes/route';

export { callersOf } from '#contracts/routes/route';
export type { Route, RouteAnswer } from '#contracts/routes/route';

/** Every HTTP route of the server, by operation id; the server, OpenAPI and the tests read it. */
export const ROUTES = {
  ...INCIDENT_ROUTES,
  ...CONTROL_FORMAT_ROUTES,
  ...CALLOUT_ROUTES,
  ...FIELD_ROUTES,
  ...WATCH_POINT_ROUTES,
  ...MUSTER_ROUTES,
  ...MESSAGE_ROUTES,
  ...AFTER_CARE_ROUTES,
  ...GROUP_ROUTES,
  ...BOARD_ROUTES,
  ...PUBLIC_BOARD_ROUTES,
  ...WARNING_ROUTES,
  ...BOOKING_ROUTES,
  ...PASS_ROUTES,
  ...AREA_ROUTES,
  ...DELIVERY_ROUTES,
  ...QUARANTINE_ROUTES,
  ...REPLY_ROUTES,
  ...RULE_ROUTES,
  ...CONTROL_MAPPING_ROUTES,
  ...TEMPLATE_ROUTES,
  ...REGISTRY_ROUTES,
  ...REGISTER_ROUTES,
  ...AED_FEED_ROUTES,
  ...COVERAGE_ROUTES,
  ...CREDENTIAL_ROUTES,
  ...PHONE_ROUTES,
  ...REACH_ROUTES,
  ...REGISTRATION_ROUTES,
  ...DRILL_ROUTES,
  ...PRIVACY_ROUTES,
  ...AUDIT_ROUTES,
  ...EVIDENCE_ROUTES,
  ...AID_ROUTES,
  ...PROVIDER_ROUTES,
  ...KEY_ROUTES,
  ...WEBHOOK_ROUTES,
  ...REPORT_CARD_ROUTES,
  ...SIGN_IN_ROUTES,
  ...ACCOUNT_ROUTES,
  ...MAP_ROUTES,
  ...PLACE_ROUTES,
  ...GEOJSON_ROUTES,
  ...OPERATIONS_ROUTES,
} as const satisfies Record<string, Route>;

export type RouteId = keyof typeof ROUTES;

/** The routes with their ids, in order of the table. */
export function allRoutes(): readonly (readonly [RouteId, Route])[] {
  return Object.entries(ROUTES) as [RouteId, Route][];
}
