import { randomBytes } from 'node:crypto';
import { AesVault } from '#adapters/vault/aes-vault';
import { openPacket, sealedAdapter, sealPacket } from '#adapters/live/sealed-adapter';

const vault = new AesVault([randomBytes(32)]);
const SECRET = '2400 Canary Avenue';
const packet = {
  ...{ uid: 'a1', nsp: '/responder', type: 3 },
  data: { packet: { data: ['feed', { address: SECRET }] }, opts: { rooms: ['responder:1'] } },
};

/** The library's adapter as far as it is used, with a note of what it took. */
function adapterOver(forged: Error[]) {
  const taken: unknown[] = [];
  const inner = {
    uid: 'this-copy',
    encode: () => ({}),
    broadcast: () => undefined,
    publish: () => undefined,
    onRawMessage: () => undefined,
    onMessage: (one: unknown) => taken.push(one),
  };
  const make = sealedAdapter(() => inner as never, { vault, onForged: (e) => forged.push(e) });
  const adapter = make({}) as unknown as {
    onRawMessage(raw: unknown, offset: string): void;
    onMessage(packet: unknown): void;
  };
  return { adapter, taken };
}

describe('packets between copies of the server', () => {
  test('hold nothing in plain and open as they were', () => {
    const raw = sealPacket(vault, packet);
    expect(JSON.stringify(raw)).not.toContain('Canary');
    expect(Buffer.from(raw.data ?? '', 'base64').toString('latin1')).not.toContain('Canary');
    expect(openPacket(vault, raw)).toEqual(packet);
  });

  test('are refused when forged, moved to another namespace, changed or old', () => {
    const raw = sealPacket(vault, packet);
    const plain = JSON.stringify(packet.data);
    const other = new AesVault([randomBytes(32)]);
    const before = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 6 * 60_000);
    const old = sealPacket(vault, packet);
    before.mockRestore();
    const forgeries = [
      { ...raw, data: plain },
      { ...raw, data: Buffer.from(plain).toString('base64') },
      { ...raw, nsp: '/control' },
      { ...raw, uid: 'b2' },
      { ...raw, type: '7' },
      { uid: raw.uid, nsp: raw.nsp, type: raw.type },
      sealPacket(other, packet),
      old,
    ];
    for (const forgery of forgeries) expect(openPacket(vault, forgery)).toBeNull();
    const told: Error[] = [];
    const { adapter, taken } = adapterOver(told);
    for (const forgery of forgeries) adapter.onRawMessage(forgery, '1-0');
    adapter.onMessage(packet);
    expect(taken).toEqual([]);
    expect(told).toHaveLength(forgeries.length + 1);
    adapter.onRawMessage(raw, '1-1');
    expect(taken).toEqual([packet]);
  });

  test('cost less than a tenth of a millisecond each way', () => {
    const large = { ...packet, data: { ...packet.data, filler: 'x'.repeat(2_000) } };
    const rounds = 500;
    const took = (work: () => unknown): number => {
      const began = performance.now();
      for (let i = 0; i < rounds; i += 1) work();
      return (performance.now() - began) / rounds;
    };
    const raw = sealPacket(vault, large);
    const sealMs = Math.min(...[1, 2, 3].map(() => took(() => sealPacket(vault, large))));
    const openMs = Math.min(...[1, 2, 3].map(() => took(() => openPacket(vault, raw))));
    process.stderr.write(
      `SEALED_PACKETS bytes=2000 seal_ms=${sealMs.toFixed(4)} open_ms=${openMs.toFixed(4)}\n`,
    );
    expect(Math.max(sealMs, openMs)).toBeLessThan(0.1);
  });
});
