/**
 * Credentials and values, wherever people look: a password, the arguments of commands that may be
 * credentials, and a value, searched for in everything that the package says and shows.
 */
import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel'
import { inspect } from 'node:util'
import Ours, { Cluster, closeRedis, getConnectionInfo, getRedis, redisHealthCheck } from '@app/redis-native'
import { open, ready, using } from '../faults/clients'
import { rejection } from '../support/clients'
import { event, within } from '../support/events'
import { freePort } from '../support/ports'
import { ScriptedServer } from '../support/scripted'
import { type RedisServer, startRedis } from '../support/server'

const PASSWORD = 'cAnary-of-the-password'
const SECRET = 'cAnary-of-a-command'
const VALUE = 'cAnary-of-a-value'
const KEY = 'cAnary-of-a-key'

/** What was heard, by where: console, warnings, channels. */
let heard: [where: string, text: string][] = []
/** Everything that people look at in a value. */
function seen(value: any, depth = 0): string {
  const texts = [
    inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, maxStringLength: null }),
    inspect(value),
    String(value),
  ]
  try {
    texts.push(JSON.stringify(value) ?? '')
  } catch {
    // A cycle has no JSON.
  }
  if (value instanceof Error) {
    texts.push(String(value.message), String(value.stack), JSON.stringify({ ...value }))
    texts.push(JSON.stringify(value, Object.getOwnPropertyNames(value)))
    if (depth < 5) texts.push(seen(value.cause, depth + 1))
  }
  return texts.join('\n')
}

/** The canaries that a text holds, also as bytes that inspection shows. */
function found(text: string, canaries: string[]): string[] {
  return canaries.flatMap((canary) => {
    const bytes = [...Buffer.from(canary)]
    const forms = [
      canary,
      encodeURIComponent(canary),
      Buffer.from(canary).toString('base64').slice(0, -4),
      bytes.map((byte) => byte.toString(16)).join(' '),
      bytes.join(','),
      bytes.join(', '),
    ]
    return forms
      .filter((form) => text.includes(form))
      .map((form) => text.slice(Math.max(text.indexOf(form) - 100, 0), text.indexOf(form) + form.length))
  })
}

const CREDENTIALS = [PASSWORD, SECRET]
const expectClean = (text: string, canaries = [PASSWORD, SECRET, VALUE, KEY]) =>
  expect(found(text, canaries)).toEqual([])

const TRACED = ['command', 'batch', 'connect'].flatMap((name) =>
  ['start', 'end', 'asyncStart', 'asyncEnd', 'error'].map((part) => `tracing:ioredis:${name}:${part}`),
)
const CHANNELS = ['connection:ready', 'connection:closed', 'connection:reconnecting', 'breaker', 'timeout']
  .concat('overload', 'pubsub:gap')
  .map((name) => `redis-native:${name}`)

const listeners = [...TRACED, ...CHANNELS].map(
  (name) => [name, (message: any) => void heard.push([name, seen(told(message))])] as const,
)
/** What a channel tells beside what ioredis tells there: the reply, and the arguments of an error. */
function told({ error, result, ...rest }: any): object {
  if (error === undefined) return rest
  const { message, stack, command, ...facts } = error
  return { ...rest, error: { ...facts, message, stack, command: command?.name } }
}

const warned = (warning: Error) => void heard.push(['warning', seen(warning)])

let server: RedisServer

beforeAll(async () => {
  server = await startRedis({ password: PASSWORD })
})
afterAll(async () => {
  await closeRedis()
  await server.stop()
})
beforeEach(() => {
  heard = []
  for (const name of ['log', 'warn', 'error', 'info', 'debug'] as const) {
    jest
      .spyOn(console, name)
      .mockImplementation((...args) => void heard.push(['console', args.map(String).join(' ')]))
  }
  for (const [name, listener] of listeners) subscribe(name, listener)
  process.on('warning', warned)
})
afterEach(() => {
  jest.restoreAllMocks()
  process.off('warning', warned)
  for (const [name, listener] of listeners) unsubscribe(name, listener)
  // Of a command's arguments the tracing channels of ioredis tell some; no credential.
  for (const [where, text] of heard) {
    expectClean(text, where.startsWith('tracing:') ? CREDENTIALS : undefined)
  }
})

