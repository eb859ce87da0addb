/** SHA-256 of the text of a badge in hexadecimal, as a desk without network knows it. */
export async function badgeDigest(badge: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(badge));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
