import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { frameOf } from '#adapters/live/ring-room';

let http: Server;
/** What whoever connects next is sent. */
let next = '';

beforeAll(async () => {
  const door = new WebSocketServer({ noServer: true });
  http = createServer();
  http.on('upgrade', (request, socket, head) => {
    door.handleUpgrade(request, socket, head, () => void socket.write(frameOf(next)));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
});

afterAll(() => {
  http.close();
});

describe('a frame that is written as it is', () => {
  it.each([1, 125, 126, 127, 65_535, 65_536, 70_001])(
    'of %i bytes is read whole by the library that phones are read with',
    async (length) => {
      const text = 'a'.repeat(length);
      expect(await asRead(text)).toBe(text);
    },
  );

  it('counts bytes and not letters', async () => {
    const text = 'Hilfe für Zoë 🚑 '.repeat(9);
    expect(await asRead(text)).toBe(text);
  });
});

async function asRead(text: string): Promise<string> {
  next = text;
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  const [data] = (await once(socket, 'message')) as [Buffer];
  socket.terminate();
  return data.toString('utf8');
}
