/** Unix sockets, by every form that names one, on own and on shared clients. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Ours, { getRedis } from '@app/redis-native'
import { under } from '../configuration/environments'
import { rejection } from '../support/clients'
import { event } from '../support/events'
import { type RedisServer, startRedis } from '../support/server'

const Redis = Ours as any
const directory = mkdtempSync(join(tmpdir(), 'redis-socket-'))
const path = join(directory, 'redis.sock')
const opened: any[] = []
let server: RedisServer

beforeAll(async () => {
  server = await startRedis({ args: ['--unixsocket', path] })
})
afterEach(async () => {
  for (const client of opened.splice(0)) client.disconnect()
  await server.cli('FLUSHALL')
})
afterAll(async () => {
  await server.stop()
  rmSync(directory, { recursive: true, force: true })
})

const use = (client: any) => {
  client.on('error', () => {})
  opened.push(client)
  return client
}

test.each<[string, () => any]>([
  ['new Redis(path)', () => new Redis(path)],
  ['new Redis({ path })', () => new Redis({ path })],
  ['new Redis by unix://', () => new Redis(`unix://${path}`)],
  ['new Redis by redis+unix://', () => new Redis(`redis+unix://${path}`)],
  ['getRedis({ path })', () => getRedis({ path } as any)],
  ['getRedis by unix://', () => getRedis(`unix://${path}`)],
  ['getRedis by redis+unix://', () => getRedis(`redis+unix://${path}`)],
])('%s leads to the socket', async (_, make) => {
  const redis = use(make())
  expect(await redis.set('key', 'value')).toBe('OK')
  expect(await redis.client('INFO')).toMatch(/addr=.*redis\.sock:0/)
})

test('the database of a URL is selected', async () => {
  const redis = use(new Redis(`unix://${path}?db=3`))
  await redis.set('key', 'value')
  expect(await server.cli('-n', '3', 'GET', 'key')).toBe('value')
})

test('REDIS_URL leads to the socket, for commands, what blocks and what subscribes', async () => {
  await under({ REDIS_URL: `redis+unix://${path}` }, async ({ redis, getConnectionInfo, closeRedis }) => {
    expect(getConnectionInfo().address).toBe(path)
    await redis.subscribe('channel')
    const popped = redis.blpop('list', 5)
    await redis.rpush('list', 'element')
    expect(await popped).toStrictEqual(['list', 'element'])
    const message = event(redis, 'message')
    await redis.publish('channel', 'hello')
    expect(await message).toStrictEqual(['channel', 'hello'])
    await closeRedis()
  })
})

test('values of 16 MB go both ways', async () => {
  const redis = use(new Redis(path))
  const value = Buffer.alloc(16 << 20, 'x')
  await redis.set('key', value)
  expect((await redis.getBuffer('key')).equals(value)).toBe(true)
})

test('a socket that is not there is named', async () => {
  const redis = use(new Redis({ path: `${path}.none`, maxRetriesPerRequest: 0 }))
  const told = event(redis, 'error')
  const error: any = await rejection(redis.get('key'))
  expect([error.code, error.cause?.code]).toContain('ENOENT')
  expect((await told)[0]).toMatchObject({ code: 'ENOENT', message: `connect ENOENT ${path}.none` })
})

test('a connection that the server kills is replaced', async () => {
  const redis = use(new Redis(path))
  await redis.set('key', 'value')
  const ready = event(redis, 'ready')
  await server.cli('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
  expect(await redis.get('key')).toBe('value')
  await ready
})
