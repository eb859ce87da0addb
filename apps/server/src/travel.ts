import type { Logger } from 'pino';
import { loadStreets } from '#adapters/streets/load-streets';
import { StreetGraph } from '#adapters/streets/street-graph';
import { leftOutByReason, type StreetLines } from '#adapters/streets/street-lines';
import { StreetTravel } from '#adapters/streets/street-travel';
import { FallbackTravel } from '#adapters/travel/fallback-travel';
import { RoutingEngine } from '#adapters/travel/routing-engine';
import { StraightLineTravel } from '#adapters/travel/straight-line';
import type { OnTravelFallback, Travel } from '#flow/ports';
import { accidentOf } from './accident';
import { ConfigError, type Config } from './config';
import type { Metrics } from './metrics';

/**
 * The source of ways as configured: a routing engine before the streets of a file before straight
 * lines, each serving where the one before does not.
 *
 * @throws ConfigError when the file's streets cannot be loaded
 */
export function openTravel(
  config: Pick<Config, 'streetsFile' | 'routing'>,
  around: {
    readonly logger: Logger;
    readonly metrics: Metrics;
    /** Handed the streets of the file, where there is one. */
    readonly onStreets?: (streets: StreetLines) => void;
  },
): Travel {
  const { logger, metrics } = around;
  const onFallback: OnTravelFallback = (reason, ways) => metrics.travelFellBack(reason, ways);
  const guard = {
    onFallback,
    onTrouble: (error: unknown) =>
      logger.warn({ what: 'travel', accident: accidentOf(error) }, 'no ways'),
    now: () => performance.now(),
  };
  const { streetsFile, routing } = config;
  const streets =
    streetsFile === null
      ? new StraightLineTravel()
      : new FallbackTravel({
          better: new StreetTravel(loadGraph(streetsFile, around), { onFallback }),
          ...guard,
        });
  if (routing === null) return streets;
  return new FallbackTravel({
    better: new RoutingEngine({ ...routing, onFallback }),
    otherwise: streets,
    ...guard,
  });
}

function loadGraph(
  file: string,
  { logger, onStreets }: Parameters<typeof openTravel>[1],
): StreetGraph {
  const startedMs = performance.now();
  try {
    const read = loadStreets(file);
    const graph = StreetGraph.fromLines(read.lines);
    logger.info(
      {
        lengthKm: Math.round(graph.lengthKm),
        unconnectedKm: Math.round(graph.leftOut.lengthKm),
        leftOut: leftOutByReason(read),
        tookMs: Math.round(performance.now() - startedMs),
      },
      'streets loaded',
    );
    onStreets?.(read);
    return graph;
  } catch (error) {
    throw new ConfigError([`STREETS_FILE cannot be loaded: ${accidentOf(error).message ?? ''}`]);
  }
}
