import { describe, expect, it } from '@jest/globals';
import { addressesOf } from './addresses';

describe('several servers in one URL', () => {
  it('are one URL each, with the same account, database and settings', () => {
    expect(
      addressesOf('postgres://app:a%2Cb@db1:5432,db2,[::1]:5433/closeby?sslmode=require'),
    ).toEqual([
      'postgres://app:a%2Cb@db1:5432/closeby?sslmode=require',
      'postgres://app:a%2Cb@db2/closeby?sslmode=require',
      'postgres://app:a%2Cb@[::1]:5433/closeby?sslmode=require',
    ]);
    expect(addressesOf('redis://r1:1,r2:2')).toEqual(['redis://r1:1', 'redis://r2:2']);
  });

  it('and one server is the URL as it was, whatever it is', () => {
    const single = ['postgres://a:b@h/db?options=-c%20x,y', 'redis://:p@h:1/3', 'nonsense, indeed'];
    for (const url of single) expect(addressesOf(url)).toEqual([url]);
  });
});
