import { WebSocket } from 'ws';
import { once } from 'node:events';
import type { ServerNode } from './node';
import { waitFor } from './wait';

/** A process started with it lets itself be debugged on a port of its own, once it is asked. */
export const DEBUG_ENV = { NODE_OPTIONS: '--inspect-port=127.0.0.1:0' } as const;

const LISTENING = /^Debugger listening on (ws:\/\/\S+)/;

/**
 * Keeps the event loop of a process busy: it computes and does nothing else, as with an endless
 * loop of its own. The debugger that every Node.js process has does it; the program is unchanged.
 * Start the process with `DEBUG_ENV`. Resolves when the loop is free again.
 */
export async function stall(node: ServerNode, forMs: number): Promise<void> {
  await node.kill('SIGUSR1');
  const url = await waitFor(() => debuggerOf(node), `debugger of ${node.name}`);
  const socket = new WebSocket(url);
  await once(socket, 'open');
  try {
    const expression = `for (const end = performance.now() + ${forMs}; performance.now() < end;);`;
    const params = { expression };
    const answered = once(socket, 'message');
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
    await answered;
  } finally {
    socket.terminate();
  }
}

/** The newest address it has said. */
function debuggerOf({ log }: ServerNode): string | undefined {
  return log.map((line) => LISTENING.exec(line)?.[1]).findLast((url) => url !== undefined);
}
