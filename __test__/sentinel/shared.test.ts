/** The process's client behind sentinels: by the environment, by options, and when they do not help. */

import { inspect } from 'node:util'
import { getRedis, Redis } from '@app/redis-native'
import { runNode } from '../support/child'
import { rejection } from '../support/clients'
import { askUntil, event } from '../support/events'
import { freePort } from '../support/ports'
import { bulk, ScriptedServer } from '../support/scripted'
import { inSync, Topology } from '../support/sentinels'
import { startRedis } from '../support/server'

const HOST = '127.0.0.1'
const PASSWORD = 'server secret'
const SENTINEL_PASSWORD = 'sentinel secret'

let topology: Topology
let opened: any[] = []
let ends: Array<() => unknown> = []

beforeAll(async () => {
  topology = await Topology.start({ password: PASSWORD, sentinelPassword: SENTINEL_PASSWORD })
})
afterEach(async () => {
  for (const client of opened) client.disconnect()
  for (const end of ends) await end()
  opened = []
  ends = []
})
afterAll(() => topology?.stop())

const environment = () => ({
  REDIS_SENTINELS: topology.hosts,
  REDIS_SENTINEL_NAME: 'main',
  REDIS_SENTINEL_PASSWORD: SENTINEL_PASSWORD,
  REDIS_PASSWORD: PASSWORD,
})

function share(options: Record<string, unknown> = {}): any {
  const client = getRedis({
    sentinels: topology.addresses,
    name: 'main',
    password: PASSWORD,
    sentinelPassword: SENTINEL_PASSWORD,
    ...options,
  } as any)
  client.on('error', () => {})
  opened.push(client)
  return client
}

describe('by the environment', () => {
  it('finds the master, works on it, and the process ends by itself', async () => {
    const { told, code, stderr } = await runNode(
      `await pkg.set('key', 'value')
      const worked = await pkg.get('key')
      // On a busy machine it may be slow at first.
      let health
      do health = await pkg.redisHealthCheck({ timeout: 20_000 })
      while (health.status === 'degraded')
      tell([worked, pkg.getConnectionInfo(), pkg.redis.metricsText(), health])`,
      { ...environment(), REDIS_DB: '2', REDIS_CONNECTION_NAME: 'shared' },
    )
    expect(stderr).toBe('')
    expect(code).toBe(0)
    const [worked, info, metrics, health] = told
    const master = `${HOST}:${await topology.masterPort()}`
    expect(worked).toBe('value')
    expect(info).toMatchObject({
      address: master,
      database: 2,
      state: 'ready',
      sentinel: { name: 'main', role: 'master', sentinels: topology.hosts.split(','), server: master },
    })
    expect(metrics).toContain(`server_address="${HOST}",server_port="${await topology.masterPort()}"`)
    expect(health.status).toBe('healthy')
    expect(JSON.stringify(told)).not.toMatch(/secret/)
    expect(await (await topology.master()).cli('-n', '2', 'GET', 'key')).toBe('value')
  })

  it('shows no password of sentinels in options, errors or what is configured', async () => {
    const { told } = await runNode(
      `const { inspect } = require('node:util')
      tell([inspect(pkg.redis, { depth: 9 }), inspect(pkg.redis.options), JSON.stringify(pkg.redis.options),
        inspect(pkg.redis.connector, { depth: 9 }), JSON.stringify(pkg.getConnectionInfo())])`,
      environment(),
    )
    expect(told.join('\n')).toContain('REDIS_SENTINEL_PASSWORD')
    expect(told.join('\n')).not.toMatch(/secret/)
  })

  it('tells the sentinels before it has connected', async () => {
    const { told } = await runNode('tell(pkg.getConnectionInfo())', environment())
    expect(told).toMatchObject({ address: topology.hosts, state: 'wait', sentinel: { server: null } })
  })
})

