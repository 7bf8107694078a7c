/** What operators ask: is Redis well, and what are we connected to. Neither ever hangs or throws late. */

import { pingWithin, redis } from './client'
import type { Status } from './connection'
import { configured } from './environment'
import { errorOf } from './errors'
import { outer } from './native'
import { connection } from './redis'

export interface HealthCheck {
  status: 'healthy' | 'unhealthy'
  latencyMs: number
  state: Status
  error?: Error
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
    return { status: 'healthy', latencyMs: since(), state: redis.status }
  } catch (error) {
    return { status: 'unhealthy', latencyMs: since(), state: redis.status, error: error as Error }
  }
}

/** The deadline of the command is kept by another thread, and a little coarse; this one is not. */
function within<T>(timeout: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = outer.setTimeout(() => reject(timedOut()), timeout)
    promise.then(resolve, reject).finally(() => outer.clearTimeout(timer))
  })
}

/** As the command's own deadline tells it: with what hinders the connection, if anything does. */
function timedOut(): Error {
  const cause = redis[connection].facts()?.lastError ?? undefined
  const { code = 'ETIMEDOUT', address, port } = cause ?? {}
  return errorOf({ kind: 'timeout', message: 'Command timed out', code, address, port, cause })
}

export interface ConnectionInfo {
  address: string
  database: number
  state: Status
  name: string | null
  keyPrefix: string
  tls: boolean
  hosts?: string[]
  configured: Record<string, string>
}

/** Facts about the default client. Reads the configuration, and never connects. */
export function getConnectionInfo(): ConnectionInfo {
  const { options, status } = redis
  const hosts = options.clusterHosts as string[] | undefined
  const address = hosts?.join(',') ?? options.path ?? `${options.host}:${options.port}`
  return {
    address,
    database: options.db ?? 0,
    state: redis[connection].facts()?.status ?? status,
    name: options.connectionName ?? null,
    keyPrefix: options.keyPrefix ?? '',
    tls: Boolean(options.tls),
    ...(hosts ? { hosts } : {}),
    configured: configured(process.env),
  }
}
