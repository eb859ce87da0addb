import type { z } from 'zod';
import type { PolicyMessage } from '#contracts/policy-api';
import type { draftPlanSchema, ResponsePlanView } from '#contracts/response-plan-api';
import type { HttpClient } from './http-client';
import type { Rule } from './rule';
import { SetUpFailed } from './set-up';

type Ladders = PolicyMessage['ladders'];

/** What is to be named in control's messages, and by what the waits were multiplied. */
export interface FittedLadders {
  readonly policyName: string | null;
  readonly share: number;
}

/** The last rung comes after this share of the time that an alert stands. */
const LAST_RUNG_SHARE = 0.8;

/**
 * On a fast clock people answer and alerts expire fast, while providers take real time: at 60 times
 * real time an alert has expired after five seconds, before any SMS. So the ladders of the policy
 * are drawn together until their last rung fits, by a response plan of its own.
 *
 * @param named what control's messages would name otherwise
 */
export async function fitLadders(
  keeper: HttpClient,
  task: { readonly rule: Rule; readonly speed: number; readonly named: string | null },
): Promise<FittedLadders> {
  const { rule, speed, named } = task;
  const share = ladderShare(rule, speed);
  if (share === 1) return { policyName: named, share };
  const draft: z.input<typeof draftPlanSchema> = {
    name: `${rule.name}-fast-clock`,
    title: `${rule.name} for a clock ${speed} times as fast`,
    kinds: ['cardiac-arrest'],
    preset: rule.name,
    changes: { ladders: shortened(rule.ladders, share) },
  };
  const drafted = await keeper.ask<ResponsePlanView>('POST', '/v1/response-plans', draft);
  if (!drafted.ok) throw new SetUpFailed(`the server took no shorter ladder: ${drafted.detail}`);
  const { name, version } = drafted.value;
  const path = `/v1/response-plans/${name}/versions/${version}/activate`;
  const active = await keeper.ask('POST', path);
  if (!active.ok) throw new SetUpFailed(`the server took no shorter ladder: ${active.detail}`);
  return { policyName: name, share };
}

/** By what the waits of a rule's ladders are multiplied, so that they fit; never more than 1. */
export function ladderShare({ ladders, alertTtlMs }: Rule, speed: number): number {
  const lastMs = Math.max(...ladders['life-threatening'].map(({ afterMs }) => afterMs));
  const standsMs = alertTtlMs / speed;
  return lastMs === 0 ? 1 : Math.min(1, (standsMs * LAST_RUNG_SHARE) / lastMs);
}

function shortened(ladders: Ladders, share: number): Ladders {
  const shorten = (ladder: Ladders['urgent']): Ladders['urgent'] =>
    ladder.map(({ channel, afterMs }) => ({ channel, afterMs: Math.round(afterMs * share) }));
  return {
    'life-threatening': shorten(ladders['life-threatening']),
    urgent: shorten(ladders.urgent),
    routine: shorten(ladders.routine),
    'stood-down': shorten(ladders['stood-down']),
    changed: shorten(ladders.changed),
  };
}
