import { betaQuantiles } from './beta';
import { pairedDifference } from './bootstrap';
import { keyOf, logNormal, normal, poisson, uniform } from './draws';
import { LocalClock } from './local-clock';
import { frontOf, paretoSvg } from './pareto-svg';
import { isOnDuty, makePopulation } from './population';
import { ON_DUTY_MEAN } from './assumptions';
import { ARREST_HOURS } from '../city/hour-of-day';
import { zurich } from './zurich';

const DRAWS = 20_000;
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('draws', () => {
  const keys = Array.from({ length: DRAWS }, (_, index) => keyOf(17, index, 3));

  it('hang on their key and purpose alone, and have the moments they should', () => {
    expect(uniform(5, 6)).toBe(uniform(5, 6));
    const uniforms = keys.map((key) => uniform(key, 2));
    expect(meanOf(uniforms)).toBeCloseTo(0.5, 1.8);
    expect(Math.min(...uniforms)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniforms)).toBeLessThan(1);
    const normals = keys.map((key) => normal(key, 4));
    expect(meanOf(normals)).toBeCloseTo(0, 1.3);
    expect(meanOf(normals.map((z) => z * z))).toBeCloseTo(1, 1.3);
    const logs = keys.map((key) => logNormal(key, 5, { median: 40, sigma: 0.49 }));
    expect(meanOf(logs)).toBeCloseTo(40 * Math.exp(0.49 ** 2 / 2), -0.5);
    expect(meanOf(keys.map((key) => poisson(key, 6, 2.5)))).toBeCloseTo(2.5, 1);
  });

  it('of two purposes do not hang together', () => {
    const product = meanOf(keys.map((key) => (uniform(key, 1) - 0.5) * (uniform(key, 2) - 0.5)));
    expect(Math.abs(product)).toBeLessThan(0.003);
  });

  it('give shares of yes as Beta(1.1, 1.94) has them', () => {
    const shares = betaQuantiles(1.1, 1.94);
    expect(meanOf(shares)).toBeCloseTo(1.1 / 3.04, 3);
    const variance = meanOf(shares.map((share) => (share - 1.1 / 3.04) ** 2));
    expect(variance).toBeCloseTo((1.1 * 1.94) / (3.04 ** 2 * 4.04), 3);
  });
});

describe('the made-up people', () => {
  const region = zurich();

  it('are as many on duty for each built-up km² as was asked, over the hours of arrests', () => {
    const { people } = makePopulation(region, 10, 1);
    const onDuty = ARREST_HOURS.reduce((sum, [hour, percent]) => {
      const there = people.filter((person) => isOnDuty(person, hour)).length;
      return sum + (percent / 100) * there;
    }, 0);
    expect(onDuty / region.areaKm2).toBeGreaterThan(9.6);
    expect(onDuty / region.areaKm2).toBeLessThan(10.4);
    expect(onDuty / people.length).toBeCloseTo(ON_DUTY_MEAN, 1.7);
  });

  it('have histories drawn from how they truly are', () => {
    const { people } = makePopulation(region, 10, 1);
    const asked = people.filter(({ history }) => history.alerts > 0);
    const share = meanOf(asked.map(({ history }) => history.accepts / history.alerts));
    expect(share).toBeCloseTo(meanOf(asked.map(({ acceptShare }) => acceptShare)), 1.7);
    for (const { history } of people) {
      expect(history.accepts + history.declines).toBeLessThanOrEqual(history.alerts);
    }
  });
});

describe('local time', () => {
  it('reads instants as wall time, in summer and in winter, and back', () => {
    const clock = new LocalClock('Europe/Zurich');
    expect(clock.read(Date.UTC(2021, 6, 5, 22, 30))).toEqual({ localHour: 0.5, isWorkday: true });
    expect(clock.read(Date.UTC(2021, 0, 3, 11))).toEqual({ localHour: 12, isWorkday: false });
    expect(clock.instantOf(Date.UTC(2021, 6, 5), 8 * 3_600)).toBe(Date.UTC(2021, 6, 5, 6));
    expect(clock.instantOf(Date.UTC(2021, 0, 5), 1_800)).toBe(Date.UTC(2021, 0, 4, 23, 30));
  });
});

describe('the paired bootstrap', () => {
  it('covers the mean, is narrow where pairs agree, and draws whole groups', () => {
    const groups = Array.from({ length: 200 }, (_, row) => `g${row >> 1}`);
    const theirs = groups.map((_, row) => uniform(3, row));
    const ours = theirs.map((value, row) => value + 0.1 + 0.02 * (uniform(4, row) - 0.5));
    const { mean, low, high } = pairedDifference(ours, theirs, groups);
    expect(mean).toBeCloseTo(0.1, 2);
    expect(low).toBeLessThan(mean);
    expect(high).toBeGreaterThan(mean);
    expect(high - low).toBeLessThan(0.005);
    const one = pairedDifference([1, 0], [0, 0], ['same', 'same']);
    expect(one).toEqual({ mean: 0.5, low: 0.5, high: 0.5 });
  });
});

describe('the Pareto chart', () => {
  const points = [
    { name: 'none', alerts: 0, survival: 0.1 },
    { name: 'a<b', alerts: 10, survival: 0.2 },
    { name: 'worse', alerts: 12, survival: 0.19 },
    { name: 'more', alerts: 30, survival: 0.21 },
  ];

  it('joins the rules that no other beats on both figures', () => {
    expect(frontOf(points).map(({ name }) => name)).toEqual(['none', 'a<b', 'more']);
  });

  it('names every rule, with nothing that would break the file', () => {
    const svg = paretoSvg(points, { title: 'T & T', subtitle: '', curve: 'larsen' });
    expect(svg).toContain('a&lt;b');
    expect(svg).toContain('T &amp; T');
    expect(svg.match(/<circle/g)).toHaveLength(4);
    expect(svg).not.toContain('NaN');
  });
});
