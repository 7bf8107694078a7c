/** The package's own diagnostics channels: what they tell, and how often. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { idsOf, open, ready, serve, using } from '../faults/clients'
import { rejection } from '../support/clients'
import { askUntil, event } from '../support/events'
import { freePort } from '../support/ports'
import { runModule } from '../support/script'
import { ScriptedServer } from '../support/scripted'

const NAMES = [
  'connection:ready',
  'connection:closed',
  'connection:reconnecting',
  'breaker',
  'timeout',
  'overload',
  'pubsub:gap',
]

let told: [name: string, facts: any][] = []

/** What was told of the connections to a port: those of earlier tests, and of earlier files, may still be ending. */
const toldOf = (port: number) => told.filter(([, { serverPort }]) => serverPort === port)

/** The facts that a channel told of the connections to a port. */
const facts = (name: string, port: number) =>
  toldOf(port)
    .filter(([other]) => other === name)
    .map(([, facts]) => facts)

const listeners = NAMES.map(
  (name) => [`redis-native:${name}`, (facts: unknown) => void told.push([name, facts])] as const,
)

beforeEach(() => {
  told = []
  for (const [name, listener] of listeners) subscribe(name, listener)
})
afterEach(() => {
  for (const [name, listener] of listeners) unsubscribe(name, listener)
})

test('a change is told once, however many handles of the client there are', async () => {
  const server = await serve()
  const options = { port: server.port, connectionName: 'many-handles' }
  const handles = ['a:', 'b:', 'c:'].map((keyPrefix) => open('shared', { ...options, keyPrefix }))
  await Promise.all(handles.map(ready))
  const again = handles.map((handle) => event(handle, 'ready'))
  await server.cli('CLIENT', 'KILL', 'TYPE', 'normal')
  await Promise.all(again)
  expect(toldOf(server.port).map(([name]) => name)).toEqual([
    'connection:ready',
    'connection:closed',
    'connection:reconnecting',
    'connection:ready',
  ])
  const at = { serverAddress: '127.0.0.1', serverPort: server.port, database: 0 }
  expect(facts('connection:ready', server.port)).toEqual([
    { ...at, protocol: 3 },
    { ...at, protocol: 3 },
  ])
  expect(facts('connection:closed', server.port)).toEqual([
    { ...at, reason: expect.any(String), code: undefined },
  ])
  expect(facts('connection:reconnecting', server.port)).toEqual([{ ...at, delay: expect.any(Number) }])
  // One that comes later changes nothing.
  await open('shared', { ...options, keyPrefix: 'd:' }).get('k')
  expect(toldOf(server.port)).toHaveLength(4)
})

test('it is told once to the realms of an environment, and once in each environment', async () => {
  const server = await serve()
  const { stdout, stderr, code } = await runModule(
    `import { subscribe } from 'node:diagnostics_channel'
    import { readFileSync } from 'node:fs'
    import { createRequire } from 'node:module'
    import { dirname, resolve } from 'node:path'
    import { compileFunction, createContext, runInContext } from 'node:vm'
    import { isMainThread, parentPort, Worker } from 'node:worker_threads'

    // The package in a realm of its own, as test frameworks have it.
    function realm() {
      const context = createContext({ process, Buffer, console, URL, URLSearchParams })
      const modules = new Map()
      const load = (file) => {
        if (modules.has(file)) return modules.get(file).exports
        const module = { exports: {} }
        modules.set(file, module)
        const outer = createRequire(file)
        const inner = (name) => {
          const found = outer.resolve(name)
          const ours = found.startsWith('PACKAGE/dist/') && found.endsWith('.js')
          return ours ? load(found) : outer(name)
        }
        compileFunction(readFileSync(file, 'utf8'), ['exports', 'require', 'module'], {
          parsingContext: context,
        })(module.exports, inner, module)
        return module.exports
      }
      return load('PACKAGE/dist/index.js')
    }

    const told = []
    for (const name of ['connection:ready', 'connection:closed'])
      subscribe('redis-native:' + name, () => told.push(name))
    const clients = [realm(), realm()].map((Redis) => Redis.getRedis().ref())
    if (clients[0] === clients[1]) throw new Error('one realm')
    await Promise.all(clients.map((client) => client.ping()))
    const twice = Promise.all(clients.map((client) => new Promise((ready) => client.once('ready', ready))))
    if (isMainThread) {
      const worker = new Worker(new URL(import.meta.url))
      const message = () => new Promise((resolve) => worker.once('message', resolve))
      await message()
      const result = message()
      await clients[0].client('KILL', 'TYPE', 'normal', 'SKIPME', 'no').catch(() => {})
      await twice
      console.log(JSON.stringify([told, await result]))
    } else {
      parentPort.postMessage('ready')
      await twice
      parentPort.postMessage(told)
    }
    for (const client of clients) client.unref()`,
    { env: { REDIS_URL: server.url } },
  )
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const [main, worker] = JSON.parse(stdout)
  expect(main).toEqual(['connection:ready', 'connection:closed', 'connection:ready'])
  expect(worker.slice(-2)).toEqual(['connection:closed', 'connection:ready'])
})

