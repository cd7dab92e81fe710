/** The one clock of the command: milliseconds since 1970, for what a token has left and for who is of age today. */
export const now = (): number => Date.now();
