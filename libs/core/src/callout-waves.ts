import type { Callout } from '#core/callout';
import type { BatchTally } from '#core/callout-learning';
import type { CalloutWave } from '#core/callout-needs';
import type { Equipment } from '#core/equipment';
import type { CredentialKind } from '#core/responder';
import type { Instant } from '#core/units';

/** What decides to which waves somebody belongs. */
export interface WaveMember {
  /** Of credentials that are valid now. */
  readonly kinds: readonly CredentialKind[];
  readonly equipment: readonly Equipment[];
  readonly groupIds: readonly string[];
  /** To the nearest muster point; null without a place. */
  readonly distanceM: number | null;
}

/** The waves that a person belongs to, by their index: a bit each. */
export function wavesOf(member: WaveMember, waves: readonly CalloutWave[]): number {
  return waves.reduce((bits, wave, index) => (isIn(member, wave) ? bits | (1 << index) : bits), 0);
}

/**
 * The wave that is asked now, by what was asked before: a wave is asked until its interval has
 * passed without filling what is wanted; the last one stays.
 */
export function waveNow(input: {
  readonly policy: Pick<Callout['policy'], 'waves' | 'intervalMs'>;
  readonly tallies: readonly BatchTally[];
  readonly now: Instant;
}): number {
  const { policy, tallies, now } = input;
  const last = policy.waves.length - 1;
  const newest = tallies.reduce((highest, tally) => Math.max(highest, tally.wave), 0);
  const began = tallies.filter(({ wave }) => wave === newest).map(({ askedAt }) => askedAt);
  const hadItsTime = began.length > 0 && now - Math.min(...began) >= policy.intervalMs;
  return Math.min(last, hadItsTime ? newest + 1 : newest);
}

function isIn(member: WaveMember, wave: CalloutWave): boolean {
  const { distanceMaxM } = wave;
  return (
    isAny(wave.credentialKinds, member.kinds) &&
    isAny(wave.equipment, member.equipment) &&
    isAny(wave.groupIds, member.groupIds) &&
    (distanceMaxM === null || (member.distanceM !== null && member.distanceM <= distanceMaxM))
  );
}

/** Any one of those asked for; where none is, whoever it is. */
function isAny<T>(asked: readonly T[], has: readonly T[]): boolean {
  return asked.length === 0 || asked.some((one) => has.includes(one));
}
