/** Node's callback style beside promises, as ioredis has it. */

import { outer } from './native'

export type Callback<T = unknown> = (error: Error | null, result?: T) => void

/**
 * Calls `callback` when the promise settles, with `null` for no error. What the callback throws is
 * an uncaught exception, not a rejection. Returns the promise itself.
 */
export function asCallback<T, P extends Promise<T>>(promise: P, callback?: Callback<T>): P {
  if (typeof callback === 'function') {
    promise.then(
      (result) => guard(() => (result === undefined ? callback(null) : callback(null, result))),
      (error: Error) => guard(() => callback(error)),
    )
  }
  return promise
}

/** Runs a function of the user; what it throws is thrown where nobody of ours is on the stack. */
export function guard(call: () => unknown): void {
  try {
    call()
  } catch (error) {
    outer.process.nextTick(() => {
      throw error
    })
  }
}

/** For promises whose rejection is told elsewhere. */
export function ignore(): void {}
