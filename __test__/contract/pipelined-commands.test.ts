/** The promises of commands that go through a pipeline: who waits for them, who does not, and what is unhandled. */
import { runNode } from '../support/child'
import { CLIENTS, rejection, setUpServer } from '../support/clients'

const bench = setUpServer()

describe.each(CLIENTS)('%s: the commands of a pipeline', (name, Redis) => {
  const { Command } = Redis as any
  let redis: any

  beforeEach(async () => {
    redis = bench.connect(Redis)
    await redis.set('k', 'v')
  })

  it('a promise that is asked for before the reply and one that is asked for after it have the same', async () => {
    const pipeline = redis.pipeline()
    const early = new Command('get', ['k'], { replyEncoding: 'utf8' })
    const late = new Command('get', ['k'], { replyEncoding: 'utf8' })
    const asked = early.promise
    pipeline.sendCommand(early)
    pipeline.sendCommand(late)
    expect(await pipeline.exec()).toStrictEqual([
      [null, 'v'],
      [null, 'v'],
    ])
    expect(await asked).toBe('v')
    expect(early.promise).toBe(asked)
    expect(await late.promise).toBe('v')
    expect(late.promise).toBe(late.promise)
    expect([early.isResolved, late.isResolved]).toStrictEqual([true, true])
  })

  it('the promise of a command that failed rejects, whenever it is asked for', async () => {
    const pipeline = redis.pipeline()
    const command = new Command('incr', ['k'])
    pipeline.sendCommand(command)
    const [[error]] = await pipeline.exec()
    expect(error.message).toMatch(/^ERR value is not an integer/)
    expect(await rejection(command.promise)).toBe(error)
  })

  it('a command with a promise already is waited for', async () => {
    const pipeline = redis.pipeline()
    const command = new Command('get', ['k'], { replyEncoding: 'utf8' })
    command.promise = command.promise.then((value: string) => `${value}!`)
    pipeline.sendCommand(command)
    expect(await pipeline.exec()).toStrictEqual([[null, 'v!']])
  })

  it('a reply that becomes a promise is waited for', async () => {
    Command.setReplyTransformer('get', (value: string) =>
      value === 'v' ? Promise.resolve('later') : Promise.reject(new Error('no')),
    )
    try {
      const results = await redis.pipeline().get('k').get('missing').ping().exec()
      expect(results).toStrictEqual([[null, 'later'], [new Error('no')], [null, 'PONG']])
    } finally {
      delete Command._transformer.reply.get
    }
  })

  it('callbacks are called in order, and before exec resolves', async () => {
    const told: unknown[] = []
    const pipeline = redis
      .pipeline()
      .get('k', (_: Error, value: string) => told.push(value))
      .incr('k', (error: Error) => told.push(error.message.slice(0, 3)))
      .get('k')
    const done = pipeline.exec((_: Error, results: unknown[]) => told.push(results.length))
    await done.then(() => told.push('done'))
    expect(told).toStrictEqual(['v', 'ERR', 3, 'done'])
  })

  it('a sendCommand that was replaced gets each command, and its promise', async () => {
    const values: unknown[] = []
    const { sendCommand } = redis
    redis.sendCommand = function (command: any, ...rest: unknown[]) {
      const promise = sendCommand.call(this, command, ...rest)
      promise.then((value: unknown) => values.push([command.name, value]))
      return promise
    }
    expect(await redis.pipeline().get('k').ping().exec()).toHaveLength(2)
    expect(values).toStrictEqual([
      ['get', 'v'],
      ['ping', 'PONG'],
    ])
  })

  it('a resolve and a reject that were replaced are called, and the pipeline gets what they pass on', async () => {
    const told: unknown[] = []
    const pipeline = redis.pipeline()
    for (const [name, args] of [
      ['get', ['k']],
      ['incr', ['k']],
    ]) {
      const command = new Command(name, args, { replyEncoding: 'utf8' })
      const { resolve, reject } = command
      command.resolve = (value: unknown) => {
        told.push(String(value))
        resolve(value)
      }
      command.reject = (error: Error) => {
        told.push(error.message.slice(0, 3))
        reject(error)
      }
      pipeline.sendCommand(command)
    }
    const results = await pipeline.exec()
    expect(results[0]).toStrictEqual([null, 'v'])
    expect(results[1][0].message).toMatch(/^ERR/)
    expect(told).toStrictEqual(['v', 'ERR'])
  })

  it('an error is unhandled where nobody takes it, and nowhere else', async () => {
    const { told } = await runNode(
      `
      const Redis = ${name === 'ioredis' ? "require(root + '/node_modules/ioredis')" : 'pkg'}
      const redis = new Redis(${bench.server.port}, '127.0.0.1')
      const unhandled = []
      process.on('unhandledRejection', (error) => unhandled.push(error.message.split("'").at(-2)))
      const turn = () => new Promise((resolve) => setTimeout(resolve, 20))
      await redis.pipeline().call('nosuch', 'pipeline').exec()
      redis.pipeline().call('nosuch', 'callback', () => {}).exec()
      redis.call('nosuch', 'taken').catch(() => {})
      redis.call('nosuch', 'lost')
      redis.call('nosuch', 'heard', () => {})
      const pipeline = redis.pipeline()
      const before = new Redis.Command('nosuch', ['before'])
      const after = new Redis.Command('nosuch', ['after'])
      pipeline.sendCommand(before)
      pipeline.sendCommand(after)
      before.promise
      await pipeline.exec()
      after.promise
      await turn()
      const derived = new Redis.Command('nosuch', ['derived'])
      const other = redis.pipeline()
      other.sendCommand(derived)
      await other.exec()
      derived.promise.then(() => {})
      await turn()
      await redis.multi().call('nosuch', 'multi').exec().catch(() => {})
      await turn()
      tell(unhandled)
      redis.disconnect()
      `,
      {},
      name !== 'ioredis',
    )
    expect(told).toStrictEqual(['lost', 'derived'])
  })
})
