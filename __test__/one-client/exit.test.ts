import { freePort } from '../support/ports'
import { runModule } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'

let server: RedisServer

beforeAll(async () => {
  server = await startRedis()
})

afterAll(async () => {
  await server.stop()
})

const PRINT_GET = "console.log(await redis.get('answer'))"

test('a script that awaits one command ends by itself with its answer', async () => {
  await server.cli('SET', 'answer', '42')
  const outcome = await runModule(`import { redis } from 'PACKAGE/dist/index.mjs'; ${PRINT_GET}`, {
    env: { REDIS_URL: server.url },
  })
  expect(outcome).toEqual({ code: 0, signal: null, stdout: '42\n', stderr: '' })
})

test('an idle client of any kind does not hold the process', async () => {
  const outcome = await runModule(
    `import Redis, { getRedis } from 'PACKAGE/dist/index.mjs'
    const own = new Redis(process.env.REDIS_URL)
    await Promise.all([own.ping(), getRedis().ping(), own.duplicate().ping()])
    console.log('done')`,
    { env: { REDIS_URL: server.url } },
  )
  expect(outcome).toEqual({ code: 0, signal: null, stdout: 'done\n', stderr: '' })
})

test('a pending command holds the process until its reply', async () => {
  const outcome = await runModule(
    `import { redis } from 'PACKAGE/dist/index.mjs'
    redis.eval("local until_ = redis.call('TIME')[1] + 1; while redis.call('TIME')[1] + 0 <= until_ do end; return 'late'", 0)
      .then((value) => console.log(value))`,
    { env: { REDIS_URL: server.url } },
  )
  expect(outcome).toEqual({ code: 0, signal: null, stdout: 'late\n', stderr: '' })
})

test('ref holds the process, and unref lets it go', async () => {
  const outcome = await runModule(
    `import { redis } from 'PACKAGE/dist/index.mjs'
    await redis.ping()
    redis.ref()
    process.once('beforeExit', () => console.log('let go'))
    // Nothing but the client holds the process while this timer waits.
    setTimeout(() => { console.log('held'); redis.unref() }, 200).unref()`,
    { env: { REDIS_URL: server.url } },
  )
  expect(outcome).toEqual({ code: 0, signal: null, stdout: 'held\nlet go\n', stderr: '' })
})

test('ref before the connection stands holds the process from then on, over reconnects', async () => {
  const outcome = await runModule(
    `import Redis from 'PACKAGE/dist/index.mjs'
    const redis = new Redis(process.env.REDIS_URL).ref()
    redis.on('error', () => {})
    process.once('beforeExit', () => console.log('let go'))
    redis.once('ready', () => {
      redis.once('ready', () => setTimeout(() => { console.log('held'); redis.unref() }, 200).unref())
      redis.disconnect(true)
    })`,
    { env: { REDIS_URL: server.url } },
  )
  expect(outcome).toEqual({ code: 0, signal: null, stdout: 'held\nlet go\n', stderr: '' })
})

test('a command against an absent server holds the process no longer than its deadline', async () => {
  const outcome = await runModule(
    `import { redis } from 'PACKAGE/dist/index.mjs'
    redis.on('error', () => {})
    await redis.get('x').catch((error) => console.log(error.code))`,
    { env: { REDIS_URL: `redis://127.0.0.1:${await freePort()}` } },
  )
  expect(outcome).toEqual({ code: 0, signal: null, stdout: 'ECONNREFUSED\n', stderr: '' })
})

test('a process that calls exit with commands in flight ends with its code', async () => {
  const outcome = await runModule(
    `import { redis } from 'PACKAGE/dist/index.mjs'
    await redis.ping()
    for (let i = 0; i < 1000; i++) redis.incr('exits').catch(() => {})
    process.exit(3)`,
    { env: { REDIS_URL: server.url } },
  )
  expect(outcome).toEqual({ code: 3, signal: null, stdout: '', stderr: '' })
})
