import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import { NOW, realIds, World, type OpenStores, type StoresUnderTest } from './world';

/**
 * A suite over stores that are opened once, by a clock that stands at `NOW`, and closed at its
 * end.
 *
 * @param tests declares the tests; what it is given returns the fresh organisation of each test
 */
export function suite(title: string, open: OpenStores, tests: (world: () => World) => void): void {
  describe(title, () => {
    let under: StoresUnderTest;
    let world: World;
    beforeAll(async () => {
      const clock = { now: () => NOW, stretch: (ms: number) => ms };
      under = await open({ clock, ids: realIds });
    });
    afterAll(() => under.close());
    beforeEach(async () => (world = await World.make(under.stores)));

    tests(() => world);
  });
}
