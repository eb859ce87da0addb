import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { countedAs } from './client-address';

/** Connections at once, of all kinds; beyond it new ones are dropped. */
export const CONNECTIONS_MAX = 20_000;
/** Connections of one address that have not asked anything yet. */
export const SILENT_MAX = 1_000;

/**
 * Bounds what connections can hold: all of them together, and of one address those that were
 * opened and ask nothing. Whoever asks something is bounded by what they ask.
 */
export function boundConnections(server: Server): void {
  server.maxConnections = CONNECTIONS_MAX;
  const silent = new Map<string, number>();
  const waiting = new WeakMap<Socket, string>();
  const settle = (socket: Socket): void => {
    const of = waiting.get(socket);
    if (of === undefined) return;
    waiting.delete(socket);
    const left = (silent.get(of) ?? 1) - 1;
    if (left > 0) silent.set(of, left);
    else silent.delete(of);
  };
  server.on('connection', (socket) => {
    const of = countedAs(socket.remoteAddress ?? '');
    const count = (silent.get(of) ?? 0) + 1;
    if (count > SILENT_MAX) {
      socket.destroy();
      return;
    }
    silent.set(of, count);
    waiting.set(socket, of);
    socket.once('close', () => settle(socket));
  });
  server.on('request', (request) => settle(request.socket));
  server.on('upgrade', (request: { readonly socket: Socket }) => settle(request.socket));
}
