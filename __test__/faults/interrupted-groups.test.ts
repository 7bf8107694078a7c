/** Transactions and pipelines whose connection ends in their middle: whole, or told. */
import { type Client as AnyClient, CLIENTS } from '../support/clients'
import { within } from '../support/events'
import { bulk, echo, type Peer, ScriptedServer } from '../support/scripted'
import { type Client, open, using } from './clients'

/** Ends the first connection after these bytes, once so many commands have come. */
const dying = async (count: number, bytes: string) =>
  using(
    await ScriptedServer.start({
      script(peer: Peer, command) {
        if (peer.number === 0) return peer.commands.length === count && peer.end(bytes)
        const name = command[0].toLowerCase()
        if (name === 'multi') return peer.send('+OK\r\n')
        if (name === 'exec') return peer.send(`*2\r\n${bulk('a')}${bulk('b')}`)
        const inside = peer.commands.some(([name]) => name.toLowerCase() === 'multi')
        return inside ? peer.send('+QUEUED\r\n') : echo(peer, command)
      },
    }),
  )

const names = (peer: Peer | undefined) => peer?.commands.map(([name]) => name.toLowerCase())

const outcome = (promise: Promise<unknown>) =>
  within(
    10_000,
    promise.then(
      (value) => JSON.parse(JSON.stringify(value, (_, v) => (v instanceof Error ? v.message : v))),
      (error) => `rejected: ${error.message}`,
    ),
  )

const transaction = (client: AnyClient | Client) => client.multi().get('a').get('b').exec()
const pipeline = (client: AnyClient | Client) => client.pipeline().get('a').get('b').get('c').exec()

describe.each(CLIENTS)('%s', (_, Redis) => {
  const opened: AnyClient[] = []
  afterEach(() => {
    for (const client of opened.splice(0)) client.disconnect()
  })
  const connect = (port: number) => {
    const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 5 })
    client.on('error', () => {})
    opened.push(client)
    return client
  }

  test('a transaction of which nothing was answered is sent again whole', async () => {
    const server = await dying(4, '')
    expect(await outcome(transaction(connect(server.port)))).toEqual([
      [null, 'a'],
      [null, 'b'],
    ])
    expect(names(server.peers[1])).toEqual(['multi', 'get', 'get', 'exec'])
  })

  test('a transaction of which a part was answered is not sent again, and rejects', async () => {
    const server = await dying(4, '+OK\r\n+QUEUED\r\n')
    const client = connect(server.port)
    expect(await outcome(transaction(client))).toMatch(/^rejected: /)
    expect(await within(10_000, client.get('after'))).toBe('after')
    expect(names(server.peers[1])).toEqual(['get'])
  })

  test('a pipeline of which a part was answered gives what came, and errors for the rest', async () => {
    const server = await dying(3, bulk('a'))
    const client = connect(server.port)
    expect(await outcome(pipeline(client))).toEqual(
      [
        [null, 'a'],
        ['Command aborted due to connection close', null],
        ['Command aborted due to connection close', null],
      ].map(([error, value]) => (error === null ? [error, value] : [error])),
    )
    expect(await within(10_000, client.get('after'))).toBe('after')
    expect(names(server.peers[1])).toEqual(['get'])
  })

  test('a pipeline of which nothing was answered is sent again', async () => {
    const server = await dying(3, '')
    expect(await outcome(pipeline(connect(server.port)))).toEqual([
      [null, 'a'],
      [null, 'b'],
      [null, 'c'],
    ])
  })
})

describe('shared client', () => {
  test.each([
    ['nothing', ''],
    ['a part', '+OK\r\n+QUEUED\r\n'],
    ['all but EXEC', '+OK\r\n+QUEUED\r\n+QUEUED\r\n'],
  ])('a transaction of which %s was answered is never sent in part', async (_, bytes) => {
    const server = await dying(4, bytes)
    const client = open('shared', { port: server.port })
    const settled = await outcome(transaction(client))
    expect(await within(10_000, client.get('after'))).toBeDefined()
    const sent = names(server.peers[1])?.join(' ')
    expect([sent, settled]).toEqual(
      sent?.startsWith('multi')
        ? [
            'multi get get exec get',
            [
              [null, 'a'],
              [null, 'b'],
            ],
          ]
        : ['get', expect.stringMatching(/^rejected: /)],
    )
  })

  test('a transaction with a write rejects as maybe executed', async () => {
    const server = await dying(4, '')
    const client = open('shared', { port: server.port })
    const error = await within(
      10_000,
      client
        .multi()
        .incr('a')
        .incr('b')
        .exec()
        .then(
          () => undefined,
          (e) => e,
        ),
    )
    expect(error).toMatchObject({ maybeExecuted: true })
    expect(await within(10_000, client.get('after'))).toBe('after')
    expect(names(server.peers[1])).toEqual(['get'])
  })

  test('a pipeline with reads and writes rejects its writes only as maybe executed', async () => {
    const server = await dying(3, '')
    const client = open('shared', { port: server.port })
    const results = await within(10_000, client.pipeline().get('a').incr('b').get('c').exec())
    expect(results?.map(([error, value]) => (error ? (error as any).maybeExecuted : value))).toEqual([
      'a',
      true,
      'c',
    ])
  })
})
