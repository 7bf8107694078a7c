/** `metrics()`, and that neither it nor the package's own diagnostics channels tell a password. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { open, ready, serve } from '../faults/clients'
import { rejection } from '../support/clients'
import { event } from '../support/events'

const PASSWORD = 'canary-of-the-metrics'

test('a client that is not used has counted nothing', async () => {
  const client: any = open('own', { port: 1, lazyConnect: true })
  expect(client.metrics()).toMatchObject({ commands: 0, connects: 0, ready: false, latency: { count: 0 } })
})

test('commands, connections, bytes and latencies are counted', async () => {
  const server = await serve()
  const client: any = open('shared', { port: server.port })
  await client.set('k', 'x'.repeat(1_000))
  await Promise.all(Array.from({ length: 99 }, () => client.get('k')))
  const metrics = client.metrics()
  expect(metrics).toMatchObject({ commands: 100, connects: 1, closes: 0, lost: 0, pending: 0, ready: true })
  expect(metrics.bytesReceived).toBeGreaterThan(99_000)
  expect(metrics.bytesSent).toBeGreaterThan(1_000)
  expect(metrics.latency.count).toBe(100)
  expect(metrics.latency.buckets.at(-1)).toEqual({ le: Number.POSITIVE_INFINITY, count: 100 })
  expect(metrics.latency.sum).toBeGreaterThan(0)
})

test('the channels tell of connections and timeouts, and nothing tells a password', async () => {
  const server = await serve({ password: PASSWORD })
  const told: [name: string, facts: any][] = []
  const listeners = ['connection:ready', 'connection:closed', 'connection:reconnecting', 'timeout'].map(
    (name) =>
      [
        `redis-native:${name}`,
        // Connections of other clients of the process may be ending.
        (facts: any) => facts.serverPort === server.port && told.push([name, facts]),
      ] as const,
  )
  for (const [name, listener] of listeners) subscribe(name, listener)
  const client: any = open('shared', { port: server.port, password: PASSWORD, commandTimeout: 1_000 })
  await ready(client)
  process.kill(server.pid, 'SIGSTOP')
  await rejection(client.get('k'))
  process.kill(server.pid, 'SIGCONT')
  await client.ping()
  const closed = event(client, 'reconnecting')
  await server.kill()
  await closed
  for (const [name, listener] of listeners) unsubscribe(name, listener)
  expect(told.map(([name]) => name).slice(0, 4)).toEqual([
    'connection:ready',
    'timeout',
    'connection:closed',
    'connection:reconnecting',
  ])
  expect(told[1][1]).toMatchObject({ commands: 1, timeoutCause: 'server', phase: 'sent' })
  expect(told[0][1]).toMatchObject({ serverAddress: '127.0.0.1', serverPort: server.port })
  expect(client.metrics().timeouts).toMatchObject({ server: 1, queue: 0 })
  expect(JSON.stringify([told, client.metrics(), client.metricsText()])).not.toContain(PASSWORD)
})

test('what the open circuit breaker and a full pool refuse is counted, each command', async () => {
  const server = await serve()
  const options = { port: server.port, circuitBreaker: { outage: 1_000, probe: 60_000 } }
  const client: any = open('shared', options)
  await client.ping()
  const opened = new Promise<void>((resolve) => {
    client.on('breaker', (mode: string) => mode === 'open' && resolve())
  })
  await server.kill()
  await opened
  const before = client.metrics()
  const pipeline = client.pipeline().get('a').set('b', 1).get('c')
  const refused = await Promise.all([
    rejection(client.get('k')),
    rejection(client.set('k', 'v')),
    rejection(client.blpop('l', 0)),
    rejection(client.subscribe('channel')),
    rejection(client.multi().get('a').get('b').exec()),
    pipeline.exec(),
  ])
  expect(refused.slice(0, 4).map((error: any) => error.code)).toEqual(Array(4).fill('ERR_REDIS_CIRCUIT_OPEN'))
  // MULTI and EXEC count as the commands that they are.
  expect(client.metrics().circuitRefusals - before.circuitRefusals).toBe(4 + 4 + 3)
  expect(client.metrics()).toMatchObject({ overloads: 0, pending: 0, breaker: 'open' })
})

test('more commands that block than there are connections for are counted as overload', async () => {
  const server = await serve()
  const client: any = open('shared', { port: server.port })
  const waiting = Array.from({ length: 34 }, () => client.blpop('l', 0).catch((error: any) => error.code))
  const refused = await Promise.all(waiting.slice(32))
  expect(refused).toEqual(['ERR_REDIS_OVERLOADED', 'ERR_REDIS_OVERLOADED'])
  expect(client.metrics().overloads).toBe(2)
  client.disconnect()
  await Promise.all(waiting)
})
