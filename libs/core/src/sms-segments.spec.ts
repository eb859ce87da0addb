import { smsSize } from '#core/sms-segments';

describe('how many messages a text is', () => {
  it.each([
    ['nothing', '', 'GSM-7', 0],
    ['one letter', 'a', 'GSM-7', 1],
    ['160 letters', 'a'.repeat(160), 'GSM-7', 1],
    ['161 letters', 'a'.repeat(161), 'GSM-7', 2],
    ['two full ones joined', 'a'.repeat(306), 'GSM-7', 2],
    ['one more than that', 'a'.repeat(307), 'GSM-7', 3],
    ['French letters of the alphabet', 'éèàù'.repeat(40), 'GSM-7', 1],
    ['German letters', 'äöüßÄÖÜ', 'GSM-7', 1],
    ['70 of another alphabet', 'ç'.repeat(70), 'UCS-2', 1],
    ['71 of another alphabet', 'ç'.repeat(71), 'UCS-2', 2],
    ['134 of another alphabet', 'ç'.repeat(134), 'UCS-2', 2],
    ['135 of another alphabet', 'ç'.repeat(135), 'UCS-2', 3],
  ])('%s', (_name, text, alphabet, segments) => {
    expect(smsSize(text)).toMatchObject({ alphabet, segments });
  });

  it('counts brackets, the euro and their like as two', () => {
    expect(smsSize('€'.repeat(80))).toEqual({
      alphabet: 'GSM-7',
      characters: 80,
      codes: 160,
      segments: 1,
    });
    expect(smsSize('€'.repeat(81)).segments).toBe(2);
  });

  it('does not cut between the escape and its character', () => {
    // 152 letters and an escaped one do not fit into 153, so that it opens the second message.
    const text = `${'a'.repeat(152)}€${'a'.repeat(151)}`;
    expect(smsSize(text).codes).toBe(305);
    expect(smsSize(text).segments).toBe(2);
    expect(smsSize(`${text}a`).segments).toBe(3);
  });

  it('counts an emoji as one character and two codes, and does not cut it in two', () => {
    expect(smsSize('🚑')).toEqual({ alphabet: 'UCS-2', characters: 1, codes: 2, segments: 1 });
    expect(smsSize('🚑'.repeat(35)).segments).toBe(1);
    // 67 codes hold 33 whole ones: 67 of them need three messages, not two.
    expect(smsSize('🚑'.repeat(66)).segments).toBe(2);
    expect(smsSize('🚑'.repeat(67)).segments).toBe(3);
  });

  it('takes half of a broken character for what it is', () => {
    expect(smsSize('\ud83d')).toEqual({
      alphabet: 'UCS-2',
      characters: 1,
      codes: 1,
      segments: 1,
    });
  });
});
