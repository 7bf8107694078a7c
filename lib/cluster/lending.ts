/** Clients of one's own that a handle on the process's cluster gives away, by its options. */

import { ignore } from '../callback'
import { DEFAULT_OPTIONS, ownPolicyOf, type RedisOptions } from '../options'
import { Redis } from '../redis'
import { Cluster } from './cluster'
import type { ClusterSettings } from './settings'
import { slotOf } from './slots'
import type { Address } from './topology'

/** What connections of one's own have of the options. */
function ownOptions(of: RedisOptions): RedisOptions {
  const { cluster: _, clusterHosts: __, keyPrefix: ___, host: ____, port: _____, ...options } = of
  return { ...options, retryStrategy: DEFAULT_OPTIONS.retryStrategy, lazyConnect: false }
}

/** A cluster client: by ioredis's two arguments for one, or by options alone, as on one server. */
export function duplicateOf(options: RedisOptions, first?: unknown, second?: unknown): Cluster {
  const isOptions = first !== null && typeof first === 'object' && !Array.isArray(first)
  const nodes = Array.isArray(first) && first.length > 0 ? first : (options.clusterHosts as string[])
  const { redisOptions, ...override } = (isOptions ? { redisOptions: first } : (second ?? {})) as {
    redisOptions?: RedisOptions
  }
  const settings = (options.cluster ?? {}) as ClusterSettings
  return new Cluster(nodes, {
    ...settings,
    keyPrefix: options.keyPrefix,
    ...override,
    redisOptions: { ...ownOptions(options), ...ownPolicyOf(options), ...redisOptions },
  } as never)
}

/** The slot of a key that a connection is to be lent for. */
export function slotToLend({ keyPrefix = '' }: RedisOptions, key: unknown): number {
  if (typeof key === 'string') return slotOf(keyPrefix + key)
  if (Buffer.isBuffer(key)) return slotOf(Buffer.concat([Buffer.from(keyPrefix), key]))
  throw new TypeError(
    'on a cluster, isolate lends a connection to the node of a key: name it, as in ' +
      '`redis.isolate(async (redis) => ..., key)`',
  )
}

/** Gives `use` a connection to a node, until its promise settles. */
export async function lend<T>(
  options: RedisOptions,
  { host, port }: Address,
  use: (redis: never) => Promise<T> | T,
): Promise<T> {
  const lent = new Redis({ ...ownOptions(options), host, port, keyPrefix: options.keyPrefix })
  lent.on('error', ignore)
  try {
    return await use(lent as never)
  } finally {
    lent.disconnect()
  }
}
