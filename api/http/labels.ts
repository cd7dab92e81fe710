/** The path of the route that answers, for the metrics: there are few, unlike the paths that are asked for. */
import type { ServerResponse } from 'node:http';

const labels = new WeakMap<ServerResponse, string>();

export const labelOf = (response: ServerResponse): string => labels.get(response) ?? 'none';

export const label = (response: ServerResponse, path: string): void => void labels.set(response, path);
