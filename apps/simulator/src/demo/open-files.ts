import { readFileSync } from 'node:fs';
import { WrongOptions } from './options';

/** What the process needs beside its sockets. */
const OTHER_FILES = 200;

/** Throws `WrongOptions` when this process may not open so many sockets; unknown limits pass. */
export function checkOpenFiles(socketCount: number): void {
  const max = openFilesMax();
  if (max === null || socketCount + OTHER_FILES <= max) return;
  throw new WrongOptions(
    `${socketCount} phones need more open files than the ${max} this process may have: ` +
      'raise the limit with ulimit -n, or ask for fewer --responders.',
  );
}

/** Node has raised the soft limit to the hard one by itself at its start. */
function openFilesMax(): number | null {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const soft = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
    return soft === undefined ? null : Number(soft);
  } catch {
    return null;
  }
}
