import { ok, refuse, type Result } from '#core/problem';

/**
 * One value of a document with those below it. XML and JSON look alike: attributes are children
 * named `@name`, elements of an array are children of one name.
 */
export interface DocumentNode {
  readonly name: string;
  /** From the root of the document, as it is told to people. */
  readonly path: string;
  /** Null where it is no value. */
  readonly text: string | null;
  readonly children: readonly DocumentNode[];
}

/** Which of several nodes of one name. */
type Pick =
  | { readonly by: 'number'; readonly number: number }
  | { readonly by: 'all' }
  | { readonly by: 'value'; readonly child: string; readonly equals: string };

interface Step {
  readonly name: string;
  readonly pick: Pick;
}

export interface MappingPath {
  readonly fromRoot: boolean;
  readonly steps: readonly Step[];
}

export const PATH_LENGTH_MAX = 300;
export const PATH_STEPS_MAX = 20;
/** Nodes that one path leads to; no message has so many lines of an address, or dangers. */
export const FOUND_MAX = 200;
const NUMBER_DIGITS_MAX = 4;

/**
 * Reads a path: names with `/` between, `@name` for an attribute, and after a name `[2]` for the
 * third of that name, `[*]` for all, `[type=home]` for the first whose child has that value. A
 * path that begins with `/` begins at the root. There are no expressions in it.
 *
 * @returns `invalid-field` with what is wrong
 */
export function readPath(text: string): Result<MappingPath> {
  if (text.length > PATH_LENGTH_MAX) return wrong(`is longer than ${PATH_LENGTH_MAX} characters`);
  const fromRoot = text.startsWith('/');
  const parts = splitSteps(fromRoot ? text.slice(1) : text);
  if (parts.length > PATH_STEPS_MAX) return wrong(`has more than ${PATH_STEPS_MAX} steps`);
  const steps: Step[] = [];
  for (const part of parts) {
    const step = readStep(part);
    if (step === null) return wrong(`has a step that is not understood: ${JSON.stringify(part)}`);
    steps.push(step);
  }
  return ok({ fromRoot, steps });
}

/** The nodes that a path leads to, the first `FOUND_MAX` of the document; none is no fault. */
export function follow(
  path: MappingPath,
  from: { readonly root: DocumentNode; readonly base: DocumentNode },
): readonly DocumentNode[] {
  let nodes: readonly DocumentNode[] = [path.fromRoot ? from.root : from.base];
  for (const step of path.steps) {
    nodes = nodes.flatMap((node) => childrenAt(node, step)).slice(0, FOUND_MAX);
  }
  return nodes;
}

function childrenAt({ children }: DocumentNode, { name, pick }: Step): readonly DocumentNode[] {
  const named = children.filter((child) => child.name === name);
  if (pick.by === 'all') return named;
  if (pick.by === 'number') return named.slice(pick.number, pick.number + 1);
  const found = named.find((child) =>
    child.children.some((one) => one.name === pick.child && one.text?.trim() === pick.equals),
  );
  return found === undefined ? [] : [found];
}

/** At each `/` that stands in no brackets. */
function splitSteps(text: string): readonly string[] {
  const parts: string[] = [];
  let [began, isInside] = [0, false];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '[') isInside = true;
    else if (text[at] === ']') isInside = false;
    else if (text[at] === '/' && !isInside) {
      parts.push(text.slice(began, at));
      began = at + 1;
    }
  }
  return [...parts, text.slice(began)];
}

function readStep(part: string): Step | null {
  const opens = part.indexOf('[');
  const name = opens < 0 ? part : part.slice(0, opens);
  if (name.trim() === '' || name.includes(']')) return null;
  if (opens < 0) return { name, pick: { by: 'number', number: 0 } };
  const inside = part.slice(opens + 1, -1);
  if (!part.endsWith(']') || inside.includes('[') || inside.includes(']')) return null;
  const pick = readPick(inside);
  return pick === null ? null : { name, pick };
}

function readPick(inside: string): Pick | null {
  if (inside === '*') return { by: 'all' };
  if (/^\d+$/.test(inside)) {
    return inside.length > NUMBER_DIGITS_MAX ? null : { by: 'number', number: Number(inside) };
  }
  const at = inside.indexOf('=');
  if (at <= 0) return null;
  return { by: 'value', child: inside.slice(0, at), equals: inside.slice(at + 1) };
}

function wrong(says: string): Result<never> {
  return refuse('invalid-field', `The path ${says}.`);
}
