import type { PageListener } from './asker';
import { CallingOut } from './calling-out';
import { OpenedCallout } from './opened-callout';

/** What the console knows of call-outs beside their list. */
export class CalloutsState {
  readonly calling: CallingOut;
  readonly opened: OpenedCallout;

  constructor(listener: PageListener, onWaiting: () => void) {
    this.calling = new CallingOut(listener, onWaiting);
    this.opened = new OpenedCallout(listener);
  }

  /** Another page is shown: the word on the last deed is old. */
  quieten(): void {
    this.calling.quieten();
  }

  forget(): void {
    for (const part of Object.values(this) as { forget(): void }[]) part.forget();
  }
}
