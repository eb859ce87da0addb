import type { ResponsePlanView } from '#contracts/response-plan-api';

/** One number or word in which two versions differ. */
export interface PlanChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

type Flat = ReadonlyMap<string, string>;

/** In what two versions of a plan differ, field by field; sources say why and are left out. */
export function planChanges(before: ResponsePlanView, after: ResponsePlanView): PlanChange[] {
  const [old, fresh] = [flat(meant(before)), flat(meant(after))];
  const fields = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return fields.flatMap((field) => {
    const change = { field, before: old.get(field) ?? '–', after: fresh.get(field) ?? '–' };
    return change.before === change.after ? [] : [change];
  });
}

function meant({ title, kinds, determinants, safetyRules, policy }: ResponsePlanView): object {
  const { sources, ...decides } = policy;
  return { ...{ title, kinds, determinants, safetyRules, ...decides }, sources: typeof sources };
}

function flat(value: unknown, path = ''): Flat {
  const isTree = typeof value === 'object' && value !== null;
  if (!isTree) return new Map([[path, value === undefined ? '–' : JSON.stringify(value)]]);
  const parts = Object.entries(value).flatMap(([name, part]) => [
    ...flat(part, path === '' ? name : `${path}.${name}`),
  ]);
  return new Map(parts);
}
