import {
  ALERT,
  ASSIGNMENT,
  CALLOUT,
  CONSIDERED,
  CONTROL_MESSAGE,
  DELIVERY,
  FACT,
  INCIDENT,
  LAST_KNOWN_FIX,
  RESPONDER_FEED,
  REVIEW,
} from './hot-tables';
import {
  ACCESS_KEY,
  AED,
  CREDENTIAL,
  DEVICE,
  ENROLMENT,
  ORGANISATION,
  RESPONDER,
} from './registry-tables';

/** Every table of the migrations; the drift gate fails on any difference. */
export const TABLES = [
  ORGANISATION,
  ACCESS_KEY,
  RESPONDER,
  CREDENTIAL,
  DEVICE,
  ENROLMENT,
  LAST_KNOWN_FIX,
  INCIDENT,
  CONTROL_MESSAGE,
  CONSIDERED,
  CALLOUT,
  ALERT,
  ASSIGNMENT,
  RESPONDER_FEED,
  FACT,
  DELIVERY,
  REVIEW,
  AED,
];
