import { alertHistory } from '#core/alert-history';
import { eligibilityOf, type Candidate } from '#core/eligibility';
import { metresFrom } from '#core/geometry';
import type { NotAlerted } from '#core/plan';
import type { Scene } from '#core/scene';
import type { Standing } from '#core/standing';
import type { Whereabouts } from '#core/whereabouts';

/** Someone who may be alerted now. */
export interface Eligible {
  readonly candidate: Candidate;
  readonly whereabouts: Whereabouts;
  readonly distanceM: number;
}

export interface Considered {
  /** By id. */
  readonly eligible: readonly Eligible[];
  /** Everyone else, with the first reason that stands against them. */
  readonly notAlerted: readonly NotAlerted[];
}

/** Everyone around, told apart into those who may be alerted now and those who may not. */
export function considered(scene: Scene, standing: Standing): Considered {
  const { incident, policy, now, localHour, minuteOfWeek } = scene.input;
  const gone = new Set(standing.withdrawals.map((entry) => entry.alertId));
  const history = alertHistory({ ...scene.input, gone });
  const eligible: Eligible[] = [];
  const notAlerted: NotAlerted[] = [];
  for (const candidate of scene.candidates) {
    const responderId = candidate.responder.id;
    const said = history.get(responderId);
    if (said !== undefined) {
      const distanceM = metresFrom(incident.place, candidate.fix);
      notAlerted.push({ responderId, reason: said, distanceM });
      continue;
    }
    const rule = { policy, now, localHour, minuteOfWeek, findings: scene.findings };
    const found = eligibilityOf(candidate, incident, rule);
    if (found.reason === null) {
      const { whereabouts, distanceM } = found;
      eligible.push({ candidate, whereabouts, distanceM });
    } else {
      notAlerted.push({ responderId, reason: found.reason, distanceM: found.distanceM });
    }
  }
  return { eligible, notAlerted };
}
