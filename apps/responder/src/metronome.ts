import { beatNow, type CprBeat, type CprMode } from '#core/cpr';
import { BeatAhead } from './beat-ahead';

const LOOK_EVERY_MS = 100;
/** Between the tap and the first beat, so that it is heard whole. */
const LEAD_S = 0.15;
const COMPRESSION = { hertz: 880, seconds: 0.07, loud: 0.6 };
const BREATH = { hertz: 440, seconds: 0.6, loud: 0.4 };
const VIBRATION_MS = 35;

interface Running {
  readonly audio: AudioContext;
  readonly out: GainNode;
  readonly mode: CprMode;
  readonly startS: number;
  readonly startedMs: number;
  readonly ahead: BeatAhead;
}

/**
 * The beat of chest compressions: heard, seen and felt. It starts from a touch alone, sounds by the
 * audio clock, and needs neither network nor sign-in.
 */
export class Metronome {
  mode: CprMode = 'continuous';
  /** The beat to be shown now; null before the first. */
  beat: CprBeat | null = null;
  private running: Running | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private frame = 0;

  constructor(private readonly onChange: () => void) {}

  get isRunning(): boolean {
    return this.running !== null;
  }

  /** The phone has taken the sound away, for instance for a call: a touch brings it back. */
  get isSilent(): boolean {
    return this.running !== null && this.running.audio.state !== 'running';
  }

  /** Since it was started; 0 while it stands. */
  get elapsedMs(): number {
    return this.running === null ? 0 : Date.now() - this.running.startedMs;
  }

  /** Starts or stops; call from a touch. */
  async toggle(): Promise<void> {
    if (this.isRunning) this.stop();
    else await this.start();
  }

  private async start(): Promise<void> {
    this.stop();
    const audio = new AudioContext({ latencyHint: 'interactive' });
    audio.addEventListener('statechange', this.onChange);
    await audio.resume();
    const out = new GainNode(audio);
    out.connect(audio.destination);
    const startS = audio.currentTime + LEAD_S;
    const ahead = new BeatAhead(this.mode, startS);
    this.running = { audio, out, mode: this.mode, startS, startedMs: Date.now(), ahead };
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.look();
    this.show();
    this.onChange();
  }

  stop(): void {
    clearInterval(this.timer);
    cancelAnimationFrame(this.frame);
    // What was handed over already is not heard any more.
    this.running?.out.disconnect();
    void this.running?.audio.close();
    this.running = null;
    this.beat = null;
    this.onChange();
  }

  /** Another count; it begins anew where it runs. */
  async choose(mode: CprMode): Promise<void> {
    this.mode = mode;
    if (this.isRunning) await this.start();
    else this.onChange();
  }

  /** From a touch, where the phone had taken the sound away. */
  async unmute(): Promise<void> {
    await this.running?.audio.resume();
    this.onChange();
  }

  private look(): void {
    if (this.running === null) return;
    const { ahead, audio } = this.running;
    for (const beat of ahead.look(audio.currentTime)) this.sound(this.running, beat);
  }

  private sound({ audio, out }: Running, { atS, kind }: CprBeat): void {
    const { hertz, seconds, loud } = kind === 'compression' ? COMPRESSION : BREATH;
    const type = kind === 'compression' ? 'square' : 'sine';
    const tone = new OscillatorNode(audio, { type, frequency: hertz });
    const volume = new GainNode(audio, { gain: 0.0001 });
    // A short ramp at both ends, since a hard edge clicks.
    volume.gain.setValueAtTime(0.0001, atS);
    volume.gain.exponentialRampToValueAtTime(loud, atS + 0.005);
    volume.gain.exponentialRampToValueAtTime(0.0001, atS + seconds);
    tone.connect(volume).connect(out);
    tone.start(atS);
    tone.stop(atS + seconds);
  }

  /** What is shown follows the clock that is heard. */
  private readonly show = (): void => {
    if (this.running === null) return;
    const { audio, mode, startS } = this.running;
    const beat = beatNow(mode, audio.currentTime - startS);
    if (beat !== null && beat.atS !== this.beat?.atS) {
      this.beat = beat;
      if (beat.kind === 'compression') feel();
      this.onChange();
    }
    this.frame = requestAnimationFrame(this.show);
  };
}

function feel(): void {
  // Absent on iOS, and refused before the page was touched.
  if ('vibrate' in navigator && navigator.userActivation.hasBeenActive) {
    navigator.vibrate(VIBRATION_MS);
  }
}
