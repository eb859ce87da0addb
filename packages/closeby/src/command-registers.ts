import {
  columns,
  EXIT,
  readText,
  sayJson,
  WrongUse,
  type Command,
  type Exit,
  type Run,
} from './command';
import { refuseMore, until } from './command-incidents';
import type { components } from './generated/api';

type Report = components['schemas']['ImportReport'];
type Drill = components['schemas']['Drill'];

const LOOK_AGAIN_MS = 2_000;

/** `closeby import` */
export const IMPORT: Command = {
  summary: 'Puts AEDs or people of a file in: shows what would change, and with --apply does it.',
  usage: [
    'import aeds FILE [--source NAME] [--region STATE] [--allow-vanish] [--skip-refused] [--apply]',
    'import people FILE [--skip-refused] [--apply]',
  ],
  says: `
  FILE                CSV; for AEDs also GeoJSON of OpenStreetMap, known by its beginning
  --apply             exactly what the dry run showed, or nothing; a dry run alone without it
  --skip-refused      puts the others although some lines are refused
  --source NAME       the file is the whole of this register: what it no longer has is retired
  --allow-vanish      believes a file in which many AEDs are gone
  --region STATE      whose public holidays the opening hours keep
`,
  options: {
    apply: { type: 'boolean' },
    'skip-refused': { type: 'boolean' },
    'allow-vanish': { type: 'boolean' },
    source: { type: 'string' },
    region: { type: 'string' },
  },
  run: async (run) => {
    const [what, file, ...more] = run.positionals;
    if ((what !== 'aeds' && what !== 'people') || file === undefined || more.length > 0) {
      throw new WrongUse('import: write import aeds FILE or import people FILE');
    }
    const bytes = await readText(run.terminal, file, 'FILE');
    const put = what === 'aeds' ? aedsPut(run, bytes) : peoplePut(run, bytes);
    let report = await put(undefined);
    const isSound = report.refusal === null && (report.refused === 0 || run.flag('skip-refused'));
    if (run.flag('apply') && isSound) report = await put(report.token);
    sayReport(run, report);
    return isSound ? EXIT.ok : EXIT.refused;
  },
};

/** Puts the file; with the token of a dry run exactly what that showed. */
type Put = (seen: string | undefined) => Promise<Report>;

