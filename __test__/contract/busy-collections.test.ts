/** Collections under a steady load: many in flight, whose replies come together, each to its own command. */
import { CLIENTS, type Client, setUpServer } from '../support/clients'

const bench = setUpServer()

const cases = CLIENTS.flatMap(([name, Redis]) =>
  ([3, 2] as const).map((protocol) => [name, protocol, Redis] as const),
)

const KEYS = 24
const WIDTH = 20
const ROUNDS = 15

/** A value for each place: short and long, ASCII and not, with what JSON escapes, and none at all. */
function valueAt(key: number, place: number): string {
  const texts = [
    `value ${key} at ${place}`,
    'é'.repeat(place % 40),
    'a "quoted" \\ text',
    '',
    '漢字 🎉',
    'x'.repeat(300),
  ]
  // Most collections hold only one sort.
  return key % 3 === 0 ? (texts[place % texts.length] as string) : (texts[0] as string)
}

const sizeOf = (key: number) => 1 + ((key * 97) % 700)
const valuesOf = (key: number) => Array.from({ length: sizeOf(key) }, (_, place) => valueAt(key, place))

/** Loops that each wait for their reply before they send again. */
async function inLoops(send: (turn: number) => Promise<void>): Promise<void> {
  let turn = 0
  const loop = async () => {
    for (let n = 0; n < ROUNDS; n++) await send(turn++)
  }
  await Promise.all(Array.from({ length: WIDTH }, loop))
}

describe.each(cases)('%s, RESP%i: collections under a steady load', (_, protocol, Redis) => {
  let redis: Client

  beforeEach(async () => {
    redis = bench.connect(Redis, { protocol })
    const pipeline = redis.pipeline()
    for (let key = 0; key < KEYS; key++) {
      const values = valuesOf(key)
      pipeline.rpush(`list:${key}`, ...values)
      pipeline.hset(`hash:${key}`, ...values.flatMap((value, place) => [`field ${place}`, value]))
      pipeline.set(`key:${key}`, valueAt(key, key))
    }
    await pipeline.exec()
  })

  it('lists, as strings and as Buffers', async () => {
    await inLoops(async (turn) => {
      const key = turn % KEYS
      if (turn % 4 === 0) {
        const buffers = await redis.lrangeBuffer(`list:${key}`, 0, -1)
        expect(buffers.map(String)).toStrictEqual(valuesOf(key))
      } else {
        expect(await redis.lrange(`list:${key}`, 0, -1)).toStrictEqual(valuesOf(key))
      }
    })
  })

  it('hashes', async () => {
    await inLoops(async (turn) => {
      const key = turn % KEYS
      const entries = valuesOf(key).map((value, place) => [`field ${place}`, value])
      expect(await redis.hgetall(`hash:${key}`)).toStrictEqual(Object.fromEntries(entries))
    })
  })

  it('MGET of many keys beside replies that are no collections', async () => {
    const numbers = Array.from({ length: 200 }, (_, at) => at % (KEYS + 1))
    const names = numbers.map((key) => `key:${key}`)
    // The key behind the last is missing.
    const expected = numbers.map((key) => (key === KEYS ? null : valueAt(key, key)))
    await inLoops(async (turn) => {
      const [values, length, missing] = await Promise.all([
        redis.mget(...names),
        redis.llen(`list:${turn % KEYS}`),
        redis.get('missing'),
      ])
      expect(values).toStrictEqual(expected)
      expect(length).toBe(sizeOf(turn % KEYS))
      expect(missing).toBeNull()
    })
  })

  it('errors between collections reject their own command', async () => {
    await inLoops(async (turn) => {
      const key = turn % KEYS
      const [list, wrong] = await Promise.allSettled([
        redis.lrange(`list:${key}`, 0, -1),
        redis.lrange(`hash:${key}`, 0, -1),
      ])
      expect(list).toStrictEqual({ status: 'fulfilled', value: valuesOf(key) })
      expect(wrong).toMatchObject({
        status: 'rejected',
        reason: { message: expect.stringContaining('WRONGTYPE') },
      })
    })
  })
})
