/** Where the council's database is, and the password that its address leaves out. */
import { z } from 'zod';

/** For the variables of a process that opens the database. */
export const databaseVariables = {
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, {
    error: 'must be a postgres:// address: that of the council’s database',
  }),
  DATABASE_PASSWORD: z.string().optional(),
};

export const databasePurposes = {
  DATABASE_URL: 'the postgres:// address of the council’s database',
};

/** The address with the password in it, whatever characters that has. */
export function databaseUrl({
  DATABASE_URL: address,
  DATABASE_PASSWORD: password,
}: {
  readonly DATABASE_URL: string;
  readonly DATABASE_PASSWORD?: string | undefined;
}): string {
  if (password === undefined) return address;
  const url = new URL(address);
  url.password = encodeURIComponent(password);
  return url.href;
}