function aedsPut(run: Run, bytes: string): Put {
  const isJson = /^\ufeff?\s*[{[]/.test(bytes);
  const [source, region] = [run.text('source'), run.text('region')];
  const said = {
    skipRefused: yes(run.flag('skip-refused')),
    allowVanish: yes(run.flag('allow-vanish')),
    ...(source === undefined ? {} : { source }),
    ...(region === undefined ? {} : { region }),
  };
  return (seen) =>
    run.closeby.call('importAeds', {
      query: { ...said, ...(seen === undefined ? {} : { seen }) },
      file: { mediaType: isJson ? 'application/geo+json' : 'text/csv', bytes },
      repeatable: seen === undefined,
      ...until(run),
    });
}

function peoplePut(run: Run, bytes: string): Put {
  for (const option of ['source', 'region']) {
    if (run.text(option) !== undefined) throw new WrongUse(`--${option} is for AEDs alone`);
  }
  if (run.flag('allow-vanish')) throw new WrongUse('--allow-vanish is for AEDs alone');
  const skipRefused = yes(run.flag('skip-refused'));
  return (seen) =>
    run.closeby.call('importPeople', {
      query: { skipRefused, ...(seen === undefined ? {} : { seen }) },
      file: { mediaType: 'text/csv', bytes },
      repeatable: seen === undefined,
      ...until(run),
    });
}

function yes(value: boolean): 'true' | 'false' {
  return value ? 'true' : 'false';
}

function sayReport(run: Run, report: Report): void {
  if (run.json) {
    sayJson(run, report);
    return;
  }
  const { lines, linesLeftOut, refusal } = report;
  columns(lines.map((each) => [each.change, each.where, each.ref, each.why])).forEach(
    run.terminal.out,
  );
  if (linesLeftOut > 0) run.terminal.out(`and ${linesLeftOut} lines more`);
  const counts = (['read', 'added', 'changed', 'unchanged', 'refused', 'gone'] as const).map(
    (name) => `${name}=${report[name]}`,
  );
  run.terminal.out(`${report.applied ? 'applied' : 'nothing-changed'}  ${counts.join(' ')}`);
  if (refusal !== null) run.terminal.err(`closeby: ${refusal}`);
}

/** `closeby drill` */
export const DRILL: Command = {
  summary: 'Rings phones for practice, and says who answered.',
  usage: [
    'drill plan --title TEXT [--id UUID] [--starts-at TIME] [--window-s S] [--every-days N] [--wait]',
    'drill show ID | drill cancel ID | drill list',
  ],
  says: `
  --title TEXT        what people read
  --id UUID           of your choice: sending it again plans one drill; made where left out
  --starts-at TIME    ISO 8601 with its zone; at once where left out
  --window-s S        how long people have to answer; 600 where left out
  --every-days N      again and again
  --responder ID      who takes part, of those on duty; may be given often; all where left out
  --wait              until it has ended, with everybody who was called
`,
  options: {
    title: { type: 'string' },
    id: { type: 'string' },
    'starts-at': { type: 'string' },
    'window-s': { type: 'string' },
    'every-days': { type: 'string' },
    responder: { type: 'string', multiple: true },
    wait: { type: 'boolean' },
  },
  run: async (run) => {
    const [what, ...rest] = run.positionals;
    const part: Run = { ...run, positionals: rest };
    if (what === 'plan') return planDrill(part);
    if (what === 'list') return listDrills(part);
    if (what !== 'show' && what !== 'cancel') {
      throw new WrongUse('drill: write drill plan, drill show ID, drill cancel ID or drill list');
    }
    const path = { drillId: refuseMore(part, 1) };
    const id = what === 'show' ? 'readDrill' : 'cancelDrill';
    sayDrill(run, await run.closeby.call(id, { path, ...until(run) }));
    return EXIT.ok;
  },
};

async function planDrill(run: Run): Promise<Exit> {
  refuseMore(run, 0);
  const title = run.text('title');
  if (title === undefined) throw new WrongUse('drill plan: --title is missing');
  const startsAt = run.text('starts-at');
  const [windowS, everyDays] = [run.number('window-s'), run.number('every-days')];
  const responderIds = [...run.list('responder')];
  const body = {
    drillId: run.text('id') ?? run.terminal.newId(),
    title,
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(windowS === undefined ? {} : { windowS }),
    ...(everyDays === undefined ? {} : { everyDays }),
    ...(responderIds.length === 0 ? {} : { responderIds }),
  };
  let drill = await run.closeby.call('planDrill', { body, ...until(run) });
  while (run.flag('wait') && (drill.status === 'planned' || drill.status === 'running')) {
    await run.terminal.wait(LOOK_AGAIN_MS, run.terminal.signal);
    drill = await run.closeby.call('readDrill', { path: { drillId: drill.id }, ...until(run) });
  }
  sayDrill(run, drill);
  return EXIT.ok;
}

async function listDrills(run: Run): Promise<Exit> {
  refuseMore(run, 0);
  for await (const drill of run.closeby.pages('listDrills', until(run))) {
    if (run.json) sayJson(run, drill);
    else run.terminal.out(drillLine(drill));
  }
  return EXIT.ok;
}

function sayDrill(run: Run, drill: Drill): void {
  if (run.json) {
    sayJson(run, drill);
    return;
  }
  run.terminal.out(drillLine(drill));
  const calls = drill.calls.map((each) => [
    ...[each.state, each.displayName, each.responderId],
    ...[each.heardBy.join(',') || null, each.answeredAt],
  ]);
  columns(calls).forEach(run.terminal.out);
}

function drillLine(drill: Omit<Drill, 'calls'>): string {
  const { id, status, startsAt, title, calledCount, reachedCount, answeredCount } = drill;
  return [
    ...[id, status, startsAt],
    `called=${calledCount} reached=${reachedCount} answered=${answeredCount}`,
    title,
  ].join('  ');
}
