/** The default charter as a file, and what a small charter that leaves its lesser sections out takes from it. */
import { readFileSync } from 'node:fs';
import { readText } from './text/yaml.ts';

/** The default charter (protocol-6.yaml) and the example council that goes with it. */
export const defaultCharterFile = new URL('./protocol-6.yaml', import.meta.url);
export const exampleMembersFile = new URL('./members.example.yaml', import.meta.url);

/** The members that `folkmoot init` writes, to be replaced. */
export const firstMembersFile = new URL('./members.first.yaml', import.meta.url);

/** The longest text of a charter, in UTF-16 code units. */
export const longestCharter = 1_000_000;

/** A charter that leaves these out has them as the default charter says; every other part it does not name is off. */
export const inheritedSections: readonly string[] = [
  'offline',
  'families',
  'execution',
  'allocations',
  'drafts',
  'amendments',
  'alternatives',
  'gates',
  'hearing',
  'lookBack',
  'recusal',
  'categoryRequests',
  'signatures',
  'answers',
  'keys',
];

/** Of these a charter may say a part: the rest of the section is the default charter's. */
export const inheritedInPart: readonly string[] = ['categoryRequests', 'amendments'];

const inherited: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.entries(readDefaultCharter()).filter(([section]) => inheritedSections.includes(section)),
);

/** A document with the sections of the default charter that it leaves out; what is no object stays as it is. */
export function withDefaults(document: unknown): unknown {
  if (!isObject(document)) return document;
  const whole: Record<string, unknown> = { ...inherited, ...document };
  for (const section of inheritedInPart)
    if (isObject(whole[section])) whole[section] = { ...(inherited[section] as object), ...whole[section] };
  return whole;
}

function readDefaultCharter(): object {
  const reading = readText(readFileSync(defaultCharterFile, 'utf8'), longestCharter);
  if ('value' in reading && isObject(reading.value)) return reading.value;
  throw new Error(`${defaultCharterFile.pathname} is no charter`);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
