import ts from 'typescript';
import { at, isScript, isSpec, isUnder, walk, type Finding, type Source } from './source';

/** The only file of the server, and of everything under libs, that reads the environment. */
export const CONFIG = 'apps/server/src/config.ts';
/** A program of its own, on other machines than the server's. */
const COMMAND_LINE = 'packages/closeby/src/main.ts';

const IMPURE = new Map([
  ['process', 'give what it says as an argument'],
  ['console', 'return what there is to say'],
  ['performance', 'take times as arguments'],
  ['setTimeout', 'return when to look again'],
  ['setInterval', 'return when to look again'],
  ['setImmediate', 'return what to do next'],
  ['queueMicrotask', 'return what to do next'],
  ['fetch', 'put the network behind a port'],
  ['crypto', 'take random things as arguments'],
  ['globalThis', 'take what is needed as an argument'],
]);

/** Clocks, dice, timers and the process in core, where the same input gives the same plan. */
export function impureCore(source: Source): readonly Finding[] {
  if (!isUnder(source.path, 'libs/core') || isSpec(source)) return [];
  return readings(source, (node) => {
    if (isMemberOf(node, 'Math', 'random'))
      return 'no dice in core: take the number as an argument';
    if (readsClock(node)) return 'no clock in core: `now` is an argument';
    if (!ts.isIdentifier(node) || isOnlyAName(node)) return undefined;
    const instead = IMPURE.get(node.text);
    return instead === undefined ? undefined : `no \`${node.text}\` in core: ${instead}`;
  });
}

/** The machine's clock in flow, where all waiting goes by the clock port. */
export function clockInFlow(source: Source): readonly Finding[] {
  if (!isUnder(source.path, 'libs/flow') || isSpec(source)) return [];
  return readings(source, (node) =>
    readsClock(node) ? 'flow asks the Clock port what time it is' : undefined,
  );
}

/** The environment read elsewhere than in the one file that checks it. */
export function strayEnvironment(source: Source): readonly Finding[] {
  const checked =
    isUnder(source.path, 'libs', 'apps', 'migrations', 'packages') &&
    isScript(source) &&
    !isSpec(source) &&
    source.path !== CONFIG &&
    source.path !== COMMAND_LINE &&
    !/^apps\/simulator\/src\/\w+\/main\.ts$/.test(source.path);
  if (!checked) return [];
  return readings(source, (node) =>
    isMemberOf(node, 'process', 'env') || importsEnv(node)
      ? `only ${CONFIG} reads the environment; ask it for a checked setting`
      : undefined,
  );
}

/** Statuses set by hand in the server; they move by their tables in core. */
export function statusByHand(source: Source): readonly Finding[] {
  if (!isUnder(source.path, 'apps/server') || isSpec(source) || !isScript(source)) return [];
  return readings(source, (node) => {
    if (!ts.isBinaryExpression(node)) return undefined;
    if (node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
    return isNamedStatus(node.left)
      ? 'a status is not assigned: a step of flow moves it by its table'
      : undefined;
  });
}

function readings(
  source: Source,
  judge: (node: ts.Node) => string | undefined,
): readonly Finding[] {
  const found: Finding[] = [];
  walk(source.tree(), (node) => {
    const remedy = judge(node);
    if (remedy !== undefined) found.push(at(source, node, remedy));
  });
  return found;
}

function readsClock(node: ts.Node): boolean {
  if (isMemberOf(node, 'Date', 'now')) return true;
  return ts.isNewExpression(node) && isNamed(node.expression, 'Date') && !node.arguments?.length;
}

function isMemberOf(node: ts.Node, object: string, member: string): boolean {
  if (ts.isPropertyAccessExpression(node)) {
    return isNamed(node.expression, object) && node.name.text === member;
  }
  return (
    ts.isElementAccessExpression(node) &&
    isNamed(node.expression, object) &&
    ts.isStringLiteralLike(node.argumentExpression) &&
    node.argumentExpression.text === member
  );
}

function importsEnv(node: ts.Node): boolean {
  if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) return false;
  return /^(node:)?process$/.test(node.moduleSpecifier.text);
}

function isNamed(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}

function isNamedStatus(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return /^status$/i.test(node.name.text);
  return (
    ts.isElementAccessExpression(node) &&
    ts.isStringLiteralLike(node.argumentExpression) &&
    node.argumentExpression.text === 'status'
  );
}

/** A field, parameter or member that happens to be called so is nobody's global. */
function isOnlyAName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return (
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isParameter(parent) ||
      ts.isMethodSignature(parent)) &&
    parent.name === node
  );
}
