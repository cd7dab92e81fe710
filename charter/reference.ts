/** The reference of every field of a charter (docs/charter.md), made from the schema, the default charter and the words of describe.ts. */
import { z } from 'zod';
import { inheritedInPart, inheritedSections } from './defaults.ts';
import { meaningOf, meanings } from './describe.ts';
import { absentMeanings, offMeanings } from './meanings/absent.ts';
import { placeOf, valueAt } from './text/places.ts';
import { documentSchema } from './schema.ts';
import { calendarSchema, wakeSchema, windowSchema } from './sections/fields.ts';
import { quorumSchema, thresholdSchema } from './shares.ts';
import { entryOf, fieldsOf, isOneValue, isShare, type Schema, unwrapped } from './shape.ts';
import { slug } from './text/text.ts';

/** One field of a charter, told for people. */
export interface CharterField {
  /** JSON Pointer; `*` is every entry of a list or of named entries. */
  readonly path: string;
  readonly type: string;
  readonly means: string;
  /** What leaving it out means. */
  readonly absent: string;
  /** Ids of docs/rules.md. */
  readonly rules: readonly string[];
}

/**
 * Every field in the order of the schema.
 * @throws Error where describe.ts lacks words for a field, or has some for none
 */
export function charterFields(): readonly CharterField[] {
  const fields = fieldsBelow(documentSchema, '');
  const paths = new Set(fields.map(({ path }) => path));
  const stray = [meanings, offMeanings, absentMeanings]
    .flatMap((words) => Object.keys(words))
    .filter((path) => !paths.has(path));
  if (stray.length > 0)
    throw new Error(`charter/describe.ts has words for what is no field: ${stray.join(', ')}`);
  return fields;
}

function fieldsBelow(schema: z.ZodObject, above: string): readonly CharterField[] {
  return fieldsOf(schema).flatMap(([key, field]) => {
    const path = `${above}/${key}`;
    const { form, isNullable } = unwrapped(field);
    const { means, rules } = meaningOf(path) ?? lacking(path);
    const type = isNullable ? `${typeOf(form)}, or \`null\`: ${required(offMeanings, path)}` : typeOf(form);
    return [{ path, type, means, absent: absenceOf(path, field), rules }, ...inside(form, path)];
  });
}

function inside(form: Schema, path: string): readonly CharterField[] {
  if (isOneValue(form)) return [];
  if (form instanceof z.ZodObject) return fieldsBelow(form, path);
  const entry = entryOf(form);
  return entry === undefined ? [] : fieldsBelow(entry, `${path}/*`);
}

function typeOf(form: Schema): string {
  if (form === windowSchema) return 'duration';
  if (form === wakeSchema || form === calendarSchema) return 'duration without wakes';
  if (form === thresholdSchema) return 'threshold';
  if (form === quorumSchema) return 'quorum';
  if (form === slug) return 'name';
  if (isShare(form)) return 'strict' in (form as z.ZodObject).shape ? 'share, may be `strict`' : 'share';
  if (form instanceof z.ZodEnum) return form.options.map(quoted).join(', ');
  if (form instanceof z.ZodLiteral) return [...form.values].map(quoted).join(', ');
  if (form instanceof z.ZodBoolean) return '`true`, `false`';
  if (form instanceof z.ZodNumber) return `whole number, ${form.minValue} to ${form.maxValue}`;
  if (form instanceof z.ZodString)
    return form.maxLength === null ? 'path' : `text of at most ${form.maxLength} characters`;
  if (form instanceof z.ZodRecord) return 'named entries';
  if (form instanceof z.ZodArray)
    return form.element instanceof z.ZodObject ? 'list' : `list of: ${typeOf(form.element)}`;
  return 'section';
}

const quoted = (value: unknown): string => `\`${String(value)}\``;

function required(words: Readonly<Record<string, string>>, path: string): string {
  return words[path] ?? lacking(path);
}

function lacking(path: string): never {
  throw new Error(`charter/describe.ts has no words for ${path}`);
}

function absenceOf(path: string, field: Schema): string {
  const [section = '', ...rest] = placeOf(path).map(String);
  // Of a section that is inherited in part, its own parts are; what is in them stands or falls with them.
  const inherits = [inheritedSections, inheritedInPart][rest.length] ?? [];
  if (inherits.includes(section)) return 'the default charter’s';
  if (field instanceof z.ZodDefault) return quoted(field.def.defaultValue);
  return field instanceof z.ZodOptional ? required(absentMeanings, path) : 'refused';
}

