/** Base64 of RFC 4648 section 4, read strictly: one text for the same bytes, so that no letter of a proof can be changed unseen. */

/** The bytes of a canonical base64 text; undefined for any other text. */
export function bytesOfBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

/** The 32 bytes of a hash in canonical base64; undefined for any other text. */
export function hashOfBase64(text: string): Buffer | undefined {
  const bytes = bytesOfBase64(text);
  return bytes?.length === 32 ? bytes : undefined;
}

/** A path of such hashes; undefined for anything else. */
export function hashesOf(path: unknown): readonly Buffer[] | undefined {
  if (!Array.isArray(path)) return undefined;
  const hashes = path.map((step: unknown) => (typeof step === 'string' ? hashOfBase64(step) : undefined));
  return hashes.every((hash) => hash !== undefined) ? hashes : undefined;
}
