import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Plan, PlanInput } from '#core/plan';
import { planAlerts } from '#core/who-to-alert';
import { UsageError } from './usage-error';

/** How many stored decisions came out the same again. */
export interface DecisionsCheck {
  readonly read: number;
  readonly same: number;
  /** Names of those that did not, or could not be read. */
  readonly different: readonly string[];
}

/**
 * Decides each stored decision again from its stored input and compares the plans. The file has
 * one JSON object a line: `{incidentId, seq, input, plan}`, as decisions are exported. Keys are
 * put in order before comparing, for databases do not keep it.
 */
export async function checkDecisions(file: string): Promise<DecisionsCheck> {
  let [read, same] = [0, 0];
  const different: string[] = [];
  try {
    for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
      if (line.trim() === '') continue;
      read += 1;
      const problem = whatDiffers(line, read);
      if (problem === null) same += 1;
      else different.push(problem);
    }
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : `cannot read ${file}`);
  }
  return { read, same, different };
}

/** Writes decisions to a file, a line each, in the form that `checkDecisions` reads. */
export class DecisionFile {
  private readonly file: number;
  private readonly counts = new Map<string, number>();

  constructor(path: string) {
    this.file = openSync(path, 'w');
  }

  add(contestant: string, input: PlanInput, plan: Plan): void {
    const incidentId = `${contestant}/${input.incident.id}`;
    const seq = (this.counts.get(incidentId) ?? 0) + 1;
    this.counts.set(incidentId, seq);
    writeSync(this.file, `${JSON.stringify({ incidentId, seq, input, plan })}\n`);
  }

  close(): void {
    closeSync(this.file);
  }
}

/** Null where the plan is the same again. */
function whatDiffers(line: string, number: number): string | null {
  try {
    const stored = JSON.parse(line) as {
      readonly incidentId?: string;
      readonly seq?: number;
      readonly input: PlanInput;
      readonly plan: Plan;
    };
    const again: unknown = JSON.parse(JSON.stringify(planAlerts(stored.input)));
    if (inOrder(again) === inOrder(stored.plan)) return null;
    return `line ${number}: incident ${stored.incidentId ?? '?'}, decision ${stored.seq ?? '?'}`;
  } catch (error) {
    return `line ${number}: ${error instanceof Error ? error.message : 'cannot be read'}`;
  }
}

/** JSON with the keys of every object in order. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
