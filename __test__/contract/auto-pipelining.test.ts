/** `enableAutoPipelining`: what a turn of the event loop asks for is one pipeline. */
import { CLIENTS, type Client, rejection, setUpServer } from '../support/clients'
import { event, turns } from '../support/events'

const bench = setUpServer()

describe.each(CLIENTS)('%s: enableAutoPipelining', (_, Redis) => {
  let redis: any

  const connect = (options: object = {}): Client =>
    bench.connect(Redis, { enableAutoPipelining: true, ...options })

  /** The commands as a tracer sees them: name and place in their pipeline. */
  const watch = (client: any): [name: string, index: number | undefined][] => {
    const seen: [string, number | undefined][] = []
    const { sendCommand } = client
    client.sendCommand = function (command: any, ...rest: unknown[]) {
      seen.push([command.name, command.pipelineIndex])
      return sendCommand.call(this, command, ...rest)
    }
    return seen
  }

  beforeEach(async () => {
    redis = connect()
    await event(redis, 'ready')
  })

  it('counts what it has gathered, and has nothing when it is sent', async () => {
    expect(redis.autoPipelineQueueSize).toBe(0)
    const replies = [redis.set('k', '1')]
    expect(redis.autoPipelineQueueSize).toBe(1)
    replies.push(redis.incr('k'), redis.get('k'))
    expect(redis.autoPipelineQueueSize).toBe(3)
    expect(await Promise.all(replies)).toStrictEqual(['OK', 2, '2'])
    expect(redis.autoPipelineQueueSize).toBe(0)
  })

  it('without it nothing is counted', async () => {
    const plain: any = connect({ enableAutoPipelining: false })
    const replies = [plain.set('k', '1'), plain.get('k')]
    expect(plain.autoPipelineQueueSize).toBe(0)
    expect(await Promise.all(replies)).toStrictEqual(['OK', '1'])
  })

  it('sends in the order of the calls, each with its place', async () => {
    const seen = watch(redis)
    const replies = [redis.set('a', '1'), redis.getBuffer('a'), redis.call('incr', 'a'), redis.mget('a', 'b')]
    expect(seen).toStrictEqual([])
    expect(await Promise.all(replies)).toStrictEqual(['OK', Buffer.from('1'), 2, ['2', null]])
    expect(seen).toStrictEqual([
      ['set', 0],
      ['get', 1],
      ['incr', 2],
      ['mget', 3],
    ])
  })

  it('what comes while a pipeline is under way goes into the next one, in one piece', async () => {
    const seen = watch(redis)
    const first = redis.set('a', '1')
    await new Promise((resolve) => setImmediate(resolve))
    const second = [redis.incr('a'), redis.incr('a')]
    expect(redis.autoPipelineQueueSize).toBe(2)
    await Promise.all([first, ...second])
    expect(seen).toStrictEqual([
      ['set', 0],
      ['incr', 0],
      ['incr', 1],
    ])
  })

  it('commands that are ignored, and those that never are gathered, go at once', async () => {
    const client: any = connect({ autoPipeliningIgnoredCommands: ['ping'] })
    await event(client, 'ready')
    const seen = watch(client)
    const replies = [client.get('k'), client.ping(), client.client('ID'), client.info('server')]
    expect(client.autoPipelineQueueSize).toBe(1)
    expect(seen).toStrictEqual([
      ['ping', undefined],
      ['client', undefined],
      ['info', undefined],
    ])
    await Promise.all(replies)
    expect(seen.at(-1)).toStrictEqual(['get', 0])
  })

  it('an error is that of its own command', async () => {
    const [ok, wrong, other] = [redis.set('s', 'x'), rejection(redis.hget('s', 'f')), redis.get('s')]
    expect(await ok).toBe('OK')
    expect((await wrong).message).toBe('WRONGTYPE Operation against a key holding the wrong kind of value')
    expect(await other).toBe('x')
  })

  it('callbacks get what promises get', async () => {
    const heard: unknown[] = []
    await Promise.all([
      redis.set('s', 'x', (...args: unknown[]) => heard.push(args)),
      redis.hget('s', 'f', (error: Error) => heard.push(error.name)).catch(() => {}),
      redis.get('s', (...args: unknown[]) => heard.push(args)),
    ])
    await turns()
    expect(heard).toStrictEqual([[null, 'OK'], 'ReplyError', [null, 'x']])
  })

  it('keys are prefixed once', async () => {
    const prefixed: any = connect({ keyPrefix: 'p:' })
    await Promise.all([prefixed.set('k', 'v'), prefixed.call('get', 'k')])
    expect(await bench.server.cli('KEYS', '*')).toBe('p:k')
  })

  it('replies are transformed once', async () => {
    expect(await Promise.all([redis.hset('h', { a: 1 }), redis.hgetall('h')])).toStrictEqual([1, { a: '1' }])
  })

  it('scripts are gathered, and sent again when the server has forgotten them', async () => {
    redis.defineCommand('echoed', { numberOfKeys: 1, lua: 'return KEYS[1]' })
    const replies = [redis.echoed('a'), redis.echoedBuffer('b')]
    expect(redis.autoPipelineQueueSize).toBe(2)
    expect(await Promise.all(replies)).toStrictEqual(['a', Buffer.from('b')])
    await bench.server.cli('SCRIPT', 'FLUSH')
    expect(await Promise.all([redis.echoed('a'), redis.echoed('b')])).toStrictEqual(['a', 'b'])
  })

  it('pipelines and transactions of the caller stay what they are', async () => {
    const seen = watch(redis)
    const replies = redis.pipeline().set('a', 1).exec()
    const transaction = redis.multi().incr('a').exec()
    expect(redis.autoPipelineQueueSize).toBe(0)
    expect(await replies).toStrictEqual([[null, 'OK']])
    expect(await transaction).toStrictEqual([[null, 2]])
    expect(seen.map(([name]) => name)).toStrictEqual(['set', 'multi', 'incr', 'exec'])
  })

  it('waits for the connection as other commands do', async () => {
    const lazy: any = connect({ lazyConnect: true })
    const replies = [lazy.set('k', 'v'), lazy.get('k')]
    expect(lazy.status).toBe('wait')
    expect(await Promise.all(replies)).toStrictEqual(['OK', 'v'])
  })

  it('commands of a client that has ended reject', async () => {
    const ended = event(redis, 'end')
    redis.disconnect()
    await ended
    expect((await rejection(redis.get('k'))).message).toBe('Connection is closed.')
    expect(redis.autoPipelineQueueSize).toBe(0)
  })
})
