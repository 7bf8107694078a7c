/** All that the package exports, on the class `Redis` as ioredis has it. */

import { closeRedis, environmentChanged, getRedis, redis } from './client'
import { Cluster } from './cluster/cluster'
import { Command } from './command'
import { AbstractConnector, SentinelConnector, SentinelIterator } from './connectors'
import {
  AbortError,
  CircuitOpenError,
  ClusterAllFailedError,
  ConfigurationError,
  MaxRetriesPerRequestError,
  OverloadError,
  RedisError,
  ReplyError,
  ReplyLimitError,
} from './errors'
import { getConnectionInfo, redisHealthCheck } from './health'
import { AddonError } from './native'
import * as operations from './operations'
import { Pipeline } from './pipeline'
import { registerMetrics } from './prometheus'
import { Redis } from './redis'
import { ScanStream } from './scan'

/** ioredis's callback for trying things out. */
function print(error: Error | null, reply?: unknown): void {
  // biome-ignore lint/suspicious/noConsole: this is what it is for
  console.log(error ? `Error: ${error}` : `Reply: ${reply}`)
}

const PROMISE_WARNING =
  'ioredis v5 does not support plugging third-party Promise library anymore. Native Promise will be used.'

/** ioredis's way of saying that promises are those of the language. */
Object.defineProperty(Redis, 'Promise', {
  get() {
    console.warn(PROMISE_WARNING)
    return Promise
  },
  set() {
    console.warn(PROMISE_WARNING)
  },
})

Redis.Cluster = Cluster

export const exported = Object.assign(Redis, {
  default: Redis,
  Redis,
  Cluster,
  Command,
  Pipeline,
  ScanStream,
  AbstractConnector,
  SentinelConnector,
  SentinelIterator,
  ReplyError,
  AbortError,
  RedisError,
  ClusterAllFailedError,
  MaxRetriesPerRequestError,
  ConfigurationError,
  OverloadError,
  CircuitOpenError,
  ReplyLimitError,
  AddonError,
  print,
  redis,
  getRedis,
  getRedisClient: getRedis,
  closeRedis,
  redisHealthCheck,
  getConnectionInfo,
  registerMetrics,
  ...operations,
})

export { environmentChanged }
