/** Base64url of RFC 4648 section 5, without padding and read strictly: one text for the same bytes. */

/** The bytes of a canonical base64url text; undefined for any other text. */
export function bytesOfBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
