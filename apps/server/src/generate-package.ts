import type { OpenAPI3, SchemaObject } from 'openapi-typescript';
import type { buildAsyncapi } from '#contracts/asyncapi';
import type { OpenapiDocument } from '#contracts/openapi';
import { allRoutes } from '#contracts/routes';

type Json = Readonly<Record<string, unknown>>;

const FOLDER = 'packages/closeby/src/generated';
const HEAD =
  '/* Written by `npm run generate` from the contracts of the server; not by hand. */\n\n';
const FIRST_REFUSAL = 400;
const REF = '#/components/schemas/';

/**
 * The files of the package `packages/closeby` that say what may be called and what is answered.
 * Refusals are one and the same schema everywhere and are left out of each answer, and examples
 * are for readers of the page: without both the types are a third as long.
 *
 * @returns texts by their paths
 */
export async function packageFiles(documents: {
  readonly openapi: OpenapiDocument;
  readonly asyncapi: ReturnType<typeof buildAsyncapi>;
}): Promise<ReadonlyMap<string, string>> {
  const api = withoutRefusals(documents.openapi);
  return new Map([
    [`${FOLDER}/api.ts`, await typesOf(api)],
    [`${FOLDER}/live.ts`, await typesOf(controlMessages(documents.asyncapi))],
    [`${FOLDER}/operations.ts`, operations()],
  ]);
}

async function typesOf(document: Json): Promise<string> {
  const { default: openapiTs, astToString } = await import('openapi-typescript');
  const tree = await openapiTs(document as unknown as OpenAPI3, {
    defaultNonNullable: false,
    silent: true,
  });
  return `${HEAD}${astToString(tree)}`;
}

/** The same document without what is answered to those who are refused. */
function withoutRefusals(document: OpenapiDocument): Json {
  const copy = structuredClone(document) as unknown as {
    paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
  };
  for (const operation of Object.values(copy.paths).flatMap((path) => Object.values(path))) {
    const answers = Object.entries(operation.responses);
    operation.responses = Object.fromEntries(
      answers.filter(([status]) => Number(status) < FIRST_REFUSAL),
    );
  }
  return {
    ...copy,
    paths: withoutExamples(copy.paths),
    components: { ...document.components, schemas: withoutAnyJson(document.components?.schemas) },
  };
}

/** Any JSON at all is a type that names itself, which TypeScript takes in an interface only. */
function withoutAnyJson(schemas: Json = {}): Json {
  const named = Object.entries(schemas).map(([name, schema]): [string, unknown] => [
    name,
    name.startsWith('__schema') ? { description: 'Any JSON.' } : schema,
  ]);
  return Object.fromEntries(named);
}

/** Request bodies show an example beside their schema. */
function withoutExamples(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutExamples);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !('schema' in value) || key !== 'example');
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutExamples(each)]));
}

/** What control hears over its socket, as schemas under one name, with those they refer to. */
function controlMessages(document: Json): Json {
  const { channels, components } = document as {
    channels: { control: { messages: Record<string, { $ref: string }> } };
    components: {
      messages: Record<string, { payload: SchemaObject }>;
      schemas: Record<string, SchemaObject>;
    };
  };
  const sent = Object.values((document['operations'] ?? {}) as Record<string, Sent>)
    .filter(({ action, channel }) => action === 'send' && channel.$ref === '#/channels/control')
    .flatMap(({ messages }) => messages.map(({ $ref }) => $ref.split('/').at(-1) ?? ''));
  const payloads = sent.map((name): [string, SchemaObject] => {
    const component = channels.control.messages[name]?.$ref.split('/').at(-1) ?? '';
    const message = components.messages[component];
    if (message === undefined) throw new Error(`asyncapi.json has no message ${name}`);
    return [name, message.payload];
  });
  const schemas = {
    ControlMessages: {
      type: 'object',
      description: 'What each message of the control socket carries, by its name.',
      properties: Object.fromEntries(payloads),
      required: sent,
    },
    ...reachable(payloads, components.schemas),
  };
  return { openapi: '3.1.0', info: document['info'], paths: {}, components: { schemas } };
}

interface Sent {
  readonly action: string;
  readonly channel: { readonly $ref: string };
  readonly messages: readonly { readonly $ref: string }[];
}

/** The schemas that something refers to, and those that they refer to. */
function reachable(from: unknown, schemas: Readonly<Record<string, unknown>>): Json {
  const found: Record<string, unknown> = {};
  const open = [from];
  while (open.length > 0) {
    const value: unknown = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    open.push(...(Object.values(value) as unknown[]));
    const ref = '$ref' in value && typeof value.$ref === 'string' ? value.$ref : '';
    const name = ref.slice(REF.length);
    if (!ref.startsWith(REF) || name in found) continue;
    found[name] = schemas[name];
    open.push(schemas[name]);
  }
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Method and path of every operation, by its name. */
function operations(): string {
  const lines = allRoutes().map(
    ([id, route]) =>
      `  ${id}: ['${route.method}', '${route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}')}'],`,
  );
  return (
    `${HEAD}/** Method and path of every operation, by its name. */\n` +
    `export const OPERATIONS = {\n${lines.join('\n')}\n} as const;\n`
  );
}
