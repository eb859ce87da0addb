import type { ResponderCaller } from '#flow/ports';
import { AFTER_A_BREAK_MS, MissedFeeds } from './missed-feeds';

type Heard = (event: string, message: unknown) => void;

class FakeLine {
  readonly sentAfter: number[] = [];
  private hear: Heard = () => undefined;
  private gone: () => void = () => undefined;

  on = (_event: 'disconnect', listener: () => void): void => {
    this.gone = listener;
  };
  onAnyOutgoing = (listener: Heard): void => {
    this.hear = listener;
  };
  emit(seq: number): void {
    this.hear('feed', { seq });
  }
  hangUp(): void {
    this.gone();
  }
}

describe('phones of a copy that hears nothing of the others', () => {
  let isCutOff = false;
  let newest = 0;
  let asked = 0;
  let line: FakeLine;
  let feeds: MissedFeeds<FakeLine>;
  const caller = { responderId: 'r', organisationId: 'o' } as ResponderCaller;
  const failures: unknown[] = [];

  beforeEach(() => {
    [isCutOff, newest, asked] = [false, 0, 0];
    line = new FakeLine();
    feeds = new MissedFeeds<FakeLine>({
      isCutOff: () => isCutOff,
      newest: () => {
        asked += 1;
        return newest < 0 ? Promise.reject(new Error('no database')) : Promise.resolve(newest);
      },
      send: (to, _caller, lastSeq) => Promise.resolve(to.sentAfter.push(lastSeq)),
      onError: (error) => failures.push(error),
    });
    feeds.follow(line, caller, 3);
  });

  it('are not looked after while copies hear each other', async () => {
    newest = 9;
    await feeds.round(1_000);
    expect(asked).toBe(0);
  });

  it('are told what is newer than the last that went out to them', async () => {
    isCutOff = true;
    newest = 5;
    await feeds.round(1_000);
    expect(line.sentAfter).toEqual([3]);
    line.emit(4);
    line.emit(5);
    await feeds.round(1_500);
    expect(line.sentAfter).toEqual([3]);
    newest = 6;
    await feeds.round(2_000);
    expect(line.sentAfter).toEqual([3, 5]);
  });

  it('are looked after for some seconds more, since something was lost in the break', async () => {
    isCutOff = true;
    await feeds.round(1_000);
    isCutOff = false;
    newest = 4;
    await feeds.round(1_000 + AFTER_A_BREAK_MS - 1);
    expect(line.sentAfter).toEqual([3]);
    await feeds.round(1_000 + AFTER_A_BREAK_MS);
    expect(line.sentAfter).toEqual([3]);
  });

  it('are forgotten once they hang up', async () => {
    line.hangUp();
    isCutOff = true;
    await feeds.round(1_000);
    expect(asked).toBe(0);
  });

  it('are looked after again when the record did not answer once', async () => {
    isCutOff = true;
    newest = -1;
    await feeds.round(1_000);
    expect(failures).toHaveLength(1);
    newest = 4;
    await feeds.round(1_500);
    expect(line.sentAfter).toEqual([3]);
  });
});
