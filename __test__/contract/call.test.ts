/** Commands by name: `call`, `callBuffer`, `send_command`, `sendCommand`, built-in commands. */
import { CLIENTS, type Client, rejection, setUpServer } from '../support/clients'

const bench = setUpServer()

describe.each(CLIENTS)('%s: commands by name', (_, Redis) => {
  let redis: any

  beforeEach(() => {
    redis = bench.connect(Redis) as Client
  })

  it('call takes a name and arguments', async () => {
    expect(await redis.call('set', 'k', 'v')).toBe('OK')
    expect(await redis.call('GET', 'k')).toBe('v')
    expect(await redis.call('ping')).toBe('PONG')
  })

  it('call takes the arguments as an array', async () => {
    expect(await redis.call('mset', ['a', 1, 'b', 2])).toBe('OK')
    expect(await redis.call('mget', ['a', 'b'])).toStrictEqual(['1', '2'])
  })

  it('callBuffer gives Buffers', async () => {
    await redis.set('k', 'v')
    expect(await redis.callBuffer('get', 'k')).toStrictEqual(Buffer.from('v'))
  })

  it('send_command is call', async () => {
    expect(await redis.send_command('set', 'k', 'v')).toBe('OK')
    expect(await redis.send_command('GET', ['k'])).toBe('v')
  })

  it('calls back', async () => {
    const reply = await new Promise((resolve) => {
      redis.call('set', 'k', 'v', (error: Error | null, value: string) => resolve([error, value]))
    })
    expect(reply).toStrictEqual([null, 'OK'])
    const got = await new Promise((resolve) => {
      redis.call('get', ['k'], (error: Error | null, value: string) => resolve([error, value]))
    })
    expect(got).toStrictEqual([null, 'v'])
  })

  it('reads replies by the name as it is written', async () => {
    await redis.hset('h', 'a', '1')
    expect(await redis.call('hgetall', 'h')).toStrictEqual({ a: '1' })
    expect(await redis.call('HGETALL', 'h')).toStrictEqual(['a', '1'])
    await redis.call('hset', 'h', { b: 2 })
    expect(await redis.hget('h', 'b')).toBe('2')
  })

  it('takes commands that nobody knows, and tells what the server says', async () => {
    const error = await rejection(redis.call('NOSUCHCOMMAND', 'a', 'b'))
    expect(error.message).toBe("ERR unknown command 'NOSUCHCOMMAND', with args beginning with: 'a' 'b' ")
    expect(error.name).toBe('ReplyError')
    expect(await redis.ping()).toBe('PONG')
  })

  it('prefixes keys whatever the case of the name', async () => {
    const prefixed: any = bench.connect(Redis, { keyPrefix: 'p:' })
    await prefixed.call('SET', 'k', 'v')
    await prefixed.call('nosuchcommand', 'k').catch(() => {})
    expect(await redis.keys('*')).toStrictEqual(['p:k'])
  })

  it('works in pipelines and transactions', async () => {
    expect(
      await redis.pipeline().call('set', 'k', 'v').callBuffer('get', 'k').send_command('get', 'k').exec(),
    ).toStrictEqual([
      [null, 'OK'],
      [null, Buffer.from('v')],
      [null, 'v'],
    ])
    expect(await redis.multi().call('get', 'k').exec()).toStrictEqual([[null, 'v']])
    expect(await redis.pipeline([['call', 'get', 'k']]).exec()).toStrictEqual([[null, 'v']])
  })

  it('a Command leaves the array of its arguments as it is', () => {
    const { Command } = Redis as any
    const args = ['key', 'value']
    expect(new Command('set', args, { keyPrefix: 'p:' }).args).toStrictEqual(['p:key', 'value'])
    expect(args).toStrictEqual(['key', 'value'])
  })

  it.each([
    ['utf8', 'é'],
    ['hex', 'c3a9'],
    ['base64', 'w6k='],
    ['latin1', 'Ã©'],
    [null, Buffer.from('é')],
  ])('sendCommand takes a Command with replyEncoding %s', async (replyEncoding, expected) => {
    await redis.set('k', 'é')
    const { Command } = Redis as any
    const command = new Command('get', ['k'], { replyEncoding })
    expect(await redis.sendCommand(command)).toStrictEqual(expected)
    expect(await command.promise).toStrictEqual(expected)
  })

  it('sendCommand calls the callback of its Command', async () => {
    const { Command } = Redis as any
    const replies = await new Promise((resolve) => {
      redis.sendCommand(
        new Command('echo', ['x'], { replyEncoding: 'utf8' }, (error: Error | null, reply: string) =>
          resolve([error, reply]),
        ),
      )
    })
    expect(replies).toStrictEqual([null, 'x'])
  })

  it('knows its commands, and makes new ones', async () => {
    const known = redis.getBuiltinCommands()
    expect(known).toEqual(expect.arrayContaining(['get', 'set', 'xadd', 'sentinel']))
    expect(known).not.toContain('monitor')
    const { string, buffer } = redis.createBuiltinCommand('echo')
    expect(await string.call(redis, 'x')).toBe('x')
    expect(await buffer.call(redis, 'x')).toStrictEqual(Buffer.from('x'))
    redis.addBuiltinCommand('my.command')
    expect((await rejection(redis['my.command']('a'))).message).toMatch(/^ERR unknown command 'my.command'/)
    expect(await redis.pipeline()['my.command']('a').exec()).toStrictEqual([[expect.any(Error)]])
  })

  it('has every method that ioredis has for a command', () => {
    const [[, IORedis]] = CLIENTS
    const theirs = bench.connect(IORedis, { lazyConnect: true }) as any
    expect(redis.getBuiltinCommands()).toEqual(expect.arrayContaining(theirs.getBuiltinCommands()))
    for (const name of theirs.getBuiltinCommands()) {
      expect([name, typeof redis[name], typeof redis[`${name}Buffer`]]).toStrictEqual([
        name,
        'function',
        'function',
      ])
    }
  })
})
