import { createHash, X509Certificate } from 'node:crypto';
import { ClientCertificates, thumbprintOf } from './client-certificate';

/** A certificate of nobody, as openssl makes one; its key is gone. */
const PEM = `-----BEGIN CERTIFICATE-----
MIIBhTCCASugAwIBAgIUMGc5zY3nGd4l0/sovtGQnRNXVm4wCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMY2xvc2VieSB0ZXN0MCAXDTI2MTEyMzAwMjAxMFoYDzIxMjYx
MDMwMDAyMDEwWjAXMRUwEwYDVQQDDAxjbG9zZWJ5IHRlc3QwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAARkZsg3oAYi8AGOjnUp4fniQCDGvrduZs7P29MVTxUhTUEi
qYOj0lxV2PT2QEwiM/mjLSLW9mHf4rebouLyAoHbo1MwUTAdBgNVHQ4EFgQUgNq0
neKYfAHhy/UbAqg1PCvDVt8wHwYDVR0jBBgwFoAUgNq0neKYfAHhy/UbAqg1PCvD
Vt8wDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBNXB2Ml/1DKQ9Z
a3WyPqOt+Agbt4LrV81TT3jjRqIScgIhAL6S/JwGSb2qZj//Dj3JcnwSfgeBSh4Y
dIpacLVAHRxA
-----END CERTIFICATE-----
`;
const { raw } = new X509Certificate(PEM);
const SHA256 = createHash('sha256').update(raw).digest('hex');

describe('a client certificate', () => {
  it('is known however the proxy writes it', () => {
    expect(thumbprintOf(`:${raw.toString('base64')}:`)).toBe(SHA256);
    expect(thumbprintOf(encodeURIComponent(PEM))).toBe(SHA256);
    expect(thumbprintOf(SHA256.toUpperCase())).toBe(SHA256);
  });

  it.each(['', ':AAAA:', '%', 'CN=somebody', 'a'.repeat(63)])('is not %p', (value) => {
    expect(thumbprintOf(value)).toBeNull();
  });

  it('is believed of a proxy of ours and of nobody else', () => {
    const headers = { 'client-cert': SHA256 };
    const of = (header: string | null, isProxy: boolean) =>
      new ClientCertificates(header, { isProxy: () => isProxy }).of({ headers, socket: {} });
    expect(of('client-cert', true)).toBe(SHA256);
    expect(of('client-cert', false)).toBeNull();
    expect(of(null, true)).toBeNull();
  });
});
