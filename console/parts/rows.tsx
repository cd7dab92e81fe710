/** A list of which only what is in sight is drawn: ten thousand rows scroll as ten do, and its next page is read before its end is come to. */
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { Passing } from './passing.ts';

/** Pixels of a row before it is measured. */
const rowHeight = 84;

/** Rows that are drawn before and after those in sight. */
const around = 5;

/** Rows before the end at which more are read. */
const ahead = 15;

export function Rows<Item>({
  items,
  more,
  children,
}: {
  readonly items: readonly Item[];
  /** Reads on; undefined where there is nothing more, or it is being read. */
  readonly more: (() => void) | undefined;
  readonly children: (item: Item) => ReactNode;
}) {
  const list = useRef<HTMLUListElement>(null);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => rowHeight,
    overscan: around,
    // Rows are drawn in a task of their own, and not within the one that scrolls.
    useFlushSync: false,
    scrollMargin: list.current?.offsetTop ?? 0,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= items.length - ahead) more?.();
  }, [last, items.length, more]);
  return (
    <ul className="plain list" ref={list} style={{ height: rows.getTotalSize(), position: 'relative' }}>
      {shown.map(({ index, start, key }) => {
        const item = items[index];
        if (item === undefined) return null;
        return (
          <li
            key={key}
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={more === undefined ? items.length : -1}
            ref={rows.measureElement}
            style={{
              position: 'absolute',
              insetInline: 0,
              top: 0,
              transform: `translateY(${start - rows.options.scrollMargin}px)`,
            }}
          >
            <Passing value={rows.isScrolling}>{children(item)}</Passing>
          </li>
        );
      })}
    </ul>
  );
}
