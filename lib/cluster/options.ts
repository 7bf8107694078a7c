/** Options of a cluster client: ioredis's names and defaults. */

import { lookup, resolveSrv } from 'node:dns'
import type { HimportFieldset } from '../fieldsets'
import { fill, type RedisOptions, type RetryStrategy } from '../options'
import { hideSecrets } from '../secrets'
import type { ScaleReads } from './routing'
import type { DnsLookup, ResolveSrv } from './startup'
import type { NatMap } from './topology'

export interface ClusterOptions {
  clusterRetryStrategy?: ((times: number, reason?: Error) => unknown) | null
  clusterNodeRetryStrategy?: RetryStrategy | null
  enableOfflineQueue?: boolean
  enableReadyCheck?: boolean
  scaleReads?: ScaleReads
  maxRedirections?: number
  retryDelayOnMoved?: number
  retryDelayOnFailover?: number
  retryDelayOnClusterDown?: number
  retryDelayOnTryAgain?: number
  slotsRefreshTimeout?: number
  slotsRefreshInterval?: number
  useSRVRecords?: boolean
  resolveSrv?: ResolveSrv
  dnsLookup?: DnsLookup
  natMap?: NatMap | null
  enableAutoPipelining?: boolean
  autoPipeliningIgnoredCommands?: string[]
  shardedSubscribers?: boolean
  lazyConnect?: boolean
  keyPrefix?: string
  showFriendlyErrorStack?: boolean
  redisOptions?: RedisOptions
  scripts?: RedisOptions['scripts']
  himportFieldsets?: readonly HimportFieldset[]
  [other: string]: unknown
}

export const DEFAULT_CLUSTER_OPTIONS: ClusterOptions = {
  clusterRetryStrategy: (times) => Math.min(100 + times * 2, 2000),
  clusterNodeRetryStrategy: null,
  enableOfflineQueue: true,
  enableReadyCheck: true,
  scaleReads: 'master',
  maxRedirections: 16,
  retryDelayOnMoved: 0,
  retryDelayOnFailover: 100,
  retryDelayOnClusterDown: 100,
  retryDelayOnTryAgain: 100,
  slotsRefreshTimeout: 1000,
  useSRVRecords: false,
  resolveSrv,
  dnsLookup: lookup as DnsLookup,
  enableAutoPipelining: false,
  autoPipeliningIgnoredCommands: [],
  shardedSubscribers: false,
}

/** Complete options; what can not work throws in ioredis's words. */
export function clusterOptions(given: ClusterOptions = {}): ClusterOptions {
  const options = fill({ ...given }, DEFAULT_CLUSTER_OPTIONS as RedisOptions) as ClusterOptions
  if (options.redisOptions?.keyPrefix && !options.keyPrefix) {
    options.keyPrefix = options.redisOptions.keyPrefix
  }
  const { scaleReads } = options
  if (typeof scaleReads !== 'function' && !['all', 'master', 'slave'].includes(scaleReads as string)) {
    throw new Error(
      `Invalid option scaleReads "${scaleReads}". Expected "all", "master", "slave" or a custom function`,
    )
  }
  return hideSecrets(options)
}
