import type { KeptField } from '#core/control-format';
import type { DocumentNode } from '#core/control-mapping-path';

/** Fields of one message that are kept; how many more there were is kept as well. */
export const KEPT_FIELDS_MAX = 500;
/** Characters of a kept field; what is longer is cut, and ends in an ellipsis. */
export const KEPT_LENGTH_MAX = 2_000;

/** Control characters but tab and line ends, and halves of characters. */
const UNSTORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff]/gu;

/**
 * Every value that no field has read, with its path, but for those of other messages of the
 * document; the last entry says how many more there were.
 *
 * @param others messages of the document that stand for themselves
 */
export function keptFields(
  { root, others }: { readonly root: DocumentNode; readonly others: ReadonlySet<DocumentNode> },
  read: ReadonlySet<DocumentNode>,
): readonly KeptField[] {
  const kept: KeptField[] = [];
  let moreCount = 0;
  const waiting: DocumentNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (others.has(node)) continue;
    const value = node.text?.trim() ?? '';
    if (value !== '' && !read.has(node)) {
      if (kept.length < KEPT_FIELDS_MAX) kept.push({ path: node.path, value: keptText(value) });
      else moreCount += 1;
    }
    for (const child of node.children.toReversed()) waiting.push(child);
  }
  return moreCount === 0 ? kept : [...kept, { path: '…', value: `${moreCount} more` }];
}

function keptText(value: string): string {
  const text = value.replace(UNSTORABLE, '\ufffd');
  return text.length <= KEPT_LENGTH_MAX ? text : cut(text, KEPT_LENGTH_MAX);
}

/** The first so many characters of a text, the last of them an ellipsis; none is cut in two. */
export function cut(value: string, lengthMax: number): string {
  return `${value.slice(0, lengthMax - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
