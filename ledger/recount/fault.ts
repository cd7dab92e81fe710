/** Why something does not prove what it says, as one sentence for people. */
export interface Fault {
  readonly fault: string;
}

export const fault = (sentence: string): Fault => ({ fault: sentence });
