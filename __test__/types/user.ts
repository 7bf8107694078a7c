/**
 * A file of ioredis user code. It compiles with '@app/redis-native' as it does with 'ioredis': the two
 * tsconfig files here read the one specifier as the one package and as the other.
 */

import Redis, {
  type Callback,
  type ChainableCommander,
  Cluster,
  type ClusterNode,
  type ClusterOptions,
  Command,
  type CommonRedisOptions,
  type DNSLookupFunction,
  Redis as NamedRedis,
  type NatMap,
  type NodeRole,
  print,
  type RedisKey,
  type RedisOptions,
  type RedisStatus,
  type RedisValue,
  ReplyError,
  type Result,
  ScanStream,
  type ScanStreamOptions,
  type SentinelAddress,
} from '@app/redis-native'

declare module '@app/redis-native' {
  interface RedisCommander<Context> {
    rateLimit(
      key: string,
      limit: number,
      windowMs: number,
      callback?: Callback<[number, number]>,
    ): Result<[number, number], Context>
  }
}

// lib/redis.ts as applications have it.

const options: RedisOptions = {
  host: process.env.REDIS_HOST ?? 'localhost',
  port: Number(process.env.REDIS_PORT ?? 6379),
  maxRetriesPerRequest: 3,
  enableReadyCheck: true,
  connectTimeout: 10_000,
  keepAlive: 10_000,
  autoResubscribe: false,
  autoResendUnfulfilledCommands: false,
  connectionName: 'app-main',
  retryStrategy: (times) => Math.min(times * 50, 2000),
  reconnectOnError(error) {
    return error.message.includes('READONLY')
  },
  tls: { rejectUnauthorized: true, servername: 'cache.example.com' },
  scripts: { double: { lua: 'return 2 * redis.call("GET", KEYS[1])', numberOfKeys: 1, readOnly: true } },
}

const globalForRedis = globalThis as unknown as { redis: Redis | undefined }

export const redis: Redis = globalForRedis.redis ?? new Redis(options)

if (process.env.NODE_ENV !== 'production') globalForRedis.redis = redis

export const clients: Redis[] = [
  new Redis(),
  new Redis(6380),
  new Redis(6380, '10.0.0.1'),
  new Redis(6380, '10.0.0.1', { db: 2 }),
  new Redis(6380, { lazyConnect: true }),
  new Redis('/run/redis.sock'),
  new Redis('rediss://:secret@cache.example.com:6380/1'),
  new Redis('redis://cache', { ...options, maxRetriesPerRequest: null }),
  new NamedRedis({ sentinels: [{ host: 'a', port: 26379 }], name: 'main', role: 'slave', natMap: {} }),
  new Redis({ host: 'localhost', retryStrategy: () => null }),
  Redis.createClient(),
]

redis.on('error', (error) => console.error(error.message, error.stack))
redis.on('connect', () => console.log('connected'))
redis.once('ready', () => console.log(redis.status === 'ready'))
redis.on('reconnecting', (delay: number) => console.log(delay))
redis.off('close', console.log).removeAllListeners('close').setMaxListeners(0)

export function isUp(client: Redis): boolean {
  const up: RedisStatus[] = ['ready', 'connect']
  return up.includes(client.status) && !client.isCluster && client.mode === 'normal'
}

// Strings and keys.