/** All that a client shows of itself. */
function faces(client: any): string {
  const { stream, connector, condition, options } = client
  const parts = [client, options, stream, connector, condition]
  return [...parts, client.metrics(), client.metricsText()].map((part) => seen(part)).join('\n')
}

const KINDS = [['shared'], ['own']] as const

/** Commands whose arguments are credentials, and which the server refuses with them in its words. */
const SECRET_COMMANDS: [name: string, ...args: string[]][] = [
  ['auth', SECRET, SECRET],
  ['AUTH', SECRET],
  ['hello', '3', 'AUTH', 'nobody', SECRET],
  ['acl', 'SETUSER', 'nobody', `<${SECRET}`],
  ['acl', 'SETUSER', 'nobody', `#${SECRET}`],
  ['ACL', 'SETUSER', 'nobody', `!${SECRET}`],
  ['config', 'SET', 'requirepass', SECRET, 'nothing', SECRET],
  ['config', 'set', 'masterauth', SECRET, 'port', SECRET],
  ['migrate', '127.0.0.1', '1', KEY, '0', '10', 'AUTH2', 'user', SECRET, SECRET],
  ['sentinel', 'SET', 'mymaster', 'auth-pass', SECRET],
]

describe.each(KINDS)('%s client', (kind) => {
  const connect = (options: object = {}): any =>
    open(kind, {
      port: server.port,
      password: PASSWORD,
      sentinelPassword: SECRET,
      ...(kind === 'own' ? { retryStrategy: () => null } : {}),
      ...options,
    })

  test('it shows no password, before, while and after it is connected', async () => {
    const client = connect({ commandTimeout: 30_000 })
    expectClean(faces(client))
    await ready(client)
    expectClean(faces(client))
    const end = event(client, 'end')
    client.disconnect()
    await end
    expectClean(faces(client))
  })

  test('commands in flight and pipelines show no credential', async () => {
    const silent = using(await ScriptedServer.start({ script: () => {} }))
    const client = connect({ port: silent.port, commandTimeout: 0 })
    await ready(client)
    const pending = SECRET_COMMANDS.map(([name, ...args]) => client.call(name, ...args).catch(seen))
    const pipeline = client.pipeline()
    for (const [name, ...args] of SECRET_COMMANDS.slice(3)) pipeline.call(name, ...args)
    for (const value of [client, client.commandQueue, client.commandQueue.toArray?.(), pipeline]) {
      expectClean(seen(value), CREDENTIALS)
    }
    const transaction = client.multi().acl('SETUSER', 'nobody', `>${SECRET}`)
    expectClean(seen(transaction), CREDENTIALS)
    client.disconnect()
    for (const text of await within(20_000, Promise.all(pending))) expectClean(text, CREDENTIALS)
  })

  test('no error tells a credential, whatever the server says', async () => {
    const client = connect()
    const errors = await Promise.all(
      SECRET_COMMANDS.map(([name, ...args]) => rejection(client.call(name, ...args)).catch(String)),
    )
    for (const error of errors) expectClean(seen(error), CREDENTIALS)
    const group = client.pipeline()
    for (const [name, ...args] of SECRET_COMMANDS.slice(3)) group.call(name, ...args)
    for (const [error] of await group.exec()) expectClean(seen(error), CREDENTIALS)
    const denied = await client.multi().acl('SETUSER', 'nobody', `<${SECRET}`).get('k').exec()
    expect(denied[0][0]).toBeInstanceOf(Error)
    expectClean(seen(denied), CREDENTIALS)
    const spoilt = await rejection(client.multi().acl('SETUSER').call('acl', 'SETUSER', 'x', SECRET).exec())
    expectClean(seen(spoilt), CREDENTIALS)
  })

  test('values stand in error.command.args alone', async () => {
    const client = connect()
    await client.set(KEY, VALUE)
    const errors = [
      await rejection(client.lpush(KEY, VALUE)),
      await rejection(client.set(KEY, VALUE, 'NX', 'XX')),
      await rejection(client.eval(`return redis.call('lpush', KEYS[1], ARGV[1])`, 1, KEY, VALUE)),
      (await client.pipeline().lpush(KEY, VALUE).exec())[0][0],
    ]
    for (const error of errors) {
      expect(error.command.args).toContain(VALUE)
      expectClean(seen(Object.assign(error, { command: undefined })))
    }
    expectClean(faces(client))
  })

  test('nor do timeouts, lost connections, aborts and refusals tell any', async () => {
    const silent = using(await ScriptedServer.start({ script: () => {} }))
    const client = connect({ port: silent.port, commandTimeout: 100 })
    await ready(client)
    const errors: any[] = []
    errors.push(await rejection(client.set(KEY, VALUE)))
    const lost = rejection(client.set(KEY, VALUE, 'EX', 10))
    client.call('auth', SECRET).catch((error: Error) => errors.push(error))
    await silent.stop()
    errors.push(await lost)
    const controller = new AbortController()
    const aborted = rejection(client.withSignal(controller.signal).set(KEY, VALUE))
    controller.abort(new Error('no more'))
    errors.push(await aborted)
    for (const error of errors) expectClean(seen(Object.assign(error, { command: undefined })))
    expectClean(faces(client), CREDENTIALS)
  })

  test('a password that is wrong is not told, by no server', async () => {
    const wrong = connect({ password: SECRET, username: 'nobody' })
    const [error] = await within(10_000, event(wrong, 'error'))
    expect(error.message).toContain('WRONGPASS')
    expectClean(seen(error))
    expectClean(seen(await rejection(wrong.get('k'))))
    expectClean(faces(wrong))
    // Proxies and old servers give back what they do not know.
    const echoing = using(
      await ScriptedServer.start({
        handshake: (_, command) =>
          /^(hello|auth)$/i.test(command[0])
            ? `-ERR unknown command, with args beginning with: ${command.join(' ')}\r\n`
            : undefined,
      }),
    )
    const echoed = connect({ port: echoing.port })
    const [told] = await within(10_000, event(echoed, 'error'))
    expectClean(seen(told))
    expectClean(faces(echoed))
  })

  test('an error that nobody listens for is logged without any', async () => {
    const client = connect({ port: await freePort() })
    client.removeAllListeners('error')
    await event(client, 'close')
    expect(heard.map(([where]) => where)).toContain('console')
  })
})

