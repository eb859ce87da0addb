import { parseArgs } from 'node:util';
import type { AlertPolicy } from '#core/alert-policy';
import { POLICY_PRESETS } from '#core/policy-presets';
import { loadCity } from '../city/city';
import { makeWorld } from '../city/world';
import { replayLine, replayPolicy, type PolicyResult } from './replay-policy';

const USAGE =
  'usage: npm run replay -- [--policy NAME|all] [--incidents N] [--responders N] [--seed TEXT]';
/** The sample city's recorded arrests; more are resampled. */
const INCIDENTS_DEFAULT = 2_071;
const INCIDENTS_MAX = 100_000;
const RESPONDERS_MAX = 100_000;

interface Options {
  readonly policies: readonly AlertPolicy[];
  readonly incidents: number;
  readonly responders: number;
  readonly seed: string;
}

/** Compares policies on recorded cases: virtual clock, no server, same people for each policy. */
async function main(): Promise<void> {
  const options = readOptions();
  if (typeof options === 'string') {
    console.error(`${options}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const city = loadCity();
  const { seed, responders, incidents } = options;
  const world = makeWorld(city, { seed, responders, aeds: 0, cases: incidents });
  const results: PolicyResult[] = [];
  for (const policy of options.policies) results.push(await replayPolicy(city, world, policy));
  console.log(`${world.city}: ${incidents} arrests, ${responders} responders, seed ${seed}`);
  for (const line of world.madeUp) console.log(`  ${line}`);
  console.table(
    results.map((result) => ({
      policy: result.policy,
      'alerts an incident': result.alertsPerIncident.toFixed(2),
      'yes an incident': result.acceptsPerIncident.toFixed(2),
      'reached %': (result.reached * 100).toFixed(1),
      'first on scene, median s': result.onSceneP50S?.toFixed(0) ?? '',
      'before ambulance %': ((result.beforeAmbulance ?? 0) * 100).toFixed(1),
    })),
  );
  for (const result of results) console.log(replayLine(result));
}

function readOptions(): Options | string {
  try {
    const { values } = parseArgs({
      options: {
        policy: { type: 'string', default: 'all' },
        incidents: { type: 'string', default: String(INCIDENTS_DEFAULT) },
        responders: { type: 'string', default: '3000' },
        seed: { type: 'string', default: '1' },
      },
    });
    const policies = policiesNamed(values.policy);
    if (policies.length === 0) {
      const names = Object.keys(POLICY_PRESETS).join(', ');
      return `there is no policy "${values.policy}"; policies are ${names}.`;
    }
    const incidents = wholeNumber(values.incidents, INCIDENTS_MAX);
    const responders = wholeNumber(values.responders, RESPONDERS_MAX);
    if (incidents === null) return `--incidents takes a number from 1 to ${INCIDENTS_MAX}.`;
    if (responders === null) return `--responders takes a number from 1 to ${RESPONDERS_MAX}.`;
    return { policies, incidents, responders, seed: values.seed };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function policiesNamed(name: string): readonly AlertPolicy[] {
  const all = Object.values(POLICY_PRESETS);
  return name === 'all' ? all : all.filter((policy) => policy.name === name);
}

function wholeNumber(text: string, max: number): number | null {
  const value = Number(text);
  return Number.isInteger(value) && value >= 1 && value <= max ? value : null;
}

void main();
