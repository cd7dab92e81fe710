/** By what two actions are the same, whatever their amounts, ends and words (EMG-2, TIE-6). */
import type { Action } from '../model.ts';

/**
 * The type of an action and its object: the assignee of a task, the method and URL of a call, the resource and receiver of an allocation,
 * the member whom it is about; of those without an action, what they say.
 * @param words what is said where nothing is done
 */
export function essence(action: Action, words: string): string {
  switch (action.type) {
    case 'none':
      return JSON.stringify([action.type, words]);
    case 'task':
      return JSON.stringify([action.type, action.assignee]);
    case 'http.call':
      return JSON.stringify([action.type, action.method, asCalled(action.url)]);
    case 'allocation.grant':
      return JSON.stringify([action.type, action.resource, action.to]);
    case 'resource.define':
      return JSON.stringify([action.type, action.id]);
    case 'sensor.register':
      return JSON.stringify([action.type, action.sensor.id]);
    case 'sensor.remove':
      return JSON.stringify([action.type, action.sensor]);
    case 'family.dissolve':
      return JSON.stringify([action.type, action.family]);
    case 'family.admit':
    case 'family.release':
      return JSON.stringify([action.type, action.family, action.member]);
    case 'member.admit':
      return JSON.stringify([action.type, action.member.id]);
    case 'mandate.grant':
      return JSON.stringify([action.type, action.category, action.members]);
    case 'mandate.end':
      return JSON.stringify([action.type, action.mandate]);
    case 'restorative.refer':
      return JSON.stringify([action.type, action.of, action.harmed, action.responsible]);
    case 'charter.amend':
      return JSON.stringify([action.type, action.patch]);
    default:
      return JSON.stringify([action.type, action.member]);
  }
}

/** The same address however it is spelt: what comes after # is never sent (RFC 9110). */
function asCalled(spelt: string): string {
  const url = new URL(spelt);
  url.hash = '';
  return url.href;
}
