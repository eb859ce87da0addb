import ts from 'typescript';
import { at, isExample, isScript, isSpec, isUnder, type Finding, type Source } from './source';

/** Something a file offers to others. */
interface Exported {
  readonly name: string;
  readonly node: ts.Node;
  /** Where its docstring would stand. */
  readonly documented: ts.Node;
  readonly isFunction: boolean;
}

/** The words of GLOSSARY.md. */
export interface Words {
  /** A banned word, and what to say instead where the glossary names it. */
  readonly banned: ReadonlyMap<string, string>;
  /** Compounds in which a banned word is right, each as its words. */
  readonly allowed: readonly (readonly string[])[];
}

const LIBRARIES = ['libs/core', 'libs/contracts', 'libs/flow', 'packages'];

/** Exported functions, classes and their public methods that say nothing of what they promise. */
export function missingDocstrings(source: Source): readonly Finding[] {
  if (!isLibrary(source)) return [];
  if (isExample(source)) return [];
  const functions = exportsOf(source)
    .flatMap((entry) => [entry, ...publicMethods(entry)])
    .filter((entry) => entry.isFunction);
  // One docstring does for all signatures of a function.
  const told = new Set(
    functions.filter((entry) => hasDocstring(entry.documented)).map(({ name }) => name),
  );
  return functions
    .filter(({ name }) => !told.has(name))
    .map((entry) => at(source, entry.node, `${entry.name} needs a docstring: what it promises`));
}

/** Exported names and file names with a word that the glossary does not use. */
export function bannedNames(source: Source, words: Words): readonly Finding[] {
  if (!isLibrary(source)) return [];
  const file = (source.path.split('/').at(-1) ?? '').replace(/\.ts$/, '');
  const named = exportsOf(source).map(({ name, node }) => ({ name, node }));
  return [{ name: file, node: source.tree() }, ...named].flatMap(({ name, node }) =>
    bannedIn(name, words).map((word) => {
      const instead = words.banned.get(word) ?? '';
      return at(source, node, `"${word}" in ${name} is not our word${instead}; see GLOSSARY.md`);
    }),
  );
}

/**
 * The words of the glossary's blocks `banned` and `allowed`: one entry a line, its first word the
 * entry, the rest of the line what to say instead.
 */
export function wordsOf(glossary: string): Words {
  const banned = new Map<string, string>();
  for (const line of block(glossary, 'banned')) {
    const [word = '', ...rest] = line.split(/[\s:→]+/u);
    const instead = rest.filter((part) => part !== '' && part !== '->').join(' ');
    banned.set(word.toLowerCase(), instead === '' ? '' : `, say ${instead}`);
  }
  const allowed = block(glossary, 'allowed').map((line) => wordsIn(line.split(/\s+/)[0] ?? ''));
  return { banned, allowed };
}

/** The words of a name in whatever case: `bySeverity`, `MAX_BATCH`, `who-to-alert`. */
export function wordsIn(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

function bannedIn(name: string, words: Words): readonly string[] {
  const inName = wordsIn(name);
  const fine = new Set<number>();
  for (const compound of words.allowed) {
    inName.forEach((_, start) => {
      const fits = compound.every((word, step) => isForm(inName[start + step] ?? '', word));
      if (fits) compound.forEach((__, step) => fine.add(start + step));
    });
  }
  return inName.flatMap((word, index) => {
    const found = [...words.banned.keys()].find((banned) => isForm(word, banned));
    return found === undefined || fine.has(index) ? [] : [found];
  });
}

/** The word itself or its plural. */
function isForm(word: string, of: string): boolean {
  return word === of || word === `${of}s` || word === `${of}es`;
}

function block(glossary: string, name: string): readonly string[] {
  const found = new RegExp(`^\`\`\`${name}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(glossary);
  if (found === null) throw new Error(`GLOSSARY.md has no block \`\`\`${name}`);
  return (found[1] ?? '')
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function isLibrary(source: Source): boolean {
  return isUnder(source.path, ...LIBRARIES) && isScript(source) && !isSpec(source);
}

function exportsOf(source: Source): readonly Exported[] {
  return source.tree().statements.flatMap((statement): readonly Exported[] => {
    if (!isExported(statement)) return [];
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map((node) => ({
        name: node.name.getText(),
        node,
        documented: statement,
        isFunction: node.initializer !== undefined && ts.isFunctionLike(node.initializer),
      }));
    }
    const named =
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isEnumDeclaration(statement);
    if (!named) return [];
    const isFunction = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
    const name = statement.name?.text ?? 'default';
    return [{ name, node: statement, documented: statement, isFunction }];
  });
}

function publicMethods({ name, node }: Exported): readonly Exported[] {
  if (!ts.isClassDeclaration(node)) return [];
  return node.members.flatMap((member) => {
    const offered = ts.isMethodDeclaration(member) || ts.isAccessor(member);
    if (!offered || isHidden(member)) return [];
    const full = `${name}.${member.name.getText()}`;
    return [{ name: full, node: member, documented: member, isFunction: true }];
  });
}

function isHidden(member: ts.MethodDeclaration | ts.AccessorDeclaration): boolean {
  const flags = ts.getCombinedModifierFlags(member);
  return (
    ts.isPrivateIdentifier(member.name) ||
    (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0
  );
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function hasDocstring(node: ts.Node): boolean {
  return ts.getJSDocCommentsAndTags(node).some(ts.isJSDoc);
}
