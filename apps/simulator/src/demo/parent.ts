import { once } from 'node:events';

/**
 * Hands the environment that the server needs to whoever started this process, and resolves when
 * the server runs with it, with the ids of its processes. Throws where nobody is there to be told.
 */
export async function handOver(env: Readonly<Record<string, string>>): Promise<readonly number[]> {
  if (process.send === undefined) {
    throw new Error('--with-providers needs a parent process that starts the server');
  }
  const started = once(process, 'message');
  const left = once(process, 'disconnect').then(() => {
    throw new Error('the process that starts the server has gone');
  });
  process.send({ env });
  const [message] = (await Promise.race([started, left])) as [{ pids?: readonly number[] }];
  left.catch(() => undefined);
  process.disconnect();
  return message.pids ?? [];
}
