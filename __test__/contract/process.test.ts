/**
 * When the process may end, in a process of its own: a client that was ended never holds it,
 * whatever it was doing, and what waits does.
 */
import { runNode } from '../support/child'
import { CLIENTS, setUpServer } from '../support/clients'

const bench = setUpServer()

describe.each(CLIENTS)('%s: the end of the process', (name) => {
  const run = (script: string) =>
    runNode(
      `
      const Redis = ${name === 'ioredis' ? "require(root + '/node_modules/ioredis')" : 'pkg'}
      const redis = new Redis(${bench.server.port}, '127.0.0.1')
      ${script}
      `,
      {},
      name !== 'ioredis',
    )

  it('a client that is ended when it has just been made lets it end', async () => {
    const { code } = await run('redis.disconnect()')
    expect(code).toBe(0)
  })

  it('a client that is ended while it connects lets it end', async () => {
    const { code } = await run(`
      await new Promise((resolve) => redis.once('connecting', resolve))
      redis.disconnect()
    `)
    expect(code).toBe(0)
  })

  it('a client that is ended while it shakes hands lets it end', async () => {
    const { code } = await run(`
      await new Promise((resolve) => redis.once('connect', resolve))
      redis.disconnect()
    `)
    expect(code).toBe(0)
  })

  it('a client that is ended when it is ready lets it end', async () => {
    const { told, code } = await run('tell(await redis.ping()); redis.disconnect()')
    expect([told, code]).toStrictEqual(['PONG', 0])
  })

  it('a subscribed client that is ended lets it end', async () => {
    const { told, code } = await run("tell(await redis.subscribe('channel')); redis.disconnect()")
    expect([told, code]).toStrictEqual([1, 0])
  })

  it('a subscribed client that quits lets it end', async () => {
    const { told, code } = await run("await redis.psubscribe('c*'); tell(await redis.quit())")
    expect([told, code]).toStrictEqual(['OK', 0])
  })

  it.each([
    ['is ready', 'await redis.ping()'],
    ['connects', ''],
  ])('a client that quits while it %s keeps it until its end is told', async (_, before) => {
    const { told, code } = await run(`
      const ended = new Promise((resolve) => redis.once('end', () => resolve('end')))
      ${before}
      tell([await redis.quit(), await ended])
    `)
    expect([told, code]).toStrictEqual([['OK', 'end'], 0])
  })

  it('a client that is ended with a blocking command in flight lets it end', async () => {
    const { told, code } = await run(`
      await redis.ping()
      const popped = redis.blpop('list', 0).catch((error) => error.message)
      redis.disconnect()
      tell(await popped)
    `)
    expect([told, code]).toStrictEqual(['Connection is closed.', 0])
  })

  it('a client that is ended between two attempts lets it end', async () => {
    const { told, code } = await run(`
      await redis.ping()
      redis.disconnect()
      const other = new Redis(1, '127.0.0.1', { retryStrategy: () => 60000 })
      other.on('error', () => {})
      await new Promise((resolve) => other.once('reconnecting', resolve))
      tell(other.status)
      other.disconnect()
    `)
    expect([told, code]).toStrictEqual(['reconnecting', 0])
  })

  it('commands that were sent are answered before it ends', async () => {
    const { told, code } = await run(`
      redis.mset('a', 1, 'b', 2)
      redis.mget('a', 'b').then((values) => { tell(values); redis.disconnect() })
    `)
    expect([told, code]).toStrictEqual([['1', '2'], 0])
  })

  it('a subscription holds it until the message has come', async () => {
    const { told, code } = await run(`
      redis.on('message', (channel, message) => { tell([channel, message]); redis.disconnect() })
      redis.subscribe('channel', () => {
        const other = new Redis(${bench.server.port}, '127.0.0.1')
        other.publish('channel', 'hello').then(() => other.quit())
      })
    `)
    expect([told, code]).toStrictEqual([['channel', 'hello'], 0])
  })
})
