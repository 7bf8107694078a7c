/** The types of replies and of the package's own exports, where a mistake would hurt most. */

import type { EventEmitter } from 'node:events'
import Redis, {
  type AbortError,
  buildRedisChannelName,
  type Callback,
  type ChainableCommander,
  type ClientContext,
  Cluster,
  type ConnectionInfo,
  closeRedis,
  get,
  type getConnectionInfo,
  getKey,
  getKeyPrefix,
  getMultipleKeys,
  getRedis,
  type getRedisClient,
  type HealthCheck,
  MaxRetriesPerRequestError,
  type Redis as NamedRedis,
  Pipeline,
  ping,
  prefixKey,
  type RedisCommander,
  type RedisError,
  type RedisOptions,
  type RedisOptionsInput,
  type RedisStatus,
  type Result,
  redis,
  redisHealthCheck,
  type ScanStream,
  set,
  setKey,
  unprefixKey,
} from '@app/redis-native'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Compiles where the type of the promised value is exactly `T`. */
function resolves<T>() {
  return <P>(_promise: Promise<P>, _same: Equal<P, T>): void => {}
}

function expect<_T extends true>(): void {}

// Replies of a client.

resolves<string | null>()(redis.get('a'), true)
resolves<Buffer | null>()(redis.getBuffer('a'), true)
resolves<'OK'>()(redis.set('a', 1), true)
resolves<'OK'>()(redis.set('a', 1, 'EX', 60), true)
resolves<'OK' | null>()(redis.set('a', 1, 'EX', 60, 'NX'), true)
resolves<'OK' | null>()(redis.set('a', 1, 'NX', 'PX', 60), true)
resolves<'OK' | null>()(redis.set('a', 1, 'IFEQ', 'old'), true)
resolves<string | null>()(redis.set('a', 1, 'NX', 'GET', 'EX', 60), true)
resolves<Buffer>()(redis.setBuffer('a', 1), true)
resolves<number>()(redis.del('a', 'b'), true)
resolves<number>()(redis.del(['a', 'b']), true)
resolves<number>()(redis.delBuffer('a'), true)
resolves<(string | null)[]>()(redis.mget(['a', 'b']), true)
resolves<number>()(redis.msetnx({ a: 1 }), true)
resolves<Record<string, string>>()(redis.hgetall('a'), true)
resolves<Record<string, Buffer>>()(redis.hgetallBuffer('a'), true)
resolves<number>()(redis.hset('a', { b: 1 }), true)
resolves<number>()(redis.hset('a', new Map([['b', 1]])), true)
resolves<(string | null)[]>()(redis.hmget('a', ['b', 'c']), true)
resolves<string[]>()(redis.hrandfield('a', 2, 'WITHVALUES'), true)
resolves<string | null>()(redis.zscore('a', 'b'), true)
resolves<(string | null)[]>()(redis.zmscore('a', 'b', 'c'), true)
resolves<number>()(redis.zadd('a', 1, 'b'), true)
resolves<string | null>()(redis.zadd('a', 'XX', 'GT', 'INCR', 1, 'b'), true)
resolves<string[]>()(redis.zrange('a', 0, -1, 'WITHSCORES'), true)
resolves<[rank: number, score: string] | null>()(redis.zrank('a', 'b', 'WITHSCORE'), true)
resolves<[key: string, members: [member: string, score: string][]] | null>()(redis.zmpop(1, 'a', 'MIN'), true)
resolves<'OK' | null>()(redis.set('a', 1, 'EX', 60, 'IFNE', 'old'), true)
resolves<unknown>()(redis.eval('return 1', 0, 'a', 1), true)
resolves<unknown>()(redis.eval('return 1', 0, ['a', 1]), true)
resolves<string>()(redis.info(), true)
resolves<string | null>()(redis.spop('a'), true)
resolves<string[]>()(redis.spop('a', 2), true)
resolves<string | null>()(redis.lpop('a'), true)
resolves<string[] | null>()(redis.lpop('a', 2), true)
resolves<string | null>()(redis.lmove('a', 'b', 'LEFT', 'RIGHT'), true)
resolves<number | null>()(redis.lpos('a', 'b'), true)
resolves<number[]>()(redis.lpos('a', 'b', 'COUNT', 0), true)
resolves<[key: string, element: string] | null>()(redis.blpop('a', 'b', 1), true)
resolves<[key: string, element: string] | null>()(redis.blpop(['a', 'b'], 1), true)
resolves<[cursor: string, elements: string[]]>()(
  redis.scan(0, 'MATCH', '*', 'COUNT', 10, 'TYPE', 'hash'),
  true,
)
resolves<[id: string, fields: string[]][]>()(redis.xrange('a', '-', '+'), true)
resolves<string | null>()(redis.xadd('a', '*', 'b', 'c'), true)
resolves<[key: string, items: [id: string, fields: string[]][]][] | null>()(
  redis.xread('STREAMS', 'a', '$'),
  true,
)
resolves<[key: string, items: [id: string, fields: string[]][]][] | null>()(
  redis.xread('BLOCK', 0, 'COUNT', 1, 'STREAMS', 'a', '$'),
  true,
)
resolves<[key: string, items: [id: string, fields: string[] | null][]][] | null>()(
  redis.xreadgroup('GROUP', 'g', 'c', 'STREAMS', 'a', '>'),
  true,
)
resolves<([longitude: string, latitude: string] | null)[]>()(redis.geopos('a', 'b'), true)
resolves<[seconds: string, microseconds: string]>()(redis.time(), true)
resolves<string[]>()(redis.config('GET', '*'), true)
resolves<'OK'>()(redis.client('TRACKING', 'ON', 'BCAST', 'PREFIX', 'a'), true)
resolves<number[]>()(redis.script('EXISTS', 'sha'), true)
resolves<string>()(redis.script('LOAD', 'return 1'), true)
resolves<number>()(redis.subscribe('a', 'b'), true)
resolves<'PONG'>()(redis.ping(), true)
resolves<string>()(redis.ping('hello'), true)
resolves<string>()(redis.info(), true)
resolves<unknown>()(redis.eval('return 1', 0), true)
resolves<unknown>()(redis.call('GET', 'a'), true)
resolves<unknown>()(redis.call(['GET', 'a']), true)
resolves<string[]>()(redis.sort('a', 'LIMIT', 0, 10, 'DESC'), true)
resolves<number>()(redis.sort('a', 'BY', '*', 'STORE', 'b'), true)
resolves<number[]>()(redis.hexpire('a', 60, 'FIELDS', 1, 'b'), true)
resolves<[error: Error | null, result: unknown][] | null>()(redis.exec(), true)

