import type { Alert, WithdrawnReason } from '#core/alert';
import { sendTierNow } from '#core/credential-tier';
import { isExcluded, whyTakenBack, type Candidate } from '#core/eligibility';
import { metresFrom } from '#core/geometry';
import type { Withdrawal } from '#core/plan';
import { isKeptAway } from '#core/safety';
import { startOf, type Scene } from '#core/scene';

/** The alerts of an incident as one decision leaves them. */
export interface Standing {
  /** Sent, unanswered, in time, and not taken back now. */
  readonly open: readonly Alert[];
  /** Taken back now. */
  readonly withdrawals: readonly Withdrawal[];
}

/** Sorts the unanswered alerts that are still in time into those that stay and those taken back. */
export function standingNow(scene: Scene): Standing {
  const open: Alert[] = [];
  const withdrawals: Withdrawal[] = [];
  for (const alert of scene.input.alerts) {
    if (alert.status !== 'sent' || alert.expiresAt <= scene.input.now) continue;
    const reason = whyLetGo(scene, scene.byId.get(alert.responderId));
    if (reason === null) open.push(alert);
    else withdrawals.push(withdrawal(alert, reason));
  }
  return { open, withdrawals };
}

/** An alert taken back, and why. */
export function withdrawal(alert: Alert, reason: WithdrawnReason): Withdrawal {
  return { alertId: alert.id, responderId: alert.responderId, reason };
}

/**
 * Surplus offers go at once when the places are taken; people who may not be asked any more are
 * let go whenever that is seen; a move lets go whom it left too far away, or out of sight.
 */
function whyLetGo(scene: Scene, candidate: Candidate | undefined): WithdrawnReason | null {
  const { incident, policy, now, minuteOfWeek, moved } = scene.input;
  if (incident.acceptedCount >= incident.wantedCount) return 'enough-accepted';
  if (candidate !== undefined) {
    const reason = whyTakenBack(candidate, incident.mode, {
      kinds: policy.credentialKinds,
      now,
      minuteOfWeek,
      lifeThreatening: incident.priority === 'life-threatening',
      aboutId: incident.id,
    });
    if (reason !== null) return reason;
    if (isExcluded(candidate, incident)) return 'no-longer-eligible';
    if (isKeptAway(sendTierNow(candidate.responder, now), scene.findings)) return 'unsafe';
  }
  if (!moved) return null;
  const place = candidate === undefined ? null : startOf(candidate, scene.input);
  const metres = metresFrom(incident.place, place === null ? null : { place });
  return metres === null || metres > policy.radiusM ? 'incident-moved' : null;
}
