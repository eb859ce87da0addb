import type { Notice } from './notice';

/**
 * What has ended and was not read yet. A stand-down stays until its person has read it, whatever
 * comes after it; of other news the newest is enough.
 */
export class Notices {
  private stoodDown: readonly Notice[] = [];
  private news: Notice | null = null;

  add(notice: Notice): void {
    if (notice.kind === 'news') {
      this.news = notice;
      return;
    }
    const others = this.stoodDown.filter(({ alertId }) => alertId !== notice.alertId);
    this.stoodDown = [...others, notice];
    // What was said of the same alert before is overtaken.
    if (this.news?.alertId === notice.alertId) this.news = null;
  }

  /** The one to be read now: stand-downs first, in the order in which they came. */
  shown(): Notice | null {
    return this.stoodDown[0] ?? this.news;
  }

  /** Every stand-down that nobody has read. */
  unread(): readonly Notice[] {
    return this.stoodDown;
  }

  /** The one that is shown has been read; returns it. */
  understood(): Notice | null {
    const read = this.shown();
    if (read?.kind === 'stood-down') this.stoodDown = this.stoodDown.slice(1);
    else this.news = null;
    return read;
  }

  forget(): void {
    this.stoodDown = [];
    this.news = null;
  }
}
