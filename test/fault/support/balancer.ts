import { isReady, type ServerNode } from './node';

const LOOK_EVERY_MS = 200;
const ANSWER_WITHIN_MS = 1_000;

/** Says which api a new connection goes to: round robin over those that say they are ready. */
export class Balancer {
  private readonly ready = new Set<ServerNode>();
  private readonly changes: { atMs: number; name: string; ready: boolean }[] = [];
  private readonly timers: NodeJS.Timeout[] = [];
  private turn = 0;
  private stopped = false;

  constructor(private readonly nodes: readonly ServerNode[]) {
    for (const node of nodes) this.ready.add(node);
  }

  start(): void {
    for (const node of this.nodes) void this.watch(node);
  }

  /** The next port, or null while none is ready. */
  readonly next = (): number | null => {
    const ready = this.nodes.filter((node) => this.ready.has(node));
    this.turn += 1;
    return ready[this.turn % Math.max(1, ready.length)]?.port ?? null;
  };

  /** When nodes left the rotation and came back, by `performance.now()`. */
  get history(): readonly { atMs: number; name: string; ready: boolean }[] {
    return this.changes;
  }

  stop(): void {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
  }

  private async watch(node: ServerNode): Promise<void> {
    const ready = await isReady(node.url, ANSWER_WITHIN_MS);
    if (ready !== this.ready.has(node)) {
      this.changes.push({ atMs: performance.now(), name: node.name, ready });
      if (ready) this.ready.add(node);
      else this.ready.delete(node);
    }
    if (this.stopped) return;
    const index = this.nodes.indexOf(node);
    this.timers[index] = setTimeout(() => void this.watch(node), LOOK_EVERY_MS);
  }
}
