/** Reads codes by the camera where the browser can; others type, paste or have a scanner. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

const EVERY_MS = 250;

/** Whether this browser reads codes by itself. */
export function hasDetector(): boolean {
  return 'BarcodeDetector' in globalThis && 'mediaDevices' in navigator;
}

/** The camera, until it is stopped; the same code counts once while it is held there. */
export class Camera {
  private stopped = false;
  private last = '';

  private constructor(
    private readonly video: HTMLVideoElement,
    private readonly stream: MediaStream,
    private readonly detector: Detector,
  ) {}

  static async start(video: HTMLVideoElement, seen: (text: string) => void): Promise<Camera> {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment' },
    });
    video.srcObject = stream;
    await video.play();
    const made: unknown = Reflect.construct(
      Reflect.get(globalThis, 'BarcodeDetector') as new (options: object) => unknown,
      [{ formats: ['qr_code'] }],
    );
    const camera = new Camera(video, stream, made as Detector);
    void camera.look(seen);
    return camera;
  }

  stop(): void {
    this.stopped = true;
    for (const track of this.stream.getTracks()) track.stop();
    this.video.srcObject = null;
  }

  private async look(seen: (text: string) => void): Promise<void> {
    while (!this.stopped) {
      const codes = await this.detector.detect(this.video).catch(() => []);
      const text = codes[0]?.rawValue ?? '';
      if (text !== '' && text !== this.last) seen(text);
      this.last = text;
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }
}
