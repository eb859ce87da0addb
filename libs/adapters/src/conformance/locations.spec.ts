import { MemoryLocations } from '#adapters/memory/locations';
import { locationsConformance } from './locations';

locationsConformance('Memory', () => {
  const locations = new MemoryLocations();
  return Promise.resolve({
    locations,
    empty: () => {
      locations.empty();
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});
