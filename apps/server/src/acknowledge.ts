import type { Ack } from '#contracts/live-events';

/** How to answer an event: its acknowledgement, or nothing where the sender wants none. */
export function acknowledgementOf(args: readonly unknown[]): (answer: Ack<unknown>) => void {
  const last = args.at(-1);
  return isAcknowledgement(last) ? last : () => undefined;
}

/** Socket.IO itself made the function, from the number the sender gave its event. */
function isAcknowledgement(value: unknown): value is (answer: Ack<unknown>) => void {
  return typeof value === 'function';
}
