import { PROOF_BYTES_MAX, PROOF_MEDIA_TYPES, proofType } from '#core/credential-proof';

const JPEG = [0xff, 0xd8, 0xff, 0xe1, 0, 0];
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0];
const PDF = Array.from('%PDF-1.7', (letter) => letter.charCodeAt(0));
const HTML = Array.from('<html><script>', (letter) => letter.charCodeAt(0));

const codeOf = (type: string, bytes: readonly number[]): string => {
  const said = proofType(type, Uint8Array.from(bytes));
  return said.ok ? said.value : said.problem.code;
};

describe('a proof', () => {
  it('is a JPEG, a PNG or a PDF that begins as one', () => {
    expect(codeOf('image/jpeg', JPEG)).toBe('image/jpeg');
    expect(codeOf('image/png', PNG)).toBe('image/png');
    expect(codeOf('Application/PDF; charset=binary', PDF)).toBe('application/pdf');
  });

  it('is refused where it is not what it is called, whatever it is', () => {
    for (const type of PROOF_MEDIA_TYPES) {
      for (const bytes of [JPEG, PNG, PDF, HTML, []]) {
        const isSo = codeOf(type, bytes) === type;
        expect(isSo).toBe(
          (type === 'image/jpeg' && bytes === JPEG) ||
            (type === 'image/png' && bytes === PNG) ||
            (type === 'application/pdf' && bytes === PDF),
        );
      }
    }
    for (const type of ['text/html', 'image/svg+xml', 'application/octet-stream', '']) {
      expect(codeOf(type, JPEG)).toBe('proof-invalid');
    }
  });

  it('has at most so many bytes', () => {
    const bytes = new Uint8Array(PROOF_BYTES_MAX + 1);
    bytes.set(PDF);
    const refused = proofType('application/pdf', bytes);
    expect(refused.ok ? null : refused.problem.code).toBe('body-too-large');
    expect(proofType('application/pdf', bytes.subarray(1)).ok).toBe(false);
    expect(proofType('application/pdf', bytes.subarray(0, PROOF_BYTES_MAX)).ok).toBe(true);
  });
});
