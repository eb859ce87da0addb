import { columns, EXIT, readJson, sayJson, WrongUse, type Command, type Run } from './command';
import type { components } from './generated/api';
import { listen, watchIncident, type Connected, type Fact, type Heard } from './live';
import type { OptionsOf } from './operations';
import { Refusal } from './problem';

type Incident = components['schemas']['Incident'];
type RaiseBody = OptionsOf<'raiseIncident'>['body'];

/** Options of `raise` that are fields of its message as they stand. */
const TEXTS = {
  ref: 'controlRef',
  kind: 'kind',
  priority: 'priority',
  'called-at': 'calledAt',
  'ambulance-at': 'ambulanceEtaAt',
  address: 'address',
  notes: 'notesForResponders',
  determinant: 'determinantCode',
  mode: 'mode',
  reason: 'reason',
} as const;
const NUMBERS = { version: 'version', 'accuracy-m': 'placeAccuracyM' } as const;

/** `closeby raise` */
export const RAISE: Command = {
  summary: 'Raises an incident; the same reference never raises a second one.',
  usage: [
    'raise --ref REF --kind KIND --priority PRIORITY --lat LAT --lon LON --called-at TIME …',
    'raise --message FILE [--ref REF …]',
  ],
  says: `
  --ref REF           control's own reference; send it again after a failure
  --kind KIND         cardiac-arrest, unconscious, choking, …
  --priority P        life-threatening, urgent or routine
  --lat, --lon        degrees, as in --lat 36.85 --lon -76.03
  --called-at TIME    ISO 8601 with its zone: 2026-03-01T12:00:00Z
  --accuracy-m M      how far off the place may be
  --address, --notes, --determinant, --ambulance-at, --mode, --version
  --reason TEXT       why staff raise it by hand
  --message FILE      the whole message as JSON, - for standard input; options change it
`,
  options: {
    ...Object.fromEntries(
      [...Object.keys(TEXTS), ...Object.keys(NUMBERS), 'lat', 'lon', 'message'].map((name) => [
        name,
        { type: 'string' as const },
      ]),
    ),
  },
  run: async (run) => {
    refuseMore(run, 0);
    const body = await raiseBody(run);
    const { status, value } = await run.closeby.answer('raiseIncident', { body, ...until(run) });
    if (run.json) sayJson(run, value);
    else run.terminal.out(incidentLine(status === 201 ? 'raised' : 'raised-before', value));
    for (const warning of value.warnings) run.terminal.err(`closeby: warning: ${warning}`);
    return EXIT.ok;
  },
};

async function raiseBody(run: Run): Promise<RaiseBody> {
  const file = run.text('message');
  const whole = file === undefined ? {} : await readJson(run.terminal, file, '--message');
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) {
    throw new WrongUse('--message: is not one message');
  }
  const said: Record<string, unknown> = { ...whole };
  for (const [option, field] of Object.entries(TEXTS)) {
    const text = run.text(option);
    if (text !== undefined) said[field] = text;
  }
  for (const [option, field] of Object.entries(NUMBERS)) {
    const number = run.number(option);
    if (number !== undefined) said[field] = number;
  }
  const [lat, lon] = [run.number('lat'), run.number('lon')];
  if ((lat === undefined) !== (lon === undefined)) throw new WrongUse('give --lat and --lon');
  if (lat !== undefined) said['place'] = { type: 'Point', coordinates: [lon, lat] };
  const needed = { controlRef: 'ref', kind: 'kind', priority: 'priority', place: 'lat' };
  for (const [field, option] of Object.entries({ ...needed, calledAt: 'called-at' })) {
    if (said[field] === undefined) throw new WrongUse(`raise: --${option} is missing`);
  }
  return said as RaiseBody;
}

/** `closeby stand-down` */
export const STAND_DOWN: Command = {
  summary: 'Ends an incident: everyone still bound is stood down.',
  usage: ['stand-down REF (--closed | --cancelled) [--reason TEXT] [--version N]'],
  says: `
  REF                 control's own reference
  --closed            it ended; --cancelled where it never was
  --reason TEXT       how it ended, or why it was none
  --version N         control's version of this message
`,
  options: {
    closed: { type: 'boolean' },
    cancelled: { type: 'boolean' },
    reason: { type: 'string' },
    version: { type: 'string' },
  },
  run: async (run) => {
    const controlRef = refuseMore(run, 1);
    if (run.flag('closed') === run.flag('cancelled')) {
      throw new WrongUse('stand-down: say --closed or --cancelled');
    }
    const [reason, version] = [run.text('reason'), run.number('version')];
    const body = {
      ...(reason === undefined ? {} : { reason }),
      ...(version === undefined ? {} : { version }),
    };
    const id = run.flag('closed') ? 'closeIncident' : 'cancelIncident';
    const value = await run.closeby.call(id, { path: { controlRef }, body, ...until(run) });
    if (run.json) sayJson(run, value);
    else if (value.status === 'awaited') {
      run.terminal.out(`awaited  ${value.controlRef}  kept until its create comes`);
    } else run.terminal.out(incidentLine('ended', value));
    return EXIT.ok;
  },
};

/** `closeby watch` */
export const WATCH: Command = {
  summary: 'Says what happens: of one incident until it is over, or of all without an end.',
  usage: ['watch REF', 'watch'],
  says: `
  REF                 control's own reference: every fact from the first, in order, without gaps
`,
  options: {},
  run: async (run) => {
    if (run.positionals.length === 0) return watchAll(run);
    const { id } = await incidentBy(run, refuseMore(run, 1));
    const { closeby, reach, terminal } = run;
    for await (const fact of watchIncident(closeby, reach, {
      incidentId: id,
      signal: terminal.signal,
    })) {
      if (run.json) sayJson(run, fact);
      else terminal.out(factLine(fact, fact.at));
    }
    return EXIT.ok;
  },
};

