import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const PAGES = join(__dirname, '../../apps');

/** A sentence that a page says, by its English; counted ones have a form for one and for many. */
export interface Sentence {
  readonly english: string;
  readonly isCounted: boolean;
}

/** What the sources of a page say, and calls whose sentence is not written there in full. */
export function spokenBy(page: string): {
  readonly sentences: readonly Sentence[];
  readonly unclear: readonly string[];
} {
  const sentences = new Map<string, Sentence>();
  const unclear: string[] = [];
  const folder = join(PAGES, page);
  for (const name of sourcesBelow(folder)) {
    const text = readFileSync(join(folder, name), 'utf8');
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true);
    const visit = (node: ts.Node): void => {
      const said = ts.isCallExpression(node) ? sentenceOf(node) : null;
      if (said === 'unclear') {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        unclear.push(`${page}/${name}:${line + 1}`);
      } else if (said !== null) sentences.set(said.english, said);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { sentences: [...sentences.values()], unclear };
}

function sentenceOf({
  expression,
  arguments: given,
}: ts.CallExpression): Sentence | 'unclear' | null {
  const name = ts.isIdentifier(expression) ? expression.text : '';
  if (name !== 't' && name !== 'count') return null;
  const isCounted = name === 'count';
  const text = given[isCounted ? 2 : 0];
  if (text === undefined || !ts.isStringLiteralLike(text)) return 'unclear';
  return { english: isCounted ? `{{count}} ${text.text}` : text.text, isCounted };
}

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && name !== 'language.ts',
  );
}
