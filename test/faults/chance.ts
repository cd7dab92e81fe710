/** Chance from a seed: each choice is drawn under a name of its own, so that what happens when changes no other choice. */
import { createHash } from 'node:crypto';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface Chance {
  /** The chance of something within this one. */
  readonly of: (name: string) => Chance;
  /** A whole number, both ends among them. */
  readonly integer: (name: string, least: number, most: number) => number;
  /** True in so many of a hundred cases. */
  readonly happens: (name: string, percent: number) => boolean;
  readonly one: <Item>(name: string, items: readonly Item[]) => Item;
  /** In an order that is drawn. */
  readonly shuffled: <Item>(name: string, items: readonly Item[]) => readonly Item[];
  /** One of these, each as often as its weight says. */
  readonly weighted: <Item>(name: string, items: readonly (readonly [number, Item])[]) => Item;
}

export const chanceOf = (seed: number): Chance => within(`seed ${seed}`);

function within(place: string): Chance {
  const integer = (name: string, least: number, most: number): number => {
    const digest = createHash('sha256').update(`${place} / ${name}`).digest();
    return uniformInt(xoroshiro128plus(digest.readInt32BE(0)), least, most);
  };
  const chance: Chance = {
    of: (name) => within(`${place} / ${name}`),
    integer,
    happens: (name, percent) => integer(name, 1, 100) <= percent,
    one: (name, items) => items[integer(name, 0, items.length - 1)]!,
    shuffled: (name, items) =>
      items
        .map((item, index) => ({ item, order: integer(`${name} ${index}`, 0, 1e9) }))
        .toSorted((a, b) => a.order - b.order)
        .map(({ item }) => item),
    weighted: (name, items) => {
      let left = integer(
        name,
        1,
        items.reduce((sum, [weight]) => sum + weight, 0),
      );
      for (const [weight, item] of items) if ((left -= weight) <= 0) return item;
      throw new Error('weights are positive');
    },
  };
  return chance;
}
