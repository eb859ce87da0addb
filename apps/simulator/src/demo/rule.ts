import type { PolicyMessage } from '#contracts/policy-api';
import type { PresetsView } from '#contracts/response-plan-api';
import type { HttpClient } from './http-client';
import { WrongOptions } from './options';
import { SetUpFailed } from './set-up';

/** What the demo holds the server to, out of the policy that control's messages name. */
export interface Rule {
  readonly name: string;
  readonly radiusM: number;
  readonly fixStaleAfterMs: number;
  readonly fixAccuracyMaxM: number;
  readonly credentialKinds: readonly string[];
  /** An unanswered alert stands so long. */
  readonly alertTtlMs: number;
  readonly ladders: PolicyMessage['ladders'];
  /** Who had so many alerts in seven days gets no more; null for no limit. */
  readonly perPerson7DaysMax: number | null;
  /** Whether somebody is asked whenever there is anybody to ask. */
  readonly asksSomebody: boolean;
}

/**
 * Reads a preset's numbers from the server with control's key. Throws `WrongOptions` where there
 * is none of that name, `SetUpFailed` where the server does not tell.
 */
export async function readRule(control: HttpClient, name: string): Promise<Rule> {
  const answer = await control.ask<PresetsView>('GET', '/v1/response-plans/presets');
  if (!answer.ok) throw new SetUpFailed(`the server did not tell its policies: ${answer.detail}`);
  const presets = answer.value.items;
  const preset = presets.find((each) => each.name === name);
  if (preset === undefined) {
    const names = presets.map((each) => each.name).join(', ');
    throw new WrongOptions(`--policy is ${name}, not one of ${names}.`);
  }
  const { choice, limits, ...policy } = preset.policy;
  const { radiusM, fixStaleAfterMs, fixAccuracyMaxM, credentialKinds, alertTtlMs } = policy;
  return {
    ...{ name, fixStaleAfterMs, fixAccuracyMaxM, credentialKinds, alertTtlMs },
    ladders: policy.ladders,
    radiusM: Math.min(radiusM, limits.quietHours?.radiusM ?? Infinity),
    perPerson7DaysMax: limits.perPerson7DaysMax,
    asksSomebody: choice.kind === 'nearest' ? !choice.mustBeatAmbulance : choice.floorCount > 0,
  };
}
