import { NOON } from '#core/examples';
import { MINUTE_MS } from '#core/units';
import { placeReply } from '#flow/place-reply';
import type { AnswerableAlert, Sender } from '#flow/ports';

describe('which alert is meant', () => {
  const at = (index: number, fields: Partial<AnswerableAlert> = {}): AnswerableAlert => ({
    alertId: `0000000${index}-0000-4000-8000-000000000000`,
    about: 'incident',
    aboutId: `i-${index}`,
    priority: 'urgent',
    status: 'sent',
    sentAt: NOON - index * MINUTE_MS,
    expiresAt: NOON + MINUTE_MS,
    wasAskedOutsideApp: false,
    providerRefs: [],
    ...fields,
  });
  const sender = (...alerts: AnswerableAlert[]): Sender => ({
    ...{
      organisationId: 'o',
      responderId: `r-${alerts[0]?.alertId ?? ''}`,
      language: 'en',
      alerts,
    },
  });
  const hints = { code: null, providerRef: 'x', now: NOON };

  it('is the one whose call it was, before any other hint', () => {
    const theirs = sender(at(1, { wasAskedOutsideApp: true }), at(2, { providerRefs: ['CA-7'] }));
    const [placed] = placeReply([theirs], { ...hints, providerRef: 'CA-7' });
    expect(placed?.placed).toMatchObject({ alert: { aboutId: 'i-2' } });
  });

  it('is the only open one that was asked outside the app, of several open ones', () => {
    const theirs = sender(at(1), at(2, { wasAskedOutsideApp: true }));
    expect(placeReply([theirs], hints)[0]?.placed).toMatchObject({ alert: { aboutId: 'i-2' } });
  });

  it('is none that has run out while another is open', () => {
    const theirs = sender(at(1), at(2, { wasAskedOutsideApp: true, expiresAt: NOON }));
    expect(placeReply([theirs], hints)[0]?.placed).toMatchObject({ alert: { aboutId: 'i-1' } });
  });

  it('is where they are bound, with nothing open', () => {
    const theirs = sender(at(1, { status: 'expired' }), at(2, { status: 'accepted' }));
    expect(placeReply([theirs], hints)[0]?.placed).toMatchObject({ alert: { aboutId: 'i-2' } });
  });

  it('is of the one on a shared number who has something open', () => {
    const [idle, asked] = [sender(at(1, { status: 'declined' })), sender(at(2))];
    const placed = placeReply([idle, asked], hints);
    expect(placed).toMatchObject([{ sender: asked, placed: { kind: 'alert' } }]);
  });

  it('is nothing for somebody who was never asked', () => {
    expect(placeReply([sender()], hints)).toMatchObject([{ placed: { kind: 'none' } }]);
  });
});
