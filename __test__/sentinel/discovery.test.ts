/** How a client of its own finds its server: the same spec on ioredis and on ours, with real sentinels. */
import { setTimeout as pause } from 'node:timers/promises'
import { CLIENTS, type Client, Redis, rejection } from '../support/clients'
import { askUntil, event, record } from '../support/events'
import { freePort } from '../support/ports'
import { bulk, ScriptedServer } from '../support/scripted'
import { Topology } from '../support/sentinels'
import { startRedis } from '../support/server'

let topology: Topology
let opened: Client[] = []
let ends: Array<() => unknown> = []

beforeAll(async () => {
  topology = await Topology.start({ replicas: 2 })
})
afterEach(async () => {
  for (const client of opened) client.disconnect()
  for (const end of ends) await end()
  opened = []
  ends = []
})
afterAll(() => topology?.stop())

const HOST = '127.0.0.1'

/** How a sentinel's refusal ends: ioredis knows only that its connection is closed. */
const refused = (port: number) =>
  new RegExp(`(connect ECONNREFUSED ${HOST}:${port}|Connection is closed\\.)$`)

const throwOnce = (): never => {
  throw new Error('thrown once')
}

/** A sentinel that names this server, whatever it is. */
async function sentinelThatNames(port: number): Promise<{ host: string; port: number }> {
  const sentinel = await ScriptedServer.start({
    script: (peer, [, what]) =>
      peer.send(/^get-master/i.test(what) ? `*2\r\n${bulk(HOST)}${bulk(String(port))}` : '*0\r\n'),
  })
  ends.push(() => sentinel.stop())
  return { host: HOST, port: sentinel.port }
}

