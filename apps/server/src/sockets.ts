import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server } from 'socket.io';
import type { SocketServer } from '#adapters/live/socket-server';

/** Gives Nest's gateways the one Socket.IO server that was made before Nest. */
export class Sockets extends IoAdapter {
  private attached = false;

  constructor(
    app: INestApplicationContext,
    private readonly sockets: SocketServer,
  ) {
    super(app);
  }

  override createIOServer(): Server {
    if (!this.attached) {
      this.sockets.server.attach(this.httpServer as Parameters<Server['attach']>[0]);
      this.attached = true;
    }
    return this.sockets.server;
  }

  /** The process closes the server itself when it drains. */
  override close(): Promise<void> {
    return Promise.resolve();
  }
}

/**
 * Lets in sockets of pages of this very host, of the origins listed, and of programs that send no
 * origin; any other page could act with whatever its visitor holds.
 */
export function originGuard(
  allowedOrigins: readonly string[],
): (
  request: IncomingMessage,
  answer: (error: string | null | undefined, allowed: boolean) => void,
) => void {
  return (request, answer) => {
    const { origin, host } = request.headers;
    const sameHost = origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
    const allowed = origin === undefined || sameHost || allowedOrigins.includes(origin);
    answer(allowed ? null : 'this origin may not open sockets', allowed);
  };
}
