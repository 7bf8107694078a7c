/** What an outage writes to the console where nobody listens for errors: one line for each change. */
import Ours, { getRedis } from '@app/redis-native'
import { serve } from '../faults/clients'
import { askUntil, event } from '../support/events'
import { runModule } from '../support/script'
import { startRedis } from '../support/server'

const clients: any[] = []
let lines: string[] = []

beforeEach(() => {
  lines = []
  for (const name of ['log', 'info', 'warn', 'error'] as const) {
    jest.spyOn(console, name).mockImplementation((...words) => void lines.push(words.join(' ')))
  }
})
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect()
  jest.restoreAllMocks()
})

const open = (options: object): any => {
  const client = getRedis({
    host: '127.0.0.1',
    circuitBreaker: { probe: 20, outage: 1_000 },
    ...options,
  } as never)
  clients.push(client)
  return client
}

const closes = (client: any, count: number) =>
  new Promise<void>((resolve) => {
    let seen = 0
    client.on('close', () => ++seen === count && resolve())
  })

test('an outage is one line for all handles, however long it lasts, and the next one another', async () => {
  const server = await serve()
  const { port } = server
  const handles = ['a:', 'b:', 'c:'].map((keyPrefix) =>
    open({ port, keyPrefix, connectionName: 'log-lines' }),
  )
  await Promise.all(handles.map((handle) => handle.ping()))
  expect(lines).toEqual([])
  const outage = closes(handles[2], 8)
  const open_ = event(handles[2], 'breaker')
  await server.kill()
  await Promise.all(handles.map((handle) => handle.get('k').catch(() => {})))
  await open_
  await outage
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/ECONNREFUSED|ECONNRESET/)
  const back = Promise.all(handles.map((handle) => event(handle, 'ready')))
  const again = await startRedis({ port })
  await back
  await Promise.all(handles.map((handle) => handle.ping()))
  expect(lines).toHaveLength(1)
  const second = closes(handles[2], 8)
  await again.kill()
  await second
  expect(lines).toHaveLength(2)
})

test('a handle that listens hears of it, and those that do not are one line', async () => {
  const server = await serve()
  const [listening, ...silent] = ['a:', 'b:', 'c:'].map((keyPrefix) =>
    open({ port: server.port, keyPrefix, connectionName: 'log-listens' }),
  )
  const heard: Error[] = []
  listening.on('error', (error: Error) => heard.push(error))
  await Promise.all([listening, ...silent].map((handle) => handle.ping()))
  const outage = closes(silent[1], 5)
  await server.kill()
  await outage
  expect(heard.length).toBeGreaterThan(1)
  expect(lines).toHaveLength(1)
})

test('a warning of the server is one line for all handles', async () => {
  const server = await serve()
  const options = { port: server.port, password: 'not-needed', protocol: 2, connectionName: 'log-warning' }
  const handles = ['a:', 'b:'].map((keyPrefix) => open({ ...options, keyPrefix }))
  await Promise.all(handles.map((handle) => handle.ping()))
  expect(lines).toEqual([expect.stringContaining('does not require a password')])
})

test('the process of a shared client is silent while nothing changes, and while nobody listens', async () => {
  const server = await serve()
  const { stdout, stderr, code } = await runModule(
    `import { redis, getRedis, closeRedis } from 'PACKAGE/dist/index.mjs'
    const other = getRedis({ keyPrefix: 'x:' })
    await Promise.all([redis.set('a', 1), other.set('b', 2), other.subscribe('c')])
    await redis.call('nothing').catch(() => {})
    other.disconnect()
    await closeRedis()`,
    { env: { REDIS_URL: server.url } },
  )
  expect({ stdout, stderr, code }).toEqual({ stdout: '', stderr: '', code: 0 })
})

test('a client of its own logs as ioredis does', async () => {
  const server = await serve()
  const client: any = new Ours({ port: server.port, retryStrategy: () => 5 } as never)
  clients.push(client)
  await client.ping()
  const outage = closes(client, 4)
  await server.kill()
  await outage
  await askUntil(
    () => lines.length,
    (count) => count >= 3,
  )
  for (const line of lines) expect(line).toContain('[ioredis] Unhandled error event:')
})