export async function strings(client: Redis) {
  const value: string | null = await client.get('key')
  const parsed = value === null ? null : (JSON.parse(value) as { id: number })
  await client.set('key', JSON.stringify(parsed))
  await client.set('key', 1, 'EX', 60)
  await client.set(Buffer.from('key'), Buffer.from([1, 2, 3]), 'PX', '500')
  const locked = await client.set('lock', 'token', 'EX', 30, 'NX')
  if (locked !== 'OK') throw new Error('locked')
  const old: string | null = await client.set('key', 'value', 'GET')
  const count: number = await client.incr('count')
  const by: number = await client.incrby('count', count)
  const float: string = await client.incrbyfloat('float', 1.5)
  const buffer: Buffer | null = await client.getBuffer('key')
  const [first, ...others]: (string | null)[] = await client.mget('a', 'b', 'c')
  const more: (string | null)[] = await client.mget(['a', 'b'])
  await client.mset({ a: 1, b: 'two' })
  await client.mset(new Map([['a', 1]]))
  await client.mset('a', 1, 'b', 2)
  await client.setex('key', 60, 'value')
  const set: number = await client.setnx('key', 'value')
  const keys: string[] = await client.keys('user:*')
  const deleted: number = await client.del(...keys)
  await client.del(keys)
  await client.unlink('a', 'b')
  const there = (await client.exists('a', 'b')) > 0
  await client.expire('key', 60)
  await client.pexpire('key', 500, 'NX')
  const ttl: number = await client.ttl('key')
  const type: string = await client.type('key')
  return { old, by, float, buffer, first, others, more, set, deleted, there, ttl, type }
}

// Hashes, lists, sets, sorted sets.

interface User {
  name: string
  age: number
}

export async function collections(client: Redis, user: User, members: string[]) {
  const added: number = await client.hset('user:1', user)
  await client.hset('user:1', 'name', 'Ada', 'age', 36)
  await client.hset('user:1', new Map<string, number>([['age', 36]]))
  await client.hmset('user:1', { name: 'Ada' })
  const all: Record<string, string> = await client.hgetall('user:1')
  const { name = 'nobody' } = all
  const some: (string | null)[] = await client.hmget('user:1', 'name', 'age')
  const one: string | null = await client.hget('user:1', 'name')
  await client.hincrby('user:1', 'age', 1)
  await client.hdel('user:1', 'name', 'age')

  await client.lpush('list', 'a', 2, Buffer.from('c'))
  await client.rpush('list', ...members)
  const range: string[] = await client.lrange('list', 0, -1)
  const popped: string | null = await client.lpop('list')
  const severalPopped: string[] | null = await client.rpop('list', 2)
  const blocked: [string, string] | null = await client.blpop('list', 'other', 5)
  const moved: string | null = await client.brpoplpush('list', 'other', 0)
  await client.lmove('list', 'other', 'LEFT', 'RIGHT')
  await client.ltrim('list', 0, 99)
  const position: number | null = await client.lpos('list', 'a')

  await client.sadd('set', ...members)
  await client.sadd('set', members)
  const inSet: string[] = await client.smembers('set')
  const isMember: boolean = (await client.sismember('set', 'a')) === 1
  const flags: number[] = await client.smismember('set', 'a', 'b')
  await client.srem('set', 'a')

  await client.zadd('board', 10, 'ada', 20, 'bob')
  await client.zadd('board', 'NX', 'CH', 10, 'ada')
  const incremented: string | null = await client.zadd('board', 'INCR', 5, 'ada')
  const score: string | null = await client.zscore('board', 'ada')
  const top: string[] = await client.zrevrange('board', 0, 9, 'WITHSCORES')
  const window: string[] = await client.zrangebyscore(
    'board',
    '-inf',
    Date.now(),
    'WITHSCORES',
    'LIMIT',
    0,
    10,
  )
  await client.zrange('board', 0, '-1', 'REV', 'WITHSCORES')
  await client.zremrangebyscore('board', '-inf', `(${Date.now()}`)
  const rank: number | null = await client.zrank('board', 'ada')
  const lowest: string[] = await client.zpopmin('board', 2)
  const next: [string, string, string] | null = await client.bzpopmin('board', 1)
  const members2: (string | null)[] = await client.zmscore('board', 'ada', 'bob')
  await client.zunionstore('all', 2, 'a', 'b', 'WEIGHTS', 1, 2, 'AGGREGATE', 'MAX')
  return [
    added,
    name,
    some,
    one,
    range,
    popped,
    severalPopped,
    blocked,
    moved,
    position,
    inSet,
    isMember,
    flags,
    incremented,
    score,
    top,
    window,
    rank,
    lowest,
    next,
    members2,
  ]
}

// Streams and geography.

