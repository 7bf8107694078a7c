/**
 * The async context in which a connection tells its events: the one of the `connect()` that made
 * it, as a socket of Node would have it.
 */

import { AsyncResource, executionAsyncId } from 'node:async_hooks'

export class Context extends AsyncResource {
  /** The context that runs; undefined outside of all, where nothing is to be kept. */
  static here(): Context | undefined {
    return executionAsyncId() === 0 ? undefined : new Context()
  }

  constructor() {
    super('REDISCONNECTION')
  }

  /** It holds nothing: those who look for open handles ask. */
  hasRef(): boolean {
    return false
  }
}
