/** What families, members, resources and identities of one file must not say against each other (MEM-6, ALC-1, AUT-1). */
import type { Member } from '../rules/model.ts';
import type { Finding } from './faults/fault.ts';
import type { FileIdentity, Family } from './members.ts';
import { type HeldResource, overTotal } from './resources.ts';
import type { Place } from './text/places.ts';

/** Takes a file's entries one by one, each list in its order, whichever comes first; keeps of them only the names that later ones may repeat or need. */
export interface Checks {
  readonly families: (family: Family) => void;
  readonly members: (member: Member) => void;
  readonly resources: (resource: HeldResource) => void;
  readonly identities: (identity: FileIdentity) => void;
  /** What was found up to here. */
  readonly found: readonly Finding[];
  /** After the last entry: everything that was found. */
  readonly end: () => readonly Finding[];
}

/** Names that entries need, with where they stand, as numbers. */
interface Needed {
  readonly isThere: (name: string) => boolean;
  readonly place: (at: number) => Place;
  readonly message: string;
  /** Those that are not there yet. */
  readonly awaited: Map<string, number[]>;
}

/** Holders of one resource at most, so that a place among them is one number. */
const mostHeld = 1_000_000;

export function openChecks(): Checks {
  const found: Finding[] = [];
  const names = {
    families: new Map<string, 'family'>(),
    members: new Map<string, Member['kind'] | 'departed'>(),
    resources: new Map<string, 'resource'>(),
  };
  const counts = { families: 0, members: 0, resources: 0, identities: 0 };
  /** Subjects by their issuer. */
  const subjects = new Map<string, Set<string>>();
  let guardian: string | undefined;

  const needs = (isThere: Needed['isThere'], place: Needed['place'], message: string): Needed => ({
    isThere,
    place,
    message,
    awaited: new Map(),
  });
  const isPresent = (name: string): boolean => (names.members.get(name) ?? 'departed') !== 'departed';
  const isFamily = (name: string): boolean => names.families.has(name);
  const heldAt = (at: number): Place => ['resources', Math.floor(at / mostHeld), 'held', at % mostHeld, 'to'];
  const noHolder = 'is no member of the file who could hold it, and no family of it';
  const noMember = 'is no member of the file, or has departed';
  const family = needs(isFamily, (at) => ['members', at, 'family'], 'is no family of the file');
  const steward = needs(
    (name) => names.members.get(name) === 'person',
    (at) => ['members', at, 'steward'],
    'is no person of the file, or has departed',
  );
  const identified = needs(isPresent, (at) => ['identities', at, 'member'], noMember);
  const holder = needs(isPresent, heldAt, noHolder);
  const holdingFamily = needs(isFamily, heldAt, noHolder);

  function need({ isThere, awaited }: Needed, name: string, at: number): void {
    if (isThere(name)) return;
    const places = awaited.get(name);
    if (places === undefined) awaited.set(name, [at]);
    else places.push(at);
  }

  /** Answers the entry's place in its list. */
  function once<Kind>(list: keyof typeof names, known: Map<string, Kind>, id: string, kind: Kind): number {
    const at = counts[list]++;
    if (known.has(id))
      found.push({ place: [list, at, 'id'], message: 'is there already', facts: { found: id } });
    else known.set(id, kind);
    return at;
  }

  return {
    found,
    families: ({ id }) => void once('families', names.families, id, 'family'),
    members: (member) => {
      const isGone = member.status === 'departed';
      const at = once('members', names.members, member.id, isGone ? 'departed' : member.kind);
      if (member.family !== null) need(family, member.family, at);
      if (member.steward !== null) need(steward, member.steward, at);
      if (isGone || !member.roles.includes('guardian')) return;
      if (guardian !== undefined)
        found.push({
          place: ['members', at, 'roles'],
          message: 'names a second guardian, and there is one at most',
          facts: { guardians: [guardian, member.id] },
        });
      guardian ??= member.id;
    },
    resources: (resource) => {
      const at = once('resources', names.resources, resource.id, 'resource');
      for (const [place, { to }] of resource.held.entries())
        if (typeof to === 'string') need(holder, to, at * mostHeld + place);
        else need(holdingFamily, to.family, at * mostHeld + place);
      found.push(...overTotal(resource, at));
    },
    identities: ({ member, issuer, subject }) => {
      const at = counts.identities++;
      need(identified, member, at);
      const of = subjects.get(issuer) ?? new Set();
      if (of.has(subject))
        found.push({
          place: ['identities', at, 'subject'],
          message: 'is there already',
          facts: { found: subject },
        });
      subjects.set(issuer, of.add(subject));
    },
    end: () => {
      for (const { isThere, place, message, awaited } of [family, steward, identified, holder, holdingFamily])
        for (const [name, places] of awaited)
          if (!isThere(name))
            for (const at of places) found.push({ place: place(at), message, facts: { found: name } });
      return found;
    },
  };
}
