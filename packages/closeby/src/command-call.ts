import type { Closeby } from './closeby';
import { EXIT, readJson, readText, sayJson, WrongUse, type Command, type Run } from './command';
import { refuseMore, until } from './command-incidents';
import { operationIds, type OperationId, type PagedId } from './operations';

/** `closeby call` */
export const CALL: Command = {
  summary: 'Any operation of the interface by its name; prints the answer as JSON.',
  usage: [
    'call OPERATION [--path NAME=VALUE …] [--query NAME=VALUE …] [--body FILE]',
    'call OPERATION --all [--query NAME=VALUE …]',
    'call OPERATION --file FILE --media-type TYPE',
    'call --operations',
  ],
  says: `
  OPERATION           as in openapi.json: readTimeline, openCallout, putAed, …
  --operations        the names of all
  --path, --query     parts of the address
  --body FILE         the message as JSON, - for standard input
  --file FILE         a file as it is, with its --media-type
  --all               every line of a list, page after page, a line each
`,
  options: {
    path: { type: 'string', multiple: true },
    query: { type: 'string', multiple: true },
    body: { type: 'string' },
    file: { type: 'string' },
    'media-type': { type: 'string' },
    all: { type: 'boolean' },
    operations: { type: 'boolean' },
  },
  run: async (run) => {
    if (run.flag('operations')) {
      operationIds().forEach((id) => run.terminal.out(id));
      return EXIT.ok;
    }
    const name = refuseMore(run, 1);
    const id = operationIds().find((each) => each === name);
    if (id === undefined) {
      throw new WrongUse(`there is no operation ${name}; see closeby call --operations`);
    }
    const options = { ...(await said(run)), ...until(run) };
    if (run.flag('all')) return everyLine(run, id, options);
    const value = await (run.closeby.call as AnyCall).call(run.closeby, id, options);
    if (typeof value === 'string') run.terminal.out(value);
    else if (value instanceof Uint8Array) {
      throw new WrongUse(`${id} answers with ${value.length} bytes that are no text`);
    } else if (value !== undefined) sayJson(run, value);
    return EXIT.ok;
  },
};

/** What is written on a command line has no types; the server reads it. */
type AnyCall = (this: Closeby, id: OperationId, options: object) => Promise<unknown>;
type AnyPages = (this: Closeby, id: PagedId, options: object) => AsyncGenerator;

async function everyLine(run: Run, id: OperationId, options: object): Promise<0> {
  const pages = (run.closeby.pages as unknown as AnyPages).call(
    run.closeby,
    id as PagedId,
    options,
  );
  for await (const line of pages) sayJson(run, line);
  return EXIT.ok;
}

async function said(run: Run): Promise<object> {
  const [body, file, mediaType] = [run.text('body'), run.text('file'), run.text('media-type')];
  if ((file === undefined) !== (mediaType === undefined)) {
    throw new WrongUse('give --file and --media-type together');
  }
  const { terminal } = run;
  return {
    path: pairs('path', run.list('path')),
    query: pairs('query', run.list('query')),
    ...(body === undefined ? {} : { body: await readJson(terminal, body, '--body') }),
    ...(file === undefined || mediaType === undefined
      ? {}
      : { file: { mediaType, bytes: await readText(terminal, file, '--file') } }),
  };
}

function pairs(option: string, texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, name, value] = /^(\w+)=(.*)$/s.exec(text) ?? [];
      if (name === undefined || value === undefined) {
        throw new WrongUse(`--${option}: ${text} is not written NAME=VALUE`);
      }
      return [name, value];
    }),
  );
}
