import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT, runModule } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'

let server: RedisServer
let folder: string

beforeAll(async () => {
  server = await startRedis()
  folder = mkdtempSync(join(tmpdir(), 'redis-native-copy-'))
})

afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const environment = (name: string) => ({ REDIS_URL: server.url, REDIS_CONNECTION_NAME: name })

/** Prints how many connections of this name the server has. */
const COUNT = `
  const count = async (redis, name) =>
    (await redis.client('LIST')).split('\\n').filter((line) => line.includes('name=' + name + ' ')).length
`

/** A copy of the package's files under another path. */
function copy(name: string, wanted: (path: string) => boolean): string {
  const to = join(folder, name)
  for (const part of ['dist', 'package.json', 'node_modules/@ioredis']) {
    cpSync(join(ROOT, part), join(to, part), { recursive: true })
  }
  if (wanted('.node')) {
    const file = 'redis-native.linux-x64-gnu.node'
    cpSync(join(ROOT, file), join(to, file))
  }
  return to
}

test('import and require meet in the same objects and one connection', async () => {
  const { stdout, stderr, code } = await runModule(
    `${COUNT}
    import { createRequire } from 'node:module'
    import Imported, * as names from 'PACKAGE/dist/index.mjs'
    const required = createRequire(import.meta.url)('PACKAGE')
    await names.redis.set('from-import', '1')
    const value = await required.redis.get('from-import')
    console.log(JSON.stringify({
      sameClass: Imported === required && Imported === required.Redis && names.Redis === required,
      sameClient: names.redis === required.redis && required.getRedis() === names.getRedis(),
      defaultIsRedis: names.getRedis() === names.redis,
      awaited: (await names.getRedis()) === names.redis,
      value,
      connections: await count(names.redis, 'modules'),
    }))`,
    { env: environment('modules') },
  )
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  expect(JSON.parse(stdout)).toEqual({
    sameClass: true,
    sameClient: true,
    defaultIsRedis: true,
    awaited: true,
    value: '1',
    connections: 1,
  })
})

test.each([
  ['a copy of the JavaScript files alone', false],
  ['a copy of the whole package', true],
])('%s uses the same client and connection', async (_, withBinary) => {
  const name = withBinary ? 'whole-copy' : 'script-copy'
  const path = copy(name, () => withBinary)
  const { stdout, stderr, code } = await runModule(
    `${COUNT}
    import { redis } from 'PACKAGE/dist/index.mjs'
    import { redis as copied } from '${path}/dist/index.mjs'
    await Promise.all([redis.set('a', '1'), copied.set('b', '2')])
    console.log(JSON.stringify({
      same: redis === copied,
      values: [await copied.get('a'), await redis.get('b')],
      connections: await count(redis, '${name}'),
    }))`,
    { env: environment(name) },
  )
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  expect(JSON.parse(stdout)).toEqual({ same: true, values: ['1', '2'], connections: 1 })
})

test('a copy of the JavaScript files alone finds the addon that is loaded, whatever its path is called', async () => {
  const whole = copy('a path with späces', () => true)
  const alone = copy('alone', () => false)
  const { stdout, stderr, code } = await runModule(
    `const { redis } = await import('${whole}/dist/index.mjs')
    const { redis: copied } = await import('${alone}/dist/index.mjs')
    console.log(copied === redis, await copied.ping())`,
    { env: environment('spaces'), cwd: folder },
  )
  expect({ stdout, stderr, code }).toEqual({ stdout: 'true PONG\n', stderr: '', code: 0 })
})

