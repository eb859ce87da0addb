import { parseArgs } from 'node:util';
import type { Calibration } from '#core/acceptance-calibration';
import { CheckAcceptance } from '#flow/check-acceptance';
import { ResponsePlans } from '#flow/response-plans';
import { withStore } from './command-store';
import { commandEnvironment } from './config';
import { whichOrganisation } from './which-organisation';

const USAGE = 'npm run acceptance -- [--organisation SLUG] [--days N]';
const DIGITS = 4;

interface Options {
  readonly organisation: string | null;
  readonly days: number | null;
}

/**
 * `npm run acceptance`: checks how well the chances of a yes came true, and keeps the check, by
 * whose verdict decisions go until the next.
 */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const clock = { now: () => Date.now(), stretch: (realMs: number) => realMs };
  const calibration = await withStore(commandEnvironment().databaseUrl, async (store) => {
    const plans = new ResponsePlans({ planStore: store.responsePlans, clock });
    const checks = store.acceptanceChecks;
    const step = new CheckAcceptance({ checks, people: store.people, plans, clock });
    return step.check(
      await whichOrganisation(store.pools.door, options.organisation),
      options.days,
    );
  });
  for (const line of linesOf(calibration)) console.log(line);
}

function linesOf(calibration: Calibration): readonly string[] {
  const { count, brier, constantBrier, logLoss, slope, intercept, verdict } = calibration;
  const short = (figure: number | null): string => figure?.toFixed(DIGITS) ?? 'none';
  const fields = [
    `alerts=${count}`,
    `brier=${short(brier)}`,
    `constant_brier=${short(constantBrier)}`,
    `log_loss=${short(logLoss)}`,
    `slope=${short(slope)}`,
    `verdict=${verdict}`,
    `intercept=${short(intercept)}`,
    `share=${short(calibration.acceptedShare)}`,
    `constant=${short(calibration.constantShare)}`,
  ];
  return [
    ...calibration.bins.map(
      (bin) =>
        `${String(bin.count).padStart(6)} alerts foretold ${short(bin.meanChance)}, ` +
        `accepted ${short(bin.acceptedShare)}`,
    ),
    `ACCEPTANCE ${fields.join(' ')}`,
  ];
}

function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: { organisation: { type: 'string' }, days: { type: 'string' } },
  });
  const days = values.days === undefined ? null : Number(values.days);
  if (days !== null && !(days > 0 && Number.isInteger(days))) {
    throw new Error(`--days takes a whole number of days.\n${USAGE}`);
  }
  return { organisation: values.organisation ?? null, days };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'the check failed');
  process.exitCode = 1;
});
