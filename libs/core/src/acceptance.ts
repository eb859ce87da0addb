import { chanceWithin, type LogNormal } from '#core/log-normal';
import type { ResponseHistory } from '#core/response-history';

/** How likely people are to say yes. */
export interface AcceptanceModel {
  /** Share of yes among all alerts. */
  readonly groupShare: number;
  /** Share of those who do not say yes that say nothing at all. */
  readonly silentShare: number;
  /** A person's own alerts weigh against so many of the group. */
  readonly ownWeight: number;
  /** Change of the log-odds for each kilometre of the way, and by night. */
  readonly logitPerKm: number;
  readonly logitNight: number;
  /** Chance that someone who said yes comes. */
  readonly comesChance: number;
  /** The same of someone who should have moved by now and has not. */
  readonly stalledComesChance: number;
}

export interface AcceptanceCircumstances {
  readonly wayM: number;
  readonly isNight: boolean;
}

/**
 * Chance that this person says yes to an alert now: the group's log-odds moved by distance and
 * night, then the person's own record against `ownWeight` alerts of that group (the mean of a
 * Beta posterior).
 */
export function acceptChance(
  history: ResponseHistory,
  circumstances: AcceptanceCircumstances,
  model: AcceptanceModel,
): number {
  const { groupShare, ownWeight, logitPerKm, logitNight } = model;
  const logit =
    Math.log(groupShare / (1 - groupShare)) +
    logitPerKm * (circumstances.wayM / 1_000) +
    (circumstances.isNight ? logitNight : 0);
  const share = 1 / (1 + Math.exp(-logit));
  return (ownWeight * share + history.accepts) / (ownWeight + history.alerts);
}

/**
 * The chance of a yes from someone who has been silent since the alert, by Bayes' rule: those who
 * answer, either way, would have by now with the chance that the reply delay gives.
 */
export function acceptChanceWhileSilent(
  chance: number,
  silent: { readonly sinceMs: number; readonly reply: LogNormal },
  model: AcceptanceModel,
): number {
  const stillToReply = 1 - chanceWithin(silent.reply, silent.sinceMs);
  const yes = chance * stillToReply;
  const no = (1 - chance) * (1 - model.silentShare) * stillToReply;
  const never = (1 - chance) * model.silentShare;
  const all = yes + no + never;
  return all === 0 ? 0 : yes / all;
}
