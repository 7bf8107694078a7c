/** What must not compile: each comment is an error by itself when its line does. */

import Redis, {
  buildRedisChannelName,
  Cluster,
  Command,
  getMultipleKeys,
  getRedis,
  type RedisCommander,
  redis,
  redisHealthCheck,
  ScanStream,
  set,
  setKey,
} from '@app/redis-native'

// Arguments.

// @ts-expect-error A key is no number.
redis.get(1)
// @ts-expect-error A key is no object.
redis.get({ key: 'a' })
// @ts-expect-error A key is missing.
redis.get()
// @ts-expect-error There is no such argument.
redis.get('a', 'b')
// @ts-expect-error A value is no boolean.
redis.set('a', true)
// @ts-expect-error A value is not null.
redis.set('a', null)
// @ts-expect-error A value is missing.
redis.set('a')
// @ts-expect-error The time is missing.
redis.set('a', 1, 'EX')
// @ts-expect-error There is no such option.
redis.set('a', 1, 'EXPIRE', 60)
// @ts-expect-error Options are tokens, not objects.
redis.set('a', 1, { EX: 60 })
// @ts-expect-error KEEPTTL takes no time.
redis.set('a', 1, 'KEEPTTL', 60)
// @ts-expect-error Fields are no booleans.
redis.hset('a', 'b', true)
// @ts-expect-error Keys are no numbers.
redis.del(1, 2)
// @ts-expect-error Keys are no numbers.
redis.mget([1, 2])
// @ts-expect-error Members are no objects.
redis.sadd('a', { b: 1 })
// @ts-expect-error The direction is missing.
redis.lmove('a', 'b', 'LEFT')
// @ts-expect-error There is no such direction.
redis.lmove('a', 'b', 'LEFT', 'UP')
// @ts-expect-error There is no such condition.
redis.expire('a', 60, 'NN')
// @ts-expect-error The pattern is missing.
redis.scan(0, 'MATCH')
// @ts-expect-error STREAMS is missing.
redis.xread('a', '$')
// @ts-expect-error There is no such subcommand.
redis.client('GIVENAME')
// @ts-expect-error The subcommand's argument is missing.
redis.client('SETNAME')
// @ts-expect-error There is no such set of commands.
Command.checkFlag('READS', 'get')
// @ts-expect-error The text that a stream is made for is a command.
export const stream = new ScanStream({ redis })
// @ts-expect-error A transaction has no such option.
redis.multi({ pipelined: false })

// Replies.

// @ts-expect-error The key may not exist.
export const value: Promise<string> = redis.get('a')
// @ts-expect-error The condition may not hold.
export const done: Promise<'OK'> = redis.set('a', 1, 'NX')
// @ts-expect-error A count is a number.
export const count: Promise<string> = redis.incr('a')
// @ts-expect-error A twin gives Buffers.
export const text: Promise<string | null> = redis.getBuffer('a')
// @ts-expect-error A score is text.
export const score: Promise<number | null> = redis.zscore('a', 'b')
// @ts-expect-error A hash is an object.
export const fields: Promise<string[]> = redis.hgetall('a')
// @ts-expect-error The numbers of TIME are text.
export const time: Promise<number[]> = redis.time()
// @ts-expect-error The callback's reply is a number.
redis.incr('a', (_error, reply: string) => reply)
// @ts-expect-error A pipeline is no promise.
redis.pipeline().get('a').then(console.log)
// @ts-expect-error A pipeline gives no replies before exec.
export const early: Promise<string | null> = redis.pipeline().get('a')

// Names that libraries tell clients of other packages by are absent.

// @ts-expect-error There is no such method.
redis.pSubscribe('a*', console.log)
// @ts-expect-error There is no such method.
redis.hGetAll('a')
// @ts-expect-error There is no such method.
redis.scanIterator()
// @ts-expect-error A client is no promise.
redis.then(console.log)

// Options and exports.

// @ts-expect-error A port is a number or a text in front, not a boolean.
export const client = new Redis(true)
// @ts-expect-error There is no such option.
export const other = new Redis({ hostname: 'localhost' })
// @ts-expect-error There is no such policy.
export const resending = new Redis({ autoResendUnfulfilledCommands: 'always' })
// @ts-expect-error There is no such profile.
export const profile = new Redis({ tls: 'RedisCloud' })
// @ts-expect-error There is no such option of the connections to the nodes.
export const nodeOption = new Cluster([6379], { redisOptions: { hostname: 'localhost' } })
// @ts-expect-error There is no such mapping.
export const mapping = new Redis({ replyMapping: 'resp4' })
// @ts-expect-error The nodes are missing.
export const cluster = new Cluster()
// @ts-expect-error A port is part of the options.
getRedis(6379)
// @ts-expect-error The status is one of a few words.
redis.status = 'connected'
// @ts-expect-error The time is missing.
set('a', 1, 'EX')
// @ts-expect-error The time to live is a number.
setKey('a', 1, '60')
// @ts-expect-error The keys are one array.
getMultipleKeys('a', 'b')
// @ts-expect-error Parts are texts.
buildRedisChannelName('a', 1)
// @ts-expect-error The timeout is a number.
redisHealthCheck({ timeout: '100' })
// @ts-expect-error What is lent is used in a promise.
redis.isolate(() => 1)
// @ts-expect-error The context says how methods return.
export type Unknown = RedisCommander<{ type: 'unknown' }>
