import type { AcceptanceModel } from '#core/acceptance';
import type { AedModel } from '#core/alert-policy';
import type { LogNormal } from '#core/log-normal';
import type { ArrivalModel } from '#core/time-to-arrive';
import { MINUTE_MS, SECOND_MS } from '#core/units';

/*
 * What is known about people, as the presets use it. An organisation that has measured its own
 * puts its own numbers into its response plan.
 */

/**
 * Reply: median 39.7 s, 90 % within 75 s in a teaching set of 11,302 responses. Turnout: Ganter
 * 2025 measured alert to leaving at a median of 1:42 by day and 2:22 by night; these are such that
 * reply and turnout together have those medians, which is not the difference of medians. Speeds:
 * median 2.3 m/s, quartiles 1.4 and 4.0, over all modes (Resuscitation 2020,
 * S0300-9572(20)30132-5); by mode and the last metres: proposed.
 */
export const ARRIVAL_MODEL: ArrivalModel = {
  reply: { medianMs: 40 * SECOND_MS, sigma: 0.49 },
  turnoutDay: { medianMs: 56 * SECOND_MS, sigma: 0.6 },
  turnoutNight: { medianMs: 95 * SECOND_MS, sigma: 0.6 },
  night: { fromHour: 22, toHour: 7 },
  travel: {
    foot: { medianMps: 1.7, sigma: 0.35, startMs: 0 },
    bicycle: { medianMps: 4.2, sigma: 0.35, startMs: 30 * SECOND_MS },
    car: { medianMps: 7, sigma: 0.35, startMs: 60 * SECOND_MS },
  },
  lastMetres: { medianMs: 20 * SECOND_MS, sigma: 0.5 },
  ownDelayWeight: 5,
};

/**
 * 62,711 yeses to 177,866 alerts in Denmark 2017-22 (Kragh et al.); 19.9 % of all said nothing in
 * the teaching set. Weight of the own record and the chance to come after a yes: proposed.
 */
export const ACCEPTANCE_MODEL: AcceptanceModel = {
  groupShare: 0.353,
  silentShare: 0.31,
  ownWeight: 5,
  logitPerKm: 0,
  logitNight: 0,
  comesChance: 0.95,
  stalledComesChance: 0.5,
};

/**
 * From the call until the ambulance is there, where control does not say: a log-normal
 * fit to 19,177 arrests of a teaching set.
 */
export const AMBULANCE: LogNormal = { medianMs: 6.5 * MINUTE_MS, sigma: 0.433 };

/**
 * 96 s from switching an AED on to the shock by laymen (PMC2902410), of which pads take 39 s; the
 * grab, and the chances of one whose hours nobody knows and of one that is there: proposed.
 */
export const AED_MODEL: AedModel = {
  grabMs: 30 * SECOND_MS,
  attachMs: 60 * SECOND_MS,
  unknownOpenChance: 0.4,
  worksChance: 0.95,
};
