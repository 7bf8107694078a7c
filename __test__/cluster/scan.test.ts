/** SCAN over all masters of a cluster. */
import { setUpCluster } from './cluster'

const bench = setUpCluster()

const KEYS = Array.from({ length: 300 }, (_, i) => `user:${i}`)

async function fill(): Promise<ReturnType<typeof bench.connect>> {
  const redis = bench.connect()
  await redis.mset(KEYS.flatMap((key) => [key, 'x']))
  return redis
}

async function collect(stream: AsyncIterable<unknown[]>): Promise<unknown[]> {
  const found: unknown[] = []
  for await (const page of stream) found.push(...page)
  return found
}

test('cursors lead through all masters and end with 0', async () => {
  const redis = await fill()
  const found = new Set<string>()
  let cursor = '0'
  do {
    const [next, keys] = await redis.scan(cursor, 'COUNT', 20)
    expect(next).toMatch(/^\d+$/)
    for (const key of keys) found.add(key)
    cursor = next
  } while (cursor !== '0')
  expect([...found].sort()).toStrictEqual(KEYS.toSorted())
})

test('a stream gives every key', async () => {
  const redis = await fill()
  const found = await collect(redis.scanStream({ count: 50 }))
  expect([...new Set(found)].sort()).toStrictEqual(KEYS.toSorted())
  const buffers = await collect(redis.scanBufferStream())
  expect(buffers.map(String).sort()).toStrictEqual(KEYS.toSorted())
})

test('MATCH, TYPE and COUNT mean what they mean on one server', async () => {
  const redis = await fill()
  await redis.lpush('list:1', 'x')
  await redis.lpush('list:2', 'x')
  expect((await collect(redis.scanStream({ type: 'list' }))).sort()).toStrictEqual(['list:1', 'list:2'])
  const matched = await collect(redis.scanStream({ match: 'user:1?', count: 1000 }))
  expect(matched.sort()).toStrictEqual(KEYS.filter((key) => /^user:1.$/.test(key)).sort())
})

test('another client of the cluster goes on with a cursor', async () => {
  const redis = await fill()
  const [cursor, first] = await redis.scan('0', 'COUNT', 1000)
  expect(cursor).not.toBe('0')
  const other = bench.connect()
  const rest: string[] = []
  let at = cursor
  while (at !== '0') {
    const [next, keys] = await other.scan(at, 'COUNT', 1000)
    rest.push(...keys)
    at = next
  }
  expect([...first, ...rest].sort()).toStrictEqual(KEYS.toSorted())
})

test('a cursor of a master that is none any more rejects', async () => {
  const redis = await fill()
  // Each step of one key leaves the first master unfinished.
  const [cursor] = await redis.scan('0', 'COUNT', 1)
  await expect(redis.scan(String(BigInt(cursor) ^ 0x5555n))).rejects.toThrow(/SCAN can not go on/)
})

test('a cursor that is none gets the words of the server', async () => {
  const redis = bench.connect()
  await expect(redis.scan('zero')).rejects.toThrow('ERR invalid cursor')
})

test('SCAN stands in a pipeline', async () => {
  const redis = await fill()
  const results = await redis.pipeline().scan(0, 'COUNT', 10).exec()
  const [[error, page]] = results as [[Error | null, [cursor: string, keys: string[]]]]
  expect(error).toBeNull()
  expect(page[0]).not.toBe('0')
})
