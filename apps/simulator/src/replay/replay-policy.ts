import { createHash } from 'node:crypto';
import type { AlertPolicy } from '#core/alert-policy';
import { distanceM } from '#core/geometry';
import { SECOND_MS } from '#core/units';
import type { City } from '../city/city';
import type { CityIncident, CityResponder, World } from '../city/world-types';
import { replayCase, type CaseResult } from './replay-case';

export interface PolicyResult {
  readonly policy: string;
  readonly incidents: number;
  readonly alertsPerIncident: number;
  readonly acceptsPerIncident: number;
  /** Share of incidents a responder reached within the horizon. */
  readonly reached: number;
  /** Median seconds from the call to the first responder on scene, where somebody came. */
  readonly onSceneP50S: number | null;
  /** Share of incidents with a recorded first unit that a responder reached before it. */
  readonly beforeAmbulance: number | null;
  readonly decideP99Ms: number;
  /** The same for the same seed, data and code: covers every decision and its reasons. */
  readonly digest: string;
}

/** Runs every incident of a world through one policy. */
export async function replayPolicy(
  city: City,
  world: World,
  policy: AlertPolicy,
): Promise<PolicyResult> {
  const results: CaseResult[] = [];
  for (const incident of world.incidents) {
    const near = peopleNear(world.responders, incident, policy.consideredRadiusM);
    results.push(
      await replayCase({ incident, near, policy, seed: world.seed, streets: city.streets }),
    );
  }
  return summarise(policy.name, results);
}

function peopleNear(
  responders: readonly CityResponder[],
  incident: CityIncident,
  radiusM: number,
): readonly CityResponder[] {
  return responders.filter((responder) => distanceM(responder.home, incident.place) <= radiusM);
}

function summarise(policy: string, results: readonly CaseResult[]): PolicyResult {
  const arrivals = results.flatMap((result) => result.onSceneMs ?? []);
  const timed = results.filter((result) => result.ambulanceMs !== null);
  const before = timed.filter(
    (result) => result.onSceneMs !== null && result.onSceneMs < (result.ambulanceMs ?? 0),
  );
  const all = createHash('sha256');
  for (const result of results) all.update(result.digest);
  const median = quantile(arrivals, 0.5);
  return {
    policy,
    incidents: results.length,
    alertsPerIncident: mean(results.map((result) => result.alerted)),
    acceptsPerIncident: mean(results.map((result) => result.accepted)),
    reached: arrivals.length / results.length,
    onSceneP50S: median === null ? null : median / SECOND_MS,
    beforeAmbulance: timed.length === 0 ? null : before.length / timed.length,
    decideP99Ms:
      quantile(
        results.flatMap((result) => result.decideMs),
        0.99,
      ) ?? 0,
    digest: all.digest('hex').slice(0, 16),
  };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value below which that share of the values lies; null for none. */
function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
}

/** The stable line of one policy. */
export function replayLine(result: PolicyResult): string {
  const share = (value: number | null): string => (value === null ? 'none' : value.toFixed(3));
  return [
    `REPLAY policy=${result.policy}`,
    `incidents=${result.incidents}`,
    `alerts_per_incident=${result.alertsPerIncident.toFixed(2)}`,
    `accepts_per_incident=${result.acceptsPerIncident.toFixed(2)}`,
    `reached=${share(result.reached)}`,
    `on_scene_s_p50=${result.onSceneP50S === null ? 'none' : result.onSceneP50S.toFixed(0)}`,
    `before_ambulance=${share(result.beforeAmbulance)}`,
    `decide_ms_p99=${result.decideP99Ms.toFixed(3)}`,
    `digest=${result.digest}`,
  ].join(' ');
}
