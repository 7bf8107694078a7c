/**
 * The async context in which a connection tells its events: the one of the `connect()` that made
 * it, as a socket of Node would have it.
 */

import { AsyncResource } from 'node:async_hooks'

export class Context extends AsyncResource {
  constructor() {
    super('REDISCONNECTION')
  }

  /** It holds nothing: those who look for open handles ask. */
  hasRef(): boolean {
    return false
  }
}
