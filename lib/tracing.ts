/**
 * ioredis's diagnostics channels: `ioredis:command`, `ioredis:batch` and `ioredis:connect`.
 *
 * Nothing is made for a channel that nobody listens to. Arguments are shown by ioredis's rules,
 * which leave out what may be a value; those of commands that may hold a credential are left out, too.
 */

import { tracingChannel } from 'node:diagnostics_channel'
import { ignore } from './callback'
import { isSecret } from './secrets'

/** How many of a command's arguments may be shown; -1 is all, a command that is not here shows none. */
const SHOWN: Array<[names: RegExp, args: number]> = [
  [/^ECHO/i, 0],
  [/^(GETSET|LPUSH|MSET|PFA|PSETEX|PUBLISH|RPUSH|SADD|SET|SPUBLISH|XADD|ZADD)/i, 1],
  [/^(HSET|HMSET|LSET|LINSERT)/i, 2],
  [
    /^(ACL|BIT|B[LRZ]|CLIENT|CLUSTER|CONFIG|COMMAND|DECR|DEL|EVAL|EX|FUNCTION|GEO|GET|HINCR|HMGET|HSCAN|INCR|L[TRLM]|MEMORY|P[EFISTU]|RPOP|S[CDIMORSU]|XACK|X[CDGILPRT]|Z[CDILMPRS])/i,
    -1,
  ],
]

/** The arguments of a command as a trace may show them. */
export function tracedArguments(name: string, args: readonly unknown[]): string[] {
  if (isSecret(name, args)) return args.map(() => '?')
  const shown = SHOWN.find(([names]) => names.test(name))?.[1] ?? 0
  return args.map((arg, index) => (shown === -1 || index < shown ? String(arg) : '?'))
}

interface Trace<C extends object> {
  /** Whether anybody listens; asked before anything is made for a trace. */
  isHeard(): boolean
  trace<T>(run: () => Promise<T>, context: () => C): Promise<T>
}

function channel<C extends object>(name: string): Trace<C> {
  const traced = tracingChannel<string, C>(name)
  const { start, end, asyncStart, asyncEnd, error } = traced
  const isHeard = () =>
    start.hasSubscribers ||
    end.hasSubscribers ||
    asyncStart.hasSubscribers ||
    asyncEnd.hasSubscribers ||
    error.hasSubscribers
  return {
    isHeard,
    trace(run, context) {
      if (!isHeard()) return run()
      const promise = traced.tracePromise(run, context() as never) as ReturnType<typeof run>
      // Callers that keep only the inner promise hear of a rejection there.
      promise.catch(ignore)
      return promise
    },
  }
}

export interface CommandContext {
  command: string
  args: string[]
  database: number
  serverAddress: string
  serverPort: number | undefined
}

export interface BatchContext {
  batchMode: 'MULTI'
  batchSize: number
  database: number
  serverAddress: string
  serverPort: number | undefined
}

export interface ConnectContext {
  serverAddress: string
  serverPort: number | undefined
  connectionEpoch: number
}

export const commandTrace = channel<CommandContext>('ioredis:command')
export const batchTrace = channel<BatchContext>('ioredis:batch')
export const connectTrace = channel<ConnectContext>('ioredis:connect')
