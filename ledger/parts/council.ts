/** Whose decision a record is of, where anything in it is signed: what is signed names the council, so that none is another's (AUT-1). */
import { z } from 'zod';

export const council = z.string().optional().meta({
  description: 'The log’s name, where ballots or acts are signed (AUT-1)',
});

/** Of records in which nothing is signed nothing, so that they keep their bytes. */
export const councilIn = ({
  council: name,
}: {
  readonly council?: string | undefined;
}): { readonly council?: string } => (name === undefined ? {} : { council: name });