test('the traces of ioredis show no credential', async () => {
  const client: any = open('own', { port: server.port, password: PASSWORD })
  for (const [name, ...args] of SECRET_COMMANDS) await rejection(client.call(name, ...args)).catch(() => {})
  await client.set(KEY, VALUE)
  expect(heard.filter(([where]) => where === 'tracing:ioredis:command:start').length).toBeGreaterThan(
    SECRET_COMMANDS.length,
  )
  expect(channel('tracing:ioredis:command:start').hasSubscribers).toBe(true)
})

test('the functions of the default client tell none', async () => {
  const before = process.env.REDIS_URL
  process.env.REDIS_URL = `redis://:${PASSWORD}@127.0.0.1:${server.port}`
  try {
    expectClean(seen(getConnectionInfo()))
    expectClean(seen(await redisHealthCheck()))
    expectClean(seen(getRedis()))
    await server.cli('CONFIG', 'SET', 'requirepass', SECRET)
    await closeRedis()
    const health = await redisHealthCheck({ timeout: 2_000 })
    expect(health.status).toBe('unhealthy')
    expectClean(seen(health))
    expectClean(seen(getConnectionInfo()))
  } finally {
    await closeRedis()
    process.env.REDIS_URL = before
    if (before === undefined) delete process.env.REDIS_URL
    await server.cli('-a', SECRET, '--no-auth-warning', 'CONFIG', 'SET', 'requirepass', PASSWORD)
  }
})

