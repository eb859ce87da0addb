import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import type { IngestPeer } from './ingest-peer';

/** Bare web sockets that answer no more than a phone needs to be in. Ends with the bench. */
function main(): void {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
  sockets.on('connection', (socket) => {
    socket.on('message', () => socket.send('40'));
    socket.send('0');
  });
  http.listen(0, '127.0.0.1', () => {
    const address = http.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    process.send?.({ port } satisfies IngestPeer);
  });
  process.once('disconnect', () => process.exit(0));
}

main();