async function watchAll(run: Run): Promise<0> {
  for await (const message of listen(run.reach, run.terminal.signal)) {
    if (run.json) sayJson(run, message);
    else run.terminal.out(heardLine(message));
  }
  return EXIT.ok;
}

function heardLine({ name, value }: Heard | Connected): string {
  if (name === 'incident') return incidentLine('incident', value);
  if (name === 'fact') return `fact  ${value.incidentId}  ${factLine(value.fact, value.fact.at)}`;
  return value === null ? name : `${name}  ${JSON.stringify(value)}`;
}

/** `closeby replay` */
export const REPLAY: Command = {
  summary: 'Tells an incident again as it went; or tries a draft of a response plan on past ones.',
  usage: ['replay REF [--speed N]', 'replay --draft FILE [--incidents N]'],
  says: `
  REF                 control's own reference; times count from its first fact
  --speed N           in its own tempo, N times as fast; at once where left out
  --draft FILE        a draft of a response plan as JSON, - for standard input; nobody is asked
  --incidents N       how many past incidents the draft is tried on
`,
  options: {
    speed: { type: 'string' },
    draft: { type: 'string' },
    incidents: { type: 'string' },
  },
  run: async (run) => {
    const draft = run.text('draft');
    if (draft !== undefined) return tryDraft(run, draft);
    const { id } = await incidentBy(run, refuseMore(run, 1));
    const timeline = await run.closeby.call('readTimeline', {
      path: { incidentId: id },
      ...until(run),
    });
    const speed = run.number('speed');
    if (speed !== undefined && speed <= 0) throw new WrongUse('--speed: must be above 0');
    const startMs = Date.parse(timeline.facts[0]?.at ?? '');
    let toldMs = startMs;
    for (const fact of timeline.facts) {
      const atMs = Date.parse(fact.at);
      const { wait, signal } = run.terminal;
      if (speed !== undefined) await wait(Math.max(0, atMs - toldMs) / speed, signal);
      toldMs = Math.max(toldMs, atMs);
      if (run.json) sayJson(run, fact);
      else run.terminal.out(factLine(fact, elapsed(atMs - startMs)));
    }
    return EXIT.ok;
  },
};

async function tryDraft(run: Run, file: string): Promise<0> {
  refuseMore(run, 0);
  const incidents = run.number('incidents');
  type Body = OptionsOf<'shadowRun'>['body'];
  const draft = (await readJson(run.terminal, file, '--draft')) as Body['draft'];
  const body: Body = { draft, ...(incidents === undefined ? {} : { incidents }) };
  const result = await run.closeby.call('shadowRun', { body, ...until(run) });
  if (run.json) sayJson(run, result);
  else {
    const head = ['incident', 'alerts then', 'now', 'only then', 'only now'];
    const rows = result.cases.map((each) => [
      ...[each.controlRef, each.alertsThen, each.alertsNow],
      ...[each.onlyThen.length, each.onlyNow.length],
    ]);
    const { incidents: all, alertsThen, alertsNow, peopleOnlyThen, peopleOnlyNow } = result;
    const sum = [`all ${all}`, alertsThen, alertsNow, peopleOnlyThen, peopleOnlyNow];
    columns([head, ...rows, sum]).forEach(run.terminal.out);
    for (const remark of result.remarks) run.terminal.err(`closeby: ${remark}`);
  }
  return EXIT.ok;
}

async function incidentBy(run: Run, controlRef: string): Promise<Incident> {
  const page = await run.closeby.call('listIncidents', { query: { controlRef }, ...until(run) });
  const found = page.items[0];
  if (found !== undefined) return found;
  const detail = `There is no incident with the reference ${controlRef}.`;
  const named = { type: 'urn:closeby:problem:not-found', title: 'Not found', status: 404 };
  throw new Refusal({ ...named, code: 'not-found', detail }, null);
}

function incidentLine(what: string, incident: Incident): string {
  const { controlRef, id, status, progress, alertedCount, acceptedCount, wantedCount } = incident;
  return [
    ...[what, controlRef, id, status, progress ?? '-'],
    `alerted=${alertedCount} accepted=${acceptedCount} wanted=${wantedCount}`,
  ].join('  ');
}

function factLine({ seq, kind, actor, responderId, detail }: Fact, when: string): string {
  const more = Object.entries(detail)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [when, String(seq).padStart(3), kind, actor, responderId ?? '-', ...more].join('  ');
}

/** Hours, minutes, seconds and milliseconds since the first fact. */
function elapsed(ms: number): string {
  const sign = ms < 0 ? '-' : '+';
  return `${sign}${new Date(Math.abs(ms)).toISOString().slice(11, 23)}`;
}

/** The one word that was given, where one is wanted; an empty text where none is. */
export function refuseMore(run: Run, wanted: 0 | 1): string {
  const [first = '', ...more] = run.positionals;
  if (wanted === 0 && first !== '') throw new WrongUse(`${first} is one word too many`);
  if (wanted === 1 && first === '') throw new WrongUse('one word is missing; see --help');
  if (more.length > 0) throw new WrongUse(`${more.join(' ')} is too much`);
  return first;
}

/** Ends a call when whoever started the command wants it to end. */
export function until({ terminal }: Run): { readonly signal: AbortSignal } {
  return { signal: terminal.signal };
}
