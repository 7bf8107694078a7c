/** What only a process of its own shows: importing does nothing, and what is printed. */

import { freePort } from '../support/ports'
import { ROOT, run, runModule } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'

const node = (script: string, env: Record<string, string> = {}) =>
  run(process.execPath, ['-e', script.replaceAll('PACKAGE', ROOT)], { env })
const quiet = { code: 0, signal: null, stderr: '' }

let server: RedisServer
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

const THREADS = "require('node:fs').readdirSync('/proc/self/task').length"
const SOCKETS = `require('node:fs').readdirSync('/proc/self/fd').filter((fd) => {
  try { return require('node:fs').readlinkSync('/proc/self/fd/' + fd).startsWith('socket:') } catch { return false }
}).length`

test('importing starts no thread, opens no socket, holds nothing and prints nothing', async () => {
  const outcome = await node(
    `const before = [${THREADS}, ${SOCKETS}, process.getActiveResourcesInfo().length]
    require('PACKAGE')
    const after = [${THREADS}, ${SOCKETS}, process.getActiveResourcesInfo().length]
    console.log(JSON.stringify([before, after]))`,
    { REDIS_URL: server.url },
  )
  expect(outcome).toMatchObject(quiet)
  const [before, after] = JSON.parse(outcome.stdout)
  expect(after).toStrictEqual(before)
})

test('importing reads nothing of the environment', async () => {
  const outcome = await node(`
    const read = []
    const real = process.env
    const watch = (env) => new Proxy(env, {
      get: (env, name) => (read.push(String(name)), env[name]),
      has: (env, name) => (read.push(String(name)), name in env),
      ownKeys: (env) => (read.push('*'), Reflect.ownKeys(env)),
      getOwnPropertyDescriptor: (env, name) => Reflect.getOwnPropertyDescriptor(env, name),
    })
    Object.defineProperty(process, 'env', { value: watch({ ...real }), configurable: true })
    const { redis, getRedis } = require('PACKAGE')
    console.log(JSON.stringify(read.filter((name) => /^(REDIS_|NODE_ENV|NEXT_|\\*)/.test(name))))
    redis.options
    if (!read.includes('REDIS_URL')) throw new Error('the watch sees nothing')`)
  expect(outcome).toMatchObject(quiet)
  expect(JSON.parse(outcome.stdout)).toStrictEqual([])
})

test.each([['import'], ['require']])(
  'a process that only does %s ends at once, whatever the variables say',
  async (how) => {
    const env = { REDIS_URL: 'http://wrong', REDIS_PORT: 'wrong', NODE_ENV: 'production' }
    const outcome =
      how === 'import'
        ? await runModule("import Redis, { redis } from 'PACKAGE/dist/index.mjs'", { env })
        : await node("require('PACKAGE')", env)
    expect(outcome).toStrictEqual({ ...quiet, stdout: '' })
  },
)

describe('in production', () => {
  const info = "const { getConnectionInfo } = require('PACKAGE'); getConnectionInfo(); getConnectionInfo()"

  test('nothing set is said in one line', async () => {
    const { code, stdout, stderr } = await node(info, { NODE_ENV: 'production' })
    expect({ code, stdout }).toStrictEqual({ code: 0, stdout: '' })
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(stderr).toContain('localhost:6379')
    expect(stderr).toContain('REDIS_URL')
  })

  test('the line comes once for the process, whatever copy of the module is asked', async () => {
    const { stderr } = await node(
      `${info}
      for (let i = 0; i < 3; i++) {
        for (const file of Object.keys(require.cache)) if (file.endsWith('.js')) delete require.cache[file]
        process.env.REDIS_KEY_PREFIX = 'p' + i
        require('PACKAGE').getKeyPrefix()
      }`,
      { NODE_ENV: 'production' },
    )
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  test.each<Record<string, string>[]>([
    [{ REDIS_URL: 'redis://host:7000' }],
    [{ REDIS_HOST: 'host' }],
    [{ REDIS_CLUSTER_HOSTS: 'host:7000' }],
  ])('with %j nothing is said', async (env) => {
    expect(await node(info, { NODE_ENV: 'production', ...env })).toStrictEqual({ ...quiet, stdout: '' })
  })

  test('a client whose address is given in code says nothing of localhost', async () => {
    const script = `const { getRedis, closeRedis } = require('PACKAGE')
      const client = getRedis({ host: '127.0.0.1', port: ${server.port} })
      client.ping().then(console.log)`
    expect(await node(script, { NODE_ENV: 'production' })).toStrictEqual({ ...quiet, stdout: 'PONG\n' })
  })

  test('new Redis says nothing of localhost', async () => {
    const script = `const Redis = require('PACKAGE'); new Redis(${server.port}, '127.0.0.1').ping().then(console.log)`
    expect(await node(script, { NODE_ENV: 'production' })).toStrictEqual({ ...quiet, stdout: 'PONG\n' })
  })
})

test.each([['development'], ['test'], ['']])(
  'NODE_ENV=%s says nothing of what is not set',
  async (NODE_ENV) => {
    const script = "require('PACKAGE').getConnectionInfo()"
    expect(await node(script, { NODE_ENV })).toStrictEqual({ ...quiet, stdout: '' })
  },
)

describe('while Next builds', () => {
  const NEXT_PHASE = 'phase-production-build'

  test('getRedis and a listener do not connect, and the process ends', async () => {
    const script = `const { getRedis, redis, getConnectionInfo } = require('PACKAGE')
      const client = getRedis()
      client.on('ready', () => console.log('ready'))
      client.on('connect', () => console.log('connect'))
      getRedis({ db: 2 })
      console.log(client === redis, client.status, getConnectionInfo().state, ${SOCKETS.replaceAll('\n', ' ')})`
    const sockets = (await node(`console.log(${SOCKETS})`)).stdout
    const outcome = await node(script, { NEXT_PHASE, NODE_ENV: 'production', REDIS_URL: server.url })
    expect(outcome).toStrictEqual({ ...quiet, stdout: `true wait wait ${sockets}` })
  })

  test('with nothing configured it is silent', async () => {
    const script = "const { getRedis } = require('PACKAGE'); getRedis(); console.log('built')"
    expect(await node(script, { NEXT_PHASE, NODE_ENV: 'production' })).toStrictEqual({
      ...quiet,
      stdout: 'built\n',
    })
  })

  test('a command connects', async () => {
    const script = "require('PACKAGE').getRedis().ping().then(console.log)"
    expect(await node(script, { NEXT_PHASE, REDIS_URL: server.url })).toStrictEqual({
      ...quiet,
      stdout: 'PONG\n',
    })
  })
})

test('an absent server is one line of the log for an outage, not one for each attempt', async () => {
  const script = "require('PACKAGE').redis.get('key').catch((error) => console.log(error.code))"
  const { stdout, stderr } = await node(script, {
    REDIS_URL: `redis://127.0.0.1:${await freePort()}`,
    REDIS_COMMAND_TIMEOUT: '1500',
    REDIS_MAX_RETRIES: '1000',
  })
  expect(stdout).toBe('ECONNREFUSED\n')
  expect(stderr.match(/Unhandled error event/g)).toHaveLength(1)
})
