/** Scripts as commands: `defineCommand` and the `scripts` option. */
import { CLIENTS, type Client, rejection, setUpServer } from '../support/clients'

const bench = setUpServer()
const LUA = 'return {KEYS[1], KEYS[2], ARGV[1], ARGV[2]}'

describe.each(CLIENTS)('%s: scripts', (_, Redis) => {
  let redis: any

  beforeEach(() => {
    redis = bench.connect(Redis) as Client
    redis.defineCommand('two', { numberOfKeys: 2, lua: LUA })
  })

  /** How often the server was asked for a command since its statistics were reset. */
  const calls = async (command: string): Promise<number> => {
    const stats = await bench.server.cli('INFO', 'commandstats')
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0)
  }

  it('arguments one by one, and as one array', async () => {
    expect(await redis.two('a', 'b', 'c', 'd')).toStrictEqual(['a', 'b', 'c', 'd'])
    expect(await redis.two(['a', 'b', 'c', 'd'])).toStrictEqual(['a', 'b', 'c', 'd'])
    expect(await redis.two('a', ['b', 'c'], 'd')).toStrictEqual(['a', 'b', 'c', 'd'])
  })

  it('a callback', async () => {
    const args = await new Promise((resolve) =>
      redis.two('a', 'b', 'c', 'd', (...given: unknown[]) => resolve(given)),
    )
    expect(args).toStrictEqual([null, ['a', 'b', 'c', 'd']])
  })

  it('the Buffer twin', async () => {
    const bytes = Buffer.from([0xff])
    expect(await redis.twoBuffer('a', bytes, 'c', bytes)).toStrictEqual([
      Buffer.from('a'),
      bytes,
      Buffer.from('c'),
      bytes,
    ])
  })

  it('without numberOfKeys the call says how many', async () => {
    redis.defineCommand('some', { lua: 'return {#KEYS, #ARGV}' })
    expect(await redis.some(1, 'a', 'b', 'c')).toStrictEqual([1, 2])
    expect(await redis.some(0)).toStrictEqual([0, 0])
  })

  it('zero keys', async () => {
    redis.defineCommand('none', { numberOfKeys: 0, lua: 'return ARGV[1]' })
    expect(await redis.none('a')).toBe('a')
  })

  it('the scripts option', async () => {
    const scripted: any = bench.connect(Redis, {
      scripts: { mine: { numberOfKeys: 1, lua: 'return KEYS[1]' } },
    })
    expect(await scripted.mine('k')).toBe('k')
    expect(await scripted.mineBuffer('k')).toStrictEqual(Buffer.from('k'))
    const copy = scripted.duplicate()
    expect(await copy.mine('k')).toBe('k')
    copy.disconnect()
  })

  it('the script goes to the server once, then its digest', async () => {
    await bench.server.cli('CONFIG', 'RESETSTAT')
    for (let i = 0; i < 3; i++) await redis.two('a', 'b', 'c', 'd')
    expect([await calls('eval'), await calls('evalsha')]).toStrictEqual([1, 2])
  })

  it('a server that has forgotten it gets it again', async () => {
    await redis.two('a', 'b', 'c', 'd')
    await bench.server.cli('SCRIPT', 'FLUSH')
    expect(await redis.two('a', 'b', 'c', 'd')).toStrictEqual(['a', 'b', 'c', 'd'])
    expect(await redis.two('e', 'f', 'g', 'h')).toStrictEqual(['e', 'f', 'g', 'h'])
  })

  it('many at once when the server has forgotten it', async () => {
    await redis.two('a', 'b', 'c', 'd')
    await bench.server.cli('SCRIPT', 'FLUSH')
    const all = await Promise.all(Array.from({ length: 20 }, (_, i) => redis.two('a', 'b', 'c', i)))
    expect(all.map((reply) => reply[3])).toStrictEqual(Array.from({ length: 20 }, (_, i) => `${i}`))
  })

  it('a callback gets the reply of the second attempt, once', async () => {
    await redis.two('a', 'b', 'c', 'd')
    await bench.server.cli('SCRIPT', 'FLUSH')
    const seen: unknown[] = []
    await new Promise<void>((resolve) =>
      redis.two('a', 'b', 'c', 'd', (...args: unknown[]) => {
        seen.push(args)
        resolve()
      }),
    )
    await redis.ping()
    expect(seen).toStrictEqual([[null, ['a', 'b', 'c', 'd']]])
  })

  it('in a pipeline, also after SCRIPT FLUSH', async () => {
    const expected = [
      [null, ['a', 'b', 'c', 'd']],
      [null, 'PONG'],
      [null, [Buffer.from('e'), Buffer.from('f'), Buffer.from('g'), Buffer.from('h')]],
    ]
    const run = () => redis.pipeline().two('a', 'b', 'c', 'd').ping().twoBuffer('e', 'f', 'g', 'h').exec()
    expect(await run()).toStrictEqual(expected)
    await bench.server.cli('SCRIPT', 'FLUSH')
    expect(await run()).toStrictEqual(expected)
    expect(await redis.pipeline([['two', 'a', 'b', 'c', 'd']]).exec()).toStrictEqual([expected[0]])
  })

  it('in a transaction', async () => {
    expect(await redis.multi().set('k', 'v').two('a', 'b', 'c', 'd').exec()).toStrictEqual([
      [null, 'OK'],
      [null, ['a', 'b', 'c', 'd']],
    ])
    expect(await redis.multi([['two', 'a', 'b', 'c', 'd']]).exec()).toStrictEqual([
      [null, ['a', 'b', 'c', 'd']],
    ])
  })

  it('errors of the script reject', async () => {
    redis.defineCommand('broken', { numberOfKeys: 0, lua: 'return redis.error_reply("BROKEN it is")' })
    const error = await rejection(redis.broken())
    expect(error.message).toBe('BROKEN it is')
    expect(error.name).toBe('ReplyError')
  })

  it('a new connection gets the script again', async () => {
    await redis.two('a', 'b', 'c', 'd')
    await bench.server.cli('SCRIPT', 'FLUSH')
    const ready = new Promise((resolve) => redis.once('ready', resolve))
    redis.disconnect(true)
    await ready
    expect(await redis.pipeline().two('a', 'b', 'c', 'd').exec()).toStrictEqual([
      [null, ['a', 'b', 'c', 'd']],
    ])
  })

  it('names may hold what a method name may not', async () => {
    redis.defineCommand('addJob:6.7.0', { numberOfKeys: 1, lua: 'return KEYS[1]' })
    expect(await redis['addJob:6.7.0']('k')).toBe('k')
    expect(await redis.pipeline()['addJob:6.7.0'](['k']).exec()).toStrictEqual([[null, 'k']])
  })

  it('a command can be replaced', async () => {
    redis.defineCommand('echo', { numberOfKeys: 0, lua: 'return "mine: " .. ARGV[1]' })
    expect(await redis.echo('x')).toBe('mine: x')
    expect(await bench.connect(Redis).echo('x')).toBe('x')
  })

  it('a definition on a pipeline belongs to that pipeline', async () => {
    const pipeline = redis.pipeline()
    pipeline.defineCommand('local', { numberOfKeys: 0, lua: 'return 7' })
    expect(await pipeline.local().exec()).toStrictEqual([[null, 7]])
    expect(redis.local).toBeUndefined()
  })

  it('keys are prefixed, arguments are not', async () => {
    const prefixed: any = bench.connect(Redis, { keyPrefix: 'p:' })
    prefixed.defineCommand('two', { numberOfKeys: 2, lua: LUA })
    expect(await prefixed.two('a', 'b', 'c', 'd')).toStrictEqual(['p:a', 'p:b', 'c', 'd'])
    await bench.server.cli('SCRIPT', 'FLUSH')
    expect(await prefixed.two('a', 'b', 'c', 'd')).toStrictEqual(['p:a', 'p:b', 'c', 'd'])
  })
})
