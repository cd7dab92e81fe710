/** A charter as rows: each number, word and duration with the path to it (RFC 6901), so that it can be read, compared and changed. */

export interface CharterRow {
  readonly section: string;
  readonly path: string;
  readonly value: unknown;
}

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

const isShare = (value: object): boolean => 'num' in value && 'den' in value;

/** The leaves of the document, shares and lists whole. */
export function rowsOf(document: object): readonly CharterRow[] {
  return Object.entries(document).flatMap(([section, value]) =>
    below(section, `/${escaped(section)}`, value),
  );
}

function below(section: string, path: string, value: unknown): readonly CharterRow[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isShare(value))
    return [{ section, path, value }];
  return Object.entries(value).flatMap(([key, inner]) => below(section, `${path}/${escaped(key)}`, inner));
}

/** The core principle that a change at this path touches (CHA-4, CHA-5); undefined: it is a constitutional one. */
export const principleAt = (
  principles: readonly { readonly id: string; readonly paths: readonly string[] }[],
  path: string,
): string | undefined =>
  path.startsWith('/principles')
    ? 'principles'
    : principles.find(({ paths }) =>
        paths.some((one) => path === one || path.startsWith(`${one}/`) || one.startsWith(`${path}/`)),
      )?.id;

/** As a person writes it in one field, and back. */
export const written = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
export function readBack(text: string, before: unknown): unknown {
  if (typeof before === 'string') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
