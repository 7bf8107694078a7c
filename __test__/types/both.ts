/**
 * What libraries that were written for ioredis's types ask of a client and its options, where ioredis's
 * private members are none of it. Both packages are here under their own names.
 */

import type * as ours from '@app/redis-native'
import type * as theirs from 'ioredis'

type Is<_Source extends Target, Target> = true

/** Of a port ioredis says under exactOptionalPropertyTypes that it is not undefined: the others are compared. */
type Shared<Options extends ours.RedisOptions> = Omit<
  Options,
  'port' | 'host' | 'path' | 'family' | 'scripts'
>

export type Options = [
  Is<Shared<ours.RedisOptions>, Shared<theirs.RedisOptions>>,
  Is<theirs.RedisOptions, ours.RedisOptions>,
  Is<ours.CommonRedisOptions, theirs.CommonRedisOptions>,
  Is<theirs.CommonRedisOptions, ours.CommonRedisOptions>,
  Is<Pick<ours.ClusterOptions, 'scaleReads'>, Pick<theirs.ClusterOptions, 'scaleReads'>>,
  Is<theirs.ClusterOptions, ours.ClusterOptions>,
  Is<theirs.RedisOptions, ours.RedisOptionsInput>,
  Is<theirs.ClusterOptions, ours.ClusterOptionsInput>,
]

/** What redis-semaphore takes. */
type Named = 'set' | 'get' | 'zrem' | 'eval' | 'evalsha'

export type Clients = [
  Is<ours.Redis, Pick<theirs.Redis, Named>>,
  Is<ours.Cluster, Pick<theirs.Cluster, Named>>,
  Is<ours.Redis, Pick<theirs.Redis, 'del' | 'expire' | 'hset' | 'info' | 'mget' | 'publish' | 'subscribe'>>,
  Is<ours.Redis, Pick<theirs.Redis, 'incr' | 'pexpire' | 'pttl' | 'scan' | 'ttl' | 'zrange'>>,
]

/** The last overload is what `Parameters` and mocks read. */
type Last<Client, Name extends keyof Client> = Client[Name] extends (...args: infer Args) => unknown
  ? Args
  : never

export type Arguments = [
  Is<Last<theirs.Redis, 'del'>, Last<ours.Redis, 'del'>>,
  Is<Last<theirs.Redis, 'mget'>, Last<ours.Redis, 'mget'>>,
  Is<Last<theirs.Redis, 'sadd'>, Last<ours.Redis, 'sadd'>>,
  Is<Last<theirs.Redis, 'hmget'>, Last<ours.Redis, 'hmget'>>,
  Is<Last<theirs.Redis, 'blpop'>, Last<ours.Redis, 'blpop'>>,
  Is<Last<theirs.Redis, 'lpop'>, Last<ours.Redis, 'lpop'>>,
  Is<Last<theirs.Redis, 'set'>, Last<ours.Redis, 'set'>>,
  Is<Last<theirs.Redis, 'eval'>, Last<ours.Redis, 'eval'>>,
]
