/**
 * IPv6, and the families of addresses. That a dead address of a name gives way to the next one is proved in
 * `src/dial/tests.rs`: no name of every machine has two.
 */
import Ours, { getRedis } from '@app/redis-native'
import { under } from '../configuration/environments'
import { rejection } from '../support/clients'
import { event, within } from '../support/events'
import { freePort } from '../support/ports'
import { type RedisServer, startRedis } from '../support/server'

const Redis = Ours as any
const opened: any[] = []
const servers: RedisServer[] = []

afterEach(async () => {
  for (const client of opened.splice(0)) client.disconnect()
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

const use = (client: any) => {
  client.on('error', () => {})
  opened.push(client)
  return client
}

/** A server on one address; redis-cli, which asks 127.0.0.1, is no witness for ::1. */
async function serve(address: string): Promise<RedisServer> {
  const server = await startRedis({ args: ['--bind', address] })
  servers.push(server)
  return server
}

test.each<[string, (port: number) => any]>([
  ['a host', (port) => new Redis({ host: '::1', port })],
  ['a URL', (port) => new Redis(`redis://[::1]:${port}/0`)],
  ['a URL of the shared client', (port) => getRedis(`redis://[::1]:${port}`)],
  ['a host with the family 6', (port) => new Redis({ host: '::1', port, family: 6 })],
  ['a URL with the family 6', (port) => new Redis(`redis://[::1]:${port}?family=6`)],
])('IPv6 by %s', async (_, make) => {
  const { port } = await serve('::1')
  const redis = use(make(port))
  expect(await redis.set('key', 'value')).toBe('OK')
  expect(redis.stream.remoteFamily).toBe('IPv6')
  expect(redis.stream.remoteAddress).toBe('::1')
})

test.each([['[::1]'], ['::1']])('REDIS_HOST=%s', async (host) => {
  const { port } = await serve('::1')
  await under({ REDIS_HOST: host, REDIS_PORT: String(port) }, async ({ redis, closeRedis }) => {
    expect(await redis.ping()).toBe('PONG')
    await closeRedis()
  })
})

test('a name with an IPv4 address leads to the server that is on 127.0.0.1 alone', async () => {
  const { port } = await serve('127.0.0.1')
  for (const client of [
    new Redis({ host: 'localhost', port }),
    getRedis({ host: 'localhost', port } as any),
  ]) {
    expect(await within(5_000, use(client).ping())).toBe('PONG')
    expect((client as any).stream.remoteFamily).toBe('IPv4')
  }
})

test('a name of which no address answers is refused with the last of them', async () => {
  const port = await freePort()
  const redis = use(new Redis({ host: 'localhost', port, maxRetriesPerRequest: 0 }))
  const told = event(redis, 'error')
  const error: any = await rejection(redis.get('key'))
  expect([error.code, error.cause?.code]).toContain('ECONNREFUSED')
  expect((await told)[0].message).toMatch(/^connect ECONNREFUSED (::1|127\.0\.0\.1):\d+$/)
})

test.each([
  ['127.0.0.1', 6],
  ['::1', 4],
])('%s is reached whatever the family is', async (host, family) => {
  const { port } = await serve(host)
  expect(await use(new Redis({ host, port, family })).ping()).toBe('PONG')
})
