/** A page's head: its title, which the browser's tab has too, and what it is for. */
import { type ReactNode, useEffect, useRef } from 'react';

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