export async function events(client: Redis): Promise<string[]> {
  const id: string | null = await client.xadd('events', '*', 'event', 'message_sent', 'userId', '123')
  await client.xadd('events', 'MAXLEN', '~', 1000, '*', 'field', 1)
  const entries: [string, string[]][] = await client.xrange('events', '-', '+', 'COUNT', 10)
  const replies = await client.xread('COUNT', 10, 'BLOCK', 1000, 'STREAMS', 'events', id ?? '$')
  for (const [stream, messages] of replies ?? []) {
    for (const [messageId, fields] of messages) console.log(stream, messageId, fields)
  }
  await client.xgroup('CREATE', 'events', 'group', '$', 'MKSTREAM')
  const group = await client.xreadgroup('GROUP', 'group', 'me', 'COUNT', 1, 'STREAMS', 'events', '>')
  if (group) await client.xack('events', 'group', ...group[0][1].map(([entryId]) => entryId))
  const claimed = (await client.xautoclaim('events', 'group', 'me', 60_000, '0')) as [
    string,
    [string, string[]][],
  ]
  const pending = (await client.xpending('events', 'group')) as [number, string, string, [string, string][]]
  await client.geoadd('places', 13.36, 38.11, 'Palermo')
  const near = (await client.geosearch(
    'places',
    'FROMLONLAT',
    15,
    37,
    'BYRADIUS',
    200,
    'km',
    'ASC',
  )) as string[]
  await client.xtrim('events', 'MAXLEN', '~', 1000)
  return [...entries.map(([entryId]) => entryId), claimed[0], String(pending[0]), ...near]
}

// Callbacks.

export function callbacks(client: Redis): void {
  client.get('key', (error, value) => {
    if (error) throw error
    console.log(value?.length)
  })
  client.del('a', 'b', (_error, count) => console.log(count?.toFixed()))
  client.del(['a', 'b'], (_error, count) => console.log(count?.toFixed()))
  client.hgetall('user:1', (_error, fields) => console.log(fields?.name?.length))
  client.set('key', 'value', 'EX', 60, (_error, reply) => console.log(reply === 'OK'))
  client.sadd('set', 'a', 'b', (error) => print(error ?? null))
  client.call('CUSTOM', 'a', 1, Buffer.from('c'), (error, reply) => console.log(error, reply))
  const callback: Callback<string | null> = (error, value) => console.log(error, value)
  client.getdel('key', callback)
}

// Pipelines and transactions.

export async function batches(client: Redis) {
  const pipeline: ChainableCommander = client.pipeline()
  pipeline
    .set('a', 1)
    .get('a')
    .incr('b', (_error, count) => console.log(count))
  for (const key of ['c', 'd']) pipeline.hset(key, { field: 1 }).expire(key, 60)
  console.log(pipeline.length)
  const results = await pipeline.exec()
  for (const [error, result] of results ?? []) {
    if (error) throw error
    console.log(result as string)
  }
  const replies = await client
    .pipeline([
      ['set', 'a', 1],
      ['get', 'a'],
    ])
    .getBuffer('a')
    .exec()
  const values = replies?.map(([, reply]) => reply)
  const transaction = await client
    .multi()
    .set('a', 1)
    .zadd('b', 1, 'member')
    .rateLimit('key', 10, 1000)
    .exec()
  if (transaction === null) return null
  client.multi([['get', 'a']]).exec((error, all) => console.log(error, all?.[0]?.[1]))
  await client.watch('a', 'b')
  await client.multi({ pipeline: false })
  await client.set('a', 2)
  return [values, transaction[0]?.[1], await client.exec(), await client.unwatch()]
}

// Scripts.

export async function scripts(client: Redis) {
  client.defineCommand('rateLimit', { numberOfKeys: 1, lua: 'return {1, 2}' })
  const [used, left] = await client.rateLimit('key', 10, 1000)
  const evaluated = (await client.eval('return ARGV[1]', 1, 'key', 'value', 3)) as string
  const sha = (await client.script('LOAD', 'return 1')) as string
  const known = (await client.script('EXISTS', sha)) as number[]
  const one = (await client.evalsha(sha, 0)) as number
  const raw = (await client.call('CONFIG', ['GET', 'maxmemory'])) as string[]
  const custom: unknown = await client.call('JSON.GET', 'doc', '$')
  return [used + left, evaluated, known[0], one, raw, custom]
}

