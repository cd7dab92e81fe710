/** Instants as fields of browsers write them. */

/** An instant as a field for local time writes it. */
export function localOf(text: string): string {
  const at = Date.parse(text);
  if (Number.isNaN(at)) return '';
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
