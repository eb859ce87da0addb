import { contactStanding, DEVICES_PER_PERSON_MAX, phonesToEnd } from './registration';

describe('the standing of an address', () => {
  it('is proven by a code alone, and vouched for where a registrar entered it', () => {
    expect(contactStanding({ isKept: true, provenAt: 5 })).toBe('proven');
    expect(contactStanding({ isKept: true, provenAt: null })).toBe('vouched');
    expect(contactStanding({ isKept: false, provenAt: 5 })).toBe('none');
  });
});

describe('phones of one person', () => {
  const phone = (deviceId: string, seenAt: number | null) => ({ deviceId, seenAt });

  it('are none ended while one more fits', () => {
    const phones = Array.from({ length: DEVICES_PER_PERSON_MAX - 1 }, (_, i) => phone(`d${i}`, i));
    expect(phonesToEnd(phones)).toEqual([]);
  });

  it('give way to a new one, those first that were silent longest', () => {
    const phones = [
      phone('c', 30),
      phone('b', null),
      phone('a', 10),
      phone('e', 20),
      phone('d', 5),
    ];
    expect(phonesToEnd(phones)).toEqual(['b']);
    expect(phonesToEnd([...phones, phone('f', 50)])).toEqual(['b', 'd']);
  });
});
