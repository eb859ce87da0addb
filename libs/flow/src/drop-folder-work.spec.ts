import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ok, refuse } from '#core/problem';
import { HOUR_MS } from '#core/units';
import type { IncidentView } from '#contracts/incident-api';
import { DropFolderWork } from '#flow/drop-folder-work';
import type { DropFolder, DroppedFile, ForeignMessage, TableRow } from '#flow/ports';

const NOW = Date.UTC(2026, 2, 1, 11, 5);
const ORGANISATION = '1f0c7a52-6a5c-4df0-9a53-0f5f6f2b7a11';
const SAMPLE = join(__dirname, '../../../test/formats/csv/incidents.csv');
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const CALLED = '2026-03-01T11:00:00Z';
const HEADING = 'op,controlRef,version,kind,priority,lat,lon,calledAt,notesForResponders';
const line = (ref: string, notes = 'x'): string =>
  `raise,${ref},1,choking,urgent,36.7,-76.1,${CALLED},${notes}`;

/** The work over a folder that gives these files out, and what came of it. */
function working(
  files: readonly (Partial<DroppedFile> & { readonly content: Uint8Array | null })[],
) {
  const waiting = files.map((file, at): DroppedFile => {
    return { organisationId: ORGANISATION, name: `in-${at}.csv`, isWhole: false, ...file };
  });
  const settled: { name: string; outcome: string; report: readonly TableRow[] }[] = [];
  const statuses: (readonly TableRow[])[] = [];
  const applied: ForeignMessage[] = [];
  const errors: unknown[] = [];
  const pages: Partial<IncidentView>[][] = [];
  const dropFolder: DropFolder = {
    organisations: () => Promise.resolve([ORGANISATION, 'stranger']),
    take: () => Promise.resolve(waiting.shift() ?? null),
    settle: ({ name }, outcome, report) => {
      settled.push({ name, outcome, report });
      return Promise.resolve(null);
    },
    tidy: () => Promise.resolve(),
    putStatus: (_organisationId, rows) => Promise.resolve(void statuses.push(rows)),
  };
  let accident: Error | null = null;
  const work = new DropFolderWork({
    dropFolder,
    takeForeign: {
      takeMessages: (_organisationId, [message]) => {
        if (message === undefined) throw new Error('a message');
        const { controlRef, op } = message.step;
        if (accident !== null && controlRef === 'BAD') return Promise.reject(accident);
        if (controlRef === 'FAR') {
          return Promise.resolve(refuse('place-outside-area', 'It lies outside.', 'place'));
        }
        applied.push(message);
        const taken = { documentId: null, op, controlRef, incidentId: 'i', status: 'active' };
        return Promise.resolve(ok({ messages: [{ ...taken, isNew: true, kept: [] }] })) as never;
      },
    },
    readIncident: {
      list: () => Promise.resolve({ items: pages.shift() ?? [], nextCursor: 'more' }) as never,
    },
    organisations: {
      of: (id) => Promise.resolve(id === ORGANISATION ? ({ id } as never) : null),
    },
    audit: { note: () => undefined },
    clock: { now: () => NOW },
    onError: (error) => errors.push(error),
  });
  const failWith = (error: Error): void => void (accident = error);
  return { work, settled, statuses, applied, errors, pages, failWith };
}

/** The lines of a report, without its heading. */
function told(report: readonly TableRow[] | undefined): readonly string[] {
  return (report ?? []).slice(1).map((row) => row.join('|'));
}

