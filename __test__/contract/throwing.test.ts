/**
 * What users' functions throw: an uncaught exception, and nothing else is disturbed. Each runs in a
 * process of its own, because jest takes the uncaught exceptions of its own.
 */
import { runNode } from '../support/child'
import { CLIENTS, setUpServer } from '../support/clients'

const bench = setUpServer()

describe.each(CLIENTS)('%s: functions that throw', (name) => {
  /** Runs a script with a ready client; `thrown` are the messages of uncaught exceptions. */
  const run = (script: string) =>
    runNode(
      `
      const Redis = ${name === 'ioredis' ? "require(root + '/node_modules/ioredis')" : 'pkg'}
      const thrown = []
      let heard = () => {}
      process.on('uncaughtException', (error) => heard(thrown.push(error.message)))
      // Both clients throw in a later turn of the loop.
      const throwing = (count) => new Promise((resolve) => {
        heard = () => thrown.length >= count && resolve(thrown)
        heard()
      })
      const redis = new Redis(${bench.server.port}, '127.0.0.1')
      await new Promise((resolve) => redis.once('ready', resolve))
      const blow = () => { throw new Error('boom') }
      ${script}
      redis.disconnect()
      `,
      {},
      name !== 'ioredis',
    )

  it('a callback that throws is an uncaught exception, and stops nothing', async () => {
    const { told } = await run(`
      const replies = [redis.set('k', 'v', blow), redis.get('k'), redis.incr('k', blow).catch((e) => e.name), redis.get('k')]
      tell([await Promise.all(replies), await redis.ping(), await throwing(2)])
    `)
    expect(told).toStrictEqual([['OK', 'v', 'ReplyError', 'v'], 'PONG', ['boom', 'boom']])
  })

  it('a callback of exec that throws is an uncaught exception', async () => {
    const { told } = await run(`
      const results = await redis.pipeline().ping().exec(blow)
      const replies = await redis.multi().ping().exec(blow)
      tell([results, replies, await throwing(2)])
    `)
    expect(told).toStrictEqual([[[null, 'PONG']], [[null, 'PONG']], ['boom', 'boom']])
  })

  it('a listener of messages that throws stops no later message and no command', async () => {
    const { told } = await run(`
      const sub = redis.duplicate()
      let count = 0
      const all = new Promise((resolve) => sub.on('message', () => { if (++count === 3) resolve(); blow() }))
      await sub.subscribe('channel')
      for (let i = 0; i < 3; i++) await redis.publish('channel', 'm')
      await all
      const pong = await sub.ping()
      tell([count, pong, await throwing(3)])
      await sub.unsubscribe()
      sub.disconnect()
    `)
    expect(told).toStrictEqual([3, 'PONG', ['boom', 'boom', 'boom']])
  })

  it('a reply transformer that throws rejects its command only', async () => {
    const { told } = await run(`
      Redis.Command.setReplyTransformer('echo', blow)
      const replies = await Promise.allSettled([redis.echo('x'), redis.ping()])
      tell([replies.map((reply) => reply.value ?? reply.reason.message), thrown])
    `)
    expect(told).toStrictEqual([['boom', 'PONG'], []])
  })

  it('a listener of error that throws is in the way of no next attempt and of no end', async () => {
    const { told } = await run(`
      const retryStrategy = (times) => (times < 3 ? 1 : null)
      const other = redis.duplicate({ port: 1, retryStrategy })
      other.on('error', blow)
      const ended = new Promise((resolve) => other.once('end', resolve))
      const reply = await other.get('k').catch((error) => error.message)
      await ended
      tell([reply, await throwing(3)])
    `)
    expect(told).toStrictEqual(['Connection is closed.', ['boom', 'boom', 'boom']])
  })

  it('a retryStrategy that throws is an uncaught exception, and holds no process', async () => {
    const { told, code } = await run(`
      const other = redis.duplicate({ port: 1, retryStrategy: blow, lazyConnect: true })
      other.on('error', () => {})
      const refused = await other.connect().catch((error) => error.message)
      tell([refused, await throwing(1), other.status])
    `)
    expect([told, code]).toStrictEqual([['Connection is closed.', ['boom'], 'close'], 0])
  })

  it('a listener of ready that throws is an uncaught exception, and the client works', async () => {
    const { told } = await run(`
      const other = redis.duplicate()
      other.on('ready', blow)
      const pong = await other.ping()
      tell([pong, await throwing(1)])
      other.disconnect()
    `)
    expect(told).toStrictEqual(['PONG', ['boom']])
  })
})
