/** Which deaths have been died: shared by all workflows of a worker, since the sandbox of one that dies is thrown away (see ./tasks.ts). */
const died = new Set<string>();

/** Whether this death has not been died yet; from now on it has. */
export function diesOnce(death: string): boolean {
  const first = !died.has(death);
  died.add(death);
  return first;
}
