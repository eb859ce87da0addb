import type { WatchMeasure, WatchPointKind, WatchState } from '#core/watch-point';

export const WATCH_STATE_WORDS: Readonly<Record<WatchState, string>> = {
  unknown: 'Nothing read lately',
  normal: 'Normal',
  warn: 'Warning',
  alarm: 'Alarm',
};

export const WATCH_MEASURE_WORDS: Readonly<Record<WatchMeasure, string>> = {
  m: 'metres',
  cm: 'centimetres',
  percent: 'per cent',
};

export const WATCH_KIND_WORDS: Readonly<Record<WatchPointKind, string>> = {
  drain: 'Drain',
  gauge: 'Gauge',
  'river-bank': 'River bank',
  other: 'Other',
};
