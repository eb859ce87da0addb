/** Packets that wait for a reader who takes none meanwhile, and for how long; real time. */
export const UNREAD_MAX = 500;
export const UNREAD_FOR_MAX_MS = 2_000;
/** So many wait for nobody, however briefly. */
export const UNREAD_EVER_MAX = 20_000;

/** What of the engine's connection is needed here. */
export interface PacketSource {
  /** Packets that were not handed to the system yet. */
  readonly writeBuffer: readonly unknown[];
  on(event: 'packetCreate' | 'flush', listener: () => void): unknown;
}

/**
 * Bounds what is kept for somebody who reads slower than we write: they are cut off, connect again
 * and catch up from the record, which costs no memory meanwhile.
 *
 * @param cutOff told when it is too much
 */
export function boundUnread(
  connection: PacketSource,
  cutOff: () => void,
  nowMs: () => number = () => performance.now(),
): void {
  let takenAt = nowMs();
  connection.on('flush', () => {
    takenAt = nowMs();
  });
  connection.on('packetCreate', () => {
    const unread = connection.writeBuffer.length;
    if (unread < UNREAD_MAX) return;
    if (unread >= UNREAD_EVER_MAX || nowMs() - takenAt > UNREAD_FOR_MAX_MS) cutOff();
  });
}
