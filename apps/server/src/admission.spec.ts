import { Admission, WAIT_MAX_MS, WAITING_MAX, type LaneName, type Leave } from './admission';

/** Of the hot path; so there are six places, and one for what may wait. */
const CONNECTIONS = 2;
const PLACES = 6;

let turnedAway: LaneName[];
let admission: Admission;

beforeEach(() => {
  jest.useFakeTimers();
  turnedAway = [];
  admission = new Admission(CONNECTIONS, (lane) => turnedAway.push(lane));
});
afterEach(() => {
  jest.useRealTimers();
});

/** Enters, and keeps what comes of it. */
function enter(lane: LaneName): { leave: Leave | null | undefined; giveUp: () => void } {
  const guest: { leave: Leave | null | undefined; giveUp: () => void } = {
    leave: undefined,
    giveUp: () => undefined,
  };
  guest.giveUp = admission.enter(lane, (leave) => {
    guest.leave = leave;
  });
  return guest;
}

function fill(): Leave[] {
  return Array.from({ length: PLACES }, () => {
    const { leave } = enter('life-threatening');
    if (leave === undefined || leave === null) throw new Error('there are places');
    return leave;
  });
}

describe('admission', () => {
  it('lets an arrest in at once while everything that may wait is asked', () => {
    const others = Array.from({ length: 100 }, () => enter('rest'));
    expect(others.filter(({ leave }) => leave !== undefined)).toHaveLength(1);
    expect(enter('life-threatening').leave).toBeInstanceOf(Function);
  });

  it('takes the most urgent first when a place is given back, whoever came before', () => {
    const [leave] = fill();
    const guests = (['rest', 'incident', 'answer', 'life-threatening'] as const).map(enter);
    leave?.();
    expect(guests.map((guest) => guest.leave !== undefined)).toEqual([false, false, false, true]);
  });

  it('has room for what control says while more people answer than can be heard', () => {
    const answers = Array.from({ length: 100 }, () => enter('answer'));
    expect(answers.filter(({ leave }) => leave !== undefined).length).toBeLessThan(PLACES);
    expect(enter('incident').leave).toBeInstanceOf(Function);
    expect(enter('life-threatening').leave).toBeInstanceOf(Function);
  });

  it('keeps the order of those who wait in one lane', () => {
    const leaves = fill();
    const [first, second] = [enter('life-threatening'), enter('life-threatening')];
    leaves[0]?.();
    expect([first.leave !== undefined, second.leave !== undefined]).toEqual([true, false]);
  });

  it('turns away who has waited too long, and counts them', () => {
    fill();
    const late = enter('incident');
    jest.advanceTimersByTime(WAIT_MAX_MS.incident);
    expect(late.leave).toBeNull();
    expect(turnedAway).toEqual(['incident']);
    expect(admission.waitingIn('incident')).toBe(0);
  });

  it('keeps no more waiting than its lane holds, so that memory is bounded', () => {
    fill();
    for (let i = 0; i < WAITING_MAX.rest; i += 1) enter('rest');
    expect(enter('rest').leave).toBeNull();
    expect(admission.waitingIn('rest')).toBe(WAITING_MAX.rest);
    // There is still room to wait for what is more urgent.
    expect(enter('incident').leave).toBeUndefined();
  });

  it('gives no place to somebody who is gone, and gives one back once only', () => {
    const leaves = fill();
    const gone = enter('life-threatening');
    const waiting = [enter('life-threatening'), enter('life-threatening')];
    gone.giveUp();
    leaves[0]?.();
    leaves[0]?.();
    expect(gone.leave).toBeUndefined();
    expect(waiting.map(({ leave }) => leave !== undefined)).toEqual([true, false]);
  });
});