describe('by options', () => {
  it('the same sentinels and name are one client with one connection, whoever is in charge', async () => {
    const [one, other] = [share({ connectionName: 'one' }), share({ connectionName: 'one' })]
    expect(one).toBe(other)
    await one.ping()
    const list = await (await topology.master()).cli('CLIENT', 'LIST')
    expect(list.split('\n').filter((line) => line.includes('name=one '))).toHaveLength(1)
  })

  it('role slave reads from a replica', async () => {
    await share().set('read', 'me')
    const replica = share({ role: 'slave' })
    await askUntil(
      () => replica.get('read'),
      (value) => value === 'me',
    )
    expect((await replica.call('ROLE'))[0]).toBe('slave')
  })

  it.each([
    ['sentinelRetryStrategy', () => 10],
    ['sentinelReconnectStrategy', () => 10],
    ['natMap', () => null],
    ['preferredSlaves', () => null],
  ])('the function %s is refused with what to use instead', (option, value) => {
    expect(() => share({ [option]: value })).toThrow(
      new RegExp(`the option ${option} is refused on the shared client: .+; \`new Redis\` takes it`),
    )
  })

  it('sentinels that are no list are refused by the class, too', () => {
    const sentinels: any = 'localhost:26379'
    expect(() => share({ sentinels })).toThrow('the option sentinels is empty')
    expect(() => new Redis({ sentinels, name: 'main' })).toThrow(
      'The option sentinels is of the type string, expected a list of { host, port }.',
    )
  })

  it.each([
    [{ sentinels: [] }, /the option sentinels is empty/],
    [{ name: undefined }, /the option name is missing/],
    [{ name: '' }, /the option name is missing/],
    [{ role: 'replica' }, /the option role is "replica", expected "master" or "slave"/],
    [{ sentinels: [{ host: HOST, port: 0 }] }, /the port of a sentinel is "0"/],
  ])('%j is refused', (options, message) => {
    expect(() => share(options)).toThrow(message)
  })

  it('an entry of natMap that names no address says nothing, and one without a port is refused', async () => {
    const inside = `${HOST}:${await topology.masterPort()}`
    expect(await share({ natMap: { [inside]: null, 'other:1': undefined } }).ping()).toBe('PONG')
    expect(() => share({ natMap: { 'other:1': { host: HOST } } })).toThrow(
      'The port by natMap["other:1"] is "undefined", expected a port from 1 to 65535.',
    )
  })

  it('metrics, traces and diagnostics name the server that was found', async () => {
    const client = share({ connectionName: 'named' })
    await client.ping()
    expect(client.metricsText()).toContain(
      `server_address="${HOST}",server_port="${await topology.masterPort()}"`,
    )
    expect(client.stream.remotePort).toBe(await topology.masterPort())
  })

  it('a client of its own has the passwords, and shows none', async () => {
    const client = share().duplicate({ connectionName: 'own' })
    opened.push(client)
    expect(await client.ping()).toBe('PONG')
    expect(inspect(client, { depth: 9 }) + JSON.stringify(client.options)).not.toMatch(/secret/)
    expect(inspect(client.connector, { depth: 9 })).not.toMatch(/secret/)
  })
})

// Before those below: a sentinel that was stopped for two seconds takes part in nothing for 30 s.
it('worker threads share the connection, and all of them follow a failover', async () => {
  const { told } = await runNode(
    `const { Worker } = require('node:worker_threads')
    const source = 'const pkg = require(' + JSON.stringify(root) + '); const { parentPort } = require("node:worker_threads");' +
      'parentPort.on("message", async () => { await pkg.redis.incr("count"); parentPort.postMessage([pkg.redis.stream.remotePort, await pkg.redis.client("ID")]) })'
    const workers = [1, 2].map(() => new Worker(source, { eval: true }))
    const ask = () => Promise.all(workers.map((worker) => new Promise((resolve) => {
      worker.once('message', resolve)
      worker.postMessage('go')
    })))
    const before = await ask()
    const own = [pkg.redis.stream?.remotePort, await pkg.redis.client('ID')]
    const close = new Promise((resolve) => pkg.redis.once('close', resolve))
    const sentinel = new pkg.Redis({ port: Number(process.env.PORT), password: process.env.REDIS_SENTINEL_PASSWORD, enableReadyCheck: false, db: 0 })
    await sentinel.call('SENTINEL', 'FAILOVER', 'main')
    await close
    const after = await ask()
    sentinel.disconnect()
    await Promise.all(workers.map((worker) => worker.terminate()))
    tell({ own, before, after })`,
    { ...environment(), PORT: String(topology.sentinels[0].port) },
  )
  const ids = (answers: [number, number][]) => new Set(answers.map(([, id]) => id))
  const ports = (answers: [number, number][]) => new Set(answers.map(([port]) => port))
  expect(ids(told.before)).toStrictEqual(new Set([told.own[1]]))
  expect(ids(told.after).size).toBe(1)
  expect(ports(told.after)).toStrictEqual(new Set([await topology.masterPort()]))
  expect(ports(told.after)).not.toStrictEqual(ports(told.before))
})

