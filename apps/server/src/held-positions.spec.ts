import { EventEmitter } from 'node:events';
import { HeldPositions } from './held-positions';

const positionOf = (lat: number): string => `2/responder,7["fixes",{"lat":${lat}}]`;
const ANSWER = '2/responder,8["answer",{}]';

let isHigh: boolean;
let letGo: number;
let held: HeldPositions;

beforeEach(() => {
  jest.useFakeTimers();
  isHigh = false;
  letGo = 0;
  const pressure = {
    get isHigh() {
      return isHigh;
    },
  };
  held = new HeldPositions(pressure, () => {
    letGo += 1;
  });
});
afterEach(() => {
  jest.useRealTimers();
});

function phone(): { readonly says: (data: string) => void; readonly read: unknown[] } {
  const connection = new EventEmitter();
  const read: unknown[] = [];
  connection.on('data', (data) => read.push(data));
  held.watch(connection);
  return { says: (data) => connection.emit('data', data), read };
}

describe('positions of phones', () => {
  it('are read at once while the process keeps up', () => {
    const { says, read } = phone();
    says(positionOf(1));
    expect(read).toEqual([positionOf(1)]);
  });

  it('wait while it does not, each phone with its newest alone; all else it says does not', () => {
    const { says, read } = phone();
    isHigh = true;
    for (const lat of [1, 2, 3]) says(positionOf(lat));
    says(ANSWER);
    expect(read).toEqual([ANSWER]);
    expect(letGo).toBe(2);
    isHigh = false;
    jest.runOnlyPendingTimers();
    expect(read).toEqual([ANSWER, positionOf(3)]);
  });

  it('come in little by little even while the process stays late', () => {
    const phones = Array.from({ length: 60 }, phone);
    isHigh = true;
    for (const { says } of phones) says(positionOf(1));
    jest.runOnlyPendingTimers();
    const readAtFirst = phones.filter(({ read }) => read.length > 0).length;
    expect(readAtFirst).toBeGreaterThan(0);
    expect(readAtFirst).toBeLessThan(phones.length);
    jest.advanceTimersByTime(1_000);
    expect(phones.every(({ read }) => read.length === 1)).toBe(true);
  });
});
