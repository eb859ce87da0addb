import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { AddedKey } from '#contracts/key-api';
import type { Account, Answer } from './clients';

/** Sends a JSON body with headers of its own. */
export async function send<T = Record<string, unknown>>(
  url: string,
  options: {
    readonly key?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly method?: string;
    readonly body?: string;
  },
): Promise<Answer<T>> {
  const { key, headers = {}, method = 'POST', body } = options;
  const response = await fetch(url, {
    method,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const read = (isJson ? JSON.parse(text) : { text }) as T;
  return { status: response.status, headers: response.headers, body: read };
}

/** The headers of a signed message (Standard Webhooks). */
export function signature(
  secret: string,
  body: string,
  options: { readonly id?: string; readonly at?: Date } = {},
): Record<string, string> {
  const { id = `msg_${randomUUID()}`, at = new Date() } = options;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
}

/** Makes a key by its supervisor. */
export async function makeKey(
  supervisor: Account,
  fields: Record<string, unknown> = {},
): Promise<AddedKey> {
  const added = await supervisor.post<AddedKey>('/v1/keys', {
    label: 'CAD under test',
    role: 'control',
    ...fields,
  });
  if (added.status !== 201) throw new Error(`no key: ${JSON.stringify(added.body)}`);
  return added.body;
}

/** Asks for an access token by client credentials. */
export function askToken(
  url: string,
  client: { readonly id: string; readonly secret: string },
  options: {
    readonly scope?: string;
    readonly basic?: boolean;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Promise<Answer> {
  const basic = Buffer.from(`${client.id}:${client.secret}`).toString('base64');
  const byForm = { client_id: client.id, client_secret: client.secret };
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    ...(options.basic === true ? {} : byForm),
    ...(options.scope === undefined ? {} : { scope: options.scope }),
  });
  return send(`${url}/v1/oauth/token`, {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(options.basic === true ? { authorization: `Basic ${basic}` } : {}),
      ...options.headers,
    },
    body: form.toString(),
  });
}
