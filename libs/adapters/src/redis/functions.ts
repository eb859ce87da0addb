import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster } from 'ioredis';
import type { RedisClient } from '#adapters/shared/redis-connection';

/** Ids in one call: more would hold Redis up, and Lua cannot pass many more at once. */
export const CALL_IDS_MAX = 500;

/** The Redis Functions of `locations.lua`, loaded again whenever Redis has lost them. */
export class RedisFunctions {
  private readonly library = marked(readFileSync(join(__dirname, 'locations.lua'), 'utf8'));
  private loading: Promise<void> | null = null;

  constructor(private readonly client: RedisClient) {}

  /** Loads the library, in a cluster into each node; throws when none of Redis answers. */
  async load(): Promise<void> {
    this.loading ??= this.loadEverywhere().finally(() => (this.loading = null));
    await this.loading;
  }

  /** Calls a function; text in its answer comes as buffers. Throws when Redis does not answer. */
  async call(
    name: string,
    keys: readonly string[],
    args: readonly (string | number | Buffer)[],
  ): Promise<unknown> {
    const command = [`${name}_${this.library.mark}`, keys.length, ...keys, ...args];
    try {
      return await this.client.callBuffer('FCALL', command);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('Function not found')) throw error;
      await this.load();
      return this.client.callBuffer('FCALL', command);
    }
  }

  private async loadEverywhere(): Promise<void> {
    const { client, library } = this;
    const nodes = client instanceof Cluster ? client.nodes('master') : [client];
    const loaded = await Promise.allSettled(
      nodes.map((node) => node.call('FUNCTION', 'LOAD', 'REPLACE', library.text)),
    );
    const failed = loaded.filter((each) => each.status === 'rejected');
    if (failed.length === loaded.length) throw failed[0]?.reason;
  }
}

/** Names in the library end in a mark of its text: no version ever runs another's functions. */
function marked(source: string): { readonly mark: string; readonly text: string } {
  const mark = createHash('sha256').update(source).digest('hex').slice(0, 8);
  const text = source
    .replace('name=closeby', `name=closeby_${mark}`)
    .replace(/^register\('(\w+)'/gm, `register('$1_${mark}'`);
  return { mark, text };
}

/** Cuts a list into pieces that one call can take. */
export function inCalls<T>(items: readonly T[]): (readonly T[])[] {
  const calls: (readonly T[])[] = [];
  for (let from = 0; from < items.length; from += CALL_IDS_MAX) {
    calls.push(items.slice(from, from + CALL_IDS_MAX));
  }
  return calls;
}
