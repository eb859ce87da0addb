import type { WatchMeasure, WatchPointKind, WatchState } from '#core/watch-point';
import { t } from './language';

export const WATCH_STATE_WORDS: Readonly<Record<WatchState, string>> = {
  unknown: t('Nothing read lately'),
  normal: t('Normal'),
  warn: t('Warning'),
  alarm: t('Alarm'),
};

export const WATCH_MEASURE_WORDS: Readonly<Record<WatchMeasure, string>> = {
  m: t('metres'),
  cm: t('centimetres'),
  percent: t('per cent'),
};

export const WATCH_KIND_WORDS: Readonly<Record<WatchPointKind, string>> = {
  drain: t('Drain'),
  gauge: t('Gauge'),
  'river-bank': t('River bank'),
  other: t('Other'),
};
