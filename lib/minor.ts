/**
 * Collections of young objects, by V8's own function for them.
 *
 * V8 gives `gc` to the contexts that are made while its flag `--expose-gc` is set. So one is made
 * then, as tools that look for leaks do, and the flag is set for no longer than that takes.
 */
import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'

/** Arguments of Node with which V8's flags are left alone. */
const LEFT = /freeze.flags|expose.gc.as/
/** How often the function is sought: another thread that has it already may have set the flag back. */
const TRIES = 3

type Collector = (options: { type: 'minor' }) => unknown

/** Whether V8 collects young objects of itself where Buffers alone are many: it does until version 12. */
export const ofItself = Number.parseInt(process.versions.v8, 10) < 13

/** Where V8's flags are frozen, setting one ends the process; where `gc` has another name, it would lose that. */
function mustLeaveFlags(): boolean {
  if ('electron' in process.versions) return true
  if (isMainThread) return process.execArgv.some((argument) => LEFT.test(argument))
  try {
    // The arguments of a worker are its own, and say nothing of the process.
    return LEFT.test(readFileSync('/proc/self/cmdline', 'latin1'))
  } catch {
    return true
  }
}

function find(): Collector | undefined {
  const exposed: unknown = runInNewContext('globalThis.gc')
  if (typeof exposed === 'function') return exposed as Collector
  if (mustLeaveFlags()) return undefined
  setFlagsFromString('--expose-gc')
  try {
    const given: unknown = runInNewContext('globalThis.gc')
    return typeof given === 'function' ? (given as Collector) : undefined
  } finally {
    setFlagsFromString('--no-expose-gc')
  }
}

let collector: Collector | undefined
let tries = 0

/** Has V8 collect young objects, where it gives a function for that. */
export function collectYoung(): void {
  if (collector === undefined && tries < TRIES) {
    tries++
    try {
      collector = find()
    } catch {
      // Nothing that needs it fails for want of it.
    }
  }
  collector?.({ type: 'minor' })
}
