import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { named, ROOT, run } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'

let server: RedisServer

beforeAll(async () => {
  server = await startRedis()
})

afterAll(async () => {
  await server.stop()
})

describe('in this test file', () => {
  const before = { ...process.env }

  beforeAll(() => {
    process.env.REDIS_URL = server.url
    process.env.REDIS_CONNECTION_NAME = 'resets'
  })

  afterAll(() => {
    process.env = before
  })

  test('a hundred resets of the module registry find the same client and connection', async () => {
    const first = require('@app/redis-native')
    for (let reset = 0; reset < 100; reset++) {
      jest.resetModules()
      const again = require('@app/redis-native')
      expect(again.redis).toBe(first.redis)
      expect(await again.redis.incr('resets')).toBe(reset + 1)
    }
    expect(named(await server.cli('CLIENT', 'LIST'), 'resets')).toHaveLength(1)
    await first.closeRedis()
  })

  test('replies and errors belong to the realm of the test', async () => {
    const { redis, closeRedis } = require('@app/redis-native')
    await redis.del('list', 'hash')
    await redis.rpush('list', 'a', 'b')
    await redis.hset('hash', { one: '1' })
    expect(await redis.lrange('list', 0, -1)).toStrictEqual(['a', 'b'])
    expect(await redis.hgetall('hash')).toStrictEqual({ one: '1' })
    expect(await redis.getBuffer('nothing')).toBeNull()
    expect(await redis.multi().get('nothing').llen('list').exec()).toStrictEqual([
      [null, null],
      [null, 2],
    ])
    const error = await redis.get('list').catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(Error)
    await expect(redis.get('list')).rejects.toThrow(/^WRONGTYPE/)
    await closeRedis()
  })
})

describe('a project whose test files share one jest worker', () => {
  const testFile = (number: number) => `
    const { Redis, redis, getRedis } = require(${JSON.stringify(ROOT)})
    test('file ${number}', async () => {
      expect(getRedis()).toBe(redis)
      const own = new Redis(process.env.REDIS_URL)
      expect(await own.ping()).toBe('PONG')
      const id = await redis.client('ID')
      const list = await redis.client('LIST')
      expect(list.split('\\n').filter((line) => line.includes('name=one-worker '))).toHaveLength(1)
      await redis.sadd('ids', id)
      expect(await redis.scard('ids')).toBe(1)
      expect(await redis.smembers('ids')).toStrictEqual([String(id)])
    })`

  test.each([['--runInBand'], ['--runInBand --detectOpenHandles'], ['--maxWorkers=2']])(
    'jest %s ends by itself, with one connection for each process',
    async (flags) => {
      const folder = mkdtempSync(join(tmpdir(), 'redis-native-jest-'))
      await server.cli('DEL', 'ids')
      try {
        writeFileSync(join(folder, 'package.json'), '{}')
        const files = flags.startsWith('--maxWorkers') ? 1 : 4
        for (let number = 0; number < files; number++) {
          writeFileSync(join(folder, `file${number}.test.js`), testFile(number))
        }
        const jest = join(ROOT, 'node_modules/jest/bin/jest.js')
        const { code, stderr } = await run(
          process.execPath,
          [jest, '--testTimeout=120000', ...flags.split(' ')],
          {
            cwd: folder,
            env: { REDIS_URL: server.url, REDIS_CONNECTION_NAME: 'one-worker' },
          },
        )
        expect(stderr).toContain(`Tests:       ${files} passed, ${files} total`)
        expect(stderr).not.toMatch(/did not exit|open handle|JEST-01|force exited/i)
        expect(code).toBe(0)
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
  )
})