/**
 * The whole of docs/charter.md.
 * @param standard the default charter as its file has it
 */
export function charterReference(standard: unknown): string {
  const rows = charterFields().map(
    ({ path, type, means, absent, rules }) =>
      `| \`${path}\` | ${means} | ${type} | ${standardOf(standard, path)} | ${absent} | ${rules.join(', ')} |`,
  );
  return [...introduction, ...heading, ...rows, ''].join('\n');
}

/** Sections and what each entry says for itself are read in the file. */
function standardOf(standard: unknown, path: string): string {
  if (path.includes('*')) return '';
  const value = valueAt(standard, placeOf(path));
  if (typeof value !== 'object' || value === null) return quoted(value);
  if (!('num' in value)) return '';
  return quoted(JSON.stringify(value).replaceAll('"', '').replaceAll(':', ': ').replaceAll(',', ', '));
}

const introduction = [
  '# The charter, field by field',
  '',
  '<!-- Made by `npm run docs:charter` from charter/schema.ts and charter/describe.ts; a change by hand is lost. -->',
  '',
  'A charter is a YAML or JSON file; [`charter/protocol-6.yaml`](../charter/protocol-6.yaml) is the default. What contradicts itself or has a field that is',
  'not here is refused as a whole, with every fault and its path ([CHA-2](rules.md#what-no-charter-can-have)). `npx folkmoot init` writes one to begin with,',
  '`npx folkmoot charter FILE` tells one in words.',
  '',
  'Charters of real bodies, each with a comment on what it cannot say, and a test that decides again what they decided: [PEP 13](../charter/examples/pep-13.yaml),',
  '[an Apache project](../charter/examples/apache.yaml), [OCI’s board](../charter/examples/oci-board.yaml), [Kubernetes’ steering committee](../charter/examples/kubernetes-steering.yaml),',
  '[the CA/Browser Forum](../charter/examples/ca-browser-forum.yaml),',
  '[a sociocratic circle](../charter/examples/sociocratic-circle.yaml), [a housing co-operative](../charter/examples/housing-cooperative.yaml), [PHP’s RFCs](../charter/examples/php-rfc.yaml)',
  'and [Debian’s general resolutions](../charter/examples/debian-gr.yaml).',
  '',
  '- A **duration** is a number with a unit, such as `"24h"`, `"1 week"` or `"30 days"`, or of wakes, such as `"3 wakes"`. It is an hour at least (of `/support` a minute) and a hundred years',
  '  at most. It is elapsed time, never a date of the calendar; `FOLKMOOT_PACE` divides it.',
  '- A **share** is an exact fraction, `{num: 2, den: 3}`, reached or exceeded. With `strict: true` it must be exceeded.',
  '- A **threshold** is a share that adopts, with `of`: `decisive` (for and against; the default), `participating` (abstentions too), `electorate`, or `seats` (those that',
  '  the tier says, vacant ones and those of recused members among them); with `least` so many votes for besides, with `most` so many against at most; or the word',
  '  `unanimous`: nobody against, and for from a quorum. With `parts` it asks for majorities of parts of the electorate besides, of the same votes: `by` `family`, `kind` or',
  '  `role`, `each` the share that it takes in every part, or `most` the share of the parts in which more than half must be for: `parts: {by: family, most: {num: 1, den: 2, strict: true}}`.',
  '- A **quorum** is a share of the electorate, with `of`: `participating` (all votes; the default), `decisive` (no abstentions) or `for` (so that a vote against never makes',
  '  an adoption); with `least` so many of these votes besides. `{num: 0, den: 1, least: 5}` is five, whatever the electorate.',
  '- A **name** is 1 to 64 lower-case letters, digits, hyphens, underscores and dots; the first is a letter or a digit.',
  '- **Left out** says what a charter means that lacks the field. _Refused_: where the section above it is there, it must be there too.',
  '  What is left out is filled in when the charter is stored, so that a later release changes no council’s charter.',
  '- `*` is each entry. What the default charter says of each tier, category and principle stands in its file.',
  '',
];

const heading = [
  '| field | meaning | what it may be | by default | left out | rules |',
  '| ----- | ------- | -------------- | ---------- | -------- | ----- |',
];
