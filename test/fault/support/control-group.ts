import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = '/sys/fs/cgroup';
const PERIOD_US = 100_000;

/** A limit of memory or processor time for some processes, by control groups of version 1. */
export class ControlGroup {
  private constructor(private readonly folder: string) {}

  /** Whether this machine has such groups. */
  static isHere(kind: 'cpu' | 'memory'): boolean {
    return existsSync(join(ROOT, kind, 'tasks'));
  }

  /** A group whose processes share that part of one processor. */
  static ofProcessor(name: string, share: number): ControlGroup {
    const group = ControlGroup.make('cpu', name);
    group.set('cpu.cfs_period_us', PERIOD_US);
    group.set('cpu.cfs_quota_us', Math.round(share * PERIOD_US));
    return group;
  }

  /** A group whose processes are ended by the kernel where they use more together. */
  static ofMemory(name: string, bytes: number): ControlGroup {
    const group = ControlGroup.make('memory', name);
    group.set('memory.limit_in_bytes', bytes);
    return group;
  }

  private static make(kind: 'cpu' | 'memory', name: string): ControlGroup {
    const folder = join(ROOT, kind, `closeby-${process.pid}-${name}`);
    mkdirSync(folder);
    return new ControlGroup(folder);
  }

  /** A process and all its threads are of the group from now on. */
  take(pid: number): void {
    this.set('cgroup.procs', pid);
  }

  set(name: string, value: number): void {
    writeFileSync(join(this.folder, name), String(value));
  }

  /** Once it has no process. */
  remove(): void {
    rmdirSync(this.folder);
  }
}
