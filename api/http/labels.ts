/** The path of the route that answers, for the metrics: there are few, unlike the paths that are asked for. */
import type { ServerResponse } from 'node:http';

const labels = new WeakMap<ServerResponse, string>();

export const labelOf = (response: ServerResponse): string => labels.get(response) ?? 'none';

export const label = (response: ServerResponse, path: string): void => void labels.set(response, path);

/** Of support nothing is counted, not even how often it was asked about (SUP-3). */
export const isCounted = (response: ServerResponse): boolean =>
  !/^\/v1\/support(\/|$)/.test(labelOf(response));
