/** What a zod schema finds wrong with a document, as findings in plain words. */
import type { z } from 'zod';
import type { Finding } from './fault.ts';
import { valueAt, type Place } from './places.ts';

type Issue = z.core.$ZodIssue;

/** Each issue of a failed parse as one finding or more, with what stands at its place in `document`. */
export function findingsOf(issues: readonly Issue[], document: unknown): readonly Finding[] {
  return issues.flatMap((issue) => findingsOfIssue(issue, [], document));
}

function findingsOfIssue(issue: Issue, above: Place, document: unknown): readonly Finding[] {
  const place = [...above, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))];
  const found = valueAt(document, place);
  if (found === undefined) return [{ place, message: 'is missing' }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ place: [...place, key], message: 'is no field of the document' }));
    case 'invalid_key':
      return issue.issues.map(({ message }) => ({ place, message }));
    case 'invalid_union': {
      const meant = issue.errors.find(isMeant);
      if (meant !== undefined) return meant.flatMap((inner) => findingsOfIssue(inner, place, document));
      return [{ place, message: issue.message, facts: shown(found) }];
    }
    case 'invalid_type':
      return [{ place, message: `must be ${nouns[issue.expected] ?? issue.expected}`, facts: shown(found) }];
    case 'invalid_value':
      return [
        { place, message: 'is none of what it may be', facts: { ...shown(found), allowed: issue.values } },
      ];
    case 'too_small':
      return [
        {
          place,
          message: issue.origin === 'int' || issue.origin === 'number' ? 'is too low' : 'is too short',
          facts: { ...shown(found), least: issue.minimum },
        },
      ];
    case 'too_big':
      return [
        {
          place,
          message: issue.origin === 'int' || issue.origin === 'number' ? 'is too high' : 'is too long',
          facts: { ...shown(found), most: issue.maximum },
        },
      ];
    default:
      return [{ place, message: issue.message, facts: shown(found) }];
  }
}

const nouns: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

/** The form of a union that the writer meant: one whose kind of value it is, and that fails inside only. */
function isMeant(issues: readonly Issue[]): boolean {
  return issues.every(
    ({ code, path }) => path.length > 0 || code === 'custom' || code === 'unrecognized_keys',
  );
}

/** What stands at a place as a fact, where it is short enough to show. */
function shown(found: unknown): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(found);
  return text.length <= 200 ? { found } : {};
}