describe.each(CLIENTS)('%s', (_, Redis) => {
  /** A client of the group; its errors are heard. */
  const find = (options: Record<string, unknown> = {}): Client => {
    const client = new Redis({ sentinels: topology.addresses, name: 'main', ...options } as any)
    client.on('error', () => {})
    opened.push(client)
    return client
  }
  const portOf = async (client: Client): Promise<number> =>
    Number(/tcp_port:(\d+)/.exec(await client.info('server'))?.[1])
  const roleOf = async (client: Client) => ((await client.call('ROLE')) as unknown[])[0]

  it('finds the master, whatever else the options name', async () => {
    const client = find({ host: 'nowhere.invalid', port: 1, path: '/nowhere' })
    expect(await client.set('key', 'value')).toBe('OK')
    expect(await portOf(client)).toBe(await topology.masterPort())
  })

  it('goes through the same events as a client without sentinels', async () => {
    const client = find()
    const seen = record(client, ['connecting', 'connect', 'ready', 'sentinelError', 'error'])
    await event(client, 'ready')
    expect(seen).toStrictEqual(['connecting', 'connect', 'ready'])
  })

  it('selects its database and has its name at the server that was found', async () => {
    const client = find({ db: 3, connectionName: 'found' })
    expect(await client.client('GETNAME')).toBe('found')
    expect(await client.client('INFO')).toContain(' db=3 ')
  })

  it('a client in role slave reads from a replica, which takes no writes', async () => {
    const master = find()
    await master.set('read', 'me')
    await master.wait(2, 5_000)
    const replica = find({ role: 'slave' })
    expect(await replica.get('read')).toBe('me')
    expect(await roleOf(replica)).toBe('slave')
    expect((await rejection(replica.set('read', 'no'))).message).toMatch(/^READONLY/)
  })

  it('a preferred replica is taken: one, the first by prio of several, or what a function says', async () => {
    const [one, other] = (await topology.replicas()).map(({ port }) => ({ ip: HOST, port: String(port) }))
    const prefer = async (preferredSlaves: unknown) => portOf(find({ role: 'slave', preferredSlaves }))
    for (const wanted of [one, other]) {
      expect(await prefer(wanted)).toBe(Number(wanted.port))
      expect(await prefer([wanted])).toBe(Number(wanted.port))
    }
    expect(
      await prefer([
        { ...one, prio: 2 },
        { ...other, prio: 1 },
      ]),
    ).toBe(Number(other.port))
    expect(await prefer([{ ...one, prio: 2 }, other])).toBe(Number(other.port))
    const choose = jest.fn((slaves: { port: string }[]) => slaves.find(({ port }) => port === other.port))
    expect(await prefer(choose)).toBe(Number(other.port))
    expect(choose.mock.calls[0][0]).toHaveLength(2)
    expect(choose.mock.calls[0][0][0]).toMatchObject({ ip: HOST, flags: 'slave', 'master-link-status': 'ok' })
  })

  it('a preference that is not there leads to any replica', async () => {
    const ports = (await topology.replicas()).map(({ port }) => port)
    const nowhere = { ip: '10.9.9.9', port: '1' }
    for (const preferredSlaves of [nowhere, [nowhere], () => null]) {
      expect(ports).toContain(await portOf(find({ role: 'slave', preferredSlaves })))
    }
  })

  it('natMap says where a server is reached: a table, or a function', async () => {
    const outside = await startRedis()
    ends.push(() => outside.stop())
    const inside = `${HOST}:${await topology.masterPort()}`
    const reached = { host: HOST, port: outside.port }
    expect(await portOf(find({ natMap: { [inside]: reached } }))).toBe(outside.port)
    const natMap = jest.fn((key: string) => (key === inside ? reached : null))
    expect(await portOf(find({ natMap }))).toBe(outside.port)
    expect(natMap).toHaveBeenCalledWith(inside)
    expect(await portOf(find({ natMap: () => null }))).toBe(await topology.masterPort())
    expect(await portOf(find({ natMap: { 'other:1': reached } }))).toBe(await topology.masterPort())
  })

  it('an entry of natMap that names no address says nothing', async () => {
    const inside = `${HOST}:${await topology.masterPort()}`
    const client = find({ natMap: { [inside]: null, 'other:1': undefined } })
    expect(await portOf(client)).toBe(await topology.masterPort())
  })

  it.each([
    ['natMap', 'master'],
    ['preferredSlaves', 'slave'],
  ])(
    'a %s that throws makes the sentinel one that is of no help: the next one is asked',
    async (option, role) => {
      const choose = jest.fn((): null => null).mockImplementationOnce(throwOnce)
      const client = find({ role, [option]: choose })
      const seen = record(client, ['sentinelError', 'error', 'ready'])
      const [error] = await event(client, 'sentinelError')
      expect(error.message).toBe(
        `failed to connect to sentinel ${HOST}:${topology.sentinels[0].port} because thrown once`,
      )
      expect(await roleOf(client)).toBe(role)
      expect(seen).toStrictEqual(['sentinelError', 'ready'])
    },
  )

  it.each([
    ['natMap', 'master'],
    ['preferredSlaves', 'slave'],
  ])('a %s that throws for all sentinels is asked again by sentinelRetryStrategy', async (option, role) => {
    const choose = jest
      .fn((): null => null)
      .mockImplementationOnce(throwOnce)
      .mockImplementationOnce(throwOnce)
    const sentinelRetryStrategy = jest.fn((times: number) => times * 10)
    const client = find({
      sentinels: topology.addresses.slice(0, 1),
      updateSentinels: false,
      role,
      [option]: choose,
      sentinelRetryStrategy,
    })
    const seen = record(client, ['connecting', 'sentinelError', 'error', 'close', 'ready'])
    const waiting = roleOf(client)
    for (const delay of [10, 20]) {
      const [error] = await event(client, 'error')
      expect(error.message).toBe(
        `All sentinels are unreachable. Retrying from scratch after ${delay}ms. Last error: thrown once`,
      )
    }
    expect(await waiting).toBe(role)
    expect(seen).toStrictEqual(['connecting', 'sentinelError', 'error', 'sentinelError', 'error', 'ready'])
    expect(sentinelRetryStrategy.mock.calls).toStrictEqual([[1], [2]])
  })

  it('a function that throws ends the client where there is no retry', async () => {
    const client = find({
      natMap: () => {
        throw new Error('thrown')
      },
      sentinelRetryStrategy: null,
    })
    const ended = event(client, 'end')
    expect((await rejection(client.ping())).message).toBe(
      'All sentinels are unreachable and retry is disabled. Last error: thrown',
    )
    await ended
  })

  it.each([
    ['natMap, a function', { natMap: () => ({ host: HOST }) }],
    ['natMap, a function', { natMap: () => ({ host: HOST, port: 65_536 }) }],
    ['preferredSlaves', { role: 'slave', preferredSlaves: () => ({ ip: HOST }) }],
    ['preferredSlaves', { role: 'slave', preferredSlaves: () => ({ ip: HOST, port: 'none' }) }],
  ])('an address without a port that can be is refused: %s %j', async (_, options) => {
    const client = find({ ...options, updateSentinels: false, sentinelRetryStrategy: null })
    const ended = event(client, 'end')
    expect((await rejection(client.ping())).message).toMatch(/\bport\b/i)
    await ended
  })

  it('so it is where natMap is a table', async () => {
    const client = find({ natMap: { [`${HOST}:${await topology.masterPort()}`]: { host: HOST } } })
    expect((await rejection(client.ping())).message).toMatch(/\bport\b/i)
  })

  it('a sentinel that is down is told of, and the next one is asked', async () => {
    const port = await freePort()
    const client = find({ sentinels: [{ host: HOST, port }, ...topology.addresses] })
    const [error] = await event(client, 'sentinelError')
    expect(error).toBeInstanceOf(Error)
    expect(error.message).toMatch(`failed to connect to sentinel ${HOST}:${port} because `)
    expect(error.message).toMatch(refused(port))
    expect(await client.set('key', 'value')).toBe('OK')
  })

  it('a silent sentinel gives way to the next after sentinelCommandTimeout', async () => {
    const silent = await ScriptedServer.start({ script: () => {} })
    ends.push(() => silent.stop())
    const client = find({
      sentinels: [{ host: HOST, port: silent.port }, ...topology.addresses],
      sentinelCommandTimeout: 500,
    })
    const [error] = await event(client, 'sentinelError')
    expect(error.message).toBe(
      `failed to connect to sentinel ${HOST}:${silent.port} because Command timed out`,
    )
    expect(await client.ping()).toBe('PONG')
  })

  it('all down and then back: each round is told of, commands wait, and sentinelRetryStrategy counts', async () => {
    const port = await freePort()
    const sentinelRetryStrategy = jest.fn((times: number) => times * 10)
    const client = find({ sentinels: [{ host: HOST, port }], sentinelRetryStrategy })
    const seen = record(client, ['connecting', 'close', 'reconnecting', 'ready'])
    const waiting = client.set('key', 'waited')
    const [first] = await event(client, 'error')
    const [second] = await event(client, 'error')
    for (const [error, delay] of [
      [first, 10],
      [second, 20],
    ]) {
      const text = `All sentinels are unreachable. Retrying from scratch after ${delay}ms. Last error: `
      expect(error.message).toMatch(text)
      expect(error.message).toMatch(refused(port))
    }
    const back = await startRedis({
      port,
      sentinel: [`sentinel monitor main ${HOST} ${await topology.masterPort()} 9`],
    })
    ends.push(() => back.stop())
    expect(await waiting).toBe('OK')
    expect(seen).toStrictEqual(['connecting', 'ready'])
    expect(sentinelRetryStrategy.mock.calls.slice(0, 2)).toStrictEqual([[1], [2]])
  })

  it('a sentinelRetryStrategy that throws ends the client with its error', async () => {
    const port = await freePort()
    const sentinelRetryStrategy = () => {
      throw new Error('boom')
    }
    const client = find({ sentinels: [{ host: HOST, port }], sentinelRetryStrategy })
    const told = event(client, 'error')
    const ended = event(client, 'end')
    expect((await rejection(client.get('key'))).message).toBe('boom')
    expect((await told)[0].message).toBe('boom')
    await ended
  })

  it('without a retry the search ends the client, and everybody hears why', async () => {
    const port = await freePort()
    const client = find({
      sentinels: [{ host: HOST, port }],
      sentinelRetryStrategy: null,
      lazyConnect: true,
    })
    const seen = record(client, ['close', 'end'])
    const told = event(client, 'error')
    const ended = event(client, 'end')
    const connecting = rejection(client.connect())
    const waiting = rejection(client.get('key'))
    const { message } = await connecting
    expect(message).toMatch('All sentinels are unreachable and retry is disabled. Last error: ')
    expect(message).toMatch(refused(port))
    expect((await waiting).message).toBe(message)
    expect((await told)[0].message).toBe(message)
    await ended
    expect(seen).toStrictEqual(['end'])
    expect(client.status).toBe('end')
    expect((await rejection(client.get('key'))).message).toBe('Connection is closed.')
  })

  it('a name that no sentinel knows is told of with the words of the sentinel', async () => {
    const client = find({ name: 'stranger', sentinelRetryStrategy: () => null, lazyConnect: true })
    const refusals: string[] = []
    client.on('sentinelError', ({ message }) => refusals.push(message))
    expect((await rejection(client.connect())).message).toBe(
      'All sentinels are unreachable and retry is disabled. Last error: ERR No such master with that name',
    )
    expect(refusals).toStrictEqual(
      topology.sentinels.map(
        ({ port }) =>
          `failed to connect to sentinel ${HOST}:${port} because ERR No such master with that name`,
      ),
    )
  })

  it('without updateSentinels an unknown name is an invalid reply', async () => {
    const client = find({
      sentinels: topology.addresses.slice(0, 1),
      name: 'stranger',
      updateSentinels: false,
      sentinelRetryStrategy: () => null,
      lazyConnect: true,
    })
    const told = event(client, 'sentinelError')
    const error = await rejection(client.connect())
    const [{ port }] = topology.sentinels
    expect((await told)[0].message).toBe(
      `connected to sentinel ${HOST}:${port} successfully, but got an invalid reply: null`,
    )
    expect(error.message).toBe('All sentinels are unreachable and retry is disabled.')
  })

  it('a client that is disconnected while it searches ends, and searches no more', async () => {
    const port = await freePort()
    const client = find({ sentinels: [{ host: HOST, port }], lazyConnect: true })
    const connecting = rejection(client.connect())
    await event(client, 'error')
    const ended = event(client, 'end')
    const waiting = rejection(client.get('key'))
    client.disconnect()
    expect((await connecting).message).toBe('Connection is closed.')
    expect((await waiting).message).toBe('Connection is closed.')
    await ended
    const seen = record(client, ['connecting', 'ready', 'error', 'sentinelError'])
    await pause(100)
    expect(seen).toStrictEqual([])
  })

  it.each([
    ['by their addresses', undefined],
    ['by what natMap says of them', () => null],
  ])('sentinels that a sentinel tells of are asked when that one is silent, %s', async (_, natMap) => {
    const [first] = topology.sentinels
    const client = find({ sentinels: topology.addresses.slice(0, 1), natMap, sentinelCommandTimeout: 1_000 })
    await event(client, 'ready')
    process.kill(first.pid, 'SIGSTOP')
    try {
      const again = event(client, 'ready')
      client.disconnect(true)
      await again
      expect(await client.ping()).toBe('PONG')
    } finally {
      process.kill(first.pid, 'SIGCONT')
    }
  })

  it.each([
    ['it says itself', ['+@all']],
    ['its INFO says', ['+@all', '-role']],
  ])(
    'a server in another role than was looked for is left, and the next sentinel is asked, as %s',
    async (_, rights) => {
      const [replica] = await topology.replicas()
      const { servers } = topology
      await Promise.all(
        servers.map((node) => node.cli('ACL', 'SETUSER', 'ann', 'on', 'nopass', '~*', '&*', ...rights)),
      )
      ends.push(() => Promise.all(servers.map((node) => node.cli('ACL', 'DELUSER', 'ann'))))
      const stale = await sentinelThatNames(replica.port)
      const client = find({
        sentinels: [stale, topology.addresses[0]],
        username: 'ann',
        password: 'any',
        retryStrategy: () => 10,
      })
      const seen = record(client, ['connect', 'close', 'reconnecting', 'ready'])
      expect(await client.set('role', 'checked')).toBe('OK')
      expect(await portOf(client)).toBe(await topology.masterPort())
      expect(seen).toStrictEqual(['connect', 'close', 'reconnecting', 'connect', 'ready'])
    },
  )

  it('socketTimeout, which ends what is silent, ends no watching of sentinels', async () => {
    const client = find({ failoverDetector: true, socketTimeout: 100, sentinelReconnectStrategy: () => 10 })
    const seen = record(client, ['sentinelReconnecting', 'close'])
    await event(client, 'failoverSubscribed')
    // The link is silent for as long while nobody asks it, and is no reason to end it, either.
    await pause(500)
    expect(await client.ping()).toBe('PONG')
    expect(seen).toStrictEqual([])
  })

  it('with failoverDetector, a sentinel that was lost is listened to again', async () => {
    const port = await freePort()
    const sentinel = [`sentinel monitor main ${HOST} ${await topology.masterPort()} 9`]
    const first = await startRedis({ port, sentinel })
    ends.push(() => first.stop())
    const sentinelReconnectStrategy = jest.fn(() => 50)
    const client = find({
      sentinels: [{ host: HOST, port }],
      updateSentinels: false,
      failoverDetector: true,
      sentinelReconnectStrategy,
    })
    await event(client, 'failoverSubscribed')
    const listening = (clients: string) => clients.includes(' sub=1 ')
    expect(listening(await first.cli('CLIENT', 'LIST'))).toBe(true)
    const again = event(client, 'sentinelReconnecting')
    await first.kill()
    await again
    const second = await startRedis({ port, sentinel })
    ends.push(() => second.stop())
    await askUntil(() => second.cli('CLIENT', 'LIST'), listening)
    expect(sentinelReconnectStrategy).toHaveBeenCalled()
    expect(await client.ping()).toBe('PONG')
  })

  it('refuses options that name no sentinel or no master', () => {
    expect(() => new Redis({ sentinels: [], name: 'main' })).toThrow(
      'Requires at least one sentinel to connect to.',
    )
    expect(() => new Redis({ sentinels: topology.addresses })).toThrow('Requires the name of master.')
    const { SentinelConnector } = Redis as any
    expect(() => new SentinelConnector({ sentinels: [] })).toThrow(
      'Requires at least one sentinel to connect to.',
    )
  })

  it('duplicate() finds the master by itself', async () => {
    const client = find().duplicate()
    opened.push(client)
    expect(await roleOf(client)).toBe('master')
  })

  it('its connector tells of its options and of roles', async () => {
    const client = find({ role: 'slave' })
    const { connector } = client as any
    expect(connector).toBeInstanceOf((Redis as any).SentinelConnector ?? Object)
    expect(connector.options).toMatchObject({ name: 'main', role: 'slave' })
    expect(connector.check({ role: 'slave' })).toBe(true)
    expect(connector.check({ role: 'master' })).toBe(false)
    expect(connector.check({})).toBe(true)
    await event(client, 'ready')
  })
})

