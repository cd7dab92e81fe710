/** Whose decision a record is of, where its ballots are signed: they name the council, so that none is another's (AUT-1). */
import { z } from 'zod';

export const council = z.string().optional().meta({
  description: 'The log’s name, where ballots are signed (AUT-1)',
});

/** Of records without signed ballots nothing, so that they keep their bytes. */
export const councilIn = ({
  council: name,
}: {
  readonly council?: string | undefined;
}): { readonly council?: string } => (name === undefined ? {} : { council: name });
