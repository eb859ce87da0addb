import {
  badgeText,
  CHECK_BADGE_LENGTH,
  isGenuineBadge,
  normalBadge,
  readBadge,
} from '#core/check-badge';

const HOLDER = {
  organisationId: '7f0c7a52-6a5c-4df0-9a53-0f5f6f2b7a11',
  bookingId: '4b8c1c0e-2c7f-4a0b-8f39-59a7f1b6b0aa',
};
const DIGEST = Uint8Array.from({ length: 32 }, (_, index) => index * 7);
const BADGE = badgeText(HOLDER, DIGEST);

test('a badge says whose booking it is, however a scanner wrote it down', () => {
  expect(BADGE).toHaveLength(CHECK_BADGE_LENGTH);
  // The alphanumeric mode of QR codes knows nothing else.
  expect(BADGE).toMatch(/^[0-9A-Z:]+$/);
  for (const scanned of [BADGE, BADGE.toLowerCase(), ` ${BADGE}\n`]) {
    expect(readBadge(scanned)).toMatchObject(HOLDER);
    expect(normalBadge(scanned)).toBe(BADGE);
  }
});

test.each(['', 'CB1:', BADGE.slice(1), `${BADGE}0`, BADGE.replace('CB1', 'CB2'), 'https://a.b'])(
  'what is no badge is none: %p',
  (scanned) => {
    expect(readBadge(scanned)).toBeNull();
    expect(normalBadge(scanned)).toBeNull();
  },
);

test('a badge of another booking, or with one letter changed, is not genuine', () => {
  const badge = readBadge(BADGE);
  if (badge === null) throw new Error('a badge');
  expect(isGenuineBadge(badge, [DIGEST])).toBe(true);
  expect(isGenuineBadge(badge, [new Uint8Array(32), DIGEST])).toBe(true);
  expect(isGenuineBadge(badge, [])).toBe(false);
  expect(isGenuineBadge(badge, [new Uint8Array(32)])).toBe(false);
  for (let index = 0; index < badge.mac.length; index += 1) {
    const letter = badge.mac[index] === '0' ? '1' : '0';
    const mac = badge.mac.slice(0, index) + letter + badge.mac.slice(index + 1);
    expect(isGenuineBadge({ ...badge, mac }, [DIGEST])).toBe(false);
  }
});
