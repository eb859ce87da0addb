import { randomUUID } from 'node:crypto';
import { Cluster } from 'ioredis';
import type { RedisClient } from '#adapters/shared/redis-connection';
import type { RedisFunctions } from './functions';
import { slotOf } from './key-slot';

/** A filling that takes longer than this is begun again. */
const FILLING_MAX_S = 3_600;
const ONE_REDIS = ['index'];
/** Numbered tags are tried in turn until each node has one; with so many each has long before. */
const TAGS_MAX = 10_000;

/**
 * The mark that says an index is filled, on each node that holds a part of it: any of them may be
 * emptied by itself, and then the whole is filled again.
 */
export class FilledMarks {
  /** Set when a filling begins: gone where Redis was emptied meanwhile. */
  private readonly filling = `filling:${randomUUID()}`;
  private begun: readonly string[] = [];
  private known: { readonly nodes: string; readonly tags: readonly string[] } | null = null;

  constructor(
    private readonly client: RedisClient,
    private readonly functions: RedisFunctions,
  ) {}

  /** Whether every node holds the mark; if not, a filling begins. Throws when Redis is away. */
  async areSet(): Promise<boolean> {
    const tags = this.tags();
    const marks = await Promise.all(tags.map((tag) => this.client.get(keyOf(tag, 'filled'))));
    if (marks.every((mark) => mark !== null)) return true;
    await Promise.all(
      tags.map((tag) => this.client.set(keyOf(tag, this.filling), '1', 'EX', FILLING_MAX_S)),
    );
    this.begun = tags;
    return false;
  }

  /** Marks the index as filled, where it was not emptied since the filling began. */
  async set(): Promise<void> {
    for (const tag of this.tags()) {
      const mark = keyOf(tag, 'filled');
      const began = this.begun.includes(tag);
      if (began) {
        await this.functions.call('closeby_mark_filled', [mark, keyOf(tag, this.filling)], []);
      } else if (this.begun.length === 0) {
        await this.client.set(mark, '1');
      }
    }
  }

  /** The index is not whole any more. */
  async takeAway(): Promise<void> {
    await Promise.all(this.tags().map((tag) => this.client.del(keyOf(tag, 'filled'))));
  }

  /** A hash tag for each node, so that a key with it lies there. */
  private tags(): readonly string[] {
    const { client } = this;
    if (!(client instanceof Cluster)) return ONE_REDIS;
    const nodes = [...new Set(client.slots.map(([node]) => node ?? ''))].sort();
    const names = nodes.join(' ');
    if (this.known?.nodes !== names || !this.fits(client)) {
      this.known = { nodes: names, tags: tagsOf(client, nodes.length) };
    }
    return this.known.tags;
  }

  /** False when slots have moved since, so that a node has no tag any more. */
  private fits({ slots }: Cluster): boolean {
    const tags = this.known?.tags ?? [];
    return new Set(tags.map((tag) => slots[slotOf(tag)]?.[0])).size === tags.length;
  }
}

function tagsOf({ slots }: Cluster, count: number): readonly string[] {
  const found = new Map<string, string>();
  for (let n = 0; n < TAGS_MAX && found.size < count; n += 1) {
    const tag = `index-${n}`;
    const node = slots[slotOf(tag)]?.[0] ?? '';
    if (!found.has(node)) found.set(node, tag);
  }
  return [...found.values()];
}

function keyOf(tag: string, what: string): string {
  return `closeby:{${tag}}:${what}`;
}