describe('when sentinels do not help', () => {
  it('a wrong password of theirs is told at once, in their words', async () => {
    const client = share({ sentinelPassword: 'wrong' })
    const error = await rejection(client.get('key'))
    expect(error.message).toMatch(/^All sentinels are unreachable\. Last error: WRONGPASS/)
    expect(error).toMatchObject({ name: 'ReplyError', phase: 'connecting', maybeExecuted: false })
    expect(error.message).not.toContain('wrong')
  })

  it('none where they want one is told, too', async () => {
    const error = await rejection(share({ sentinelPassword: undefined }).get('key'))
    expect(error.message).toMatch(/^All sentinels are unreachable\. Last error: NOAUTH/)
  })

  it('a name that they do not know is told at once', async () => {
    const error = await rejection(share({ name: 'stranger' }).get('key'))
    expect(error.message).toBe('All sentinels are unreachable. Last error: ERR No such master with that name')
  })

  it('silent ones give way to those that answer, within the deadline of a command', async () => {
    const [first, second] = topology.sentinels
    for (const { pid } of [first, second]) process.kill(pid, 'SIGSTOP')
    try {
      expect(await share({ connectionName: 'silence' }).ping()).toBe('PONG')
    } finally {
      for (const { pid } of [first, second]) process.kill(pid, 'SIGCONT')
    }
  })

  it('all of them down: a command rejects with the reason; back again, the client is, too', async () => {
    const port = await freePort()
    const client = share({ sentinels: [{ host: HOST, port }], sentinelPassword: undefined })
    const error = await rejection(client.get('key'))
    expect(error).toMatchObject({ code: 'ECONNREFUSED', address: HOST, port })
    expect(error.message + error.cause?.message).toContain('All sentinels are unreachable.')
    const ready = event(client, 'ready')
    const back = await startRedis({
      port,
      sentinel: [
        `sentinel monitor main ${HOST} ${await topology.masterPort()} 9`,
        `sentinel auth-pass main "${PASSWORD}"`,
      ],
    })
    ends.push(() => back.stop())
    await ready
    expect(await client.set('key', 'value')).toBe('OK')
  })

  it('all of them down do not hurt a client that is connected', async () => {
    const back = await startRedis({
      sentinel: [
        `sentinel monitor main ${HOST} ${await topology.masterPort()} 9`,
        `sentinel auth-pass main "${PASSWORD}"`,
      ],
    })
    const client = share({
      sentinels: [{ host: HOST, port: back.port }],
      sentinelPassword: undefined,
      updateSentinels: false,
    })
    await client.set('key', 'value')
    await back.stop()
    expect(await client.get('key')).toBe('value')
  })

  it('one that names a demoted master is asked again, and no command sees a failed attempt', async () => {
    const [replica] = await topology.replicas()
    // One that was replaced becomes a replica after a while.
    await inSync(replica)
    let told = 0
    const stale = await ScriptedServer.start({
      script: async (peer, [, what]) => {
        if (!/^get-master/i.test(what)) return peer.send('*0\r\n')
        const port = told++ < 3 ? replica.port : await topology.masterPort()
        return peer.send(`*2\r\n${bulk(HOST)}${bulk(String(port))}`)
      },
    })
    ends.push(() => stale.stop())
    const client = share({ sentinels: [{ host: HOST, port: stale.port }], maxRetriesPerRequest: 0 })
    expect(await client.set('key', 'value')).toBe('OK')
    expect(client.metrics().connectFailures).toBe(0)
    expect(client.stream.remotePort).toBe(await topology.masterPort())
  })

  it('sentinelError tells of each sentinel that was of no help', async () => {
    const port = await freePort()
    const client = share({ sentinels: [{ host: HOST, port }, ...topology.addresses] })
    const [error] = await event(client, 'sentinelError')
    expect(error.message).toContain(`failed to connect to sentinel ${HOST}:${port} because `)
    expect(await client.ping()).toBe('PONG')
  })
})
