import type { Namespace } from 'socket.io';

/** What of an adapter reaches the other copies of the server; that of one copy alone has it not. */
export interface OtherCopies {
  /** Tells a room on every copy but this one. */
  tellOthers(room: string, data: readonly [event: string, message: unknown]): void;
}

/** A text that is whole, and never masked by a server (RFC 6455 §5.2). */
const WHOLE_TEXT = 0x81;
const LENGTH_7_MAX = 125;
const LENGTH_16_MAX = 0xffff;
const LENGTH_16 = 126;
const LENGTH_64 = 127;
/** Engine.IO's sign of a message, and Socket.IO's of an event. */
const MESSAGE = '4';
const EVENT = '2';

/**
 * As `namespace.to(room).emit(event, message)`, at less than half its cost: a crowd is told in as
 * many messages as it has people, each to the one phone in its room. Only messages of plain JSON.
 */
export function ringRoom(namespace: Namespace, room: string, message: RoomMessage): void {
  const { adapter, sockets } = namespace;
  const data = [message.event, message.carries] as const;
  let packet: EncodedPacket | null = null;
  for (const id of adapter.rooms.get(room) ?? []) {
    const socket = sockets.get(id);
    if (socket === undefined) continue;
    packet ??= encode(namespace.name, data);
    for (const listener of socket.listenersAnyOutgoing()) listener(...data);
    socket.conn.write(packet.text, packet.options);
  }
  (adapter as Partial<OtherCopies>).tellOthers?.(room, data);
}

export interface RoomMessage {
  readonly event: string;
  readonly carries: unknown;
}

interface EncodedPacket {
  readonly text: string;
  /** The engine writes the frame as it is, once for all sockets of a room. */
  readonly options: { readonly compress: false; readonly wsPreEncodedFrame: readonly Buffer[] };
}

function encode(namespace: string, data: readonly unknown[]): EncodedPacket {
  const text = `${EVENT}${namespace},${JSON.stringify(data)}`;
  return { text, options: { compress: false, wsPreEncodedFrame: [frameOf(MESSAGE + text)] } };
}

/** The frame of a web socket, its head and text in one piece, so that it is written in one. */
export function frameOf(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = length <= LENGTH_7_MAX ? 2 : length <= LENGTH_16_MAX ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = WHOLE_TEXT;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = LENGTH_16;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = LENGTH_64;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, head, 'utf8');
  return frame;
}
