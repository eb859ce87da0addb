import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { appendFileSync, renameSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DroppedFile } from '#flow/ports';
import { FILE_BYTES_MAX, FileDropFolder, QUIET_MS, TAKEN_MAX_MS } from './file-drop-folder';

const ORGANISATION = '1f0c7a52-6a5c-4df0-9a53-0f5f6f2b7a11';
const NOW = Date.UTC(2026, 10, 23, 20);

describe('a folder in which control leaves files', () => {
  let root: string;
  let nowMs: number;
  const worker = (): FileDropFolder =>
    new FileDropFolder({
      root,
      csvLine: (cells) => `${cells.join(',')}\n`,
      steadyMs: () => nowMs,
    });
  const at = (...names: string[]): string => join(root, ORGANISATION, ...names);
  const drop = (name: string, text = 'a,b\n'): void => writeFileSync(at('incoming', name), text);
  const textOf = (file: DroppedFile | null): string | null =>
    file?.content ? new TextDecoder().decode(file.content) : null;
  /** Looks once, and again when nothing has changed for long enough. */
  const takeQuiet = async (one: FileDropFolder): Promise<DroppedFile | null> => {
    expect(await one.take(ORGANISATION, NOW)).toBeNull();
    nowMs += QUIET_MS;
    return one.take(ORGANISATION, NOW);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'closeby-drop-'));
    nowMs = 1_000;
    mkdirSync(at('incoming'), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is one for each organisation, and nothing else counts', async () => {
    mkdirSync(join(root, 'notes'));
    writeFileSync(join(root, '2f0c7a52-6a5c-4df0-9a53-0f5f6f2b7a11'), 'a file');
    await expect(worker().organisations()).resolves.toEqual([ORGANISATION]);
    await expect(worker().take('../elsewhere', NOW)).rejects.toThrow('no folder');
  });

  it('gives a file out once it has not changed for two seconds', async () => {
    const one = worker();
    drop('in.csv', 'a,');
    expect(await one.take(ORGANISATION, NOW)).toBeNull();
    nowMs += QUIET_MS - 1;
    appendFileSync(at('incoming', 'in.csv'), 'b\n');
    expect(await one.take(ORGANISATION, NOW)).toBeNull();
    nowMs += QUIET_MS;
    const file = await one.take(ORGANISATION, NOW);
    expect([file?.name, textOf(file), file?.isWhole]).toEqual(['in.csv', 'a,b\n', false]);
  });

  it('gives a file out at once that was renamed to be ready', async () => {
    writeFileSync(at('incoming', 'in.tmp'), 'a,b');
    renameSync(at('incoming', 'in.tmp'), at('incoming', 'in.ready.csv'));
    const file = await worker().take(ORGANISATION, NOW);
    expect([textOf(file), file?.isWhole]).toEqual(['a,b', true]);
  });

  it('gives each file to one worker, however many look at the same moment', async () => {
    for (let n = 0; n < 5; n += 1) drop(`in-${n}.ready.csv`);
    const taken = await Promise.all(
      Array.from({ length: 20 }, () => worker().take(ORGANISATION, NOW)),
    );
    const names = taken.flatMap((file) => (file === null ? [] : [file.name]));
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(0);
  });

  it('gives a file to another worker when its taker died, and it is put away once', async () => {
    drop('in.ready.csv');
    const [dead, alive] = [worker(), worker()];
    const first = await dead.take(ORGANISATION, NOW);
    expect(await alive.take(ORGANISATION, NOW + TAKEN_MAX_MS - 1)).toBeNull();
    const second = await alive.take(ORGANISATION, NOW + TAKEN_MAX_MS);
    expect(textOf(second)).toBe('a,b\n');
    if (first === null || second === null) throw new Error('both had it');
    await alive.settle(second, 'done', [['fine']]);
    await expect(dead.settle(first, 'refused', [['late']])).resolves.toBeNull();
    expect(readdirSync(at('taken'))).toEqual([]);
    expect(readdirSync(at('refused'))).toEqual([]);
    const [file = '', report = ''] = readdirSync(at('done')).sort();
    expect(file).toMatch(/^\d+-[0-9a-f]{8}-in\.ready\.csv$/);
    expect(readFileSync(at('done', report), 'utf8')).toBe('\ufefffine\n');
  });

  it('reads a file again that has grown since it was read', async () => {
    const one = worker();
    drop('in.csv');
    const file = await takeQuiet(one);
    if (file === null) throw new Error('not taken');
    const [name = ''] = readdirSync(at('taken'));
    appendFileSync(at('taken', name), 'c,d\n');
    const grown = await one.settle(file, 'done', []);
    expect(textOf(grown)).toBe('a,b\nc,d\n');
    expect(readdirSync(at('done'))).toEqual([]);
    if (grown === null) throw new Error('not grown');
    await expect(one.settle(grown, 'done', [])).resolves.toBeNull();
    expect(readdirSync(at('done'))).toHaveLength(2);
  });

  it('leaves alone what is no file of its own: links, folders, hidden, others', async () => {
    writeFileSync(join(root, 'secret'), 'key');
    symlinkSync(join(root, 'secret'), at('incoming', 'link.ready.csv'));
    mkdirSync(at('incoming', 'folder.ready.csv'));
    drop('.hidden.ready.csv');
    drop('in.csv.part');
    expect(await worker().take(ORGANISATION, NOW)).toBeNull();
  });

  it('does not read what is too large to be a file of incidents', async () => {
    drop('in.ready.csv', 'x'.repeat(FILE_BYTES_MAX + 1));
    const file = await worker().take(ORGANISATION, NOW);
    expect([file?.name, file?.content]).toEqual(['in.ready.csv', null]);
  });

  it('writes how things stand whole, and leaves no drafts', async () => {
    const one = worker();
    await one.putStatus(ORGANISATION, [['a'], ['b']]);
    await one.putStatus(ORGANISATION, [['a'], ['c']]);
    expect(readFileSync(at('outgoing', 'status.csv'), 'utf8')).toBe('\ufeffa\nc\n');
    expect(readdirSync(at('outgoing'))).toEqual(['status.csv']);
  });

  it('lets go of what was put away more than a week ago', async () => {
    const one = worker();
    await one.take(ORGANISATION, NOW);
    writeFileSync(at('done', 'old.csv'), 'x');
    writeFileSync(at('done', 'new.csv'), 'x');
    utimesSync(at('done', 'old.csv'), 0, 0);
    await one.tidy(ORGANISATION);
    expect([existsSync(at('done', 'old.csv')), existsSync(at('done', 'new.csv'))]).toEqual([
      false,
      true,
    ]);
  });
});
