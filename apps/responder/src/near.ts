import type { OwnCalloutView } from '#contracts/callout-asked-api';
import { OwnPart } from './own-part';

/** Call-outs near this person, and honestly why they were asked or not. */
export class Near extends OwnPart {
  callouts: readonly OwnCalloutView[] | null = null;

  async load(): Promise<void> {
    type List = { readonly callouts: readonly OwnCalloutView[] };
    await this.fetching(this.listener.ask<List>('/v1/me/callouts'), ({ callouts }) => {
      this.callouts = callouts;
    });
  }

  forget(): void {
    this.callouts = null;
    this.quieten();
  }
}
