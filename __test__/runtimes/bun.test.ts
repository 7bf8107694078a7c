/** Bun has no libuv: replies come by the package's own thread. */
import { join } from 'node:path'
import { ROOT, run } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'

const INSTALL = `
  const { installModules } = await import(process.argv[1])
  installModules(process.argv[2])
`

let server: RedisServer

beforeAll(async () => {
  const { code, stdout, stderr } = await run(process.execPath, [
    ...['--input-type=module', '-e', INSTALL, join(ROOT, 'scripts/install.mjs'), __dirname],
  ])
  if (code !== 0) throw new Error(`Bun was not installed:\n${stdout}${stderr}`)
  server = await startRedis()
})

afterAll(() => server?.stop())

/** What a script in Bun prints as JSON; it has to end by itself. */
async function inBun(script: string): Promise<unknown> {
  const head = `const { redis, closeRedis, Redis } = require(${JSON.stringify(ROOT)});`
  const { code, stdout, stderr } = await run(
    join(__dirname, 'node_modules/.bin/bun'),
    ['-e', `${head}\n(async () => {\n${script}\n})()`],
    { env: { REDIS_URL: server.url } },
  )
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

test('commands, pipelines and transactions are answered, and the process ends by itself', async () => {
  const told = await inBun(`
    await redis.set('key', 'value')
    const many = await Promise.all(Array.from({ length: 2000 }, (_, i) => redis.echo(String(i))))
    console.log(JSON.stringify([
      await redis.get('key'),
      many.every((reply, i) => reply === String(i)),
      await redis.pipeline().incr('count').hset('hash', { field: 'é' }).hgetall('hash').exec(),
      await redis.multi().incr('count').get('key').exec(),
      (await redis.getBuffer('key')).toString(),
    ]))`)
  expect(told).toEqual([
    'value',
    true,
    [
      [null, 1],
      [null, 1],
      [null, { field: 'é' }],
    ],
    [
      [null, 2],
      [null, 'value'],
    ],
    'value',
  ])
})

test('a command that blocks and a subscription have connections of their own', async () => {
  const told = await inBun(`
    const subscriber = redis.duplicate()
    const message = new Promise((resolve) => subscriber.on('message', (...args) => resolve(args)))
    await subscriber.subscribe('news')
    const popped = redis.blpop('list', 10)
    await redis.publish('news', 'hello')
    await redis.rpush('list', 'item')
    console.log(JSON.stringify([await message, await popped]))
    subscriber.disconnect()
    await closeRedis()`)
  expect(told).toEqual([
    ['news', 'hello'],
    ['list', 'item'],
  ])
})

test('a server that is not there is an error with its reason', async () => {
  const told = await inBun(`
    const absent = new Redis({ port: 1, host: '127.0.0.1', retryStrategy: null })
    absent.on('error', () => {})
    const error = await absent.get('key').catch((error) => error)
    console.log(JSON.stringify([error instanceof Error, error.message]))`)
  expect(told).toEqual([true, 'Connection is closed.'])
})
