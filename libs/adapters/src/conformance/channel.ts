import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Channel, ChannelMessage, HandOver } from '#flow/ports';

/** How the provider behind a channel treats an address. */
export type Treatment =
  /** Takes what comes, and carries it. */
  | 'takes'
  /** Says that the address is dead for good. */
  | 'gone'
  /** Says that the message is malformed. */
  | 'malformed'
  /** Takes nothing before `BUSY_FOR_MS` is over, and says so. */
  | 'busy'
  /** Is broken, and does not say for how long. */
  | 'broken'
  /** Answers long after the deadline. */
  | 'slow';

export const BUSY_FOR_MS = 37_000;
/** What a busy machine may add to a deadline. */
const MARGIN_MS = 1_500;
const AT_ONCE = 40;

export interface ChannelUnderTest {
  readonly channel: Channel & { close(): Promise<void> };
  /** To where nobody listens. */
  readonly lost: Channel & { close(): Promise<void> };
  /** To the same provider, whose certificate it was not told to trust. */
  readonly distrustful: Channel & { close(): Promise<void> };
  /** A fresh address that is treated so. */
  readonly address: (treatment: Treatment) => string;
  /** How many messages reached an address. */
  readonly arrived: (address: string) => number;
  close(): Promise<void>;
}

/**
 * What every channel promises, as tests.
 *
 * @param treatments those that this channel's provider has
 */
export function channelConformance(
  name: string,
  treatments: readonly Treatment[],
  open: () => Promise<ChannelUnderTest>,
): void {
  describe(`${name} as a channel`, () => {
    let stage: ChannelUnderTest;
    beforeAll(async () => (stage = await open()), 30_000);
    afterAll(async () => {
      const { channel, lost, distrustful } = stage;
      await Promise.all([channel, lost, distrustful].map((each) => each.close()));
      await stage.close();
    });
    saysWhatTheProviderSaid(() => stage, treatments);
    handsOverOnce(() => stage);
    endsByItsDeadline(() => stage);
    neverThrows(() => stage);
  });
}

/** A message to an address. */
export function messageTo(address: string, part: Partial<ChannelMessage> = {}): ChannelMessage {
  return {
    deliveryId: randomUUID(),
    alertId: randomUUID(),
    address,
    about: 'incident',
    subject: 'alert',
    rank: 'life-threatening',
    collapseKey: randomUUID(),
    ttlMs: 120_000,
    language: 'en',
    text: { title: 'Closeby', body: 'Someone near you may need help. Open the app.' },
    ...part,
  };
}

const MEANS: Readonly<Record<Exclude<Treatment, 'slow'>, Partial<HandOver>>> = {
  takes: { outcome: 'taken' },
  gone: { outcome: 'address-gone' },
  malformed: { outcome: 'refused' },
  busy: { outcome: 'try-again', retryAfterMs: BUSY_FOR_MS },
  broken: { outcome: 'try-again', retryAfterMs: null },
};

function saysWhatTheProviderSaid(
  stage: () => ChannelUnderTest,
  treatments: readonly Treatment[],
): void {
  const quick = treatments.filter((each) => each !== 'slow');
  it.each(quick)('says what a provider means that is "%s"', async (treatment) => {
    const { channel, address, arrived } = stage();
    const to = address(treatment);
    expect(await channel.handOver(messageTo(to))).toMatchObject(MEANS[treatment]);
    expect(arrived(to)).toBe(treatment === 'takes' ? 1 : 0);
  });

  if (!treatments.includes('malformed')) return;
  it('never calls an address gone for a message that was malformed', async () => {
    const { channel, address } = stage();
    const all = Array.from({ length: 10 }, () => messageTo(address('malformed')));
    const outcomes = await Promise.all(all.map((message) => channel.handOver(message)));
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['refused']));
  });
}

function handsOverOnce(stage: () => ChannelUnderTest): void {
  it('hands many at once over, each once, and knows the provider’s name of each', async () => {
    const { channel, address, arrived } = stage();
    const messages = Array.from({ length: AT_ONCE }, () => messageTo(address('takes')));
    const outcomes = await Promise.all(messages.map((message) => channel.handOver(message)));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(messages.map(() => 'taken'));
    expect(messages.map((message) => arrived(message.address))).toEqual(messages.map(() => 1));
    const refs = outcomes.map((each) => (each.outcome === 'taken' ? each.providerRef : null));
    expect(refs).not.toContain(null);
    expect(new Set(refs).size).toBe(AT_ONCE);
  });
}

function endsByItsDeadline(stage: () => ChannelUnderTest): void {
  it('lets a slow address hold nobody up, and gives it up by its deadline', async () => {
    const { channel, address, arrived } = stage();
    const slow = channel.handOver(messageTo(address('slow')));
    const began = performance.now();
    const quick = address('takes');
    expect(await channel.handOver(messageTo(quick))).toMatchObject({ outcome: 'taken' });
    expect(performance.now() - began).toBeLessThan(channel.deadlineMs);
    expect(arrived(quick)).toBe(1);
    expect(await slow).toMatchObject({ outcome: 'no-answer' });
    expect(performance.now() - began).toBeLessThan(channel.deadlineMs + MARGIN_MS);
  });

  it('goes on after one was given up', async () => {
    const { channel, address } = stage();
    expect(await channel.handOver(messageTo(address('takes')))).toMatchObject({
      outcome: 'taken',
    });
  });
}

function neverThrows(stage: () => ChannelUnderTest): void {
  it('has no answer where nobody listens, or somebody else does', async () => {
    const { lost, distrustful, address, arrived } = stage();
    const to = address('takes');
    for (const channel of [lost, distrustful]) {
      expect(await channel.handOver(messageTo(to))).toMatchObject({ outcome: 'no-answer' });
    }
    expect(arrived(to)).toBe(0);
  });

  it('never throws, whatever the address and the words are', async () => {
    const { channel, address } = stage();
    const nonsense = ['', '{}', 'a\r\nb: c', '\u0000', 'x'.repeat(5_000), '{"endpoint":1}'];
    const outcomes = await Promise.all(nonsense.map((each) => channel.handOver(messageTo(each))));
    expect(outcomes.every(({ outcome }) => typeof outcome === 'string')).toBe(true);
    const text = { title: '\u0001\r\nbcc: x'.repeat(100), body: '🚑\u0000<&>"'.repeat(900) };
    const odd = await channel.handOver(messageTo(address('takes'), { text }));
    expect(typeof odd.outcome).toBe('string');
  });
}
