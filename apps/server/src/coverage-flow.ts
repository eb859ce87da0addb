import { AcceptanceVerdicts } from '#flow/check-acceptance';
import { Coverage } from '#flow/coverage';
import { CoverageReckoning } from '#flow/coverage-reckoning';
import { CoverageWatch } from '#flow/coverage-watch';
import type { ResponsePlans } from '#flow/response-plans';
import type { World } from './parts';

/** How well the area is covered, and who is told before a night that it is not. */
export function buildCoverage(
  world: World,
  use: { readonly plans: ResponsePlans; readonly onError: (error: unknown) => void },
) {
  const { coverageStore: coverage } = world;
  const verdicts = new AcceptanceVerdicts({ ...world, checks: world.acceptanceChecks });
  const reckoning = new CoverageReckoning({ ...world, ...use, coverage, verdicts });
  const ports = { ...world, ...use, coverage, reckoning };
  return { coverage: new Coverage(ports), coverageWatch: new CoverageWatch(ports) };
}
