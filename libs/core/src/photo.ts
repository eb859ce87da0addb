import { ok, refuse, type Result } from '#core/problem';
import { stripJpeg } from '#core/photo-jpeg';
import { stripPng } from '#core/photo-png';

/** Most bytes of one photo: a phone's picture at full size. */
export const PHOTO_BYTES_MAX = 8 * 1_024 * 1_024;

/** What may be uploaded as a photo from the field. */
export const PHOTO_MEDIA_TYPES = ['image/jpeg', 'image/png'] as const;
export type PhotoMediaType = (typeof PHOTO_MEDIA_TYPES)[number];

/** How a photo of each type is named when it is handed out. */
export const PHOTO_FILE_ENDINGS: Readonly<Record<PhotoMediaType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** A photo that says nothing but what is seen on it. */
export interface Photo {
  readonly mediaType: PhotoMediaType;
  readonly file: Uint8Array;
}

/**
 * The photo without its metadata: place, time, camera, thumbnails, comments and whatever follows
 * the picture are gone; of a JPEG the way up stays. Only what belongs to the picture is copied.
 *
 * @param mediaType as sent, perhaps with parameters
 * @returns refusals `proof-invalid`, `body-too-large`
 */
export function cleanPhoto(mediaType: string, bytes: Uint8Array): Result<Photo> {
  const named = mediaType.split(';', 1)[0]?.trim().toLowerCase();
  const type = PHOTO_MEDIA_TYPES.find((each) => each === named);
  if (type === undefined) return refuse('proof-invalid', 'A photo is a JPEG or PNG picture.');
  if (bytes.length > PHOTO_BYTES_MAX) {
    return refuse('body-too-large', `A photo has at most ${PHOTO_BYTES_MAX} bytes.`);
  }
  const file = type === 'image/jpeg' ? stripJpeg(bytes) : stripPng(bytes);
  return file === null
    ? refuse('proof-invalid', `The file is not what it is sent as, a whole ${type}.`)
    : ok({ mediaType: type, file });
}
