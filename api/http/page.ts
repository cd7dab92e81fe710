/** Pages of lists: a cursor says where the next page begins, and means nothing to who hands it back. */
import { z } from 'zod';
import { invalid } from './body.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Null after the last page. */
  readonly next: string | null;
}

/** The cursor of a place. */
export const encodePlace = (place: unknown): string =>
  Buffer.from(JSON.stringify(place), 'utf8').toString('base64url');

/**
 * The place that a cursor means; undefined without one.
 * @throws a problem `invalid-query` for what is no cursor of this list
 */
export function placeOf<Schema extends z.ZodType>(
  schema: Schema,
  cursor: string | undefined,
): z.output<Schema> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    throw invalid('invalid-query', [{ path: '/cursor', message: 'is no cursor of this list', facts: {} }]);
  }
}

/**
 * A page of what was read with a limit one higher, so that the last page knows that it is.
 * @param place where the page after an item begins
 */
export function pageOf<Item>(
  read: readonly Item[],
  limit: number,
  place: (last: Item) => unknown,
): Page<Item> {
  const items = read.slice(0, limit);
  const last = items.at(-1);
  return { items, next: read.length > limit && last !== undefined ? encodePlace(place(last)) : null };
}

/** The same page with its items as they are answered. */
export const mapPage = <Item, Shown>(page: Page<Item>, show: (item: Item) => Shown): Page<Shown> => ({
  items: page.items.map(show),
  next: page.next,
});
