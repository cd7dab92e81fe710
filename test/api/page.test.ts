/** Pages: every item once, in order, whatever the limit; a cursor of another list is refused. */
import { fc, test } from '@fast-check/vitest';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { pageOf, placeOf } from '../../api/http/page.ts';
import { isProblemError } from '../../api/problems/problem.ts';

const number = z.int();

/** Reads a list page by page, as a client does. */
function readAll(list: readonly number[], limit: number): number[] {
  const read: number[] = [];
  let cursor: string | undefined;
  do {
    const after = placeOf(number, cursor) ?? -1;
    const page = pageOf(list.filter((item) => item > after).slice(0, limit + 1), limit, (last) => last);
    read.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return read;
}

test.prop([fc.uniqueArray(fc.nat(), { maxLength: 40 }), fc.integer({ min: 1, max: 12 })])(
  'AUT-2 a list read page by page is the list',
  (items, limit) => {
    const list = items.toSorted((one, other) => one - other);
    expect(readAll(list, limit)).toEqual(list);
  },
);

it('AUT-2 a last page that is full knows that it is the last', () => {
  expect(pageOf([1, 2], 2, (last) => last)).toEqual({ items: [1, 2], next: null });
  expect(pageOf([1, 2, 3], 2, (last) => last).next).not.toBeNull();
  expect(pageOf([], 2, (last) => last)).toEqual({ items: [], next: null });
});

it('PRO-10 what is no cursor of the list is refused by name', () => {
  const foreign = Buffer.from('{"sequence":1}').toString('base64url');
  for (const cursor of ['x', '', '%%%', foreign])
    expect(() => placeOf(number, cursor)).toThrow(
      expect.toSatisfy(
        (error: unknown) => isProblemError(error) && error.problem.errors?.[0]?.path === '/cursor',
      ),
    );
});