// The names hold no password: what is shown of a promise leads to jest's own tests.
test.each([
  'redis://user:PASSWORD@host:99999',
  'redis://user:PASSWORD@host:port',
  'redis://:PASSWORD@',
  'redis://:PASSWORD@/0',
  'redis//:PASSWORD@host',
  'redis:/:PASSWORD@host',
  'http://:PASSWORD@host',
  '"redis://:PASSWORD@host"',
  '{"url":"redis://:PASSWORD@host:1"}',
  'redis://:a bPASSWORD@host',
  'redis://:%zzPASSWORD@host',
  'redis://:a#PASSWORD@host',
  'redis://:a?PASSWORD@host',
  'redis://:a/PASSWORD@host:x',
  'redis://host?password=PASSWORD&db=x',
  'redis://host:x?password=PASSWORD',
  'redis://host/x?sentinelPassword=PASSWORD',
  'REDIS_URL=redis://:PASSWORD@host',
  'redis://:PASSWORD@host1:1,redis://:PASSWORD@host2:2',
  'user:PASSWORD@host:x',
])('no configuration error tells the password of %s', (form) => {
  const url = form.replaceAll('PASSWORD', PASSWORD)
  const outcomes = [
    () => getRedis(url),
    () => new Ours(url, { lazyConnect: true, retryStrategy: null } as never),
    () => new (Cluster as any)([url], { lazyConnect: true }),
  ].map((make) => {
    try {
      const client: any = make()
      client.on('error', () => {})
      client.disconnect()
      return client
    } catch (error) {
      return error
    }
  })
  for (const outcome of outcomes) expectClean(seen(outcome))
})

test('a cluster client shows no password', () => {
  const cluster = new (Cluster as any)(
    [
      { host: '127.0.0.1', port: 1, password: PASSWORD },
      `redis://:${PASSWORD}@127.0.0.1:2`,
      { host: '127.0.0.1', port: 3 },
    ],
    { lazyConnect: true, redisOptions: { password: PASSWORD, sentinelPassword: SECRET } },
  )
  expectClean(seen(cluster))
  expectClean(seen(cluster.options))
  expectClean(inspect(cluster.startupNodes) + JSON.stringify(cluster.startupNodes))
  expectClean(seen(cluster.nodes()))
  cluster.disconnect()
})

/** A key that is none: its text is what must not be seen. */
const PEM = `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----\n`

const SECRETIVE: [what: string, options: object][] = [
  ['a private key that is none', { tls: { key: PEM, cert: PEM } }],
  ['the passphrase of a key', { tls: { key: PEM, passphrase: PASSWORD } }],
  ['a key in another form', { tls: { pfx: Buffer.from(SECRET), key: Buffer.from(PEM) } }],
  [
    'passwords for sentinels',
    {
      sentinels: [{ host: '127.0.0.1', port: 1 }],
      name: 'mymaster',
      sentinelPassword: SECRET,
      password: PASSWORD,
      sentinelRetryStrategy: () => null,
    },
  ],
  ['options within options', { redisOptions: { password: PASSWORD, tls: { key: PEM } } }],
]

test.each(SECRETIVE)('neither errors nor clients show %s', async (_, options) => {
  for (const make of [
    (given: object): any => new Ours({ lazyConnect: true, retryStrategy: () => null, ...given } as never),
    (given: object): any => getRedis(given as never),
  ]) {
    let outcome: any
    try {
      outcome = make({ host: '127.0.0.1', port: server.port, ...options })
      const errors: string[] = []
      outcome.on('error', (error: Error) => errors.push(seen(error)))
      expectClean(seen(outcome) + seen(outcome.options))
      const outcomeOfConnect = await Promise.race([
        outcome.connect().catch((error: Error) => error),
        event(outcome, 'close'),
      ])
      expectClean(seen(outcomeOfConnect) + errors.join())
      expectClean(seen(outcome) + seen(outcome.options))
      outcome.disconnect()
    } catch (error) {
      expectClean(seen(error))
    }
  }
})

test('the variables of sentinels and TLS are told without them', async () => {
  const variables: Record<string, string> = {
    REDIS_SENTINELS: '127.0.0.1:1',
    REDIS_SENTINEL_NAME: 'mymaster',
    REDIS_SENTINEL_PASSWORD: SECRET,
    REDIS_PASSWORD: PASSWORD,
    REDIS_TLS: 'true',
    REDIS_TLS_KEY: PEM,
  }
  const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]))
  Object.assign(process.env, variables)
  try {
    for (const use of [
      getConnectionInfo,
      () => getRedis({ db: 1 }),
      () => redisHealthCheck({ timeout: 200 }),
    ]) {
      let outcome: unknown
      try {
        outcome = await use()
      } catch (error) {
        outcome = error
      }
      expectClean(seen(outcome))
    }
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    await closeRedis()
  }
})
