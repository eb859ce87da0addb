/**
 * Runs something at most once in a while, however often it is asked for. The first to ask starts
 * the wait, and who asks later does not lengthen it: news that never stops is still looked at.
 */
export class OncePer {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly waitMs: number,
    private readonly run: () => void,
  ) {}

  ask(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.run();
    }, this.waitMs);
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
