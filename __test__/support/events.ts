/** Waiting for what happens, and a bound on how long it may take. */
import { setTimeout as pause } from 'node:timers/promises'
import { Unavailable } from './unavailable'

/** Between two questions, in ms: who asks without a pause takes the processor from those that are asked. */
const PAUSE = 10

interface Emitter {
  on(event: string, listener: (...args: any[]) => void): unknown
  once(event: string, listener: (...args: any[]) => void): unknown
}

/** The arguments of the next event of that name. Unlike `events.once` it does not mind errors. */
export function event(emitter: Emitter, name: string): Promise<any[]> {
  return new Promise((resolve) => emitter.once(name, (...args) => resolve(args)))
}

/** The names of the events of `names`, in the order in which they come. */
export function record(emitter: Emitter, names: string[]): string[] {
  const seen: string[] = []
  for (const name of names) emitter.on(name, () => seen.push(name))
  return seen
}

/** The names of ioredis's life cycle. */
export const STATUSES = ['wait', 'connecting', 'connect', 'ready', 'close', 'reconnecting', 'end']

/** What a promise settles to; fails when it does not settle within a generous bound. */
export async function within<T>(ms: number, promise: Promise<T>, what = 'the promise'): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const bound = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not settle within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([promise, bound])
  } finally {
    clearTimeout(timer)
  }
}

/** Lets the event loop turn, so that what is in the sockets is read. */
export async function turns(count = 2): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve))
}

/** Asks again and again until the answer is the expected one, and gives it. A server may be unavailable meanwhile. */
export async function askUntil<T>(
  ask: () => Promise<T> | T,
  expected: (answer: T) => boolean,
  patience = 40_000,
): Promise<T> {
  const deadline = Date.now() + patience
  for (;;) {
    let last: string
    try {
      const answer = await ask()
      if (expected(answer)) return answer
      last = `the last answer: ${JSON.stringify(answer)}`
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error
      last = error.message
    }
    if (Date.now() > deadline) throw new Error(`not within ${patience / 1000} s; ${last}`)
    await pause(PAUSE)
  }
}