// The other mapping of replies.

const resp3 = new Redis({ replyMapping: 'resp3' })
resolves<number | null>()(resp3.zscore('a', 'b'), true)
resolves<[member: string, score: number][]>()(resp3.zrange('a', 0, -1, 'WITHSCORES'), true)
resolves<[member: Buffer, score: number][]>()(resp3.zrangeBuffer('a', 0, -1, 'WITHSCORES'), true)
resolves<Record<string, string>>()(resp3.config('GET', '*'), true)
resolves<Record<string, [id: string, fields: string[]][]> | null>()(resp3.xread('STREAMS', 'a', '$'), true)
resolves<boolean>()(resp3.vismember('a', 'b'), true)
expect<Equal<typeof resp3, Redis<'resp3'>>>()
expect<Equal<ReturnType<typeof resp3.pipeline>, ChainableCommander<'resp3'>>>()

// Callbacks know the reply.

redis.get('a', (_error, reply) => expect<Equal<typeof reply, string | null | undefined>>())
redis.del('a', 'b', (_error, reply) => expect<Equal<typeof reply, number | undefined>>())
redis.mgetBuffer('a', 'b', (_error, reply) => expect<Equal<typeof reply, (Buffer | null)[] | undefined>>())
redis.set('a', 1, 'EX', 1, 'NX', (_error, reply) => expect<Equal<typeof reply, 'OK' | null | undefined>>())
redis.blpop('a', 'b', 1, (_error, reply) =>
  expect<Equal<typeof reply, [key: string, element: string] | null | undefined>>(),
)

// Pipelines and transactions.

const pipeline = redis.pipeline()
expect<Equal<typeof pipeline, ChainableCommander>>()
const gathered = pipeline
  .get('a')
  .del(['b'])
  .hset('c', { d: 1 })
  .zrangeBuffer('e', 0, -1, 'WITHSCORES')
  .call('F')
expect<Equal<typeof gathered, ChainableCommander>>()
expect<Equal<typeof pipeline.length, number>>()
resolves<[error: Error | null, result: unknown][] | null>()(pipeline.exec(), true)
resolves<[error: Error | null, result: unknown][] | null>()(redis.multi().get('a').exec(), true)
resolves<'OK'>()(redis.multi({ pipeline: false }), true)
const made: Pipeline = new Pipeline(redis).addBatch([['get', 'a']])
made.get('a').exec()

// Methods of one's own.

declare module '@app/redis-native' {
  interface RedisCommander<Context> {
    total(keys: string[], callback?: Callback<number>): Result<number, Context>
  }
}
resolves<number>()(redis.total(['a']), true)
expect<Equal<ReturnType<typeof pipeline.total>, ChainableCommander>>()
type InPipeline = Result<number, { type: 'pipeline' }>
expect<Equal<InPipeline, ChainableCommander>>()
expect<Equal<ClientContext['type'], 'default' | 'pipeline'>>()

// The client of the process.

expect<Equal<typeof redis, Redis>>()
expect<Equal<typeof NamedRedis, typeof Redis>>()
expect<Equal<ReturnType<typeof getRedis>, Redis>>()
expect<Equal<typeof getRedisClient, typeof getRedis>>()
getRedis()
getRedis('redis://localhost')
getRedis({ host: 'localhost', autoResendUnfulfilledCommands: 'readonly' })
getRedis({ cluster: true })
getRedis({ tls: true })
getRedis({ tls: 'RedisCloudFixed', cluster: true })
getRedis({ cluster: ['node1:6379', 6380, { host: 'node2' }] })
getRedis({
  cluster: { nodes: ['node1:6379'], scaleReads: 'slave', natMap: { 'a:1': { host: 'b', port: 2 } } },
})
getRedis()
  .nodes?.('master')
  .map((node) => node.dbsize())
