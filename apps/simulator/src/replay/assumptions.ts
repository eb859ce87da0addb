import { DAY_MS, MINUTE_MS, SECOND_MS } from '#core/units';

/*
 * What the benchmark's world is like. Policies know their own models of people, never these draws.
 * "Assumed" marks what no source gives.
 */

/** From collapse to call. Assumed; the same in the policies' presets. */
export const COLLAPSE_TO_CALL_MS = 60 * SECOND_MS;
/**
 * From call to dispatch: 1.8 min for the ambulance in Sweden (Jonsson 2022). Responders are alerted
 * in the same second, which is what a message from control without a click is for.
 */
export const CALL_TO_DISPATCH_MS = 108 * SECOND_MS;
/**
 * Where the ambulance's minutes are counted from. Those of Virginia Beach run from the call to the
 * first unit of police, fire or ambulance (data_consolidation.sas of the source: on scene less call
 * received, the least of the three), which is early for a crew that can do all; `dispatch` counts
 * them from there instead, as if they were the crew's own. Both are for looking at.
 */
export const AMBULANCE_FROM = ['call', 'dispatch'] as const;
export type AmbulanceFrom = (typeof AMBULANCE_FROM)[number];

/** Control closes the alerting so long after the ambulance is there. Assumed. */
export const CLOSES_AFTER_MS = 60 * SECOND_MS;
/** From the ambulance's arrival, or a responder's with an AED, to the first shock or analysis:
 * pads take laymen 39 s and the shock 96 s (PMC2902410). Spread assumed. */
export const ATTACH = { median: 60 * SECOND_MS, sigma: 0.25 } as const;
export const AMBULANCE_ATTACH_MS = 60 * SECOND_MS;

/** Ambulance, where a case has no recorded time: fit to 19,177 arrests of a teaching set. */
export const AMBULANCE = { median: 6.5 * MINUTE_MS, sigma: 0.433 } as const;
/** Share of cases in which control tells when the ambulance will come, and how far off it is. */
export const ETA_KNOWN_SHARE = 0.7;
export const ETA_ERROR_SIGMA = 0.15;

/**
 * Share of yes differs between people: Beta(1.1, 1.94), mean 0.36 (11,302 answers of a teaching
 * set: 36.2 % yes, 43.9 % no, 19.9 % nothing; 35.3 % of 177,866 alerts in Denmark).
 */
export const ACCEPT_BETA = [1.1, 1.94] as const;
/** Of those who do not say yes. */
export const DECLINE_OF_REST = 43.9 / 63.8;
/** From ring to answer: median 39.7 s, a tenth by 23 s, none before 15 s (the same set). */
export const REPLY = { median: 40 * SECOND_MS, sigma: 0.49, minMs: 15 * SECOND_MS } as const;
/** Turnout without the reply: Ganter 2025, alert to leaving 1:42 by day and 2:22 by night. */
export const TURNOUT_DAY = { median: 56 * SECOND_MS, sigma: 0.6 } as const;
export const TURNOUT_NIGHT = { median: 95 * SECOND_MS, sigma: 0.6 } as const;
export const NIGHT = { fromHour: 22, toHour: 7 } as const;
/** Of those who said yes so many set out. Assumed. */
export const SHOWS_UP_SHARE = 0.95;

/**
 * Speeds by mode; shares so that the median over all is near 2.3 m/s with quartiles near 1.4 and
 * 4.0 (Resuscitation 2020, S0300-9572(20)30132-5). Modes are assumed.
 */
export const MODES = [
  { mode: 'foot', share: 0.55, median: 1.7, startMs: 0 },
  { mode: 'bicycle', share: 0.15, median: 4.2, startMs: 30 * SECOND_MS },
  { mode: 'car', share: 0.3, median: 7, startMs: 60 * SECOND_MS },
] as const;
/** Spread of the speed between people and between trips of one person. Assumed. */
export const SPEED_SIGMA_PERSON = 0.3;
export const SPEED_SIGMA_TRIP = 0.18;
/** From the door of the building to the patient. Assumed. */
export const LAST_METRES = { median: 20 * SECOND_MS, sigma: 0.5 } as const;

/** Past alerts a person has had, as the mean of a geometric distribution. Assumed. */
export const PAST_ALERTS_MEAN = 6;
/** Alerts of the last seven days, as a Poisson mean. Assumed. */
export const LAST_7_DAYS_MEAN = 0.3;
/** Share of people who were with a patient within the last ten days. Assumed. */
export const RECENT_PATIENT_SHARE = 0.01;
export const RECENT_PATIENT_MS = 10 * DAY_MS;

/** Who is on duty when, in local hours. Assumed. */
export const SHIFTS = [
  { share: 0.6, fromHour: 0, toHour: 24 },
  { share: 0.3, fromHour: 7, toHour: 22 },
  { share: 0.1, fromHour: 18, toHour: 6 },
] as const;
/** Share of people on duty over all hours of arrests, by the shifts above. */
export const ON_DUTY_MEAN = 0.87;
/** Share of people with a place of work, and its hours on weekdays. Assumed. */
export const WORKS_SHARE = 0.55;
export const WORK_HOURS = { fromHour: 9, toHour: 17 } as const;
/** Share whose phone shares a fresh position at any moment. Assumed. */
export const LIVE_SHARE = 0.7;
/** Share of the others who are where their places say, and how far away the rest are. Assumed. */
export const AS_REGISTERED_SHARE = 0.8;
export const ELSEWHERE_SIGMA_M = 2_000;
/** How far people stray from home or work, in each direction. Assumed. */
export const STRAY_SIGMA_M = 150;

/** Share of AEDs that are there and work, and of those with unknown hours that can be had.
 * Assumed; the register does not show it. */
export const AED_WORKS_SHARE = 0.95;
export const AED_UNKNOWN_OPEN_SHARE = 0.4;
/** To get it out, or to find that it cannot be had. Assumed. */
export const GRAB = { median: 30 * SECOND_MS, sigma: 0.3 } as const;
/** AEDs in built-up areas: Koster asks for 3 to 4 per km². */
export const AEDS_PER_KM2 = 3;

/** The way as so many times the straight line where no roads are known: 1.4 in Toronto. */
export const TRUE_DETOUR = 1.4;
