import { refuse, ok, type Result } from '#core/problem';

/** Most bytes of one proof: a page photographed by a phone, or a scan. */
export const PROOF_BYTES_MAX = 5 * 1_024 * 1_024;

/** What may be uploaded as a proof. */
export const PROOF_MEDIA_TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const;
export type ProofMediaType = (typeof PROOF_MEDIA_TYPES)[number];

/** With which bytes a file of each type begins: JFIF and Exif alike, PNG (ISO 15948), "%PDF-". */
const BEGINS: Readonly<Record<ProofMediaType, readonly number[]>> = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
};

/** How a file of each type is named when it is handed out. */
export const PROOF_FILE_ENDINGS: Readonly<Record<ProofMediaType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
};

/**
 * Whether bytes are what their sender calls them. Only how the file begins is looked at: nothing
 * in it is read or believed, least of all its metadata, and it is never shown from our address
 * but as an attachment.
 *
 * @param mediaType as sent, perhaps with parameters
 * @returns the type, or refusals `proof-invalid`, `body-too-large`
 */
export function proofType(mediaType: string, bytes: Uint8Array): Result<ProofMediaType> {
  const named = mediaType.split(';', 1)[0]?.trim().toLowerCase();
  const type = PROOF_MEDIA_TYPES.find((each) => each === named);
  if (type === undefined) {
    return refuse('proof-invalid', 'A proof is a JPEG or PNG picture, or a PDF.');
  }
  if (bytes.length > PROOF_BYTES_MAX) {
    return refuse('body-too-large', `A proof has at most ${PROOF_BYTES_MAX} bytes.`);
  }
  if (!BEGINS[type].every((byte, index) => bytes[index] === byte)) {
    return refuse('proof-invalid', `The file is not what it is sent as, ${type}.`);
  }
  return ok(type);
}
