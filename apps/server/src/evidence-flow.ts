import { DebriefPacks } from '#flow/debrief-pack';
import { Evidence } from '#flow/evidence';
import type { Looks } from '#flow/looks';
import type { ReadIncident } from '#flow/read-incident';
import type { World } from './parts';

/** What is told of incidents that are over. */
export function buildEvidence(
  world: World,
  reads: { readonly readIncident: ReadIncident; readonly looks: Looks },
) {
  return {
    evidence: new Evidence(world),
    debriefPacks: new DebriefPacks({ ...world, ...reads }),
  };
}
