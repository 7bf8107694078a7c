/** All that the package exports, on the class `Redis` as ioredis has it. */

import { closeRedis, environmentChanged, getRedis, redis } from './client'
import { Command } from './command'
import {
  AbortError,
  ConfigurationError,
  MaxRetriesPerRequestError,
  OverloadError,
  RedisError,
  ReplyError,
} from './errors'
import { getConnectionInfo, redisHealthCheck } from './health'
import { AddonError } from './native'
import * as operations from './operations'
import { Pipeline } from './pipeline'
import { Redis } from './redis'
import { ScanStream } from './scan'

/** ioredis's callback for trying things out. */
function print(error: Error | null, reply?: unknown): void {
  process.stdout.write(error ? `Error: ${error}\n` : `Reply: ${reply}\n`)
}

/** A Redis Cluster client; this version has none. */
class Cluster {
  constructor() {
    throw new ConfigurationError(['Redis Cluster (`new Cluster`, REDIS_CLUSTER_HOSTS) is not supported yet'])
  }
}

Redis.Cluster = Cluster

export const exported = Object.assign(Redis, {
  default: Redis,
  Redis,
  Cluster,
  Command,
  Pipeline,
  ScanStream,
  ReplyError,
  AbortError,
  RedisError,
  MaxRetriesPerRequestError,
  ConfigurationError,
  OverloadError,
  AddonError,
  print,
  redis,
  getRedis,
  getRedisClient: getRedis,
  closeRedis,
  redisHealthCheck,
  getConnectionInfo,
  ...operations,
})

export { environmentChanged }
