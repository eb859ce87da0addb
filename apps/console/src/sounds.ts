import type { IncidentView } from '#contracts/incident-api';
import type { Instant } from '#core/units';

/** What is heard; each is seen as well. */
export type SoundName = 'incident' | 'accepted' | 'nobody' | 'lost';

const KEPT_AS = 'closeby-console-muted';
const LOUDNESS = 0.2;
/** A tone begins and ends softly, or it would click. */
const SOFT_S = 0.015;

interface Tone {
  readonly hertz: number;
  /** Seconds after the first. */
  readonly atS: number;
  readonly forS: number;
}

/** Told apart by rise and fall and by number, also by ears that hear no high notes. */
const TUNES: Readonly<Record<SoundName, readonly Tone[]>> = {
  incident: [
    { hertz: 523, atS: 0, forS: 0.14 },
    { hertz: 659, atS: 0.16, forS: 0.14 },
    { hertz: 784, atS: 0.32, forS: 0.3 },
  ],
  accepted: [
    { hertz: 784, atS: 0, forS: 0.09 },
    { hertz: 1_047, atS: 0.1, forS: 0.16 },
  ],
  nobody: [
    { hertz: 440, atS: 0, forS: 0.22 },
    { hertz: 440, atS: 0.3, forS: 0.22 },
    { hertz: 349, atS: 0.6, forS: 0.4 },
  ],
  lost: [
    { hertz: 392, atS: 0, forS: 0.2 },
    { hertz: 262, atS: 0.22, forS: 0.5 },
  ],
};

/** Sounds of this browser, made as they are played; muted or not, as somebody chose here. */
export class Sounds {
  isMuted: boolean;
  private context: AudioContext | null = null;
  /** Incidents for which nobody's yes was missed aloud already. */
  private readonly missed = new Set<string>();
  private isLost = false;

  constructor(
    private readonly store: Pick<Storage, 'getItem' | 'setItem'>,
    private readonly makeContext: () => AudioContext,
  ) {
    this.isMuted = store.getItem(KEPT_AS) === 'true';
  }

  /** Whether the browser lets a page be heard: only after somebody has touched it. */
  get isHeld(): boolean {
    return this.context === null || this.context.state === 'suspended';
  }

  /** Somebody touched the page or a key. */
  async touched(): Promise<void> {
    if (this.isMuted) return;
    this.context ??= this.makeContext();
    if (this.context.state === 'suspended') await this.context.resume();
  }

  mute(isMuted: boolean): void {
    this.isMuted = isMuted;
    this.store.setItem(KEPT_AS, String(isMuted));
  }

  /** What is new about an incident is heard; nothing is where it was not known before. */
  incidentChanged(before: IncidentView | undefined, after: IncidentView): void {
    if (after.status !== 'active') this.missed.delete(after.id);
    else if (before === undefined) this.play('incident');
    else if (after.acceptedCount > before.acceptedCount) this.play('accepted');
  }

  /** Once each second: whose time for a first yes is over, and whether the line is lost. */
  ticked(active: readonly IncidentView[], now: Instant, silentForS: number | null): void {
    const late = active.filter(
      (incident) => isUnanswered(incident, now) && !this.missed.has(incident.id),
    );
    for (const { id } of late) this.missed.add(id);
    if (late.length > 0) this.play('nobody');
    const isLost = silentForS !== null;
    if (isLost && !this.isLost) this.play('lost');
    this.isLost = isLost;
  }

  play(name: SoundName): void {
    const { context } = this;
    if (this.isMuted || context === null || context.state !== 'running') return;
    for (const tone of TUNES[name]) sound(context, tone);
  }
}

/** Whether nobody has accepted although the plan's wait for it is over. */
export function isUnanswered(incident: IncidentView, now: Instant): boolean {
  const { status, acceptedCount, answersDueAt } = incident;
  const isOpen = status === 'active' && acceptedCount === 0 && incident.orders?.isStopped !== true;
  return isOpen && answersDueAt !== null && Date.parse(answersDueAt) <= now;
}

function sound(context: AudioContext, { hertz, atS, forS }: Tone): void {
  const from = context.currentTime + atS;
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.type = 'triangle';
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(LOUDNESS, from + SOFT_S);
  gain.gain.setValueAtTime(LOUDNESS, from + forS - SOFT_S);
  gain.gain.linearRampToValueAtTime(0, from + forS);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(from);
  oscillator.stop(from + forS);
}
