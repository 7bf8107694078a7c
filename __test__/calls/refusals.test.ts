/** What would change the connection that all share is refused, however it is spelled, and before it is sent. */
import Default, { redis } from '@app/redis-native'
import { rejection } from '../support/clients'
import { useSharedClient } from './shared-client'

const shared = useSharedClient('calls-refusals')
const Command = (Default as any).Command

const REFUSED: [name: string, ...args: unknown[]][] = [
  ['watch', 'key'],
  ['unwatch'],
  ['select', 1],
  ['auth', 'secret'],
  ['hello', 2],
  ['reset'],
  ['client', 'reply', 'off'],
  ['client', 'tracking', 'on'],
  ['client', 'caching', 'yes'],
  ['client', 'setname', 'other'],
  ['client', 'no-evict', 'on'],
  ['client', 'no-touch', 'on'],
  ['script', 'debug', 'yes'],
  ['readonly'],
  ['readwrite'],
  ['asking'],
  ['wait', 0, 0],
  ['waitaof', 0, 0, 0],
  ['sync'],
  ['psync', '?', '-1'],
  ['himport', 'prepare', 'fields', 'a'],
]

/** What a connection is, as the server sees it; what commands change of it stands there. */
async function stateOf(): Promise<string> {
  const lines = await shared.connections()
  expect(lines).toHaveLength(1)
  return lines[0].replace(/ (age|idle|cmd|qbuf|qbuf-free|argv-mem|obl|oll|omem|rbs|rbp|tot-mem)=\S+/g, '')
}

async function refused(promise: Promise<unknown>): Promise<void> {
  const error = await rejection(promise)
  expect(error.message).toMatch(/refused/)
  expect(error.message).toMatch(/: use /)
  expect(error.message).not.toContain('secret')
}

test.each(REFUSED)('%s %s is refused by method, call, Command and in any case', async (name, ...args) => {
  await redis.ping()
  const before = await stateOf()
  const any = redis as any
  const buffers = args.map((arg) => Buffer.from(String(arg)))
  const upper = args.map((arg) => (typeof arg === 'string' ? arg.toUpperCase() : arg))
  await refused(any[name](...args))
  await refused(any[name](...upper))
  await refused(any[name](...buffers))
  await refused(any[name](args))
  await refused(any.call(name, ...args))
  await refused(any.call(name.toUpperCase(), ...upper))
  await refused(any.call(name, args))
  await refused(any.callBuffer(name, ...buffers))
  await refused(any.sendCommand(new Command(name.toUpperCase(), args)))
  if (typeof any[`${name}Buffer`] === 'function') await refused(any[`${name}Buffer`](...args))
  expect(await redis.ping()).toBe('PONG')
  expect(await stateOf()).toBe(before)
})

test.each(REFUSED)('%s %s is refused in a pipeline and in a transaction', async (name, ...args) => {
  await redis.ping()
  const before = await stateOf()
  for (const batch of [redis.pipeline(), redis.multi()] as any[]) {
    const settled = batch
      .set('key', '1')
      [name](...args)
      .exec()
    const results = await settled.then(
      (replies: [Error | null][]) => replies.flatMap(([error]) => (error ? [error] : [])),
      (error: Error) => [error],
    )
    expect(results.map((error: Error) => error.message)).toContainEqual(expect.stringMatching(/refused/))
  }
  const called = await (redis.pipeline() as any)
    .call(name.toUpperCase(), ...args)
    .exec()
    .then(
      ([[error]]: [[Error]]) => error,
      (error: Error) => error,
    )
  expect(called.message).toMatch(/refused/)
  expect(await redis.ping()).toBe('PONG')
  expect(await stateOf()).toBe(before)
})

test('a refused command makes its transaction fail as a whole', async () => {
  await redis
    .multi()
    .set('half', '1')
    .select(1)
    .exec()
    .catch(() => {})
  expect(await redis.get('half')).toBeNull()
})

test('MULTI without pipeline is refused', async () => {
  await refused((redis as any).multi({ pipeline: false }))
  await refused(redis.call('multi'))
  await refused(redis.call('MULTI'))
  expect(await redis.set('key', '1')).toBe('OK')
})

test('MULTI by call in a pipeline does not leave a transaction open for the others', async () => {
  for (const name of ['multi', 'MULTI']) {
    await redis
      .pipeline()
      .call(name)
      .set('open', '1')
      .exec()
      .catch(() => {})
    expect(await redis.set('key', '1')).toBe('OK')
    expect(await redis.get('key')).toBe('1')
  }
})

test('a pipeline with multi and exec within is sent as a whole', async () => {
  const pipeline = redis.pipeline().multi().set('within', '1').get('within')
  await (pipeline.exec() as any).exec()
  expect(await redis.get('within')).toBe('1')
  expect(await stateOf()).toContain(' multi=-1 ')
})

test('MONITOR by call is refused, and QUIT', async () => {
  await refused(redis.call('MONITOR'))
  await refused(redis.call('quit'))
  expect(await redis.ping()).toBe('PONG')
})

test('subscribing in a pipeline is refused, as it changes the connection', async () => {
  for (const name of ['subscribe', 'psubscribe', 'ssubscribe']) {
    const first = await (redis.pipeline() as any)
      [name]('channel')
      .exec()
      .then(
        ([[error]]: [[Error]]) => error,
        (error: Error) => error,
      )
    expect(first.message).toMatch(/refused/)
  }
  expect(await shared.server.cli('PUBSUB', 'CHANNELS')).toBe('')
})

test.each([
  ['blpop', 'list', 0],
  ['xread', 'BLOCK', 0, 'STREAMS', 'stream', '$'],
  ['BZPOPMIN', 'zset', 0],
])('%s that blocks is refused in a pipeline', async (name, ...args) => {
  const first = await (redis.pipeline() as any)
    .call(name, ...args)
    .exec()
    .then(
      ([[error]]: [[Error]]) => error,
      (error: Error) => error,
    )
  expect(first.message).toMatch(/refused/)
  expect(await redis.ping()).toBe('PONG')
})

test('CLIENT that only reads is not refused', async () => {
  expect(await redis.client('GETNAME')).toBe('calls-refusals')
  expect(await redis.client('ID')).toBeGreaterThan(0)
})

test('getRedis of another handle refuses as well', async () => {
  await refused(shared.handle({ keyPrefix: 'other:' }).select(1))
})

test('a client of the class refuses nothing', async () => {
  const own = redis.duplicate()
  expect(await own.select(1)).toBe('OK')
  expect(await own.watch('key')).toBe('OK')
  own.disconnect()
})
