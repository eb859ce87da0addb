import { createServer, type IncomingMessage, type Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { RESPONDER_NAMESPACE } from '#contracts/live-events';
import { PeopleGrid, type Placed } from '../people-grid';
import { ringOf, RUNG, WITHIN_M, type PeerIncident } from './people';

/**
 * What the machine itself takes: Node's own HTTP, an index in the process, bare web sockets. It
 * keeps nothing, checks nothing, and knows the few frames that made-up phones understand.
 */
export function floor(people: Placed): Server {
  const grid = new PeopleGrid(people);
  const phones = new Map<string, WebSocket>();
  const server = createServer((request, response) => {
    read(request, (text) => {
      const incident = JSON.parse(text) as PeerIncident;
      const nearest = grid.nearest(incident, RUNG, WITHIN_M);
      const event = JSON.stringify(['feed', ringOf(incident.ref, incident)]);
      const frame = `42${RESPONDER_NAMESPACE},${event}`;
      for (const n of nearest) phones.get(people.ids[n] ?? '')?.send(frame);
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ alerted: nearest.length }));
    });
  });
  const sockets = new WebSocketServer({ server, perMessageDeflate: false, clientTracking: false });
  sockets.on('connection', (socket) => {
    socket.send('0{"sid":"floor","upgrades":[],"pingInterval":60000,"pingTimeout":60000}');
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (!text.startsWith('40')) return;
      const { token } = JSON.parse(text.slice(text.indexOf('{'))) as { readonly token: string };
      phones.set(token, socket);
      socket.send(`40${RESPONDER_NAMESPACE},{"sid":"floor"}`);
    });
  });
  return server;
}

/** Hands over the whole body of a request. */
export function read(request: IncomingMessage, take: (text: string) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => take(Buffer.concat(chunks).toString()));
}
