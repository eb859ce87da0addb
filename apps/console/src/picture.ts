/** No side of a shown picture has more pixels than this. */
const SIDE_MAX = 1_600;

/** The pixels of a file; null where it is no picture that this browser can read. */
export async function pictureOf(bytes: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(bytes);
  } catch {
    return null;
  }
}

/** Only pixels reach the page: nothing that a file carries beside them. */
export function drawPicture(canvas: Element | undefined, picture: ImageBitmap | null): void {
  if (!(canvas instanceof HTMLCanvasElement) || picture === null) return;
  if (canvas.dataset['drawn'] === 'yes' || picture.width === 0) return;
  const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height));
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.dataset['drawn'] = 'yes';
}
