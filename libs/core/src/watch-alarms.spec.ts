import { alarmsOf, type AlarmName, type WatchFigures } from '#core/watch-alarms';

const QUIET: WatchFigures = {
  sinceSyntheticMs: 30_000,
  failedRounds: 0,
  silentIncidents: 0,
  queueOldestMs: 200,
  clockSkewMs: -40,
  diskFreeBytes: 20 * 1024 ** 3,
  reserveKept: true,
  backupBehindBytes: 0,
};

describe('alarms of a server about itself', () => {
  it('are silent while everything goes through', () => {
    expect(alarmsOf(QUIET)).toEqual([]);
  });

  it('are silent about what is not watched', () => {
    const unknown: WatchFigures = {
      ...{ sinceSyntheticMs: null, failedRounds: 9, silentIncidents: null, queueOldestMs: null },
      ...{ clockSkewMs: null, diskFreeBytes: null, reserveKept: null, backupBehindBytes: null },
    };
    expect(alarmsOf(unknown)).toEqual([]);
  });

  it.each<[AlarmName, Partial<WatchFigures>, Partial<WatchFigures>]>([
    ['synthetic-alert-missing', { sinceSyntheticMs: 90_000 }, { sinceSyntheticMs: 90_001 }],
    ['synthetic-alert-missing', { failedRounds: 1 }, { failedRounds: 2 }],
    ['alerts-not-carried', { silentIncidents: 0 }, { silentIncidents: 1 }],
    ['queue-late', { queueOldestMs: 10_000 }, { queueOldestMs: 10_001 }],
    ['clock-skew', { clockSkewMs: 2_000 }, { clockSkewMs: -2_001 }],
    ['disk-reserve', { diskFreeBytes: 512 * 1024 ** 2 }, { diskFreeBytes: 512 * 1024 ** 2 - 1 }],
    ['disk-reserve', { reserveKept: null }, { reserveKept: false }],
    ['back-up-behind', { backupBehindBytes: 64 * 1024 ** 2 }, { backupBehindBytes: 1e9 }],
  ])('%s is raised just above its limit and not at it', (name, at, above) => {
    expect(alarmsOf({ ...QUIET, ...at })).toEqual([]);
    expect(alarmsOf({ ...QUIET, ...above })).toEqual([name]);
  });
});
