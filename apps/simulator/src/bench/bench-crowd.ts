import { WebSocket } from 'ws';
import { RESPONDER_NAMESPACE } from '#contracts/live-events';
import { monotonicMs, type CrowdOrder, type CrowdReport } from './crowd-orders';

/*
 * A process of made-up phones for benches: nothing but web sockets and the few frames of Socket.IO
 * that are needed, so that a machine that is measured has little to do for its clients.
 */

const PACKET = {
  open: '0',
  ping: '2',
  pong: '3',
  join: '40',
  joined: '40',
  event: '42',
  ack: '43',
};
const SOURCE_ADDRESSES = 40;
const TICK_MS = 5;
/** A step of at most so many degrees between two fixes: a walk. */
const STEP_DEG = 0.0001;
const AROUND = { lat: 30.55, lon: -88.6 };

class Phone {
  private readonly socket: WebSocket;
  private lat: number;
  private lon: number;
  private ackId = 0;
  private readonly waiting = new Map<number, number>();
  private readonly settled: Promise<boolean>;

  constructor(
    index: number,
    { url, path, auth }: { readonly url: string; readonly path: string; readonly auth: string },
  ) {
    this.lat = AROUND.lat + ((index % 100) - 50) / 1_000;
    this.lon = AROUND.lon + (((index / 100) % 100) - 50) / 1_000;
    // Each address has as many ports as there are, and a server counts connections by address.
    const localAddress = `127.0.1.${1 + (index % SOURCE_ADDRESSES)}`;
    const options = { perMessageDeflate: false, skipUTF8Validation: true, localAddress };
    this.socket = new WebSocket(`${url}${path}`, options);
    this.settled = new Promise((resolve) => {
      this.socket.on('message', (data: Buffer) => this.take(data.toString(), { auth, resolve }));
      this.socket.on('close', () => resolve(false));
      this.socket.on('error', () => resolve(false));
    });
  }

  /** Whether it was let in. */
  connect(): Promise<boolean> {
    return this.settled;
  }

  sendFix(wantsAck: boolean): void {
    this.lat += (Math.random() - 0.5) * STEP_DEG;
    this.lon += (Math.random() - 0.5) * STEP_DEG;
    const place = { type: 'Point', coordinates: [this.lon, this.lat] };
    const fixes = [{ place, at: new Date().toISOString(), accuracyM: 10 }];
    let id = '';
    if (wantsAck) {
      this.ackId += 1;
      this.waiting.set(this.ackId, performance.now());
      id = String(this.ackId);
    }
    const event = JSON.stringify(['fixes', { fixes }]);
    this.socket.send(`${PACKET.event}${RESPONDER_NAMESPACE},${id}${event}`);
  }

  leave(): void {
    this.socket.terminate();
  }

  private take(
    text: string,
    door: { readonly auth: string; readonly resolve: (isIn: boolean) => void },
  ): void {
    if (text === PACKET.ping) this.socket.send(PACKET.pong);
    else if (text.startsWith(PACKET.event)) hear(text);
    else if (text.startsWith(PACKET.ack)) this.acknowledged(text);
    else if (text.startsWith(PACKET.joined)) door.resolve(true);
    else if (text.startsWith(PACKET.open)) {
      this.socket.send(`${PACKET.join}${RESPONDER_NAMESPACE},${door.auth}`);
    } else door.resolve(false);
  }

  private acknowledged(text: string): void {
    const id = Number(/,(\d+)\[/.exec(text)?.[1]);
    const sentMs = this.waiting.get(id);
    this.waiting.delete(id);
    if (!/"ok":true/.test(text) || /"code":/.test(text)) done.turnedDown += 1;
    if (sentMs !== undefined) done.ackMs.push(performance.now() - sentMs);
  }
}

const phones: Phone[] = [];
const done = {
  ...{ connected: 0, refused: 0, sent: 0, turnedDown: 0, ackMs: [] as number[] },
  ...{ heard: 0, lastHeardMs: 0 },
};

/** What an event must hold to be counted. */
let listensTo = '';

function hear(text: string): void {
  if (!text.includes(listensTo)) return;
  done.heard += 1;
  done.lastHeardMs = monotonicMs();
}

async function connectAll(order: Extract<CrowdOrder, { do: 'connect' }>): Promise<void> {
  const waiting = [...order.phones];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const auth = JSON.stringify({ token: next.token, lastSeq: order.lastSeq });
      const phone = new Phone(next.index, { url: order.url, path: order.path, auth });
      if (await phone.connect()) {
        phones.push(phone);
        done.connected += 1;
      } else done.refused += 1;
    }
  };
  await Promise.all(Array.from({ length: order.together }, lane));
}

/** Spread evenly over time and phones, whether or not the server keeps up. */
function sendFixes(order: Extract<CrowdOrder, { do: 'send-fixes' }>): Promise<void> {
  const { perSecond, seconds, ackEvery } = order;
  const began = performance.now();
  Object.assign(done, { sent: 0, turnedDown: 0 });
  done.ackMs = [];
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const elapsedS = Math.min(seconds, (performance.now() - began) / 1_000);
      const due = Math.floor(elapsedS * perSecond);
      for (; done.sent < due; done.sent += 1) {
        phones[done.sent % phones.length]?.sendFix(done.sent % ackEvery === 0);
      }
      if (elapsedS < seconds) return;
      clearInterval(timer);
      // What is still on its way may be acknowledged.
      setTimeout(resolve, 500);
    }, TICK_MS);
  });
}

async function obey(order: CrowdOrder): Promise<void> {
  switch (order.do) {
    case 'connect':
      Object.assign(done, { connected: 0, refused: 0 });
      return connectAll(order);
    case 'send-fixes':
      return sendFixes(order);
    case 'listen':
      Object.assign(done, { heard: 0, lastHeardMs: 0 });
      listensTo = order.to;
      return;
    case 'leave':
      for (const phone of phones.splice(0)) phone.leave();
      return;
    case 'say-heard':
  }
}

process.on('message', (order: CrowdOrder) => {
  obey(order).then(
    () => process.send?.({ ...done } satisfies CrowdReport),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit(0));