resolves<void>()(closeRedis(), true)
resolves<string | null>()(get('a'), true)
resolves<'OK'>()(set('a', 1), true)
resolves<'OK' | null>()(set('a', 1, 'EX', 60, 'NX'), true)
resolves<'PONG'>()(ping(), true)
resolves<string>()(ping('hello'), true)
resolves<string | null>()(getKey('a'), true)
resolves<'OK'>()(setKey('a', 1, 60), true)
resolves<(string | null)[]>()(getMultipleKeys(['a', 'b'] as const), true)
const names: string[] = [getKeyPrefix(), prefixKey('a'), unprefixKey('a'), buildRedisChannelName('a', 'b')]
expect<Equal<ReturnType<typeof getConnectionInfo>, ConnectionInfo>>()
expect<Equal<ConnectionInfo['configured'], Record<string, string>>>()
resolves<HealthCheck>()(redisHealthCheck(), true)
resolves<HealthCheck>()(redisHealthCheck({ timeout: 100 }), true)
expect<Equal<HealthCheck['state'], RedisStatus>>()
resolves<number>()(
  redis.isolate(async (lent) => {
    expect<Equal<typeof lent, Redis>>()
    await lent.watch(names)
    return 1
  }),
  true,
)
expect<Equal<ReturnType<typeof redis.ref>, Redis>>()
redis.unref()

// Classes, events and errors.

const emitter: EventEmitter = redis
const commander: RedisCommander = redis
const either: Redis | Cluster = emitter === redis ? redis : new Cluster(['redis://localhost'])
resolves<string | null>()(either.get('a'), true)
redis.on('message', (channel, message) => expect<Equal<[typeof channel, typeof message], [string, string]>>())
redis.once('pmessageBuffer', (pattern, channel, message) =>
  expect<Equal<[typeof pattern, typeof channel, typeof message], [string, Buffer, Buffer]>>(),
)
redis.addListener('reconnecting', (delay) => expect<Equal<typeof delay, number>>())
redis.on('error', (error) => expect<Equal<typeof error, Error>>())
redis.on('monitor', (_time, args) => expect<Equal<typeof args, string[]>>())
redis.on('anything', (...args) => expect<Equal<typeof args, any[]>>())
const stream: ScanStream = redis.scanStream({ match: '*', highWaterMark: 1 })
stream.close()
const error: AbortError = new MaxRetriesPerRequestError(3)
const facts: Pick<RedisError, 'code' | 'phase' | 'maybeExecuted' | 'command' | 'cause'> = error
expect<Equal<RedisError['phase'], 'queued' | 'connecting' | 'sent' | undefined>>()
const callback: Callback<string> = (failure) => failure?.message
class Named extends Redis {
  constructor(options: RedisOptions) {
    super({ ...options, connectionName: 'named' })
  }
}
const input: RedisOptionsInput = { tls: false }
export const encrypted: (Redis | Cluster)[] = [
  new Redis(input),
  new Redis({ tls: true }),
  new Redis('redis://localhost', { tls: { caFile: 'ca.pem', profile: 'RedisCloudFlexible' } }),
  Redis.createClient(6379, { tls: 'RedisCloudFixed' }),
  redis.duplicate({ tls: true }),
  new Cluster([6379], { redisOptions: { tls: true, autoResendUnfulfilledCommands: 'readonly' } }),
  new Cluster([6379], { scaleReads: (nodes) => nodes[0] }),
  new Cluster([6379]).duplicate([], { redisOptions: { tls: 'RedisCloudFixed' } }),
]
expect<Equal<(typeof duplicate)[0], Redis<'resp3'>>>()
expect<Equal<(typeof duplicate)[1], Cluster<'resp3'>>>()
const duplicate = [
  redis.duplicate({ replyMapping: 'resp3', tls: true }),
  new Cluster([6379], { redisOptions: { replyMapping: 'resp3', tls: true } }),
] as const

// The module's exports by the class, as CommonJS has them.

const byDefault: Redis.default<'resp3'> = new Redis.default({ replyMapping: 'resp3' })
expect<Equal<typeof Redis.default, typeof Redis>>()
expect<Equal<typeof Redis.Redis, typeof Redis>>()
expect<Equal<Redis.Redis, Redis>>()
expect<Equal<Redis.RedisOptions, RedisOptions>>()
expect<Equal<typeof byDefault, typeof resp3>>()
const named: Redis.Cluster = new Redis.Cluster([6379])
Redis.print(named instanceof Redis.Cluster ? null : new Redis.ReplyError('no'))
export class WithStatics extends Redis.default {
  static redis: WithStatics | undefined
  static get(): string {
    return 'of its own'
  }
}
export const all = [commander, facts, callback, new Named({ keyPrefix: 'a:' }).options.keyPrefix]
