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
 * Sends `text` to 127.0.0.1:`port` and resolves with the first bytes that come back, or null when
 * nothing came within a second.
 */
export function ask(port, text) {
  return new Promise((resolve) => {
    const socket = new Socket();
    const end = (value) => {
      socket.destroy();
      resolve(value);
    };
    socket.setTimeout(1_000, () => end(null));
    socket.on('error', () => end(null));
    socket.on('close', () => end(null));
    socket.on('data', (data) => end(data.toString('latin1')));
    socket.connect(port, '127.0.0.1', () => socket.write(text));
  });
}
