/** What a new phone is led through, in this order. */
export const SETUP_STEPS = [
  'who',
  'credentials',
  'notifications',
  'position',
  'sound',
  'test',
  'duty',
] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

const KEPT_AS = 'closeby.firstRun';

interface Kept {
  readonly at: SetupStep;
  readonly skipped: readonly SetupStep[];
  /** Put off by its person: home shows the way back to it. */
  readonly paused: boolean;
  readonly finished: boolean;
}

const BEGINNING: Kept = { at: 'who', skipped: [], paused: false, finished: false };
const FINISHED: Kept = { ...BEGINNING, at: 'duty', finished: true };

/**
 * How far somebody is with setting up this phone. It is kept in the browser, so that a phone that
 * was put away goes on where it was; nothing of the person is.
 */
export class FirstRun {
  private state: Kept;

  constructor(
    private readonly onChange: () => void,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = localStorage,
  ) {
    this.state = keptIn(storage) ?? FINISHED;
  }

  /** Whether it takes the place of home now. */
  get active(): boolean {
    return !this.state.finished && !this.state.paused;
  }

  /** Whether it was put off and can be taken up again. */
  get paused(): boolean {
    return !this.state.finished && this.state.paused;
  }

  get at(): SetupStep {
    return this.state.at;
  }

  /** The place of the step that is open, from 1. */
  get number(): number {
    return SETUP_STEPS.indexOf(this.state.at) + 1;
  }

  /** Steps that were left out. */
  get skipped(): readonly SetupStep[] {
    return this.state.skipped;
  }

  /** Somebody has just signed in here: begins, unless this phone was set up before. */
  start(): void {
    if (keptIn(this.storage) === null) this.become(BEGINNING);
  }

  next(): void {
    this.leave(this.state.skipped.filter((step) => step !== this.state.at));
  }

  skip(): void {
    const { at, skipped } = this.state;
    this.leave([...skipped.filter((step) => step !== at), at]);
  }

  back(): void {
    const before = SETUP_STEPS[SETUP_STEPS.indexOf(this.state.at) - 1];
    if (before !== undefined) this.become({ ...this.state, at: before });
  }

  /** Later; `resume` goes on here. */
  pause(): void {
    this.become({ ...this.state, paused: true });
  }

  resume(): void {
    this.become({ ...this.state, paused: false });
  }

  /** At sign-out: whoever comes next is led through it anew. */
  forget(): void {
    this.state = FINISHED;
    this.storage.removeItem(KEPT_AS);
  }

  private leave(skipped: readonly SetupStep[]): void {
    const after = SETUP_STEPS[SETUP_STEPS.indexOf(this.state.at) + 1];
    this.become({ ...this.state, skipped, at: after ?? 'duty', finished: after === undefined });
  }

  private become(state: Kept): void {
    this.state = state;
    this.storage.setItem(KEPT_AS, JSON.stringify(state));
    this.onChange();
  }
}

/** Null where nothing was kept, or nothing that can be read. */
function keptIn(storage: Pick<Storage, 'getItem'>): Kept | null {
  try {
    const found = JSON.parse(storage.getItem(KEPT_AS) ?? 'null') as Partial<Kept> | null;
    if (found === null) return null;
    const at = SETUP_STEPS.find((step) => step === found.at) ?? BEGINNING.at;
    const skipped = SETUP_STEPS.filter((step) => found.skipped?.includes(step) === true);
    return { at, skipped, paused: found.paused === true, finished: found.finished === true };
  } catch {
    return null;
  }
}
