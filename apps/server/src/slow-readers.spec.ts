import { EventEmitter } from 'node:events';
import { boundUnread, UNREAD_FOR_MAX_MS, UNREAD_MAX } from './slow-readers';

class Reader extends EventEmitter {
  writeBuffer: unknown[] = [];

  get(count: number): void {
    for (let i = 0; i < count; i += 1) {
      this.emit('packetCreate');
      this.writeBuffer.push({});
    }
  }

  reads(): void {
    this.writeBuffer = [];
    this.emit('flush');
  }
}

let now: number;
let cut: number;
let reader: Reader;

beforeEach(() => {
  now = 0;
  cut = 0;
  reader = new Reader();
  boundUnread(
    reader,
    () => {
      cut += 1;
    },
    () => now,
  );
});

describe('who reads slower than is written', () => {
  it('is cut off once too much has waited too long', () => {
    reader.get(UNREAD_MAX + 1);
    expect(cut).toBe(0);
    now = UNREAD_FOR_MAX_MS + 1;
    reader.get(1);
    expect(cut).toBe(1);
  });

  it('is not where a burst is read in time', () => {
    reader.get(UNREAD_MAX + 1);
    now = UNREAD_FOR_MAX_MS - 1;
    reader.reads();
    now = UNREAD_FOR_MAX_MS + 1;
    reader.get(UNREAD_MAX + 1);
    expect(cut).toBe(0);
  });
});
