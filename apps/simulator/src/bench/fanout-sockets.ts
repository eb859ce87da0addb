import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from 'socket.io';
import { responderRoom, SocketLive } from '#adapters/live/socket-live';
import { openSocketServer } from '#adapters/live/socket-server';
import { AesVault, VAULT_KEY_BYTES } from '#adapters/vault/aes-vault';
import { RESPONDER_NAMESPACE } from '#contracts/live-events';
import { SECOND_MS } from '#core/units';
import { Crowd } from './crowd';
import { crowdMessage } from './sample-message';
import { median, tell } from './verdict';

/** Messages that a page of a call-out holds, and so what is told at once. */
const PAGE = 500;
const LOOK_EVERY_MS = 20;
const HEARD_WITHIN_MS = 60_000;
const STALL_RESOLUTION_MS = 1;
const NS_PER_MS = 1e6;

const PER_CORE_MIN = 75_000;
const STALL_MAX_MS = 5;

/** How one call to everybody went. */
interface Rung {
  /** Of this process's time, by phone. */
  readonly perCore: number;
  /** The longest that nothing else could be done. */
  readonly stallMs: number;
  readonly wallS: number;
}

/**
 * A call-out to phones on sockets of this process, each its own message, in pages as a call-out
 * is told; beside it one message for all of them by Socket.IO's own broadcast.
 */
export async function benchSockets(phones: number, rounds: number): Promise<void> {
  const ids = Array.from({ length: phones }, (_, n) => responderIdOf(n));
  const { server, url, close } = await openDoor();
  const crowd = Crowd.start(phones);
  try {
    const { refused } = await crowd.connect({ url, tokens: ids, together: 200 });
    if (refused > 0) throw new Error(`${refused} phones were refused`);
    const live = new SocketLive(server, null);
    const messages = ids.map((responderId, n) => ({ responderId, message: crowdMessage(n) }));
    const [own, broadcast]: [Rung[], Rung[]] = [[], []];
    const everyone = crowdMessage(0);
    for (let round = 0; round < rounds + 1; round += 1) {
      const apart = await ring(crowd, phones, () => tellPages(live, messages));
      const together = await ring(crowd, phones, () => {
        server.of(RESPONDER_NAMESPACE).emit('feed', everyone);
      });
      // The first round only warms up.
      if (round > 0) {
        own.push(apart);
        broadcast.push(together);
      }
    }
    report({ own, broadcast }, phones);
  } finally {
    await crowd.stop();
    await close();
  }
}

function report(
  { own, broadcast }: { readonly own: readonly Rung[]; readonly broadcast: readonly Rung[] },
  phones: number,
): void {
  const of = (rungs: readonly Rung[], name: keyof Rung): number[] =>
    rungs.map((rung) => rung[name]);
  tell({
    ...{ name: 'fanout.sockets_per_core', unit: '1/s', rounds: of(own, 'perCore') },
    bar: { least: PER_CORE_MIN },
    beside: {
      io_emit_per_core: median(of(broadcast, 'perCore')),
      wall_s: median(of(own, 'wallS')),
      phones,
    },
  });
  tell({
    ...{ name: 'fanout.sockets_stall', unit: 'ms', rounds: of(own, 'stallMs') },
    bar: { most: STALL_MAX_MS },
    beside: { io_emit_ms: median(of(broadcast, 'stallMs')) },
  });
}

/** Page after page, as pages of a call-out come from the record. */
async function tellPages(
  live: SocketLive,
  messages: Parameters<SocketLive['tellResponders']>[0],
): Promise<void> {
  for (let from = 0; from < messages.length; from += PAGE) {
    live.tellResponders(messages.slice(from, from + PAGE));
    await new Promise(setImmediate);
  }
}

async function ring(crowd: Crowd, phones: number, act: () => Promise<void> | void): Promise<Rung> {
  await crowd.listen('alert-sent');
  await pause(SECOND_MS);
  const stalls = monitorEventLoopDelay({ resolution: STALL_RESOLUTION_MS });
  stalls.enable();
  // It measures from one look to the next, so the first one comes before the work.
  await pause(LOOK_EVERY_MS);
  const [cpu, began] = [process.cpuUsage(), performance.now()];
  await act();
  await untilHeard(crowd, phones);
  const { user, system } = process.cpuUsage(cpu);
  const wallS = (performance.now() - began) / SECOND_MS;
  stalls.disable();
  return {
    perCore: phones / ((user + system) / 1e6),
    stallMs: stalls.max / NS_PER_MS - STALL_RESOLUTION_MS,
    wallS,
  };
}

async function untilHeard(crowd: Crowd, count: number): Promise<void> {
  const until = performance.now() + HEARD_WITHIN_MS;
  for (;;) {
    const { heard } = await crowd.heard();
    if (heard >= count) return;
    if (performance.now() > until) throw new Error(`only ${heard} of ${count} phones heard`);
    await pause(LOOK_EVERY_MS);
  }
}

/** Sockets as the server opens them, where whoever comes is let in. */
async function openDoor(): Promise<{
  readonly server: Server;
  readonly url: string;
  readonly close: () => Promise<void>;
}> {
  const sockets = openSocketServer({
    redisUrl: null,
    vault: new AesVault([new Uint8Array(VAULT_KEY_BYTES)]),
    allowRequest: (_request, answer) => answer(null, true),
    onTrouble: console.error,
  });
  const { server } = sockets;
  server.of(RESPONDER_NAMESPACE).on('connection', (socket) => {
    void socket.join(responderRoom(String(socket.handshake.auth['token'])));
  });
  const http = createServer();
  server.attach(http);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = async (): Promise<void> => {
    await sockets.close();
    http.close();
  };
  return { server, url: `http://127.0.0.1:${port}`, close };
}

function responderIdOf(index: number): string {
  return `b0000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}
