import { droppedStep, droppedTable, type DroppedFault, type DroppedStep } from '#core/control-csv';
import { readControlStep } from '#contracts/control-step';
import type { DroppedFile, ForeignMessage } from '#flow/ports';

/** A line of a dropped file as a message of ours, or why it is none. */
export interface DroppedLine {
  readonly line: number;
  readonly read: ForeignMessage | DroppedFault;
}

/**
 * The lines of a dropped file, each by itself: one that cannot be read keeps no other back, since
 * an alert lost is worse than a file that is half refused.
 *
 * @returns a single fault where the file as a whole cannot be read
 */
export function droppedLines({ content, isWhole }: DroppedFile): readonly DroppedLine[] {
  if (content === null) return [wholeFile('the file is too large')];
  const text = textOf(content);
  if (text === null) return [wholeFile('the file is no text')];
  const table = droppedTable(text);
  if ('says' in table) return [{ line: table.line, read: table }];
  return table.lines.map((line): DroppedLine => {
    if ('says' in line) {
      const column = table.heading[line.column - 1] ?? String(line.column);
      return { line: line.line, read: { ...line, column, controlRef: '' } };
    }
    const step = droppedStep(line, table, isWhole);
    return { line: line.line, read: 'says' in step ? step : messageOf(step) };
  });
}

/** By its byte-order mark, else UTF-8, else the encoding of old Windows programs; null: binary. */
function textOf(content: Uint8Array): string | null {
  const [first, second] = content;
  const marked = first === 0xff && second === 0xfe ? 'utf-16le' : 'utf-16be';
  const isWide = marked === 'utf-16le' || (first === 0xfe && second === 0xff);
  const encodings = isWide ? [marked] : ['utf-8', 'windows-1252'];
  for (const encoding of encodings) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(content);
      return text.includes('\u0000') ? null : text;
    } catch {
      continue;
    }
  }
  return null;
}

function messageOf(given: DroppedStep): ForeignMessage | DroppedFault {
  const { controlRef, kept, line } = given;
  const step = readControlStep(given);
  if (step.ok) return { documentId: null, step: step.value, kept };
  const { field = '', detail } = step.problem;
  return { line, column: field, controlRef, says: detail };
}

function wholeFile(says: string): DroppedLine {
  return { line: 1, read: { line: 1, column: '', controlRef: '', says } };
}
