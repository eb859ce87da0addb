import { describe, expect, it } from '@jest/globals';
import type { ReplyView } from '#contracts/reply-api';
import { openFirst, repliesOf } from './reply-order';

function reply(id: string, facts: Partial<ReplyView>): ReplyView {
  const known = { responderId: 'r1', status: 'open', aboutId: 'i1' };
  return { id, ...known, receivedAt: `2026-03-01T12:0${id}:00.000Z`, ...facts } as ReplyView;
}

function ids(replies: readonly ReplyView[]): string[] {
  return replies.map(({ id }) => id);
}

describe('the inbox of replies', () => {
  it('lists open ones first, the longest waiting on top, then the newest of the others', () => {
    const replies = [
      reply('1', { status: 'understood' }),
      reply('2', { status: 'open' }),
      reply('3', { status: 'handled' }),
      reply('4', { status: 'open' }),
    ];
    expect(ids(openFirst(replies))).toEqual(['2', '4', '3', '1']);
  });

  it('shows at an incident its own, and what its people wrote that belongs to nothing', () => {
    const replies = [
      reply('1', {}),
      reply('2', { aboutId: 'i2' }),
      reply('3', { aboutId: null }),
      reply('4', { aboutId: null, responderId: 'r9' }),
      reply('5', { aboutId: null, status: 'handled' }),
    ];
    expect(ids(repliesOf(replies, 'i1', ['r1']))).toEqual(['1', '3']);
  });
});