describe('files that control leaves', () => {
  it('are read as old programs write them: semicolons, commas, quotes over lines', async () => {
    const { work, applied, settled } = working([{ content: readFileSync(SAMPLE) }]);
    expect(await work.round()).toBe(1);
    expect(applied.map(({ step }) => [step.op, step.controlRef])).toEqual([
      ['raise', 'CR-1'],
      ['update', 'CR-1'],
      ['close', 'CR-1'],
    ]);
    expect(applied[0]?.step.message).toMatchObject({
      ...{ kind: 'cardiac-arrest', mode: 'exercise', address: 'Hall "B", first floor' },
      place: { type: 'Point', coordinates: [-76.0444, 36.7682] },
      ...{ notesForResponders: 'Side door.\nRing twice.', hazards: ['violence', 'traffic'] },
    });
    expect(applied[0]?.kept).toEqual([{ path: 'line 2/caller', value: 'Mrs Example' }]);
    const { place, placeAccuracyM } = (applied[1]?.step.message ?? {}) as Record<string, unknown>;
    expect(place).toMatchObject({ type: 'Point' });
    expect(placeAccuracyM).toBeLessThan(10);
    expect(settled[0]?.outcome).toBe('done');
    expect(told(settled[0]?.report)).toEqual([
      '2||CR-1|done|i|active',
      '4||CR-1|done|i|active',
      '5||CR-1|done|i|active',
    ]);
  });

  it('lose no alert to a bad line beside it, and say which line and column is bad', async () => {
    const lines = [
      ...[
        HEADING,
        line('A'),
        line('B').replace('choking', 'cough'),
        line('C').replace('36.7', 'x'),
      ],
      ...[line('FAR'), line('D').replace('raise', 'open'), line('E', '"never closed'), line('F')],
      ...[`${line('G')},more`, line('H h'), 'update,I,,,,,,,news', line('J')],
    ];
    const { work, applied, settled } = working([{ content: utf8(`${lines.join('\r\n')}\r\n`) }]);
    await work.round();
    expect(applied.map(({ step }) => step.controlRef)).toEqual(['A', 'F', 'J']);
    expect(settled[0]?.outcome).toBe('refused');
    const bad = told(settled[0]?.report).filter((one) => one.includes('|refused|'));
    expect(bad.map((one) => one.split('|').slice(0, 3).join(' '))).toEqual([
      ...['3 kind B', '4 lat C', '5 place FAR', '6 op D', '7 notesForResponders '],
      ...['9  G', '10 controlRef H h', '11 version I'],
    ]);
  });

  it('do not raise by a number that may have been cut off', async () => {
    const cut = {
      content: utf8(
        `controlRef,kind,priority,calledAt,lat,lon\nA,choking,urgent,${CALLED},36.7,-76.1`,
      ),
    };
    const { work, applied, settled } = working([cut, { ...cut, isWhole: true }]);
    await work.round();
    expect(settled.map(({ outcome }) => outcome)).toEqual(['refused', 'done']);
    expect(told(settled[0]?.report)[0]).toMatch('cut off');
    expect(applied).toHaveLength(1);
  });

  it('are read in the encodings of old programs, and binary ones are refused', async () => {
    const text = `${HEADING}\n${line('A', 'Café')}\n`;
    const latin = Uint8Array.from(Buffer.from(text, 'latin1'));
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    const files = [latin, wide, utf8(`\ufeff${text}`), Uint8Array.from([0x50, 0x4b, 0, 0])];
    const { work, applied, settled } = working([
      ...files.map((content) => ({ content })),
      { content: null },
    ]);
    await work.round();
    const notes = applied.map(
      ({ step }) => 'notesForResponders' in step.message && step.message.notesForResponders,
    );
    expect(notes).toEqual(['Café', 'Café', 'Café']);
    expect(settled.map(({ outcome }) => outcome)).toEqual([
      ...['done', 'done', 'done', 'refused', 'refused'],
    ]);
  });

  it('cost no more time than they are long, wherever their quotation marks stand', async () => {
    const nasty = ['a",,"""\n', '"\n', '"a\n', '"""\n', 'a"b,"\n'].map((part) => {
      return { content: utf8(`controlRef,kind\n${part.repeat(100_000)}`) };
    });
    const { work, settled } = working(nasty);
    const began = process.hrtime.bigint();
    await work.round();
    expect(Number(process.hrtime.bigint() - began) / 1e9).toBeLessThan(10);
    expect(settled.map(({ outcome }) => outcome)).toEqual(Array(5).fill('refused'));
  });

  it('are refused as a whole without the column that says whose a line is', async () => {
    const { work, settled } = working([
      { content: utf8('ref,kind\nA,choking\n') },
      { content: utf8('') },
    ]);
    await work.round();
    expect(settled.map(({ report }) => told(report)[0])).toEqual([
      '1|controlRef||refused||the column is missing',
      '1|controlRef||refused||the column is missing',
    ]);
  });

  it('are not put away while a line met an accident; the other lines are in effect', async () => {
    const content = utf8(`${HEADING}\n${line('BAD')}\n${line('GOOD')}\n`);
    const { work, applied, settled, errors, failWith } = working([{ content }]);
    failWith(new Error('no database'));
    await work.round();
    expect(applied.map(({ step }) => step.controlRef)).toEqual(['GOOD']);
    expect(settled).toEqual([]);
    expect(errors.map(String)).toEqual(expect.arrayContaining(['Error: no database']));
  });

  it('of a folder that is no organisation’s are told of once', async () => {
    const { work, errors } = working([]);
    await work.round();
    await work.round();
    expect(errors.map(String)).toEqual(['Error: the drop folder stranger is of no organisation']);
  });
});

describe('the status that control reads back', () => {
  it('has the incidents of the last day and who responds, without names and places', async () => {
    const { work, statuses, pages } = working([]);
    const at = (ago: number): string => new Date(NOW - ago).toISOString();
    const responder = { responderId: 'r', displayName: 'Ada', alertStatus: 'accepted' } as never;
    const view = {
      controlRef: 'A',
      id: 'i',
      status: 'active',
      receivedAt: at(0),
      address: 'Home',
    } as const;
    const old = { ...view, controlRef: 'OLD', receivedAt: at(25 * HOUR_MS), responders: [] };
    pages.push([{ ...view, responders: [responder, responder] }, { ...view, responders: [] }, old]);
    await work.round();
    const [rows = []] = statuses;
    expect(rows).toHaveLength(4);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    const text = rows.map((row) => row.join()).join('\n');
    expect(text).not.toMatch(/Ada|Home|OLD/);
    await work.round();
    expect(statuses).toHaveLength(1);
  });
});
