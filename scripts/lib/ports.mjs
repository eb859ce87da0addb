/** Free TCP ports on 127.0.0.1. */
import { createServer, Socket } from 'node:net';

/** Whether a server could listen on 127.0.0.1:`port` now. */
export function isPortFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });
}

/** `preferred` when it is free, else a port chosen by the system. */
export async function freePort(preferred) {
  if (preferred !== undefined && (await isPortFree(preferred))) return preferred;
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Sends `text` to 127.0.0.1:`port` and resolves with what comes back until `lines` lines are
 * complete or the server hangs up, or null when that has not happened within a second.
 */
export function ask(port, text, lines) {
  return new Promise((resolve) => {
    const socket = new Socket();
    let reply = '';
    const end = (value) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(value);
    };
    const timer = setTimeout(() => end(null), 1_000);
    socket.on('error', () => end(null));
    socket.on('close', () => end(reply === '' ? null : reply));
    socket.on('data', (data) => {
      reply += data.toString('latin1');
      if (reply.split('\n').length > lines) end(reply);
    });
    socket.connect(port, '127.0.0.1', () => socket.write(text));
  });
}
