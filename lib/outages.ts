/**
 * Which outages the console has told of, for all handles and realms of an environment.
 *
 * It knows servers and clusters by name, and holds none of their clients.
 */

import { addon, outer } from './native'

function told(): Set<string> {
  const shared = addon().shared()
  shared.outages ??= new outer.Set<string>()
  return shared.outages as Set<string>
}

/** Whether the console is still to tell of this outage, which counts as told from now on. */
export function isUntold(server: string): boolean {
  const all = told()
  if (all.has(server)) return false
  all.add(server)
  return true
}

/** The server is there again: its next outage is another. */
export function isBack(server: string): void {
  told().delete(server)
}
