import { AID_VALID_MAX_MS } from '#core/mutual-aid';
import { SECOND_MS } from '#core/units';
import { shareCalloutSchema } from '#contracts/share-api';
import { openBoards } from './board-steps';
import { codeOf, START, valueOf } from './memory-service';
import { SANDBAGS } from './sandbags';

const BY = { role: 'coordinator', id: null };
const STOP = { stop: true, reason: 'Enough people', by: BY };

/** Asks the service's organisation, which has people, for help with a call-out of another one. */
async function open(wantedCount = 3) {
  const boards = await openBoards();
  const { service, store, clock, aid, shares, callouts, organisationId: partnerId } = boards;
  const askerId = service.ids.id();
  await store.people.addOrganisation({
    ...{ id: askerId, slug: 'next', name: 'Next county', timeZone: 'UTC', area: null },
    policyName: 'nearest-10',
  });
  const { id: agreementId } = valueOf(await aid.propose(askerId, 'test', START + AID_VALID_MAX_MS));
  valueOf(await aid.move(partnerId, agreementId, 'accepted'));
  const { view } = valueOf(await callouts.open(askerId, { ...SANDBAGS, controlRef: 'CO-7' }));
  const of = { organisationId: askerId, calloutId: view.id };
  const message = shareCalloutSchema.parse({
    ...{ agreementId, reason: 'All of our boats are out' },
    needs: [{ needKey: 'boats', label: 'Boat crews', wantedCount }],
  });
  const share = () => shares.share(of, message);
  const theirs = async () =>
    (await store.callouts.loadCalloutByRef(partnerId, 'aid/next/CO-7'))?.callout;
  const follow = async () => {
    clock.advanceBy(10 * SECOND_MS);
    await boards.follow.round();
    expect(boards.errors).toEqual([]);
  };
  const shown = async () => valueOf(await shares.read(of)).items[0]?.callout;
  return { ...boards, partnerId, agreementId, of, message, share, theirs, follow, shown };
}

describe('a call-out shared with a partner', () => {
  it('is one of the partner’s own, with the same words, and says whom it is for', async () => {
    const { share, theirs, shown } = await open();
    const first = valueOf(await share());
    expect(first).toMatchObject({ isNew: true, view: { partner: { slug: 'test' } } });
    const callout = await theirs();
    expect(callout).toMatchObject({
      ...{ title: 'Next county: Sandbags', wantedCount: 3, status: 'open' },
      ...{ briefing: { ...SANDBAGS.briefing }, needs: [{ needKey: 'boats' }] },
      musterPoints: [{ name: 'Marina' }],
    });
    expect(valueOf(await share()).isNew).toBe(false);
    expect(await shown()).toEqual({
      ...{ status: 'open', wantedCount: 3, acceptedCount: 0, checkedInCount: 0 },
    });
  });

  it('shows the asker how many come, and nobody’s name', async () => {
    const { share, theirs, shown, service, store, clock, of, shares } = await open();
    valueOf(await share());
    const callout = await theirs();
    if (callout === undefined) throw new Error('it was opened');
    const { responderId } = await service.person('secret-name', 500);
    const booking = {
      ...{ id: service.ids.id(), organisationId: callout.organisationId, calloutId: callout.id },
      ...{ alertId: null, responderId, passId: null, groupId: null, displayName: null },
      ...{ phone: null, wishes: { needKey: null, musterKey: null } },
      conditions: { fromAt: null, untilAt: null, peopleCount: 1, pieces: {}, note: null },
    };
    valueOf(await store.bookings.book({ booking, now: clock.now() }));
    expect(await shown()).toMatchObject({ acceptedCount: 1, checkedInCount: 0 });
    const moved = { organisationId: callout.organisationId, bookingId: booking.id };
    valueOf(
      await store.bookings.moveBooking({
        ...{ ...moved, from: ['expected'], to: 'checked-in', facts: [], now: clock.now() },
        change: { checkedInAt: clock.now() },
      }),
    );
    expect(await shown()).toMatchObject({ acceptedCount: 1, checkedInCount: 1 });
    expect(JSON.stringify(valueOf(await shares.read(of)))).not.toContain('secret-name');
  });

  it('that is large waits for the partner’s second person', async () => {
    const { share, theirs, shown, approvals, partnerId, follow } = await open(150);
    valueOf(await share());
    expect(await theirs()).toBeUndefined();
    expect(await shown()).toMatchObject({ status: 'awaiting-approval', wantedCount: 150 });
    const by = { role: 'supervisor', id: 'second' } as const;
    const { items } = await approvals.list({ organisationId: partnerId, by }, 'pending', {
      cursor: null,
      limit: 10,
    });
    const decision = { by, approve: true, reason: 'Ours can go' };
    valueOf(await approvals.decide(partnerId, items[0]?.id ?? '', decision));
    expect(await theirs()).toMatchObject({ wantedCount: 150, status: 'open' });
    await follow();
    expect(await shown()).toMatchObject({ status: 'open' });
  });

  it('ends with the asker’s, also where the partner approved it afterwards', async () => {
    const { share, theirs, follow, callouts, of } = await open();
    valueOf(await share());
    await follow();
    expect(await theirs()).toMatchObject({ status: 'open' });
    valueOf(await callouts.end(of.organisationId, of.calloutId, 'cancelled'));
    await follow();
    expect(await theirs()).toMatchObject({ status: 'cancelled' });
  });

  it('stops and goes on with the asker’s, but for what the partner stopped', async () => {
    const { share, theirs, follow, talk, of, partnerId } = await open();
    valueOf(await share());
    valueOf(await talk.setComing(of, STOP));
    await follow();
    expect((await theirs())?.stopComingAt).not.toBeNull();
    valueOf(await talk.setComing(of, { ...STOP, stop: false }));
    await follow();
    expect((await theirs())?.stopComingAt).toBeNull();
    const calloutId = (await theirs())?.id ?? '';
    valueOf(await talk.setComing({ organisationId: partnerId, calloutId }, STOP));
    await follow();
    expect((await theirs())?.stopComingAt).not.toBeNull();
  });

  it('needs an agreement in force, and is passed on by nobody', async () => {
    const { share, shares, theirs, aid, callouts, of, message, partnerId } = await open();
    valueOf(await share());
    const back = { organisationId: partnerId, calloutId: (await theirs())?.id ?? '' };
    expect(codeOf(await shares.share(back, message))).toBe('aid-not-agreed');
    valueOf(await aid.move(partnerId, message.agreementId, 'ended'));
    expect(codeOf(await share())).toBe('aid-not-agreed');
    expect(valueOf(await shares.read(of)).items).toMatchObject([{ callout: null }]);
    valueOf(await callouts.end(of.organisationId, of.calloutId, 'closed'));
    expect(codeOf(await share())).toBe('callout-over');
  });

  it('that the partner could not open as asked leaves nothing behind', async () => {
    const { shares, theirs, message, of } = await open();
    const needs = message.needs.map((need) => ({ ...need, shiftKey: 'night' }));
    expect(codeOf(await shares.share(of, { ...message, needs }))).toBe('invalid-field');
    expect(valueOf(await shares.read(of)).items).toEqual([]);
    expect(await theirs()).toBeUndefined();
  });
});