describe('what a function of the client says', () => {
  const find = (options: Record<string, unknown>): Client => {
    const client = new Redis({ sentinels: topology.addresses, name: 'main', ...options } as any)
    client.on('error', () => {})
    opened.push(client)
    return client
  }

  it('what it throws is the cause of the error', async () => {
    const thrown = new TypeError('thrown')
    const natMap = () => {
      throw thrown
    }
    const [error] = await event(find({ natMap }), 'error')
    expect(error.cause).toBe(thrown)
  })

  it.each(['text', null, undefined, 5])('it may throw what is no error: %p', async (thrown) => {
    const natMap = () => {
      throw thrown
    }
    const [error] = await event(find({ natMap }), 'error')
    expect(error.message).toMatch(new RegExp(`Last error: ${thrown}$`))
  })

  it.each([
    ['natMap', 'master', { host: HOST }],
    ['natMap', 'master', { host: HOST, port: 0 }],
    ['preferredSlaves', 'slave', { ip: HOST }],
  ])(
    'an address of %s without a port is a failure of the search, until it has one',
    async (option, role, address) => {
      let whole = false
      const client = find({ role, updateSentinels: false, [option]: () => (whole ? null : address) })
      const waiting = client.ping()
      const [error] = await event(client, 'error')
      expect(error.message).toBe(
        'All sentinels are unreachable. Retrying from scratch after 10ms. ' +
          `Last error: The port by ${option} is "${(address as { port?: number }).port}", expected a port from 1 to 65535.`,
      )
      whole = true
      expect(await waiting).toBe('PONG')
    },
  )

  it('a sentinel that natMap leads to has the usual port', async () => {
    const master = await topology.masterPort()
    const natMap = (key: string) => (key === `${HOST}:${master}` ? null : { host: 'localhost' })
    expect(await find({ natMap }).ping()).toBe('PONG')
  })
})
