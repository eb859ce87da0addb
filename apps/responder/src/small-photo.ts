import { PHOTO_BYTES_MAX } from '#core/photo';

/** The longer side, in pixels: a sign on a wall can still be read. */
export const SIDE_MAX_PX = 1_920;
/** Smaller than this a picture goes as it is: over a bad line it takes some seconds. */
const SMALL_ENOUGH_BYTES = 400 * 1024;
/** Tried in turn until the picture is small enough. */
const QUALITIES = [0.82, 0.7, 0.55, 0.4];
const MEDIA_TYPE = 'image/jpeg';

/**
 * A photo small enough to be sent from where the line is bad: upright, without where and when it
 * was taken. Null where this browser cannot read the picture.
 */
export async function smallPhoto(photo: File): Promise<File | null> {
  try {
    const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' });
    const { width, height } = smallerSize(picture, SIDE_MAX_PX);
    const isSmall = width === picture.width && photo.size <= SMALL_ENOUGH_BYTES;
    if (isSmall && ['image/jpeg', 'image/png'].includes(photo.type)) {
      picture.close();
      return photo;
    }
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height);
    picture.close();
    return await underLimit(canvas);
  } catch {
    return null;
  }
}

/** The same shape with its longer side at most so long, in whole pixels; never larger. */
export function smallerSize(
  { width, height }: { readonly width: number; readonly height: number },
  sideMax: number,
): { readonly width: number; readonly height: number } {
  const share = Math.min(1, sideMax / Math.max(width, height));
  const scaled = (side: number): number => Math.max(1, Math.round(side * share));
  return { width: scaled(width), height: scaled(height) };
}

async function underLimit(canvas: HTMLCanvasElement): Promise<File | null> {
  let smallest: Blob | null = null;
  for (const quality of QUALITIES) {
    smallest = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, MEDIA_TYPE, quality);
    });
    if (smallest === null) return null;
    if (smallest.size <= SMALL_ENOUGH_BYTES) break;
  }
  if (smallest === null || smallest.size > PHOTO_BYTES_MAX) return null;
  return new File([smallest], 'photo.jpg', { type: MEDIA_TYPE });
}
