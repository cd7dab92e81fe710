/** Refusals of the rules as problems: the one place where a refusal becomes words and a status (PRO-10). */
import type { RefusalCode } from '../../rules/refusal.ts';
import { alarmKinds } from './alarms.ts';
import { amendingKinds } from './amendments.ts';
import { actionKinds } from './actions.ts';
import { casesKinds } from './cases.ts';
import { delegatingKinds } from './delegations.ts';
import { familyKinds } from './families.ts';
import { forgedKinds } from './forged.ts';
import { identityKinds } from './identity.ts';
import { processKinds } from './processes.ts';
import { signatureKinds } from './signatures.ts';
import { maturityWords, type ProblemKind, say, sentences } from './kind.ts';

export const refusalKinds: Readonly<Record<RefusalCode, ProblemKind>> = {
  'wrong-stage': {
    status: 409,
    title: 'Not at this stage',
    about: 'The process is at a stage in which this cannot be done. Read it again: its `can` says what can.',
    detail: (facts) =>
      sentences(
        facts,
        ['stage', (stage) => `The process is in stage ${stage}.`],
        ['round', (round) => `It is in round ${round}, the last one.`],
        ['votesOpened', (votes) => `Votes have opened: ${votes}.`],
        ['outcome', (outcome) => `Its outcome is ${outcome}.`],
        ['allowedIn', (stages) => `This can be done in ${stages}.`],
      ) || 'The process is at a stage in which this cannot be done.',
  },
  'window-closed': {
    status: 409,
    title: 'Too late',
    about:
      'The window in which this could be done has closed. A window ends before its closing instant: what comes at it is late.',
    detail: (facts) =>
      sentences(
        facts,
        ['deadline', (deadline) => `The deadline was ${deadline}.`],
        ['closedAt', (closedAt) => `It closed at ${closedAt}.`],
        ['lateByMs', (late) => `This came ${late} ms after it.`],
      ) || 'The window has closed.',
  },
  'not-permitted': {
    status: 403,
    title: 'Not yours to do',
    about: 'The caller is none of those who may do this.',
    detail: (facts) =>
      sentences(
        facts,
        ['status', (status) => `The member has ${status}.`],
        ['allowed', (allowed) => `Only this may be done by: ${allowed}.`],
        ['maturity', () => maturityWords(facts)],
      ) || 'The caller is none of those who may do this.',
  },
  'not-an-elector': {
    status: 403,
    title: 'Not an elector',
    about: 'The electorate is fixed when the proposal is submitted, and the caller is not in it.',
    detail: (facts) =>
      sentences(
        facts,
        ['member', (member) => `${member} is not in the electorate of this decision.`],
        ['maturity', () => maturityWords(facts)],
      ) || 'The caller is not in the electorate of this decision.',
  },
  'stale-version': {
    status: 409,
    title: 'Another version is in force',
    about:
      'The answer names a version of the text that is not in force any more. Read the text again, and answer it.',
    detail: ({ answered, inForce }) =>
      `Version ${say(inForce)} is in force; this answers version ${say(answered)}.`,
  },
  'already-done': {
    status: 409,
    title: 'Done already',
    about: 'This has been done already, or what it would make is there already.',
    detail: (facts) =>
      sentences(
        facts,
        ['act', (act) => `An act has been taken that ends this stage, so ${act} comes too late.`],
        ['retriedBy', (id) => `It is retried by ${id}.`],
        ['members', (ids) => `There already: ${ids}.`],
        ['member', (id) => `It is so already of ${id}.`],
        ['mandate', (id) => `The mandate ${id} is over.`],
        ['revokedAt', (revokedAt) => `It was revoked at ${revokedAt}.`],
        ['office', (office) => `There is at most one ${office}.`],
      ) || 'This has been done already.',
  },
  'unknown-category': {
    status: 422,
    title: 'No such category',
    about: 'The charter in force has no such category. GET /v1/charter lists them.',
    detail: ({ category }) => `The charter in force has no category ${say(category)}.`,
  },
  'unknown-option': {
    status: 422,
    title: 'No such option',
    about: 'A ranking names an option that the proposal does not have. Its `options` list them.',
    detail: ({ option }) => `The proposal has no option ${say(option)}.`,
  },
  'unknown-member': {
    status: 422,
    title: 'No such member',
    about: 'Who is named is no member, or has departed; or a family is named that there is not.',
    detail: (facts) =>
      sentences(
        facts,
        ['members', (ids) => `No members: ${ids}.`],
        ['families', (ids) => `No families: ${ids}.`],
      ) || 'Somebody is named who is no member.',
  },
  'repeated-option': {
    status: 422,
    title: 'An option twice',
    about: 'A ranking names one option more than once.',
    detail: ({ option }) => `The ranking names ${say(option)} more than once.`,
  },
  incomplete: {
    status: 422,
    title: 'Not complete',
    about:
      'Before a proposal can be submitted it needs title, text, rationale, impact, enough alternatives, and an action.',
    detail: ({ missing }) => `Missing: ${say(missing)}.`,
  },
  'interests-undeclared': {
    status: 409,
    title: 'Interests not declared',
    about: 'Who answers in this decision declares their interests first, or that they have none.',
    detail: ({ declare }) => `Declare first whether you have an interest in it, by the act ${say(declare)}.`,
  },
  'too-many-alternatives': {
    status: 422,
    title: 'Too many alternatives',
    about: 'A proposal names more alternatives than its charter has room for.',
    detail: ({ alternatives, most }) =>
      `It names ${say(alternatives)} alternatives, and ${say(most)} at most.`,
  },
  'empty-electorate': {
    status: 422,
    title: 'Nobody could answer',
    about: 'A proposal whose electorate would be empty is refused.',
    detail: ({ category }) => `Nobody would be an elector of a proposal in ${say(category)} now.`,
  },
  'personal-matter': {
    status: 422,
    title: 'A personal matter',
    about: 'A personal matter is decided by the member whose matter it is, and by nobody else.',
    detail: () => 'Nobody decides another’s personal matters.',
  },
  'family-matter': {
    status: 422,
    title: 'Not of one family',
    about:
      'A family decides its own: the author and everyone whom the impact and the action name are of that one family.',
    detail: ({ family, outside }) =>
      family === null || family === undefined
        ? 'The author is of no family.'
        : `Not of the family ${say(family)}: ${say(outside)}.`,
  },
  'unknown-matter': {
    status: 422,
    title: 'No such matter',
    about:
      'A veto or an objection names which personal matter is violated; an objection may also say `family`. A ballot names a matter that the question asks about.',
    detail: ({ matter, matters }) => `${say(matter)} is none of ${say(matters)}.`,
  },
  'unknown-principle': {
    status: 422,
    title: 'No such core principle',
    about: 'The charter’s `principles` lists the core principles by their ids.',
    detail: ({ principle, principles }) => `${say(principle)} is none of ${say(principles)}.`,
  },
  'opens-by-itself': {
    status: 403,
    title: 'Opens by itself only',
    about: 'Proposals of this category are opened by the rules, and by nobody.',
    detail: ({ category }) => `Nobody opens a proposal in ${say(category)}.`,
  },
  'limit-reached': {
    status: 409,
    title: 'Often enough',
    about: 'A limit on how often this may be done is reached.',
    detail: ({ most }) => `This can be done ${say(most)} times.`,
  },
  'import-closed': {
    status: 409,
    title: 'The import is closed',
    about:
      'Members are imported until the first decision is submitted. From then on only decisions admit them.',
    detail: ({ firstSubmissionAt }) => `The first decision was submitted at ${say(firstSubmissionAt)}.`,
  },
  'status-final': {
    status: 409,
    title: 'A final status',
    about: 'Who has departed stays departed.',
    detail: () => 'The member has departed, and that is final.',
  },
  'past-instant': {
    status: 422,
    title: 'In the past',
    about: 'An instant that must lie ahead has passed.',
    detail: ({ path, instant, at }) => `${say(path)} is ${say(instant)}, and it is ${say(at)} now.`,
  },
  ...actionKinds,
  ...amendingKinds,
  ...casesKinds,
  ...delegatingKinds,
  ...familyKinds,
  ...forgedKinds,
  ...identityKinds,
  ...signatureKinds,
  ...processKinds,
  ...alarmKinds,
  'too-far-ahead': {
    status: 422,
    title: 'Too far ahead',
    about: 'An instant lies further ahead than it may.',
    detail: ({ path, instant, latest }) =>
      `${say(path)} is ${say(instant)}, and may be ${say(latest)} at the latest.`,
  },
  'switched-off': {
    status: 422,
    title: 'Switched off',
    about: 'The charter in force has no such thing: the section of it is null.',
    detail: ({ section }) => `The charter has no ${say(section)}.`,
  },
  'repeated-member': {
    status: 422,
    title: 'A member twice',
    about: 'A list of members names one more than once.',
    detail: ({ members }) => `Named more than once: ${say(members)}.`,
  },
  recused: {
    status: 409,
    title: 'The guardian is recused',
    about:
      'The guardian counts as silent here: the office is vacant, its holder is away, or the case is their own.',
    detail: ({ because }) => `The guardian cannot answer: ${say(because)}.`,
  },
};
