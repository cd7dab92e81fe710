/** Amounts that say whose they are: an allocation is found again by its own. */
import { createHash } from 'node:crypto';

/** 36 bits of a text. */
const number = (text: string): number =>
  Number.parseInt(createHash('sha256').update(text).digest('hex').slice(0, 9), 16);

/** What the decision of this name gives in this version of its text. */
export const amountOf = (name: string, version: string): number =>
  number(name) * 1_000 + (number(version) % 1_000) + 1;

/** Whether a decision of this name gave the amount. */
export const isAmountOf = (name: string, amount: number): boolean =>
  Math.floor((amount - 1) / 1_000) === number(name);
