import type { createAdapter } from '@socket.io/redis-streams-adapter';
import { MINUTE_MS } from '#core/units';
import type { Vault } from '#flow/ports';
import type { OtherCopies } from './ring-room';

type MakeAdapter = ReturnType<typeof createAdapter>;

/** As it stands in the stream; every field is a text. */
export interface RawPacket {
  readonly uid: string;
  readonly nsp: string;
  readonly type: string;
  readonly data?: string;
}

interface Packet {
  readonly uid: string;
  readonly nsp: string;
  readonly type: number;
  readonly data?: unknown;
}

/** What of the library's adapter reads and writes the stream. */
interface StreamAdapter {
  readonly uid: string;
  broadcast(packet: unknown, options: BroadcastOptions): unknown;
  publish(message: { readonly type: number; readonly data: unknown }): void;
  encode(packet: Packet): RawPacket;
  onRawMessage(raw: RawPacket, offset: string): void;
  onMessage(packet: Packet, offset?: string): unknown;
}

/** To whom something is sent, as Socket.IO has it. */
interface BroadcastOptions {
  readonly rooms: ReadonlySet<string>;
  readonly except?: ReadonlySet<string>;
  readonly flags?: Readonly<Record<string, unknown>>;
}

/** The library's number for a message that is for the sockets of every copy of the server. */
const BROADCAST = 3;
/** The number of an event in the protocol of Socket.IO. */
const EVENT = 2;
/** A packet that lay longer than this is not taken; phones catch up from the record. */
const PACKET_AGE_MAX_MS = 5 * MINUTE_MS;

/**
 * An adapter whose packets between copies of the server are sealed: Redis holds neither places nor
 * names, and whoever writes to it without the key is not heard. What comes by Redis' channels
 * instead of the stream is not taken at all; nothing of ours goes there.
 *
 * Sockets of this copy hear at once, and not when Redis has answered: they are rung.
 *
 * @param options.onForged told of each packet that was not ours
 */
export function sealedAdapter(
  make: MakeAdapter,
  options: { readonly vault: Vault; readonly onForged: (error: Error) => void },
): MakeAdapter {
  // Socket.IO calls it with `new`, which an arrow function does not bear.
  return function sealed(namespace) {
    const adapter = make(namespace);
    const { name } = namespace as { readonly name: string };
    const stream = adapter as unknown as StreamAdapter;
    const take = stream.onMessage.bind(adapter);
    const broadcast = stream.broadcast.bind(adapter);
    stream.broadcast = (packet, given) => {
      const { rooms, except = [], flags } = given;
      void broadcast(packet, { ...given, flags: { ...flags, local: true } });
      if (flags?.['local'] === true) return;
      const options = { rooms: [...rooms], except: [...except], flags };
      stream.publish({ type: BROADCAST, data: { packet, opts: options } });
    };
    const tellOthers: OtherCopies['tellOthers'] = (room, data) => {
      const packet = { type: EVENT, data, nsp: name };
      stream.publish({ type: BROADCAST, data: { packet, opts: { rooms: [room], except: [] } } });
    };
    stream.encode = (packet) => sealPacket(options.vault, packet);
    stream.onRawMessage = (raw, offset) => {
      // Its own words come back to it, and need not be opened.
      if (raw.uid === stream.uid) return;
      const packet = openPacket(options.vault, raw);
      if (packet === null) options.onForged(new Error('a packet that no server sealed'));
      else take(packet, offset);
    };
    stream.onMessage = () => options.onForged(new Error('a packet beside the stream'));
    return Object.assign(adapter, { tellOthers });
  };
}

/** The packet as it goes into the stream: whose it is, for which namespace, and the rest sealed. */
export function sealPacket(vault: Vault, packet: Packet): RawPacket {
  const plain = Buffer.from(JSON.stringify({ ...packet, at: Date.now() }));
  const sealed = Buffer.from(vault.seal(plain, about(packet.nsp))).toString('base64');
  return { uid: packet.uid, nsp: packet.nsp, type: String(packet.type), data: sealed };
}

/** What a server sealed, not long ago; null for anything else. */
export function openPacket(vault: Vault, raw: RawPacket): Packet | null {
  try {
    const sealed = Buffer.from(raw.data ?? '', 'base64');
    const text = Buffer.from(vault.open(sealed, about(raw.nsp))).toString('utf8');
    const { at, ...packet } = JSON.parse(text) as Packet & { readonly at: number };
    const isOurs = packet.uid === raw.uid && String(packet.type) === raw.type;
    return isOurs && Math.abs(Date.now() - at) <= PACKET_AGE_MAX_MS ? packet : null;
  } catch {
    return null;
  }
}

function about(namespace: string): string {
  return `sockets ${namespace}`;
}
