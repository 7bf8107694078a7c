/** A master is replaced while the client works: by command, by death, and by standing still. */
import { getRedis } from '@app/redis-native'
import { CLIENTS, type Client } from '../support/clients'
import { askUntil, event, within } from '../support/events'
import { inSync, Topology } from '../support/sentinels'
import type { RedisServer } from '../support/server'

let topology: Topology
let opened: { disconnect(): void }[] = []
/** None outlives its test, also where that fails. */
let loads: Load[] = []

beforeEach(async () => {
  topology = await Topology.start()
})
afterEach(async () => {
  for (const load of loads) load.end()
  loads = []
  for (const client of opened) client.disconnect()
  opened = []
  await topology.stop()
})

const portOf = (client: { stream?: unknown }) =>
  (client.stream as { remotePort?: number } | undefined)?.remotePort

/** The shared client of the group. */
function share(options: Record<string, unknown> = {}): any {
  const client = getRedis({ sentinels: topology.addresses, name: 'main', ...options } as any)
  client.on('error', () => {})
  opened.push(client)
  return client
}

/** What became of a write. */
interface Outcome {
  key: string
  /** The port of the server that the client was connected to when it was called. */
  port?: number
  error?: Error & { maybeExecuted?: boolean; phase?: string }
}

/** Writes keys one after another on a few strands, until it is stopped. */
class Load {
  readonly outcomes: Outcome[] = []
  private stopped = false
  private readonly strands: Promise<void>[] = []
  private number = 0

  /** Where the client has said last that it is. */
  private port: number | undefined

