import { Controller, Inject } from '@nestjs/common';
import type {
  CoverageThresholdView,
  CoverageView,
  ImprovementsView,
} from '#contracts/coverage-api';
import { Call, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** Where and when help would come too late, and what would mend it. */
@Controller()
export class CoverageController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'coverage'>) {}

  @Serves('readCoverage')
  async read(@Call('readCoverage') call: CallOf<'readCoverage'>): Promise<CoverageView> {
    const { caller, query } = call;
    return unwrap(await this.flow.coverage.of(caller.organisationId, query.hour ?? null));
  }

  @Serves('readCoverageImprovements')
  async improvements(
    @Call('readCoverageImprovements') call: CallOf<'readCoverageImprovements'>,
  ): Promise<ImprovementsView> {
    const { caller, query } = call;
    return unwrap(await this.flow.coverage.improvements(caller.organisationId, query.hour ?? null));
  }

  @Serves('readCoverageThreshold')
  threshold(
    @Call('readCoverageThreshold') { caller }: CallOf<'readCoverageThreshold'>,
  ): Promise<CoverageThresholdView> {
    return this.flow.coverage.threshold(caller.organisationId);
  }

  @Serves('putCoverageThreshold')
  async put(
    @Call('putCoverageThreshold') { caller, body }: CallOf<'putCoverageThreshold'>,
  ): Promise<CoverageThresholdView> {
    return unwrap(await this.flow.coverage.putThreshold(caller.organisationId, body));
  }
}
