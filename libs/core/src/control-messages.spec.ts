import * as fc from 'fast-check';
import { foldControlMessages, type ControlMessage } from '#core/control-messages';
import { NOON, placeFrom, SCENE, theFacts } from '#core/examples';

const SEED = 20_260_302;

const create: ControlMessage = { op: 'create', order: 1, facts: theFacts() };
const second: ControlMessage = {
  op: 'update',
  order: 2,
  facts: { place: placeFrom(SCENE, 2_000), address: '1 Second Street' },
};
const third: ControlMessage = {
  op: 'update',
  order: 3,
  facts: { address: '1 Third Street', priority: 'urgent' },
};
const cancel: ControlMessage = { op: 'cancel', order: 4, reason: 'false alarm' };
const close: ControlMessage = { op: 'close', order: 4, disposition: 'handed over' };

/** Every order the things can come in. */
function orders<T>(things: readonly T[]): T[][] {
  if (things.length === 0) return [[]];
  return things.flatMap((thing, index) =>
    orders(things.filter((_, other) => other !== index)).map((rest) => [thing, ...rest]),
  );
}

/** The state after each message as it arrives; the last is the final one. */
function arriving(messages: readonly ControlMessage[]) {
  return messages.map((_, index) => foldControlMessages(messages.slice(0, index + 1)));
}

const finalFacts = theFacts({
  place: placeFrom(SCENE, 2_000),
  address: '1 Third Street',
  priority: 'urgent',
});

describe('messages in any order end in one state', () => {
  test.each([
    ['cancel', cancel, { status: 'cancelled', disposition: 'false alarm' }],
    ['close', close, { status: 'closed', disposition: 'handed over' }],
  ] as const)('all 24 orders of create, update 2, update 3, %s', (_op, last, end) => {
    const all = orders([create, second, third, last]);
    expect(all).toHaveLength(24);
    for (const order of all) {
      expect(arriving(order).at(-1)).toEqual({ facts: finalFacts, ...end });
    }
  });

  test('a cancel that arrives before its create holds when the create comes', () => {
    expect(arriving([cancel, create])).toEqual([
      { facts: null, status: 'cancelled', disposition: 'false alarm' },
      { facts: theFacts(), status: 'cancelled', disposition: 'false alarm' },
    ]);
  });

  test('nothing revives an incident that has ended', () => {
    const late: ControlMessage = { op: 'update', order: 9, facts: { priority: 'urgent' } };
    expect(foldControlMessages([create, close, late, { ...create, order: 10 }]).status).toBe(
      'closed',
    );
  });

  test('a cancel outranks a close, whichever was sent or came first', () => {
    for (const [cancelOrder, closeOrder] of [
      [4, 5],
      [5, 4],
      [4, 4],
    ] as const) {
      for (const order of orders([
        create,
        { ...cancel, order: cancelOrder },
        { ...close, order: closeOrder },
      ])) {
        expect(foldControlMessages(order)).toMatchObject({
          status: 'cancelled',
          disposition: 'false alarm',
        });
      }
    }
  });

  test('an update keeps what it does not name, and a newer one replaces what it names', () => {
    expect(foldControlMessages([third, create, second]).facts).toEqual(finalFacts);
  });

  test('an update that arrives before the create is not lost', () => {
    expect(foldControlMessages([second]).facts).toBeNull();
    expect(foldControlMessages([second, create]).facts?.address).toBe('1 Second Street');
  });

  test('an update ordered below the create says nothing: the create names every field', () => {
    const early: ControlMessage = { ...second, order: 0 };
    for (const order of orders([early, create, third])) {
      expect(foldControlMessages(order)).toEqual(foldControlMessages([create, third]));
    }
  });

  test('an update ordered with the create counts as coming after it', () => {
    const facts = { acceptOutsideArea: false, address: '1 Second Street' };
    for (const order of orders([{ op: 'update' as const, order: 1, facts }, create])) {
      expect(foldControlMessages(order).facts?.address).toBe('1 Second Street');
    }
  });

  test('a second create with a newer version is the newest word on every field', () => {
    const again: ControlMessage = { op: 'create', order: 5, facts: theFacts({ address: null }) };
    for (const order of orders([create, third, again])) {
      expect(foldControlMessages(order).facts).toEqual(theFacts({ address: null }));
    }
  });

  test('two different updates of one version end in one state, whichever came first', () => {
    const one: ControlMessage = { op: 'update', order: 2, facts: { address: 'one' } };
    const other: ControlMessage = { op: 'update', order: 2, facts: { address: 'other' } };
    expect(foldControlMessages([create, one, other])).toEqual(
      foldControlMessages([create, other, one]),
    );
  });

  test('a field that is there but undefined is not named', () => {
    const facts = JSON.parse('{}') as Record<string, unknown>;
    facts['address'] = undefined;
    expect(foldControlMessages([create, { op: 'update', order: 2, facts }]).facts).toEqual(
      theFacts(),
    );
  });

  test('null is a value: an update can take an address away', () => {
    const update: ControlMessage = { op: 'update', order: 2, facts: { address: null } };
    expect(foldControlMessages([create, update]).facts?.address).toBeNull();
  });
});

const anyMessage: fc.Arbitrary<ControlMessage> = fc.oneof(
  fc.record({
    op: fc.constant('create' as const),
    order: fc.nat(3),
    facts: fc.nat(3).map((number) => theFacts({ address: `created ${String(number)}` })),
  }),
  fc.record({
    op: fc.constant('update' as const),
    order: fc.nat(6),
    facts: fc.record(
      {
        address: fc.option(fc.constantFrom('a', 'b', 'c')),
        priority: fc.constantFrom('urgent', 'routine'),
        place: fc.nat(3).map((km) => placeFrom(SCENE, km * 1_000)),
        calledAt: fc.nat(5).map((ms) => NOON + ms),
        excludedResponderRefs: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({
    op: fc.constant('close' as const),
    order: fc.nat(6),
    disposition: fc.option(fc.constantFrom('done', 'other')),
  }),
  fc.record({
    op: fc.constant('cancel' as const),
    order: fc.nat(6),
    reason: fc.option(fc.constantFrom('mistake', 'double')),
  }),
);

test(`any messages, shuffled and repeated, end in the same state (seed ${String(SEED)})`, () => {
  const twoArrivals = fc
    .array(anyMessage, { maxLength: 8 })
    .chain((set) =>
      fc.tuple(
        fc.constant(set),
        fc.shuffledSubarray([...set, ...set], { minLength: set.length * 2 }),
      ),
    );
  fc.assert(
    fc.property(twoArrivals, ([set, arrival]) => {
      expect(foldControlMessages(arrival)).toEqual(foldControlMessages(set));
    }),
    { seed: SEED, numRuns: 1_000 },
  );
});