  constructor(
    client: any,
    private readonly write: (key: string) => Promise<unknown>,
    strands = 8,
  ) {
    loads.push(this)
    this.port = portOf(client)
    client.on('ready', () => {
      this.port = portOf(client)
    })
    for (let i = 0; i < strands; i++) this.strands.push(this.run())
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const key = `key:${this.number++}`
      const { port } = this
      try {
        await this.write(key)
        this.outcomes.push({ key, port })
      } catch (error) {
        this.outcomes.push({ key, port, error: error as Error })
        // A client that refuses at once is not asked in a loop without a turn.
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
  }

  get acknowledged(): Outcome[] {
    return this.outcomes.filter(({ error }) => error === undefined)
  }

  get rejected(): Outcome[] {
    return this.outcomes.filter(({ error }) => error !== undefined)
  }

  /** Resolves when so many writes were acknowledged that were called on a connection to this server. */
  async goesOn(server: RedisServer, count = 200): Promise<void> {
    await askUntil(
      () => this.acknowledged.filter(({ port }) => port === server.port).length,
      (writes) => writes >= count,
    )
  }

  end(): void {
    this.stopped = true
  }

  /** Every write has settled. */
  async stop(): Promise<void> {
    this.end()
    await within(40_000, Promise.all(this.strands), 'a write')
  }
}

async function keysOf(server: RedisServer): Promise<Set<string>> {
  return new Set((await server.cli('KEYS', 'key:*')).split('\n'))
}

describe('the shared client', () => {
  it('by command: no command fails, and what is written from the switch on is on the new master', async () => {
    // However long the sentinels take.
    const redis = share({ commandTimeout: 30_000 })
    await redis.ping()
    const before = await topology.master()
    const load = new Load(redis, (key) => redis.set(key, 'value'))
    const reads = new Load(redis, (key) => redis.get(key), 2)
    await load.goesOn(before)
    const again = event(redis, 'close').then(() => event(redis, 'ready'))
    const after = await topology.failover()
    await again
    expect(portOf(redis)).toBe(after.port)
    const left = await keysOf(before)
    await load.goesOn(after)
    await Promise.all([load.stop(), reads.stop()])
    // What was in flight at a server that is well is answered before the client leaves it.
    expect(load.rejected).toStrictEqual([])
    expect(reads.rejected).toStrictEqual([])
    const kept = await keysOf(after)
    const there = load.acknowledged.filter(({ port }) => port === after.port)
    expect(there.filter(({ key }) => !kept.has(key))).toStrictEqual([])
    // Those before are where they were acknowledged: at the old one, which Redis keeps as it was for a while.
    const nowhere = load.acknowledged.filter(({ key }) => !left.has(key) && !kept.has(key))
    expect(nowhere).toStrictEqual([])
    expect(redis.metrics().connectFailures).toBe(0)
  })

  it('by death: each write is told of honestly, and the client is on the new master', async () => {
    const redis = share({ circuitBreaker: false })
    await redis.ping()
    const before = await topology.master()
    const load = new Load(redis, (key) => redis.set(key, 'value'))
    await load.goesOn(before)
    await before.kill()
    const after = await topology.replaced(before.port)
    await load.goesOn(after)
    await load.stop()
    const kept = await keysOf(after)
    const there = load.acknowledged.filter(({ port }) => port === after.port)
    expect(there.filter(({ key }) => !kept.has(key))).toStrictEqual([])
    for (const { key, error } of load.rejected) {
      expect(error).toBeInstanceOf(Error)
      // What is said not to have been executed is nowhere.
      if (!error?.maybeExecuted) expect(kept.has(key)).toBe(false)
    }
    expect(redis.status).toBe('ready')
  })

  it('a master that stands still is left as soon as another one is in its place', async () => {
    const redis = share()
    const channel = share({ connectionName: 'listener' })
    await redis.set('key', 'value')
    const heard = jest.fn()
    channel.on('message', heard)
    await channel.subscribe('news')
    const before = await topology.master()
    await topology.settled(1)
    const close = event(redis, 'close')
    process.kill(before.pid, 'SIGSTOP')
    try {
      const after = await topology.replaced(before.port)
      await close
      expect(await redis.set('key', 'again')).toBe('OK')
      expect(portOf(redis)).toBe(after.port)
      expect(await after.cli('GET', 'key')).toBe('again')
      // Its subscriptions stand at the new master, too.
      await askUntil(
        () => after.cli('PUBLISH', 'news', 'hello'),
        (receivers) => receivers === '1',
      )
      await askUntil(
        () => heard.mock.calls.length,
        (count) => count > 0,
      )
      expect(heard).toHaveBeenCalledWith('news', 'hello')
    } finally {
      process.kill(before.pid, 'SIGCONT')
    }
  })

  it('a command that blocks does not wait at a master that was replaced', async () => {
    const redis = share()
    const blocked = redis.blpop('list', 0).then(
      (value: unknown) => ({ value }),
      (error: Error) => ({ error }),
    )
    const before = await topology.master()
    await askUntil(
      () => before.cli('INFO', 'clients'),
      (info) => info.includes('blocked_clients:1'),
    )
    await topology.settled(1)
    process.kill(before.pid, 'SIGSTOP')
    try {
      const after = await topology.replaced(before.port)
      const { error } = await within(20_000, blocked, 'BLPOP')
      expect(error).toMatchObject({ maybeExecuted: true })
      await after.cli('RPUSH', 'list', 'element')
      expect(await redis.blpop('list', 0)).toStrictEqual(['list', 'element'])
    } finally {
      process.kill(before.pid, 'SIGCONT')
    }
  })

  it('a demoted master that a sentinel still names is left for the one that is in charge', async () => {
    const redis = share()
    await redis.ping()
    const [before, other] = topology.servers
    const [stale, ...others] = topology.sentinels
    process.kill(stale.pid, 'SIGSTOP')
    let after: RedisServer
    try {
      await askUntil(
        () => others[0].cli('SENTINEL', 'FAILOVER', 'main').catch((error: Error) => error.message),
        (answer) => answer === 'OK',
      )
      after = other
      await askUntil(
        () => topology.masterPort(others[0]),
        (port) => port === after.port,
      )
      await before.cli('REPLICAOF', '127.0.0.1', String(after.port))
      await inSync(before)
    } finally {
      process.kill(stale.pid, 'SIGCONT')
    }
    expect(await redis.set('key', 'value')).toBe('OK')
    expect(await after.cli('GET', 'key')).toBe('value')
  })
})

describe.each(CLIENTS)('%s with failoverDetector', (_, Redis) => {
  const find = (options: Record<string, unknown> = {}): Client => {
    const client = new Redis({
      sentinels: topology.addresses,
      name: 'main',
      failoverDetector: true,
      ...options,
    } as any)
    client.on('error', () => {})
    opened.push(client)
    return client
  }

  it('leaves a master that was replaced, and finds the new one', async () => {
    const client = find()
    await event(client, 'failoverSubscribed')
    const again = event(client, 'reconnecting').then(() => event(client, 'ready'))
    const after = await topology.failover()
    await again
    expect(await client.set('key', 'value')).toBe('OK')
    expect(await after.cli('GET', 'key')).toBe('value')
  })

  it('a master that stands still is left, too', async () => {
    const client = find()
    await event(client, 'failoverSubscribed')
    const before = await topology.master()
    const again = event(client, 'reconnecting').then(() => event(client, 'ready'))
    await topology.settled(1)
    process.kill(before.pid, 'SIGSTOP')
    try {
      const after = await topology.replaced(before.port)
      await again
      expect(await client.set('key', 'value')).toBe('OK')
      expect(await after.cli('GET', 'key')).toBe('value')
    } finally {
      process.kill(before.pid, 'SIGCONT')
    }
  })

  it('no write is lost that a replica had when it was acknowledged', async () => {
    const client = find()
    await event(client, 'failoverSubscribed')
    const before = await topology.master()
    const load = new Load(
      client,
      async (key) => {
        const replies = await client.multi().set(key, 'value').exec()
        if (replies?.[0]?.[1] !== 'OK') throw new Error(`it was not written: ${replies}`)
        if ((await client.wait(1, 1_000)) < 1) throw new Error('no replica has it')
      },
      1,
    )
    await load.goesOn(before, 50)
    const again = event(client, 'reconnecting').then(() => event(client, 'ready'))
    const after = await topology.failover()
    await again
    await load.stop()
    const kept = await keysOf(after)
    expect(load.acknowledged.filter(({ key }) => !kept.has(key))).toStrictEqual([])
    expect(await client.set('key', 'value')).toBe('OK')
  })
})