// Publish and subscribe.

export async function messages(client: Redis): Promise<number> {
  const subscriber = client.duplicate()
  await subscriber.subscribe('news', 'chat')
  await subscriber.psubscribe('user:*')
  subscriber.on('message', (channel, message) => console.log(channel.length, message.length))
  subscriber.on('messageBuffer', (channel: Buffer, message: Buffer) => console.log(channel, message))
  subscriber.on('pmessage', (pattern, channel, message) => console.log(pattern, channel, message))
  const counts = (await client.pubsub('NUMSUB', 'news')) as [string, number]
  const received: number = await client.publish('news', JSON.stringify({ id: 1 }))
  await subscriber.unsubscribe('news')
  await subscriber.quit()
  subscriber.disconnect()
  return received + counts[1]
}

export async function monitor(client: Redis): Promise<void> {
  const watcher = await client.monitor()
  watcher.on('monitor', (time: string, args: string[]) => console.log(time, args))
  watcher.disconnect()
}

// Scanning.

export async function scan(client: Redis): Promise<string[]> {
  const found: string[] = []
  let cursor = '0'
  do {
    const [next, keys] = await client.scan(cursor, 'MATCH', 'user:*', 'COUNT', 100)
    cursor = next
    found.push(...keys)
  } while (cursor !== '0')
  const streamOptions: ScanStreamOptions = { match: 'user:*', count: 100 }
  const stream = client.scanStream(streamOptions)
  stream.on('data', (keys: string[]) => found.push(...keys))
  await new Promise((resolve) => stream.on('end', resolve))
  for await (const fields of client.hscanStream('hash', { count: 10 })) found.push(...(fields as string[]))
  return found
}

// Errors, commands and servers.

export async function servers(client: Redis) {
  try {
    await client.lpush('string', 1)
  } catch (error) {
    if (error instanceof ReplyError) console.log((error as Error).message.startsWith('WRONGTYPE'))
  }
  const info: string = await client.info('server', 'clients')
  const pong: 'PONG' = await client.ping()
  const size: number = await client.dbsize()
  await client.flushdb()
  await client.flushall('ASYNC')
  await client.client('SETNAME', 'me')
  await client.config('SET', 'maxmemory', '100mb')
  const policy: string | undefined = (await client.config('GET', 'maxmemory-policy'))[1]
  const command = new Command('get', ['key'], { replyEncoding: 'utf8' }, (error, reply) =>
    console.log(error, reply),
  )
  client.sendCommand(command)
  const [major] = (info.match(/redis_version:(\d+)/) ?? []).slice(1)
  await client.connect()
  return [pong, size, policy, major, await command.promise]
}

// Clusters.

export function cluster(): Cluster {
  const nodes: ClusterNode[] = ['redis://a:6379', 6380, { host: 'b', port: 6379 }]
  const role: NodeRole = 'slave'
  const natMap: NatMap = { 'a:6379': { host: 'localhost', port: 6379 } }
  const dnsLookup: DNSLookupFunction = (address, callback) => callback(null, address)
  const clusterOptions: ClusterOptions = {
    scaleReads: role,
    natMap,
    dnsLookup,
    redisOptions: { password: 'secret', tls: {} },
    clusterRetryStrategy: (times, reason) => (reason ? null : times * 100),
  }
  const client = new Cluster(nodes, clusterOptions)
  const other = new Redis.Cluster([{ host: 'a' }])
  client.on('node error', (error: Error) => console.log(error))
  other.disconnect()
  for (const node of client.nodes('master')) node.get('key')
  client.on('subscribersReady', () => client.withSignal(AbortSignal.timeout(1000)).get('key'))
  client.scanStream({ match: 'user:*' }).on('data', (keys: string[]) => keys.length)
  return client
}

