import ts from 'typescript';
import {
  at,
  isCode,
  isScript,
  isSpec,
  isUnder,
  lineOf,
  linesThat,
  walk,
  type Finding,
  type Source,
} from './source';

export const FILE_LINES_MAX = 400;
export const CORE_FILE_LINES_MAX = 250;
export const FUNCTION_LINES_MAX = 50;
export const COLUMNS_MAX = 100;
export const PARAMETERS_MAX = 3;

/** Files that have grown into two. */
export function longFiles(source: Source): readonly Finding[] {
  if (!isCode(source)) return [];
  const max =
    isUnder(source.path, 'libs/core') && !isSpec(source) ? CORE_FILE_LINES_MAX : FILE_LINES_MAX;
  const count = source.lines.length - (source.text.endsWith('\n') ? 1 : 0);
  const remedy = `${count} lines where ${max} are allowed: split the file by what it is about`;
  return count > max ? [{ path: source.path, line: max, remedy }] : [];
}

/** A sentence of a page, which stands in one piece so that it can be found and translated. */
const SENTENCE = /\bt\(\s*'[^']*'/g;

/** Lines too long to read beside another file. */
export function longLines(source: Source): readonly Finding[] {
  if (!isCode(source)) return [];
  // Where the call has arguments its sentence stands on a line of its own.
  const isLong = (line: string): boolean =>
    line.replaceAll(SENTENCE, '').length > COLUMNS_MAX && !/^\s*'[^']*',?$/.test(line);
  return linesThat(source, isLong).map((line) => ({
    path: source.path,
    line,
    remedy: `more than ${COLUMNS_MAX} columns: break the line`,
  }));
}

/** Functions too long to see at once; comments and blank lines do not count. */
export function longFunctions(source: Source): readonly Finding[] {
  if (!isScript(source) || isSpec(source) || isUnder(source.path, 'test')) return [];
  const found: Finding[] = [];
  let lines: ReadonlySet<number> | undefined;
  walk(source.tree(), (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return;
    const first = lineOf(source, node);
    const last = source.tree().getLineAndCharacterOfPosition(node.getEnd()).line + 1;
    if (last - first < FUNCTION_LINES_MAX) return;
    lines ??= linesOfCode(source);
    const count = [...lines].filter((line) => line >= first && line <= last).length;
    const remedy = `${count} lines where ${FUNCTION_LINES_MAX} are allowed: take a step out of it`;
    if (count > FUNCTION_LINES_MAX) found.push(at(source, node, remedy));
  });
  return found;
}

/** Functions whose arguments one can mix up. */
export function manyParameters(source: Source): readonly Finding[] {
  if (!isScript(source) || isSpec(source)) return [];
  const found: Finding[] = [];
  walk(source.tree(), (node) => {
    if (!ts.isFunctionLike(node) || ts.isConstructorDeclaration(node)) return;
    const count = node.parameters.length;
    const remedy = `${count} parameters where ${PARAMETERS_MAX} are allowed: take one object`;
    if (count > PARAMETERS_MAX) found.push(at(source, node, remedy));
  });
  return found;
}

/** Lines that hold at least one token, and are not blank. */
function linesOfCode(source: Source): ReadonlySet<number> {
  const tree = source.tree();
  const lines = new Set<number>();
  const visit = (node: ts.Node): void => {
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode)
      return;
    const children = node.getChildren(tree);
    if (children.length > 0) {
      children.forEach(visit);
      return;
    }
    const first = lineOf(source, node);
    const last = tree.getLineAndCharacterOfPosition(node.getEnd()).line + 1;
    for (let line = first; line <= last; line += 1) {
      if (source.lines[line - 1]?.trim() !== '') lines.add(line);
    }
  };
  visit(tree);
  return lines;
}
