/** One field of a protocol buffer message: a whole number, or bytes (also text and messages). */
export interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
}

const VARINT = 0;
const FIXED_64 = 1;
const BYTES = 2;
const FIXED_32 = 5;
/** A varint of more bytes may not fit a double exactly. */
const EXACT_BYTES = 7;

/**
 * The fields of a message in their order (protobuf.dev, "Encoding"). Fixed-width fields come as
 * their bytes. Throws a RangeError where the message ends in the middle of a field.
 */
export function* fields(message: Uint8Array): Generator<Field> {
  const from = { at: 0 };
  while (from.at < message.length) {
    const key = readVarint(message, from);
    const number = Math.floor(key / 8);
    const kind = key % 8;
    if (kind === VARINT) yield { number, value: readVarint(message, from) };
    else yield { number, value: take(message, from, lengthOf(kind, message, from)) };
  }
}

/** Whole numbers written one after the other. */
export function packed(bytes: Uint8Array): number[] {
  const from = { at: 0 };
  const numbers: number[] = [];
  while (from.at < bytes.length) numbers.push(readVarint(bytes, from));
  return numbers;
}

/** A signed number from its zigzag form: 0, -1, 1, -2 … are written 0, 1, 2, 3 … */
export function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

/** The numbers whose differences, in zigzag form, are packed here. */
export function packedDeltas(bytes: Uint8Array): number[] {
  let sum = 0;
  return packed(bytes).map((delta) => (sum += unzigzag(delta)));
}

function lengthOf(kind: number, message: Uint8Array, from: { at: number }): number {
  if (kind === BYTES) return readVarint(message, from);
  if (kind === FIXED_64) return 8;
  if (kind === FIXED_32) return 4;
  throw new RangeError(`a field of unknown kind ${kind}`);
}

function take(message: Uint8Array, from: { at: number }, length: number): Uint8Array {
  const end = from.at + length;
  if (length < 0 || end > message.length) throw new RangeError('a message that ends too soon');
  const bytes = message.subarray(from.at, end);
  from.at = end;
  return bytes;
}

function readVarint(message: Uint8Array, from: { at: number }): number {
  let value = 0;
  let place = 1;
  for (let count = 1; ; count += 1) {
    const byte = message[from.at];
    if (byte === undefined) throw new RangeError('a message that ends too soon');
    from.at += 1;
    value += (byte & 0x7f) * place;
    if (byte < 0x80) return count > EXACT_BYTES ? asSigned64(message, from.at, count) : value;
    place *= 128;
  }
}

/** A negative number is written in ten bytes, as two's complement of 64 bits. */
function asSigned64(message: Uint8Array, end: number, count: number): number {
  let value = 0n;
  for (let i = 1; i <= count; i += 1) {
    value = (value << 7n) | BigInt((message[end - i] ?? 0) & 0x7f);
  }
  return Number(BigInt.asIntN(64, value));
}