// Helpers over the types.

export class Cache {
  constructor(
    private readonly client: Redis | Cluster,
    private readonly prefix: RedisKey = '',
  ) {}

  async remember<T>(key: string, seconds: number, make: () => Promise<T>): Promise<T> {
    const name = `${this.prefix}${key}`
    const cached = await this.client.get(name)
    if (cached !== null) return JSON.parse(cached) as T
    const value = await make()
    await this.client.set(name, JSON.stringify(value), 'EX', seconds)
    return value
  }
}

export class TracedRedis extends Redis {
  constructor(host: string) {
    super(6379, host)
  }

  override sendCommand(command: Command): unknown {
    console.log(command.name, command.args.length)
    return super.sendCommand(command)
  }
}

export type SetReply = Awaited<ReturnType<Redis['set']>>
export const reply: SetReply = 'OK'
export const values: RedisValue[] = ['a', 1, Buffer.from('b')]
export const sentinel: Partial<SentinelAddress> = { host: 'a' }
export const common: CommonRedisOptions = { stringNumbers: true, keyPrefix: 'app:' }

// Options that are made of others.

export function withServerName(base: RedisOptions, nodes: ClusterOptions): [RedisOptions, ClusterOptions] {
  const client = { ...base, tls: { ...base.tls, servername: 'cache.example.com' } }
  const redisOptions = { ...nodes.redisOptions, tls: { ...nodes.redisOptions?.tls, servername: 'a' } }
  return [client, { ...nodes, redisOptions }]
}

// Listeners that read of their arguments what is there.

export function listeners(client: Redis, nodes: Cluster, use: (key: string) => void): void {
  nodes.on('error', (error) => console.error(error.code, error.lastNodeError))
  nodes.once('node error', (error, address) => console.error(error.code, error.command.name, address.length))
  nodes.on('-node', (node, key) => use(key ?? node.options.host))
  nodes.addListener('nodeError', (error) => console.error(error.code))
  client.on('sentinelError', (error) => console.error(error.code))
  client.on('select', (db) => use(db))
  client.addListener('error', (error) => console.error(error.code))
  client.on('monitor', (time, args) => console.log(new Date(time * 1000), args[0]))
  client.on('monitor', (time: number) => console.log(time))
}

// What reads a method's last overload.

type LastArguments<Name extends keyof Redis> = Redis[Name] extends (...args: infer Args) => unknown
  ? Args
  : never
export const removed: LastArguments<'del'> = [['a', 'b']]
export const popped: LastArguments<'lpop'> = ['list', 2]
export const added: LastArguments<'sadd'> = ['set', ['a', 1]]
export const stored: LastArguments<'set'> = ['key', 'value']
export const [together] = removed
export const lengths: number[] = together.map((key) => key.length)
export const elements: Awaited<ReturnType<Redis['lpop']>> = ['a']

// biome-ignore lint/complexity/noBannedTypes: ioredis takes any Function.
export function reading(choose: Function): ClusterOptions {
  return { scaleReads: choose }
}

// Commands as objects, and streams of one's own.

export function made(name: string): [number, string | Buffer, string | undefined] {
  const command = new Command('get', ['a'])
  command.setReplyContext({ protocol: 3, replyMapping: 'resp3' })
  command.setTimeout(100)
  command.setBlockingTimeout(100)
  const bytes = command.toWritable({})
  console.log(command.transformReply(Buffer.from('a')))
  if (Command.checkFlag('WILL_DISCONNECT', name)) {
    const quit: 'quit' = name
    return [command.getSlot(), bytes, quit]
  }
  const [first] = Command.FLAGS.HANDSHAKE_COMMANDS
  return [command.getSlot(), bytes, first]
}

export class OwnStream extends ScanStream {
  override _read(): void {
    super._read()
  }
}

export async function tracked(client: Redis, more: (string | number)[]): Promise<void> {
  await client.client('TRACKING', ...more)
  await client.client('TRACKING', 'ON', 'BCAST')
}
