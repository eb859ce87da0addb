import { calibrationOf, type ForetoldAnswer } from '#core/acceptance-calibration';
import { acceptChance } from '#core/acceptance';
import { ACCEPTANCE_MODEL } from '#core/policy-models';
import { numberOf } from './draws';
import type { BenchTask } from './bench';
import { openRegion } from './region-source';
import { replyTo } from './replies';
import { populationFor } from './run-part';
import { makeScene, type Scene } from './scene';

/** People asked in each case, the nearest first: whom any rule would ask. */
const ASKED = 10;
/** Cases looked at; more say nothing new. */
const CASES_MAX = 500;

/**
 * Whether the chances of a yes, as the decision reckons them from people's histories, come true in
 * this world; and whether they beat one constant for everybody. One line.
 */
export function acceptanceLine(task: BenchTask): string {
  const [seed = '1'] = task.seeds;
  const region = openRegion(task.source);
  const population = populationFor(region, { seed, density: task.density });
  const reach = {
    radiusM: 2_500,
    candidateMax: ASKED,
    aedRadiusM: 0,
    aedWays: false,
    roads: false,
    ambulanceFrom: task.ambulanceFrom,
  };
  const answers = region
    .cases(Math.min(task.incidents, CASES_MAX), `acceptance/${numberOf(seed)}`)
    .flatMap((one) => foretold(makeScene({ case: one, region, population, reach })));
  const { count, brier, constantBrier, slope, intercept, verdict, acceptedShare } = calibrationOf(
    answers,
    ACCEPTANCE_MODEL.groupShare,
  );
  return [
    `ACCEPTANCE alerts=${count}`,
    `brier=${brier.toFixed(4)}`,
    `constant_brier=${constantBrier.toFixed(4)}`,
    `slope=${slope?.toFixed(3) ?? 'none'}`,
    `verdict=${verdict}`,
    `intercept=${intercept?.toFixed(3) ?? 'none'}`,
    `accepted=${acceptedShare.toFixed(3)}`,
  ].join(' ');
}

function foretold(scene: Scene): readonly ForetoldAnswer[] {
  return scene.around.map((around) => {
    const { history, responder } = around.candidate;
    const wayM = scene.table.toPatientM[responder.id] ?? 0;
    const circumstances = { wayM, isNight: scene.isNight };
    return {
      chance: acceptChance(history, circumstances, ACCEPTANCE_MODEL),
      accepted: replyTo(around).kind === 'accept',
    };
  });
}
