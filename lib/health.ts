/** What operators ask: is Redis well, and what are we connected to. Neither ever hangs or throws late. */

import type { BreakerMode } from './breaker'
import { pingWithin, redis } from './client'
import type { Status } from './connection'
import { configured } from './environment'
import { errorOf } from './errors'
import { outer } from './native'
import { transportOf } from './redis'
import { sentinelAddress } from './sentinels'
import { MOST_COMMANDS } from './session'

export interface HealthCheck {
  status: 'healthy' | 'degraded' | 'unhealthy'
  latencyMs: number
  state: Status
  reason?: string
  error?: Error
}

/** An answer that takes longer, in milliseconds, is a slow one. */
const SLOW = 500

/** Why a server that answers is not well; undefined where it is. */
function weakness(latency: number): string | undefined {
  const facts = transportOf(redis).facts()
  if (facts !== undefined && facts.breaker !== 'closed') {
    return `the circuit breaker is ${facts.breaker}: the connection was lost and has only just come back`
  }
  if (latency >= SLOW) return `a PING took ${Math.round(latency)} ms`
  const { pending } = transportOf(redis)
  if (pending >= MOST_COMMANDS / 2) return `${pending} commands wait for their replies`
  return undefined
}

/** What is wrong, in one line. */
function reasonOf({ message, cause }: Error): string {
  const [line] = message.split('\n')
  return cause instanceof Error && cause.message !== message ? `${line} (${cause.message})` : line
}

/** Asks the default client for a PING. Never rejects; takes at most `timeout` ms. */
export async function redisHealthCheck(options?: { timeout?: number } | null): Promise<HealthCheck> {
  // Longer than a timer can be is as good as for ever.
  const timeout = Math.min(options?.timeout ?? 2000, 2 ** 31 - 1)
  const start = outer.process.hrtime.bigint()
  const since = () => Number(outer.process.hrtime.bigint() - start) / 1e6
  try {
    if (!(timeout > 0)) throw new RangeError(`the timeout is "${timeout}", expected milliseconds above 0`)
    await within(timeout, pingWithin(Math.ceil(timeout)))
    const latencyMs = since()
    const left = Math.max(Math.ceil(timeout - latencyMs), 1)
    const reason = weakness(latencyMs) ?? (await transportOf(redis).weakness?.(left))
    if (reason === undefined) return { status: 'healthy', latencyMs, state: redis.status }
    return { status: 'degraded', latencyMs, state: redis.status, reason }
  } catch (thrown) {
    const error = thrown as Error
    const reason = reasonOf(error)
    return { status: 'unhealthy', latencyMs: since(), state: redis.status, reason, error }
  }
}

/** A timer that is so late, in milliseconds, tells of a loop that was blocked. */
const BLOCKED = 100

/** The deadline of the command is kept by another thread, and a little coarse; this one is not. */
function within<T>(timeout: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const due = outer.performance.now() + timeout
    // After a blocked loop the answer may be there already: it is read in the turn that follows.
    const late = () => outer.setImmediate(() => reject(timedOut(outer.performance.now() - due)))
    const timer = outer.setTimeout(late, timeout)
    promise.then(resolve, reject).finally(() => outer.clearTimeout(timer))
  })
}

/** As the command's own deadline tells it: with what hinders the connection, if anything does. */
function timedOut(lateness: number): Error {
  const cause = transportOf(redis).facts()?.lastError ?? undefined
  const { code = 'ETIMEDOUT', address, port } = cause ?? {}
  const timeoutCause =
    lateness > BLOCKED
      ? 'eventLoop'
      : transportOf(redis).facts()?.status === 'ready'
        ? 'server'
        : 'connection'
  return errorOf({ kind: 'timeout', message: 'Command timed out', code, address, port, cause, timeoutCause })
}

export interface ConnectionInfo {
  address: string
  database: number
  state: Status
  name: string | null
  keyPrefix: string
  tls: boolean
  breaker: BreakerMode | 'off'
  hosts?: string[]
  sentinel?: { name: string; role: 'master' | 'slave'; sentinels: string[]; server: string | null }
  configured: Record<string, string>
}

/** An address as people write it. */
function placeOf({ host, port }: { host: string; port: number }): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

/** Facts about the default client. Reads the configuration, and never connects. */
export function getConnectionInfo(): ConnectionInfo {
  const { options, status } = redis
  const role = options.role === 'slave' ? 'slave' : 'master'
  const hosts = options.clusterHosts as string[] | undefined
  const facts = transportOf(redis).facts()
  const sentinels = options.sentinels?.map((one) => placeOf(sentinelAddress(one)))
  const server = sentinels === undefined ? null : (facts?.peer ?? null)
  const address =
    hosts?.join(',') ??
    (sentinels && (server ?? sentinels.join(','))) ??
    options.path ??
    `${options.host}:${options.port}`
  return {
    address,
    database: options.db ?? 0,
    state: facts?.status ?? status,
    name: options.connectionName ?? null,
    keyPrefix: options.keyPrefix ?? '',
    tls: Boolean(options.tls),
    breaker: options.circuitBreaker === false ? 'off' : (facts?.breaker ?? 'closed'),
    ...(hosts ? { hosts } : {}),
    ...(sentinels ? { sentinel: { name: String(options.name), role, sentinels, server } } : {}),
    configured: configured(process.env),
  }
}
