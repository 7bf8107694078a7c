/** Commands of many keys, and pipelines, whose keys lie on several masters. */
import { setUpCluster } from './cluster'

const bench = setUpCluster()

/** Keys of all three masters, several slots of each. */
async function keysOfAll(): Promise<string[]> {
  const masters = await bench.cluster.masters()
  const tags = await Promise.all(masters.map((node) => bench.cluster.tagsOn(node, 4)))
  return tags[0].flatMap((_, i) => tags.map((list) => `{${list[i]}}key`))
}

test('MSET and MGET over all masters keep the order of the keys', async () => {
  const redis = bench.connect()
  const keys = await keysOfAll()
  expect(await redis.mset(Object.fromEntries(keys.map((key) => [key, `of ${key}`])))).toBe('OK')
  const asked = [...keys, 'missing', ...keys.toReversed()]
  const expected = asked.map((key) => (key === 'missing' ? null : `of ${key}`))
  expect(await redis.mget(asked)).toStrictEqual(expected)
  expect(await redis.mgetBuffer(asked)).toStrictEqual(expected.map((text) => text && Buffer.from(text)))
  for (const key of keys) expect(await redis.get(key)).toBe(`of ${key}`)
})

test('EXISTS, TOUCH, UNLINK and DEL count over all masters', async () => {
  const redis = bench.connect()
  const keys = await keysOfAll()
  await redis.mset(...keys.flatMap((key) => [key, '1']))
  expect(await redis.exists(...keys, 'missing', keys[0])).toBe(keys.length + 1)
  expect(await redis.touch(...keys)).toBe(keys.length)
  expect(await redis.unlink(keys.slice(0, 6))).toBe(6)
  expect(await redis.del(...keys)).toBe(keys.length - 6)
})

test('each slot gets its keys in one command', async () => {
  const redis = bench.connect()
  const [node] = await bench.cluster.masters()
  const [one, two] = await bench.cluster.tagsOn(node, 2)
  await redis.get(`{${one}}`)
  const callsOf = async (name: string): Promise<number> => {
    const stats = await node.infoOf('INFO', 'commandstats')
    return Number(/calls=(\d+)/.exec(stats[`cmdstat_${name}`] ?? 'calls=0')?.[1])
  }
  const before = await callsOf('mget')
  await redis.mget(`{${one}}a`, `{${two}}a`, `{${one}}b`, `{${two}}b`)
  expect((await callsOf('mget')) - before).toBe(2)
})

test('a prefix stands before the keys of all parts', async () => {
  const redis = bench.connect({ keyPrefix: 'app:' })
  await redis.mset('a', '1', 'b', '2', 'c', '3')
  expect(await bench.connect().mget('app:a', 'app:b', 'app:c')).toStrictEqual(['1', '2', '3'])
})

test('a pipeline over all masters gives its replies in order', async () => {
  const redis = bench.connect()
  const keys = await keysOfAll()
  const pipeline = redis.pipeline()
  for (const [i, key] of keys.entries()) pipeline.set(key, i).incr(key).get(key)
  pipeline
    .mget(keys)
    .lpush(keys[0], 'x')
    .del(...keys)
  const results = (await pipeline.exec()) as [Error | null, unknown][]
  const expected = keys.flatMap((_, i) => [
    [null, 'OK'],
    [null, i + 1],
    [null, String(i + 1)],
  ])
  expect(results.slice(0, expected.length)).toStrictEqual(expected)
  const [mget, lpush, del] = results.slice(expected.length)
  expect(mget).toStrictEqual([null, keys.map((_, i) => String(i + 1))])
  expect(lpush[0]?.message).toMatch(/^WRONGTYPE/)
  expect(del).toStrictEqual([null, keys.length])
})

test('a pipeline keeps the order of the commands of one key, split ones among them', async () => {
  const redis = bench.connect()
  const [a, b] = await keysOfAll()
  const results = await redis
    .pipeline()
    .set(a, '1')
    .mset(a, '2', b, '2')
    .get(a)
    .del(a, b)
    .get(a)
    .append(a, '3')
    .mget(a, b)
    .exec()
  expect(results?.map(([, reply]) => reply)).toStrictEqual(['OK', 'OK', '2', 2, null, 1, ['3', null]])
})

test('transactions of several masters stand in one pipeline', async () => {
  const redis = bench.connect()
  const [a, b] = await keysOfAll()
  const pipeline: any = redis.pipeline().set(b, '5')
  // The first exec ends the transaction, and gives the pipeline.
  const results = await pipeline.multi().set(a, '1').incr(a).exec().multi().incr(b).exec().get(a).exec()
  const replies = results.map(([, reply]: [unknown, unknown]) => reply)
  expect(replies).toStrictEqual(['OK', 'OK', 'QUEUED', 'QUEUED', ['OK', 2], 'OK', 'QUEUED', [6], '2'])
})

test('a transaction whose keys lie on two masters rejects, and nothing of it is done', async () => {
  const redis = bench.connect()
  const [a, b] = await keysOfAll()
  await expect(redis.multi().set(a, '1').set(b, '1').exec()).rejects.toThrow(
    'All keys in the pipeline should belong to the same slots allocation group',
  )
  await expect(redis.multi().mset(a, '1', b, '1').exec()).rejects.toThrow(
    'All the keys in a pipeline command should belong to the same slot',
  )
  expect(await redis.exists(a, b)).toBe(0)
})

test('what can not be split gets the words of the server', async () => {
  const redis = bench.connect()
  const [a, b] = await keysOfAll()
  await expect(redis.msetnx(a, '1', b, '1')).rejects.toThrow(/^CROSSSLOT/)
  await expect(redis.sunion(a, b)).rejects.toThrow(/^CROSSSLOT/)
  const results = await redis.pipeline().msetnx(a, '1', b, '1').set(a, '2').exec()
  expect(results?.[0][0]?.message).toMatch(/^CROSSSLOT/)
  expect(results?.[1]).toStrictEqual([null, 'OK'])
})

test('MSET with a key without a value gets the words of the server', async () => {
  const redis = bench.connect()
  const [a, b] = await keysOfAll()
  await expect(redis.mset(a, '1', b)).rejects.toMatchObject({ name: 'ReplyError' })
})

test('a part that is refused rejects the whole, and says that others are done', async () => {
  const redis = bench.connect()
  const masters = await bench.cluster.masters()
  const [tag] = await bench.cluster.tagsOn(masters[0])
  const [other] = await bench.cluster.tagsOn(masters[1])
  await masters[0].ask('CONFIG', 'SET', 'maxmemory', 1)
  try {
    const command = redis.mset(`{${tag}}a`, '1', `{${other}}a`, '1')
    await expect(command).rejects.toMatchObject({
      name: 'ReplyError',
      message: expect.stringMatching(/^OOM/),
      maybeExecuted: true,
    })
    expect(await redis.get(`{${other}}a`)).toBe('1')
  } finally {
    await masters[0].ask('CONFIG', 'SET', 'maxmemory', 0)
  }
})
