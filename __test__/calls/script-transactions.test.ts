/** Scripts within transactions: nothing can be sent again there, so they are never sent by their digest alone. */
import { type Client, Redis, setUpServer } from '../support/clients'

const bench = setUpServer()

describe('scripts in transactions', () => {
  let redis: any

  beforeEach(async () => {
    redis = bench.connect(Redis) as Client
    redis.defineCommand('bump', { numberOfKeys: 1, lua: "return redis.call('INCR', KEYS[1])" })
    await redis.bump('k')
  })

  const calls = async (command: string): Promise<number> => {
    const stats = await bench.server.cli('INFO', 'commandstats')
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0)
  }

  it('a transaction survives SCRIPT FLUSH', async () => {
    await bench.server.cli('SCRIPT', 'FLUSH')
    expect(await redis.multi().bump('k').bump('k').ping().exec()).toStrictEqual([
      [null, 2],
      [null, 3],
      [null, 'PONG'],
    ])
  })

  it('a transaction within a pipeline survives SCRIPT FLUSH, and so does what is around it', async () => {
    await bench.server.cli('SCRIPT', 'FLUSH')
    const replies = await redis.pipeline().bump('k').multi().bump('k').exec().bump('k').exec()
    // What was sent by its digest outside of the transaction is sent once more.
    expect(replies.map(([error]: unknown[]) => error)).toStrictEqual([null, null, null, null, null])
    expect([replies[0][1], ...replies[3][1], replies[4][1]].sort()).toStrictEqual([2, 3, 4])
  })

  it('a transaction that is sent command by command survives SCRIPT FLUSH', async () => {
    await bench.server.cli('SCRIPT', 'FLUSH')
    await redis.multi({ pipeline: false })
    redis.bump('k')
    redis.bump('k')
    expect(await redis.exec()).toStrictEqual([
      [null, 2],
      [null, 3],
    ])
  })

  it('a transaction sends a script whole once, however often it uses it', async () => {
    await bench.server.cli('CONFIG', 'RESETSTAT')
    await redis.multi().bump('k').bump('k').bump('k').exec()
    expect([await calls('eval'), await calls('evalsha')]).toStrictEqual([1, 2])
  })

  it('a transaction that was given up changes nothing for the scripts after it', async () => {
    await bench.server.cli('SCRIPT', 'FLUSH')
    await redis.multi({ pipeline: false })
    redis.bump('k')
    await redis.discard()
    await bench.server.cli('CONFIG', 'RESETSTAT')
    expect(await redis.bump('k')).toBe(2)
    expect(await redis.multi().bump('k').exec()).toStrictEqual([[null, 3]])
  })

  it('a script may have the name of what a pipeline keeps', async () => {
    for (const name of ['queue', 'results', 'missing', 'fill', 'running', 'check']) {
      redis.defineCommand(name, { numberOfKeys: 1, lua: 'return KEYS[1]' })
    }
    expect(await redis.pipeline().queue('a').results('b').missing('c').fill('d').exec()).toStrictEqual([
      [null, 'a'],
      [null, 'b'],
      [null, 'c'],
      [null, 'd'],
    ])
  })
})
