import { Controller, Inject } from '@nestjs/common';
import type { AedFeedView } from '#contracts/aed-feed-api';
import { Call, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** Registers of AEDs that are read again and again. */
@Controller()
export class AedFeedController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'aedFeeds'>) {}

  @Serves('listAedFeeds')
  list(
    @Call('listAedFeeds') { caller }: CallOf<'listAedFeeds'>,
  ): Promise<{ readonly items: AedFeedView[] }> {
    return this.flow.aedFeeds.list(caller.organisationId);
  }

  @Serves('readAedFeed')
  async feed(@Call('readAedFeed') { caller, params }: CallOf<'readAedFeed'>): Promise<AedFeedView> {
    return unwrap(await this.flow.aedFeeds.byRef(caller.organisationId, params.feedRef));
  }

  @Serves('putAedFeed')
  put(@Call('putAedFeed') { caller, params, body }: CallOf<'putAedFeed'>): Promise<AedFeedView> {
    return this.flow.aedFeeds.put(caller.organisationId, params.feedRef, body);
  }

  @Serves('readAedFeedNow')
  async now(
    @Call('readAedFeedNow') { caller, params, body }: CallOf<'readAedFeedNow'>,
  ): Promise<AedFeedView> {
    return unwrap(await this.flow.aedFeeds.readNow(caller.organisationId, params.feedRef, body));
  }

  @Serves('removeAedFeed')
  async remove(@Call('removeAedFeed') { caller, params }: CallOf<'removeAedFeed'>): Promise<void> {
    unwrap(await this.flow.aedFeeds.remove(caller.organisationId, params.feedRef));
  }
}