test('a copy whose predecessor is gone from the disk works by its own binary, and says so', async () => {
  const [old, next] = [copy('old', () => true), copy('next', () => true)]
  const { stdout, stderr, code } = await runModule(
    `import { rmSync } from 'node:fs'
    const { redis } = await import('${old}/dist/index.mjs')
    await redis.ping()
    rmSync('${old}', { recursive: true })
    const { redis: other } = await import('${next}/dist/index.mjs')
    console.log(await redis.ping(), await other.ping())`,
    { env: environment('gone') },
  )
  expect({ stdout, code }).toEqual({ stdout: 'PONG PONG\n', code: 0 })
  expect(stderr).toMatch(/REDIS_NATIVE_TWO_VERSIONS.*one whose file is gone \(.*\/old\//)
})

test('the import makes nothing that an inspection of open handles finds', async () => {
  const { stdout, stderr, code } = await runModule(
    `import { createHook } from 'node:async_hooks'
    import { createRequire } from 'node:module'
    const require = createRequire(import.meta.url)
    const types = []
    const hook = createHook({ init: (_, type) => types.push(type) }).enable()
    require('node:dns')
    types.length = 0
    require('PACKAGE')
    hook.disable()
    console.log(JSON.stringify(types))`,
  )
  expect({ stdout, stderr, code }).toEqual({ stdout: '[]\n', stderr: '', code: 0 })
})

test('error replies settle their commands where Error is frozen', async () => {
  const { stdout, stderr, code } = await runModule(
    `Object.freeze(Error)
    const { redis } = await import('PACKAGE/dist/index.mjs')
    await redis.set('text', 'x')
    const settled = await Promise.allSettled([redis.get('text'), redis.incr('text'), redis.get('text')])
    console.log(settled.map(({ value, reason }) => value ?? reason.name).join())`,
    { env: environment('frozen') },
  )
  expect({ stdout, stderr, code }).toEqual({ stdout: 'x,ReplyError,x\n', stderr: '', code: 0 })
})

test('the same options give the same object, other options another connection', async () => {
  const { stdout, stderr, code } = await runModule(
    `${COUNT}
    import { getRedis, redis } from 'PACKAGE/dist/index.mjs'
    const one = getRedis({ db: 1 })
    await Promise.all([one.set('x', 'one'), redis.set('x', 'zero')])
    console.log(JSON.stringify({
      same: getRedis({ db: 1 }) === one,
      spelled: getRedis({}) === redis && getRedis({ db: 0 }) === redis,
      other: one !== redis,
      values: [await one.get('x'), await redis.get('x')],
      connections: await count(redis, 'options'),
    }))`,
    { env: environment('options') },
  )
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  expect(JSON.parse(stdout)).toEqual({
    same: true,
    spelled: true,
    other: true,
    values: ['one', 'zero'],
    connections: 2,
  })
})

test('closeRedis closes the connection, and a later use opens another', async () => {
  const { stdout, stderr, code } = await runModule(
    `${COUNT}
    import { closeRedis, getRedis, redis } from 'PACKAGE/dist/index.mjs'
    const first = await redis.client('ID')
    const last = redis.set('last', 'words')
    await closeRedis()
    const watcher = redis.duplicate({ connectionName: 'watcher' })
    // The server hears of the end a moment after us.
    const counted = async (wanted) => {
      let found = await count(watcher, 'reuse')
      while (found !== wanted) found = await count(watcher, 'reuse')
      return found
    }
    const closed = await counted(0)
    const status = redis.status
    const again = await redis.get('last')
    const second = await redis.client('ID')
    await closeRedis()
    await closeRedis()
    await getRedis().ping()
    console.log(JSON.stringify({
      last: await last, closed, status, again, renewed: second !== first,
      open: await counted(1),
    }))
    watcher.disconnect()`,
    { env: environment('reuse') },
  )
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  expect(JSON.parse(stdout)).toEqual({
    last: 'OK',
    closed: 0,
    status: 'end',
    again: 'words',
    renewed: true,
    open: 1,
  })
})

test('a handle that ends does not end the others', async () => {
  const { stdout, stderr, code } = await runModule(
    `${COUNT}
    import { getRedis, redis } from 'PACKAGE/dist/index.mjs'
    const prefixed = getRedis({ keyPrefix: 'p:' })
    await prefixed.set('a', '1')
    const together = await count(redis, 'handles')
    await prefixed.quit()
    const refused = await prefixed.get('a').catch((error) => error.message)
    console.log(JSON.stringify({ together, refused, value: await redis.get('p:a') }))`,
    { env: environment('handles') },
  )
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  expect(JSON.parse(stdout)).toEqual({ together: 1, refused: 'Connection is closed.', value: '1' })
})
