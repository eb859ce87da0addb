import { policyByName } from '#core/policy-presets';
import { NO_HISTORY } from '#core/response-history';
import { numberOf } from '../../apps/simulator/src/replay/draws';
import type { Happening } from '../../apps/simulator/src/replay/outcome';
import { makePopulation, populationOf } from '../../apps/simulator/src/replay/population';
import { runCase } from '../../apps/simulator/src/replay/run-case';
import { makeScene } from '../../apps/simulator/src/replay/scene';
import { zurich } from '../../apps/simulator/src/replay/zurich';
import { replayByFlow, toldByReplay, type Course, type Made } from './replay-by-flow';

const SEED = 'lean and flow';
const CASES = 5;
const PEOPLE_PER_KM2 = 5;

describe('the lean replay', () => {
  const region = zurich();
  const seed = numberOf(SEED);
  const made = makePopulation(region, PEOPLE_PER_KM2, seed);
  // The record of a new service is empty: nobody has been asked before.
  const people = made.people.map((person) => ({ ...person, history: NO_HISTORY }));
  const population = populationOf(people, seed);
  const cases = region.cases(CASES, SEED);

  const courseOf = (name: string, index: number): Course => {
    const policy = policyByName(name);
    const one = cases[index];
    if (policy === undefined || one === undefined) throw new Error(`no ${name} or case ${index}`);
    const { radiusM, candidateMax, aedRadiusM } = policy;
    const reach = { radiusM, candidateMax, aedRadiusM, aedWays: true, roads: false };
    const whole = makeScene({
      case: one,
      region,
      population,
      reach: { ...reach, ambulanceFrom: 'dispatch' },
    });
    // Those who share a position; homes and work are the stores' own subject.
    const scene = { ...whole, around: whole.around.filter(({ candidate }) => candidate.fix) };
    const decisions: Made[] = [];
    const happened: Happening[] = [];
    runCase(scene, policy, {
      // The replay goes on writing into what it hands out.
      decided: (_ms, input, plan) => decisions.push(structuredClone({ input, plan })),
      fellBack: (error) => {
        throw error;
      },
      happened: (what) => happened.push(what),
    });
    return { scene, policy, made: decisions, happened };
  };

  it.each(['nearest-10', 'replace-7', 'hartslagnu', 'closeby-larsen'])(
    'decides by %s what the server decides in the same case',
    async (name) => {
      let told = 0;
      for (let index = 0; index < CASES; index += 1) {
        const course = courseOf(name, index);
        const expected = toldByReplay(course);
        expect(await replayByFlow(course, region.timeZone)).toEqual(expected);
        told += expected.length;
      }
      // Else nothing was compared.
      expect(told).toBeGreaterThanOrEqual(CASES);
    },
  );
});
