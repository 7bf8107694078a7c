/**
 * Collections of young objects, by V8's own function for them.
 *
 * V8 gives `gc` to the contexts that are made while its flag `--expose-gc` is set. So one is made,
 * as tools that look for leaks do, and the flag is set for no longer than that takes.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'

type Collector = (options: { type: 'minor' }) => unknown

/** Where V8's flags are frozen, setting one ends the process. */
function mayHaveFrozenFlags(): boolean {
  // The arguments of a worker are its own, and say nothing of the process.
  return !isMainThread || 'electron' in process.versions || process.execArgv.some((arg) => /freeze/.test(arg))
}

function find(): Collector | undefined {
  const exposed: unknown = runInNewContext('globalThis.gc')
  if (typeof exposed === 'function') return exposed as Collector
  if (mayHaveFrozenFlags()) return undefined
  setFlagsFromString('--expose-gc')
  try {
    const given: unknown = runInNewContext('globalThis.gc')
    return typeof given === 'function' ? (given as Collector) : undefined
  } finally {
    setFlagsFromString('--no-expose-gc')
  }
}

let collector: Collector | undefined
let isSought = false

/** Has V8 collect young objects. Returns false where it gives no function for that. */
export function collectYoung(): boolean {
  if (!isSought) {
    isSought = true
    collector = find()
  }
  collector?.({ type: 'minor' })
  return collector !== undefined
}
