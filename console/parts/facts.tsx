/** Any answer of the service in words: instants as times, members by name, decisions as links, whatever else as it is. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useMember } from '../data/members.ts';
import { useSay } from '../words/words.tsx';
import { Person, Their } from './people.tsx';
import { When } from './when.tsx';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const decision = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A share as it stands in a charter. */
const isShare = (value: object): value is { num: number; den: number } => 'num' in value && 'den' in value;

export function Facts({ of, without = [] }: { readonly of: object; readonly without?: readonly string[] }) {
  const say = useSay();
  const entries = Object.entries(of as Record<string, unknown>).filter(
    ([name, value]) => !without.includes(name) && !isEmpty(value),
  );
  return (
    <dl className="facts small">
      {entries.map(([name, value]) => (
        <Row key={name} name={say.named('fact', dashed(name))}>
          <Value of={value} />
        </Row>
      ))}
    </dl>
  );
}

export const Row = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

const dashed = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && Object.keys(value).length === 0);

/** What stands in one line: a text, a number, or a list of them. */
const isPlain = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || (Array.isArray(value) && value.every(isPlain));

/** Ids of members, and other words that look so. */
const slug = /^[a-z0-9][a-z0-9._-]{0,63}$/;

function Word({ text }: { readonly text: string }) {
  return useMember(slug.test(text) ? text : '') === undefined ? (
    <Their>{text}</Their>
  ) : (
    <Person id={text} link />
  );
}

function Value({ of: value }: { readonly of: unknown }): ReactNode {
  const say = useSay();
  if (value === null || value === undefined) return <span className="soft">–</span>;
  if (typeof value === 'boolean') return say(value ? 'fact.yes' : 'fact.no');
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    if (instant.test(value)) return <When at={value} style="absolute" />;
    if (decision.test(value)) return <Link href={`/decisions/${value}`}>{say('fact.decision')}</Link>;
    return <Word text={value} />;
  }
  if (Array.isArray(value)) {
    const items = value as readonly unknown[];
    const plain = items.every(isPlain);
    if (plain)
      return items.map((one, place) => (
        <span key={place}>
          {place > 0 && ', '}
          <Value of={one} />
        </span>
      ));
    return (
      <ol className="plain stack tight">
        {items.map((one, place) => (
          <li key={place} className="notice">
            <Value of={one} />
          </li>
        ))}
      </ol>
    );
  }
  if (isShare(value)) return `${value.num}/${value.den}`;
  return <Facts of={value} />;
}
