/** Parts of documents that commands write: they stand between two marks, and nothing else moves. */
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Replaces what stands between the marks by these paragraphs, formatted as the rest is; throws
 * where the marks are not there.
 */
export async function writeBetween(file, { begin, end }, paragraphs) {
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} lacks the marks ${begin} and ${end}`);
  const whole = text.slice(0, from) + [begin, ...paragraphs, ''].join('\n\n') + text.slice(to);
  // Not before: whoever calls may have had to install it first.
  const { format, resolveConfig } = await import('prettier');
  const config = await resolveConfig(file);
  writeFileSync(file, await format(whole, { ...config, filepath: file }));
}
