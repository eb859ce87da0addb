import { z } from 'zod';
import {
  CONTROL_EVENTS,
  CONTROL_MESSAGES,
  CONTROL_NAMESPACE,
  RESPONDER_EVENTS,
  RESPONDER_MESSAGES,
  RESPONDER_NAMESPACE,
  SOCKET_PACKET_MAX_BYTES,
  type SocketEvent,
} from '#contracts/live-events';
import { problemDetailsSchema } from '#contracts/problem-details';

type Json = Record<string, unknown>;

const AUTH_PHONE = z.object({
  token: z.string().meta({ description: 'Token of the signed-in phone.' }),
  lastSeq: z.number().int().optional().meta({
    description: 'Highest number this phone has; what came after it is sent on connect.',
  }),
});
const AUTH_CONTROL = z.object({
  key: z.string().meta({
    description: 'Key of a control system or member of staff, or an access token of one.',
  }),
});

/**
 * The AsyncAPI 3.0 document of both socket namespaces. "receive" is what the server takes from a
 * phone, "send" what it sends.
 *
 * @param version of the software
 */
export function buildAsyncapi(version: string): Json {
  const phoneEvents = Object.keys(RESPONDER_EVENTS);
  const controlEvents = Object.keys(CONTROL_EVENTS);
  const schemas: Json = {};
  const messages = buildMessages(schemas);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Closeby live',
      version,
      description:
        'Socket.IO 4 over WebSocket only. The socket is a doorbell: whatever it carries can be ' +
        `read over HTTP too. A packet may have at most ${SOCKET_PACKET_MAX_BYTES} bytes.`,
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      local: { host: '127.0.0.1:3000', protocol: 'ws', pathname: '/socket.io' },
    },
    channels: {
      responder: {
        address: RESPONDER_NAMESPACE,
        description: 'For phones of responders.',
        bindings: { ws: { headers: schemaOf(AUTH_PHONE, 'input', schemas) } },
        messages: {
          ...named(phoneEvents.map((name) => [name, `phone-${name}`])),
          ...named(phoneEvents.map((name) => [`${name}-answer`, `phone-${name}-answer`])),
          ...named(Object.keys(RESPONDER_MESSAGES).map((name) => [name, `phone-${name}`])),
        },
      },
      control: {
        address: CONTROL_NAMESPACE,
        description:
          'For control rooms; they listen. The socket closes when the access token it was opened ' +
          'with ends, unless the next one was given by `renew`; and within two seconds after the ' +
          'session was ended, the account disabled, or its role changed: connect again then.',
        bindings: { ws: { headers: schemaOf(AUTH_CONTROL, 'input', schemas) } },
        messages: {
          ...named(controlEvents.map((name) => [name, `control-${name}`])),
          ...named(controlEvents.map((name) => [`${name}-answer`, `control-${name}-answer`])),
          ...named(Object.keys(CONTROL_MESSAGES).map((name) => [name, `control-${name}`])),
        },
      },
    },
    operations: operations(),
    components: { messages, schemas },
  };
}

function operations(): Json {
  const all: Json = {};
  const taken = { responder: RESPONDER_EVENTS, control: CONTROL_EVENTS };
  for (const [channel, events] of Object.entries(taken)) {
    const address = { $ref: `#/channels/${channel}` };
    for (const [name, event] of Object.entries(events) as [string, { summary: string }][]) {
      all[`take-${name}`] = {
        action: 'receive',
        channel: address,
        summary: event.summary,
        messages: [{ $ref: `#/channels/${channel}/messages/${name}` }],
        reply: {
          channel: address,
          messages: [{ $ref: `#/channels/${channel}/messages/${name}-answer` }],
        },
      };
    }
  }
  const sent = { responder: RESPONDER_MESSAGES, control: CONTROL_MESSAGES };
  for (const [channel, events] of Object.entries(sent)) {
    for (const [name, event] of Object.entries(events) as [string, { summary: string }][]) {
      all[`send-${name}`] = {
        action: 'send',
        channel: { $ref: `#/channels/${channel}` },
        summary: event.summary,
        messages: [{ $ref: `#/channels/${channel}/messages/${name}` }],
      };
    }
  }
  return all;
}

function buildMessages(schemas: Json): Json {
  const all: Json = {};
  for (const [who, events] of Object.entries({
    phone: RESPONDER_EVENTS,
    control: CONTROL_EVENTS,
  })) {
    for (const [name, event] of Object.entries<SocketEvent>(events)) {
      all[`${who}-${name}`] = {
        name,
        summary: event.summary,
        payload: schemaOf(event.carries, 'input', schemas),
      };
      all[`${who}-${name}-answer`] = {
        name: `${name}-answer`,
        summary: `Acknowledgement of ${name}.`,
        payload: schemaOf(ackOf(event.answers), 'output', schemas),
      };
    }
  }
  for (const [name, event] of Object.entries(RESPONDER_MESSAGES)) {
    const payload = schemaOf(event.carries, 'output', schemas);
    all[`phone-${name}`] = { name, summary: event.summary, payload };
  }
  for (const [name, event] of Object.entries(CONTROL_MESSAGES)) {
    const payload = schemaOf(event.carries, 'output', schemas);
    all[`control-${name}`] = { name, summary: event.summary, payload };
  }
  return all;
}

/** Value or problem, as every event is answered. */
function ackOf(value: z.ZodType): z.ZodType {
  return z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), problem: problemDetailsSchema }),
  ]);
}

/**
 * JSON Schema draft 7, which AsyncAPI's own schema object is built on. Schemas with a name of
 * their own go to `schemas` and are referred to.
 */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const json = z.toJSONSchema(schema, { target: 'draft-7', io });
  const { definitions, ...rest } = json as Json;
  delete rest['$schema'];
  const suffix = io === 'input' ? 'Input' : '';
  for (const [name, definition] of Object.entries((definitions ?? {}) as Json)) {
    schemas[`${name}${suffix}`] = settled(definition, suffix);
  }
  return settled(rest, suffix) as Json;
}

/** Points references at the components, and drops the ids that made them. */
function settled(value: unknown, suffix: string): unknown {
  if (Array.isArray(value)) return value.map((each) => settled(each, suffix));
  if (typeof value !== 'object' || value === null) return value;
  const all: Json = {};
  for (const [key, each] of Object.entries(value) as [string, unknown][]) {
    if (key === 'id' && typeof each === 'string') continue;
    all[key] =
      key === '$ref' && typeof each === 'string'
        ? `${each.replace('#/definitions/', '#/components/schemas/')}${suffix}`
        : settled(each, suffix);
  }
  return all;
}

function named(pairs: readonly (readonly [string, string])[]): Json {
  return Object.fromEntries(
    pairs.map(([name, component]) => [name, { $ref: `#/components/messages/${component}` }]),
  );
}