test('a client of its own tells of its connections, and of the wait for the next', async () => {
  const server = await serve()
  const client = open('own', { port: server.port, db: 2 })
  await ready(client)
  const again = event(client, 'ready')
  await server.cli('CLIENT', 'KILL', 'TYPE', 'normal')
  await again
  const end = event(client, 'end')
  client.disconnect()
  await end
  expect(toldOf(server.port).map(([name]) => name.replace('connection:', ''))).toEqual([
    'ready',
    'closed',
    'reconnecting',
    'ready',
    'closed',
  ])
  expect(facts('connection:reconnecting', server.port)).toEqual([
    { serverAddress: '127.0.0.1', serverPort: server.port, database: 2, delay: 20 },
  ])
})

test('an attempt that fails is told with its reason', async () => {
  const port = await freePort()
  const client = open('own', { port, retryStrategy: () => null })
  await event(client, 'end')
  expect(toldOf(port)).toEqual([
    [
      'connection:closed',
      {
        serverAddress: '127.0.0.1',
        serverPort: port,
        database: 0,
        reason: `connect ECONNREFUSED 127.0.0.1:${port}`,
        code: 'ECONNREFUSED',
      },
    ],
  ])
})

test('timeouts are told with their number, their cause and their phase', async () => {
  const server = using(await ScriptedServer.start({ script: () => {} }))
  const client = open('shared', { port: server.port, commandTimeout: 100 })
  await ready(client)
  await Promise.all(['a', 'b', 'c'].map((key) => rejection(client.get(key))))
  const timeouts = facts('timeout', server.port)
  expect(timeouts.reduce((sum, { commands }) => sum + commands, 0)).toBe(3)
  expect(timeouts[0]).toEqual({
    serverAddress: '127.0.0.1',
    serverPort: server.port,
    database: 0,
    commands: expect.any(Number),
    timeoutCause: 'server',
    phase: 'sent',
  })
})

test('an overload is told once, not for each command, and is counted for each', async () => {
  const port = await freePort()
  const client: any = open('own', { port, retryStrategy: () => 60_000 })
  const refused: Error[] = []
  for (let i = 0; i < 250_100; i++) client.get('k').catch((error: Error) => refused.push(error))
  const pipeline = client.pipeline()
  for (let i = 0; i < 50; i++) pipeline.get('k')
  await pipeline.exec()
  await askUntil(
    () => refused.length,
    (count) => count === 100,
  )
  expect(facts('overload', port)).toEqual([
    expect.objectContaining({ pending: 250_000, queuedBytes: expect.any(Number) }),
  ])
  expect(client.metrics().overloads).toBe(150)
})

test('the circuit breaker tells each of its modes once', async () => {
  const server = await serve()
  const options = {
    port: server.port,
    connectionName: 'breaker-news',
    circuitBreaker: { outage: 1_000, probe: 50 },
  }
  const handles = ['a:', 'b:'].map((keyPrefix) => open('shared', { ...options, keyPrefix }))
  await Promise.all(handles.map(ready))
  const modes: string[] = []
  handles[0].on('breaker' as 'ready', ((mode: string) => modes.push(mode)) as () => void)
  await server.kill()
  await askUntil(
    () => modes,
    () => modes.includes('open'),
  )
  const [opened] = facts('breaker', server.port)
  expect(opened).toEqual({
    serverAddress: '127.0.0.1',
    serverPort: server.port,
    database: 0,
    mode: 'open',
    reason: expect.stringContaining('ECONNREFUSED'),
  })
  expect(facts('breaker', server.port).map(({ mode }) => mode)).toEqual(modes)
})

test('subscriptions that stand again after a loss tell of one gap for all handles', async () => {
  const server = await serve()
  const options = { port: server.port, connectionName: 'gap-news' }
  const handles = ['a:', 'b:'].map((keyPrefix) => open('shared', { ...options, keyPrefix }))
  await Promise.all(handles.map((handle) => handle.subscribe('channel')))
  const gaps = handles.map((handle) => event(handle, 'gap'))
  await server.cli('CLIENT', 'KILL', 'TYPE', 'pubsub')
  await Promise.all(gaps)
  const at = { serverAddress: '127.0.0.1', serverPort: server.port, database: 0 }
  expect(facts('pubsub:gap', server.port)).toEqual([{ ...at, reason: 'connection' }])
})

test('so do those of a client of its own', async () => {
  const server = await serve()
  const client = open('own', { port: server.port })
  await client.subscribe('channel')
  expect(facts('pubsub:gap', server.port)).toEqual([])
  const [id] = await idsOf(server, client)
  await server.cli('CLIENT', 'KILL', 'ID', id)
  await askUntil(
    () => facts('pubsub:gap', server.port).length,
    (count) => count === 1,
  )
  expect(facts('pubsub:gap', server.port)[0]).toMatchObject({ serverPort: server.port, reason: 'connection' })
  const heard = event(client, 'message')
  await server.cli('PUBLISH', 'channel', 'after')
  expect(await heard).toEqual(['channel', 'after'])
})
