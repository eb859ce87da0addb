import { expect, it } from '@jest/globals';
import type { DeskPerson } from '#contracts/muster-api';
import { MusterDesk } from './desk';
import type { Desk, Made } from './desk-book';

const AT = Date.parse('2026-11-23T04:00:00Z');

/** A book that holds one desk with one name and one check that nobody has had. */
function bookOf(expiresAt: number) {
  const person = { bookingId: 'b', displayName: 'Ada Okafor' } as DeskPerson;
  const event = { eventId: 'e', kind: 'in', at: '2026-11-23T03:00:00Z', bookingId: 'b' } as const;
  const state = { expiresAt: new Date(expiresAt).toISOString() } as Desk['state'];
  let desk: Desk | null = { code: 'code', state, people: [person] };
  let checks: readonly Made[] = [{ event, result: null, displayName: 'Ada Okafor' }];
  return {
    desk: () => Promise.resolve(desk),
    checks: () => Promise.resolve(checks),
    keepDesk: (kept: Desk) => Promise.resolve(void (desk = kept)),
    keepChecks: (kept: readonly Made[]) => Promise.resolve(void (checks = kept)),
    clear: () => Promise.resolve(void ([desk, checks] = [null, []])),
    held: () => ({ desk, checks }),
  };
}

it('forgets names and checks once its time is over, also where it is opened anew', async () => {
  for (const code of ['', 'code']) {
    const book = bookOf(AT);
    const page = new MusterDesk(
      book,
      () => undefined,
      () => AT,
    );
    await page.begin(code);
    expect(page).toMatchObject({ desk: null, checks: [], line: { is: 'over' } });
    expect(book.held()).toEqual({ desk: null, checks: [] });
  }
});
