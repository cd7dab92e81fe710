/** A page's head: its title, which the browser's tab has too and where the focus begins, and what it is for. */
import { type ReactNode, useEffect, useRef } from 'react';

/** How this page was come to: a first one has the focus where browsers put it, and one that was left is put back where it stood. */
let came: 'first' | 'forth' | 'back' = 'first';
window.addEventListener('popstate', () => {
  came = 'back';
});

export function Page({
  title,
  about,
  aside,
  children,
}: {
  readonly title: string;
  readonly about?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Folkmoot`;
  }, [title]);
  useEffect(() => {
    // What had the focus went with the page before.
    if (came !== 'first') heading.current?.focus({ preventScroll: came === 'back' });
    came = 'forth';
  }, []);
  return (
    <>
      <header className="page-head">
        <div className="row between">
          <h1 ref={heading} tabIndex={-1}>
            <bdi dir="auto">{title}</bdi>
          </h1>
          {aside}
        </div>
        {about !== undefined && <div className="soft">{about}</div>}
      </header>
      {children}
    </>
  );
}
