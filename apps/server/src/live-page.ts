import type { buildAsyncapi } from '#contracts/asyncapi';
import {
  CONTROL_EVENTS,
  CONTROL_MESSAGES,
  CONTROL_NAMESPACE,
  RESPONDER_EVENTS,
  RESPONDER_MESSAGES,
  RESPONDER_NAMESPACE,
} from '#contracts/live-events';
import { CALLER_ROLES, may, type Permission } from '#core/caller-roles';

/** What the page may load: its one style, and nothing else. */
export const LIVE_PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const LIVE_PAGE_STYLE = `:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
h2, h3 { margin: 2rem 0 0.5rem; }
code { font-size: 0.95em; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid; padding: 0.25rem 0.5rem 0.25rem 0; text-align: left; }
th, td { overflow-wrap: anywhere; vertical-align: top; }
`;

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: Schema | readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly description?: string;
  readonly format?: string;
}

interface Document {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly channels: Readonly<
    Record<
      string,
      {
        readonly description: string;
        readonly bindings: { readonly ws: { readonly headers: Schema } };
      }
    >
  >;
  readonly components: {
    readonly messages: Readonly<Record<string, { readonly payload: Schema }>>;
    readonly schemas: Readonly<Record<string, Schema>>;
  };
}

interface Message {
  readonly summary: string;
  readonly permission?: Permission;
}

interface Channel {
  readonly name: string;
  readonly address: string;
  /** What its messages are called in the document. */
  readonly who: string;
  readonly takes: Readonly<Record<string, Message>>;
  readonly sends: Readonly<Record<string, Message>>;
}

const CHANNELS: readonly Channel[] = [
  {
    ...{ name: 'control', address: CONTROL_NAMESPACE, who: 'control' },
    ...{ takes: CONTROL_EVENTS, sends: CONTROL_MESSAGES },
  },
  {
    ...{ name: 'responder', address: RESPONDER_NAMESPACE, who: 'phone' },
    ...{ takes: RESPONDER_EVENTS, sends: RESPONDER_MESSAGES },
  },
];

/** What goes over the sockets, for people: channels, messages, who has them, what they carry. */
export function livePage(asyncapi: ReturnType<typeof buildAsyncapi>): string {
  const document = asyncapi as unknown as Document;
  const { title, version, description } = document.info;
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) => `<h3 id="${anchor(name)}"><code>${safe(name)}</code></h3>${fields(schema)}`,
  );
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Closeby: sockets</title>
    <link rel="stylesheet" href="/docs/live.css" />
  </head>
  <body>
    <h1>${safe(title)} ${safe(version)}</h1>
    <p>${safe(description)}</p>
    <p>For programs: <a href="/asyncapi.json">asyncapi.json</a>.</p>
    <p>Over HTTP: <a href="/docs">the interface</a>.</p>
    ${CHANNELS.map((channel) => section(document, channel)).join('\n')}
    <h2>What they are made of</h2>
    ${schemas.join('\n')}
  </body>
</html>
`;
}

function section(document: Document, channel: Channel): string {
  const { name, address, who, takes, sends } = channel;
  const part = document.channels[name];
  if (part === undefined) throw new Error(`asyncapi.json has no channel ${name}`);
  const all = (messages: Channel['takes'], answered: boolean): string =>
    Object.entries(messages)
      .map(([event, { summary, permission }]) => {
        const carried = fields(payloadOf(document, `${who}-${event}`));
        const answer = answered ? answerOf(document, `${who}-${event}-answer`) : '';
        return `<h4><code>${safe(event)}</code></h4>
<p>${safe(summary)} ${safe(heardBy(permission))}</p>${carried}${answer}`;
      })
      .join('\n');
  return `<h2><code>${safe(address)}</code></h2>
<p>${safe(part.description)}</p>
<p>Given in <code>auth</code> on connecting:</p>
${fields(part.bindings.ws.headers)}
<h3>Sent by the server</h3>
${all(sends, false)}
<h3>Taken by the server, and answered</h3>
${all(takes, true)}`;
}

function answerOf(document: Document, name: string): string {
  return `<div>Answered with ${typeOf(payloadOf(document, name))}</div>`;
}

function payloadOf(document: Document, name: string): Schema {
  const message = document.components.messages[name];
  if (message === undefined) throw new Error(`asyncapi.json has no message ${name}`);
  return message.payload;
}

function heardBy(permission: Permission | undefined): string {
  if (permission === undefined) return '';
  return `For: ${CALLER_ROLES.filter((role) => may(role, permission)).join(', ')}.`;
}

/** The fields of an object as a table; of anything else, what it is. */
function fields(schema: Schema): string {
  const said = schema.description === undefined ? '' : `<p>${safe(schema.description)}</p>`;
  if (schema.properties === undefined) return `${said}<div>${typeOf(schema)}</div>`;
  const rows = Object.entries(schema.properties).map(([name, field]) => {
    const optional = schema.required?.includes(name) === true ? '' : ' (may be left out)';
    const cells = [
      `<code>${safe(name)}</code>${optional}`,
      typeOf(field),
      safe(field.description ?? ''),
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const head = '<tr><th>Field</th><th>Is</th><th>Means</th></tr>';
  return `${said}<table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table>`;
}

/** What a value is, in few words, with links to what has a name. */
function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return `<a href="#${anchor(name)}">${safe(name)}</a>`;
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.map(typeOf).join(' or ');
  if (schema.allOf !== undefined) return schema.allOf.map(typeOf).join(' and ');
  const fixed = schema.const === undefined ? schema.enum : [schema.const];
  if (fixed !== undefined) {
    return fixed.map((value) => `<code>${safe(JSON.stringify(value))}</code>`).join(' or ');
  }
  if (Array.isArray(schema.items)) return `[${(schema.items as Schema[]).map(typeOf).join(', ')}]`;
  if (schema.items !== undefined) return `list of ${typeOf(schema.items as Schema)}`;
  if (schema.properties !== undefined) return `object with${fields(schema)}`;
  const kinds = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'anything');
  return safe(schema.format === undefined ? String(kinds) : `${String(kinds)} (${schema.format})`);
}

function anchor(name: string): string {
  return `schema-${name.replaceAll(/[^\w-]/g, '-')}`;
}

function safe(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
