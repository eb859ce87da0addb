import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { IncidentView } from '#contracts/incident-api';
import type { ResponsePlanView } from '#contracts/response-plan-api';
import { fromPlace, toIso } from '#contracts/shapes';
import type { Place } from '#core/geometry';
import { HttpClient } from '../demo/http-client';
import type { DemoKeys } from '../demo/keys';
import { BareLine } from './bare-line';
import { TELL_ALL, type PeerName, type PeerReady } from './peers/names';

const CREATED = 201;
const OK = 200;

/** Whoever takes incidents and rings phones. */
export interface Contender {
  readonly name: string;
  /** Where phones connect. */
  readonly url: string;
  /** The token by which a person's phone comes in. */
  tokenOf(person: { readonly id: string; readonly n: number }): string;
  /** Reports an incident; how many phones are rung. */
  raise(ref: string, place: Place): Promise<number>;
  /** Ends it, so that the same people may be rung again. */
  end(ref: string): Promise<void>;
  stop(): Promise<void>;
}

/** Whoever is measured beside us. */
export interface Peer extends Contender {
  /** Has it tell every phone on the line at once, as `io.emit` does. */
  tellAll(): Promise<void>;
}

/** A peer in a process of its own; it is ready when it has its people. */
export async function startPeer(
  name: PeerName,
  where: { readonly ownerUrl: string; readonly redisUrl: string },
): Promise<Peer> {
  const args = [name, where.ownerUrl, where.redisUrl];
  const child = fork(join(__dirname, 'peers/peer.js'), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const url = `http://127.0.0.1:${(await readyOf(name, child)).port}`;
  const line = new BareLine(url, null);
  return {
    ...{ name, url },
    tokenOf: ({ id }) => id,
    raise: async (ref, { lat, lon }) => {
      const { status, text } = await line.post('/incidents', { ref, lat, lon });
      if (status !== CREATED) throw new Error(`${name} refused an incident: ${status}`);
      return (JSON.parse(text) as { readonly alerted: number }).alerted;
    },
    end: () => Promise.resolve(),
    tellAll: async () => {
      const { status } = await line.post(TELL_ALL, {});
      if (status !== OK) throw new Error(`${name} did not tell everybody: ${status}`);
    },
    stop: async () => {
      line.close();
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

async function readyOf(name: string, child: ChildProcess): Promise<PeerReady> {
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${name} has ended before it was ready`);
  });
  const [ready] = (await Promise.race([once(child, 'message'), ended])) as [PeerReady];
  ended.catch(() => undefined);
  return ready;
}

/** Our own server, as control sees it; incidents are decided by the plan of that name. */
export function ourselves(server: {
  readonly name: string;
  readonly url: string;
  readonly keys: DemoKeys;
  readonly policyName: string;
}): Contender {
  const { name, url, keys, policyName } = server;
  const line = new BareLine(url, keys.controlKey);
  return {
    ...{ name, url },
    tokenOf: ({ n }) => `nation-${n}`,
    raise: async (controlRef, place) => {
      const { status, text } = await line.post('/v1/incidents', {
        ...{ controlRef, version: 1, kind: 'cardiac-arrest', priority: 'life-threatening' },
        ...{ mode: 'actual', place: fromPlace(place), calledAt: toIso(Date.now()) },
        ...{ policyName, acceptOutsideArea: true },
      });
      if (status !== CREATED) throw new Error(`${name} refused an incident: ${text}`);
      return (JSON.parse(text) as IncidentView).responders.length;
    },
    end: async (ref) => {
      const path = `/v1/incidents/by-ref/${encodeURIComponent(ref)}/close`;
      const { status, text } = await line.post(path, { version: 2 });
      if (status !== OK) throw new Error(`${name} refused a close: ${text}`);
    },
    stop: () => {
      line.close();
      return Promise.resolve();
    },
  };
}

/** Activates a plan that is a preset but for asking so many at once, so far away; its name. */
export async function widen(
  url: string,
  keys: DemoKeys,
  to: {
    readonly preset: string;
    readonly alertedAtOnceMax: number;
    readonly radiusM: number;
  },
): Promise<string> {
  const keeper = new HttpClient(url, keys.supervisorKey);
  const { preset, ...changes } = to;
  const draft = {
    name: `${preset}-widened`,
    title: `${preset}, ${changes.alertedAtOnceMax} at once`,
    ...{ kinds: ['cardiac-arrest'], preset, changes },
  };
  const drafted = await keeper.ask<ResponsePlanView>('POST', '/v1/response-plans', draft);
  if (!drafted.ok) throw new Error(`no plan: ${drafted.detail}`);
  const { name, version } = drafted.value;
  const path = `/v1/response-plans/${name}/versions/${version}/activate`;
  const active = await keeper.ask('POST', path);
  if (!active.ok) throw new Error(`no plan: ${active.detail}`);
  return name;
}
