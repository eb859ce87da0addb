import { describe, expect, it } from '@jest/globals';
import { bearingDeg, directionTo, octantOf } from './way-words';

const HERE = { lat: 36.85, lon: -75.98 };

describe('where a place lies', () => {
  it('is said by the compass while somebody stands', () => {
    expect(directionTo(HERE, { lat: 36.853, lon: -75.98 }, null).words).toBe('330 m to the north');
    expect(directionTo(HERE, { lat: 36.85, lon: -75.979 }, null).words).toBe('90 m to the east');
    expect(directionTo(HERE, { lat: 36.84, lon: -75.98 }, null).words).toBe('1.1 km to the south');
  });

  it('is said by the way they move while they do', () => {
    const north = { lat: 36.853, lon: -75.98 };
    expect(directionTo(HERE, north, 0).words).toBe('330 m straight ahead');
    expect(directionTo(HERE, north, 90).words).toBe('330 m to your left');
    expect(directionTo(HERE, north, 180)).toMatchObject({ words: '330 m behind you' });
    expect(directionTo(HERE, north, 90).arrowDeg).toBeCloseTo(270);
  });

  it('is no direction any more where they are there', () => {
    const near = { lat: 36.8501, lon: -75.98 };
    expect(directionTo(HERE, near, null)).toMatchObject({ words: 'You are there', arrowDeg: null });
  });

  it('turns round at north', () => {
    expect(octantOf(359)).toBe(0);
    expect(octantOf(-45)).toBe(7);
    expect(bearingDeg(HERE, { lat: 36.86, lon: -75.9801 })).toBeGreaterThan(359);
  });
});
