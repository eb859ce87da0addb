import { NEAREST_10, REPLACE_7 } from '#core/policy-presets';
import { loadCity } from '../city/city';
import { makeWorld } from '../city/world';
import { replayLine, replayPolicy } from './replay-policy';

describe('a replay', () => {
  const city = loadCity();
  const world = makeWorld(city, { seed: 'replay', responders: 800, aeds: 0, cases: 25 });

  it('gives the same decisions to the byte for the same seed', async () => {
    const [once, twice] = [
      await replayPolicy(city, world, NEAREST_10),
      await replayPolicy(city, world, NEAREST_10),
    ];
    expect(twice.digest).toBe(once.digest);
    expect({ ...twice, decideP99Ms: 0 }).toEqual({ ...once, decideP99Ms: 0 });
  });

  it('tells two policies apart, and never asks more than ten at once by nearest-10', async () => {
    const ten = await replayPolicy(city, world, NEAREST_10);
    const seven = await replayPolicy(city, world, REPLACE_7);
    expect(seven.digest).not.toBe(ten.digest);
    expect(ten.alertsPerIncident).toBeLessThanOrEqual(10);
    expect(replayLine(ten)).toMatch(/^REPLAY policy=nearest-10 incidents=25 alerts_per_incident=/);
  });
});
