import { createServer } from 'node:http';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { RESPONDER_NAMESPACE } from '#contracts/live-events';

/** What the peer says once it listens. */
export interface IngestPeer {
  readonly port: number;
}

interface Fixes {
  readonly fixes: readonly { readonly place: { readonly coordinates: [number, number] } }[];
}

/**
 * Positions as tutorials take them: a Socket.IO server that writes each message by itself, checks
 * nothing and keeps nothing else. Ends with the bench.
 */
function main(): void {
  const redis = new Redis(process.argv[2] ?? '');
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false });
  io.of(RESPONDER_NAMESPACE).on('connection', (socket) => {
    socket.on('fixes', ({ fixes }: Fixes, ack?: (answer: { ok: true }) => void) => {
      const [lon, lat] = fixes[0]?.place.coordinates ?? [0, 0];
      const writing = redis.geoadd('bench:peer', lon, lat, socket.id);
      writing.then(() => ack?.({ ok: true })).catch(console.error);
    });
  });
  http.listen(0, '127.0.0.1', () => {
    const address = http.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    process.send?.({ port } satisfies IngestPeer);
  });
  process.once('disconnect', () => process.exit(0));
}

main();
