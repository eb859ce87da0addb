import type { WatchPoint } from '#core/watch-point';
import type { WatchPointStore } from '#flow/ports';
import { risingBecause } from '#flow/watch-point-view';
import type { WarningsCovering } from '#flow/warnings-covering';

/** Where the water rises, by readings, by what lies upstream and by warnings. */
export class RisingWater {
  constructor(
    private readonly ports: {
      readonly watchPoints: Pick<WatchPointStore, 'watchPointsByRef'>;
      readonly covering: Pick<WarningsCovering, 'at'>;
    },
  ) {}

  /** For points of one organisation, by their ids: why their water rises, in sentences. */
  async because(
    organisationId: string,
    points: readonly WatchPoint[],
  ): Promise<(point: WatchPoint) => readonly string[]> {
    const refs = [...new Set(points.flatMap(({ upstreamRefs }) => upstreamRefs))];
    const [upstream, warningsAt] = await Promise.all([
      refs.length === 0 ? [] : this.ports.watchPoints.watchPointsByRef(organisationId, refs),
      this.ports.covering.at(organisationId),
    ]);
    return (point) =>
      risingBecause(point, {
        upstream: upstream.filter(({ pointRef }) => point.upstreamRefs.includes(pointRef)),
        warnings: warningsAt(point.place),
      });
  }
}
