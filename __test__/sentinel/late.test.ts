/** Sentinels that learn late of a failover: what the others say leads the process's client, whoever is asked first. */
import { getRedis } from '@app/redis-native'
import { event } from '../support/events'
import { bulk, type Peer, ScriptedServer } from '../support/scripted'
import { inSync } from '../support/sentinels'
import { type RedisServer, startRedis } from '../support/server'

const HOST = '127.0.0.1'

let ends: Array<() => unknown> = []

afterEach(async () => {
  for (const end of ends.reverse()) await end()
  ends = []
})

async function serve(...args: string[]): Promise<RedisServer> {
  const server = await startRedis({ args })
  ends.push(() => server.stop())
  return server
}

/** A sentinel that names one server until it is told of another, as master and as the only replica that is well. */
class Sentinel {
  private readonly listeners = new Set<Peer>()
  private constructor(
    private master: number,
    readonly scripted: ScriptedServer,
  ) {}

  static async start(master: RedisServer): Promise<Sentinel> {
    const scripted = await ScriptedServer.start({ script: (peer, command) => sentinel.answer(peer, command) })
    const sentinel = new Sentinel(master.port, scripted)
    ends.push(() => scripted.stop())
    return sentinel
  }

  get address(): { host: string; port: number } {
    return { host: HOST, port: this.scripted.port }
  }

  /** Names another one from here on. */
  learn({ port }: RedisServer): void {
    this.master = port
  }

  /** And says so to all that listen. */
  announce(server: RedisServer): void {
    const text = `main ${HOST} ${this.master} ${HOST} ${server.port}`
    this.learn(server)
    const message = `*3\r\n${bulk('message')}${bulk('+switch-master')}${bulk(text)}`
    for (const peer of this.listeners) peer.send(message)
  }

  private answer(peer: Peer, [name, what]: string[]): void {
    if (/^subscribe$/i.test(name)) {
      this.listeners.add(peer)
      peer.send(`*3\r\n${bulk('subscribe')}${bulk(what)}:1\r\n`)
    } else if (/^get-master/i.test(what)) {
      peer.send(`*2\r\n${bulk(HOST)}${bulk(String(this.master))}`)
    } else if (/^slaves$/i.test(what)) {
      const facts = { ip: HOST, port: String(this.master), flags: 'slave' }
      peer.send(`*1\r\n*6\r\n${Object.entries(facts).flat().map(bulk).join('')}`)
    } else {
      peer.send('*0\r\n')
    }
  }
}

/** The shared client of these sentinels, which are asked in this order. */
function share(sentinels: Sentinel[], options: Record<string, unknown> = {}): any {
  const client = getRedis({
    sentinels: sentinels.map(({ address }) => address),
    name: 'main',
    ...options,
  } as any)
  client.on('error', () => {})
  ends.push(() => client.disconnect())
  return client
}

it('a server that does not answer is left for the one that another sentinel names, within a command’s time', async () => {
  const [before, after] = [await serve(), await serve()]
  const [late, early] = [await Sentinel.start(before), await Sentinel.start(after)]
  process.kill(before.pid, 'SIGSTOP')
  const client = share([late, early], { maxRetriesPerRequest: 0 })
  expect(await client.set('key', 'value')).toBe('OK')
  expect(client.stream.remotePort).toBe(after.port)
  expect(client.metrics().connectFailures).toBe(0)
})

it('a replica that does not answer is left for the one that another sentinel has instead', async () => {
  const master = await serve('--repl-diskless-sync-delay', '0')
  const replicas = [await serve(), await serve('--replicaof', HOST, String(master.port))]
  await inSync(replicas[1])
  const [late, early] = [await Sentinel.start(replicas[0]), await Sentinel.start(replicas[1])]
  process.kill(replicas[0].pid, 'SIGSTOP')
  const client = share([late, early], { role: 'slave', maxRetriesPerRequest: 0 })
  expect(await client.get('key')).toBeNull()
  expect(client.stream.remotePort).toBe(replicas[1].port)
})

it('a server that takes its time is waited for while all sentinels name it', async () => {
  const server = await serve()
  const sentinels = [await Sentinel.start(server), await Sentinel.start(server)]
  process.kill(server.pid, 'SIGSTOP')
  const client = share(sentinels)
  const written = client.set('key', 'value')
  // Both were asked again.
  await sentinels[1].scripted.hasReceived(2)
  process.kill(server.pid, 'SIGCONT')
  expect(await written).toBe('OK')
  expect(Number(/total_connections_received:(\d+)/.exec(await server.cli('INFO', 'stats'))?.[1])).toBe(2)
  expect(client.metrics().connectFailures).toBe(0)
})

it('a switch that one sentinel announces is followed, although the one that is asked first has not heard of it', async () => {
  const [before, after] = [await serve(), await serve()]
  const [late, early] = [await Sentinel.start(before), await Sentinel.start(before)]
  const client = share([late, early])
  await client.set('key', 'value')
  // They are listened to once the connection stands.
  await early.scripted.hasReceived(1)
  const close = event(client, 'close')
  early.announce(after)
  await close
  expect(await client.set('key', 'later')).toBe('OK')
  expect(client.stream.remotePort).toBe(after.port)
  expect(await after.cli('GET', 'key')).toBe('later')
  expect(await before.cli('GET', 'key')).toBe('value')
})

it('a server that was replaced once is believed in again when all sentinels name it', async () => {
  const [one, other] = [await serve(), await serve()]
  const sentinels = [await Sentinel.start(one), await Sentinel.start(one)]
  const client = share(sentinels)
  await client.set('key', 'first')
  for (const { scripted } of sentinels) await scripted.hasReceived(1)
  const away = event(client, 'close').then(() => event(client, 'ready'))
  for (const sentinel of sentinels) sentinel.announce(other)
  await away
  expect(client.stream.remotePort).toBe(other.port)
  const back = event(client, 'close').then(() => event(client, 'ready'))
  for (const sentinel of sentinels) sentinel.learn(one)
  await other.kill()
  await back
  expect(client.stream.remotePort).toBe(one.port)
  expect(await client.get('key')).toBe('first')
})
