/** `alarm` waits for an answer; `over` says that it has ended, until that is read. */
export type Sound = 'alarm' | 'over';

const LOOP_MS: Readonly<Record<Sound, number>> = { alarm: 1_400, over: 4_000 };
const BEEPS = [880, 1_175, 880, 1_175] as const;
const BEEP_S = 0.18;
const CHIME = [660, 880] as const;
const RISING = [523, 659, 784, 659, 784] as const;
const FALLING = [880, 660, 440] as const;
const ALARM_VIBRATION_MS = [500, 200, 500];
const LONG_VIBRATION_MS = [900];

/**
 * The phone's bell. A browser lets a page sound only after it was touched, so `unlock` has to be
 * called from a touch; until then `silenced` says that this phone cannot be heard.
 */
export class Ring {
  private audio: AudioContext | null = null;
  private loop: ReturnType<typeof setInterval> | undefined;
  private sound: Sound | null = null;

  constructor(private readonly onChange: () => void) {}

  get silenced(): boolean {
    return this.audio?.state !== 'running';
  }

  get ringing(): boolean {
    return this.sound === 'alarm';
  }

  /** Call from a touch or key press. */
  async unlock(): Promise<void> {
    if (this.audio === null) {
      this.audio = new AudioContext();
      this.audio.addEventListener('statechange', this.onChange);
    }
    await this.audio.resume();
    this.onChange();
  }

  /** Sounds until it is told to stop or to sound otherwise; telling it twice changes nothing. */
  set(sound: Sound | null): void {
    if (sound === this.sound) return;
    clearInterval(this.loop);
    this.sound = sound;
    if (sound === null) {
      this.loop = undefined;
      vibrate(0);
      return;
    }
    this.loop = setInterval(() => this.round(), LOOP_MS[sound]);
    this.round();
  }

  /** Rings once, to be listened to. */
  sample(): void {
    this.play(BEEPS);
    vibrate(ALARM_VIBRATION_MS);
  }

  /** Two soft tones: a question that can wait. */
  chime(): void {
    this.play(CHIME);
    vibrate(200);
  }

  /** Rising tones: there is something else to do now. */
  turn(): void {
    this.play(RISING);
    vibrate(ALARM_VIBRATION_MS);
  }

  /** Falling tones: it is over. */
  private fall(): void {
    this.play(FALLING);
    vibrate(LONG_VIBRATION_MS);
  }

  private round(): void {
    if (this.sound === 'over') this.fall();
    else this.sample();
  }

  private play(tones: readonly number[]): void {
    const { audio } = this;
    if (audio?.state !== 'running') return;
    tones.forEach((hertz, index) => {
      const start = audio.currentTime + index * BEEP_S;
      const tone = new OscillatorNode(audio, { type: 'square', frequency: hertz });
      const volume = new GainNode(audio, { gain: 0.0001 });
      // A short ramp at both ends, since a hard edge clicks.
      volume.gain.exponentialRampToValueAtTime(0.5, start + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, start + BEEP_S - 0.01);
      tone.connect(volume).connect(audio.destination);
      tone.start(start);
      tone.stop(start + BEEP_S);
    });
  }
}

function vibrate(pattern: VibratePattern): void {
  // Absent on iOS, and refused before the page was touched.
  if ('vibrate' in navigator && navigator.userActivation.hasBeenActive) navigator.vibrate(pattern);
}
