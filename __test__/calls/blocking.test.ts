/** Commands that block on the shared client hold up nobody. */
import { redis } from '@app/redis-native'
import { rejection } from '../support/clients'
import { within } from '../support/events'
import { until, useSharedClient } from './shared-client'

const shared = useSharedClient('calls-blocking')

const blocked = async () =>
  Number(/blocked_clients:(\d+)/.exec(await shared.server.cli('INFO', 'clients'))?.[1])
const blocking = (count: number) => until(async () => (await blocked()) === count)

const FORMS: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
  ['blpop', () => redis.blpop('list', 0), () => redis.rpush('list', 'x')],
  ['brpop', () => redis.brpop('list', 0), () => redis.rpush('list', 'x')],
  ['blpop by call', () => redis.call('BLPOP', 'list', '0') as any, () => redis.rpush('list', 'x')],
  ['blpopBuffer', () => (redis as any).blpopBuffer('list', 0), () => redis.rpush('list', 'x')],
  ['blmove', () => redis.blmove('list', 'other', 'LEFT', 'RIGHT', 0), () => redis.rpush('list', 'x')],
  ['blmpop', () => redis.blmpop(0, 1, 'list', 'LEFT'), () => redis.rpush('list', 'x')],
  ['brpoplpush', () => redis.brpoplpush('list', 'other', 0), () => redis.rpush('list', 'x')],
  ['bzpopmin', () => redis.bzpopmin('zset', 0), () => redis.zadd('zset', 1, 'x')],
  ['bzpopmax', () => redis.bzpopmax('zset', 0), () => redis.zadd('zset', 1, 'x')],
  [
    'xread',
    () => redis.xread('BLOCK', 0, 'STREAMS', 'stream', '$'),
    () => redis.xadd('stream', '*', 'field', 'x'),
  ],
]

test.each(FORMS)('%s waits, others go on, and it gets what comes', async (_, wait, give) => {
  await redis.ping()
  const waiting = wait()
  await blocking(1)
  expect(await within(20_000, redis.incr('others'))).toBe(1)
  expect(await within(20_000, redis.multi().incr('others').exec())).toStrictEqual([[null, 2]])
  await give()
  expect(
    JSON.stringify(await waiting, (_key, value) =>
      value?.data ? String.fromCharCode(...value.data) : value,
    ),
  ).toContain('"x"')
  expect(await blocked()).toBe(0)
})

test('a blocking command that finds nothing in its time is null', async () => {
  expect(await redis.blpop('nothing', 0.05)).toBeNull()
  expect(await redis.xread('BLOCK', 20, 'STREAMS', 'nothing', '$')).toBeNull()
})

test('a blocking command may wait longer than the deadline of other commands', async () => {
  const impatient = shared.handle({ commandTimeout: 1_000, connectionName: 'calls-blocking-impatient' })
  expect(await impatient.blpop('nothing', 1.5)).toBeNull()
  const waiting = impatient.blpop('list', 0)
  await blocking(1)
  expect(await redis.blpop('nothing', 1.5)).toBeNull()
  await redis.rpush('list', 'late')
  expect(await waiting).toStrictEqual(['list', 'late'])
})

test('a duplicate has no deadline but one that was set, and blocks as long as its command says', async () => {
  const copy = redis.duplicate()
  const impatient = shared.handle({ commandTimeout: 1_000, connectionName: 'calls-blocking-set' }).duplicate()
  const changed = redis.duplicate({ commandTimeout: 2_000 })
  try {
    expect([copy, impatient, changed].map(({ options }) => options.commandTimeout)).toEqual([
      undefined,
      1_000,
      2_000,
    ])
    // Longer than the deadline that commands of the shared client have.
    expect(await copy.blpop('nothing', 5.2)).toBeNull()
    expect((await rejection(impatient.blpop('nothing', 0))).message).toBe('Command timed out')
  } finally {
    for (const client of [copy, impatient, changed]) client.disconnect()
  }
})

test('connections that blocked are lent again', async () => {
  const id = async () => {
    await redis.rpush('list', 'x')
    await redis.blpop('list', 1)
    return (await shared.connections()).map((line) => line.split(' ')[0]).sort()
  }
  expect(await id()).toStrictEqual(await id())
})

test('32 may block at a time, the next is refused at once, and others go on', async () => {
  const waiting = Array.from({ length: 32 }, () => redis.blpop('list', 0))
  await blocking(32)
  const error = await within(20_000, rejection(redis.blpop('list', 0)))
  expect(error.message).toMatch(/32/)
  expect(error.message).toContain('redis.duplicate()')
  expect(await redis.ping()).toBe('PONG')
  await redis.rpush('list', ...Array.from({ length: 32 }, (_, i) => String(i)))
  const got = (await Promise.all(waiting)).map((reply) => Number(reply?.[1]))
  expect(got.sort((a, b) => a - b)).toStrictEqual(Array.from({ length: 32 }, (_, i) => i))
  expect(await redis.blpop('list', 0.05)).toBeNull()
})

test('no element is lost to a handle that ended while it blocked', async () => {
  const handle = shared.handle({ keyPrefix: '', connectionName: 'calls-blocking-ended' })
  const waiting = rejection(handle.blpop('list', 0))
  await blocking(1)
  handle.disconnect()
  await within(20_000, waiting)
  await blocking(0)
  await redis.rpush('list', 'kept')
  expect(await redis.lpop('list')).toBe('kept')
})

test('within a transaction a blocking command does not wait', async () => {
  expect(await within(20_000, redis.multi().blpop('nothing', 0).exec())).toStrictEqual([[null, null]])
})
