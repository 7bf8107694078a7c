/** CLIENT KILL in mid-traffic: nobody sees another's value, and what was set up stands again. */
import { randomUUID } from 'node:crypto'
import { event, within } from '../support/events'
import { idsOf, KINDS, open, ready, serve, untilWorks } from './clients'

test.each([
  ['shared', 6],
  ['own', 25],
] as const)(
  '%s: workers never see the value of another while the connection is killed',
  async (kind, kills) => {
    const server = await serve()
    const client = open(kind, {
      port: server.port,
      maxRetriesPerRequest: null,
      commandTimeout: 20_000,
      ...(kind === 'own' && { retryStrategy: () => 1 }),
    })
    let going = true
    const told = { rounds: 0, strange: [] as string[], errors: [] as Error[] }
    const worker = async (number: number) => {
      while (going) {
        const value = `${number}:${randomUUID()}`
        try {
          const [, read, many] = await Promise.all([
            client.set(`w${number}`, value),
            client.get(`w${number}`),
            client.mget(`w${number}`, `w${number}`),
          ])
          for (const seen of [read, ...many]) if (seen !== value) told.strange.push(`${value} read ${seen}`)
          told.rounds++
        } catch (error) {
          told.errors.push(error as Error)
        }
      }
    }
    await ready(client)
    const workers = Array.from({ length: 20 }, (_, i) => worker(i))
    for (let kill = 0; kill < kills; kill++) {
      const before = told.rounds
      while (told.rounds < before + 50) await new Promise((resolve) => setImmediate(resolve))
      const closed = event(client, 'close')
      await server.cli('CLIENT', 'KILL', 'TYPE', 'normal')
      await within(20_000, closed)
      await within(20_000, ready(client))
    }
    going = false
    await within(20_000, Promise.all(workers))
    expect(told.strange).toEqual([])
    for (const error of told.errors) expect(error).toMatchObject({ maybeExecuted: true })
    if (kind === 'own') expect(told.errors).toEqual([])
    expect(await idsOf(server, client)).toHaveLength(1)
  },
)

describe.each(KINDS)('%s client', (kind) => {
  test('subscriptions of every form stand again after CLIENT KILL, and each message comes once', async () => {
    const server = await serve()
    const client = open(kind, { port: server.port, maxRetriesPerRequest: null })
    await client.subscribe('one', 'two')
    await client.psubscribe('p*')
    await client.ssubscribe('shard')
    const seen: string[] = []
    const last = new Promise<void>((resolve) => {
      const hear = (text: string) => seen.push(text) && text === 'last' && resolve()
      client.on('message', (_, text) => hear(text))
      client.on('pmessage', (_, __, text) => hear(text))
      client.on('smessage', (_, text) => hear(text))
    })
    await server.cli('CLIENT', 'KILL', 'TYPE', 'pubsub')
    await untilWorks(async () => {
      expect((await server.cli('PUBSUB', 'NUMSUB', 'one', 'two')).split('\n')).toEqual([
        'one',
        '1',
        'two',
        '1',
      ])
      expect(await server.cli('PUBSUB', 'NUMPAT')).toBe('1')
      expect((await server.cli('PUBSUB', 'SHARDNUMSUB', 'shard')).split('\n')).toEqual(['shard', '1'])
    })
    await server.cli('PUBLISH', 'one', 'first')
    await server.cli('SPUBLISH', 'shard', 'second')
    await server.cli('PUBLISH', 'p1', 'third')
    await server.cli('PUBLISH', 'two', 'last')
    await within(10_000, last)
    expect(seen).toEqual(['first', 'second', 'third', 'last'])
  })

  test('the database and the name are set again before any command', async () => {
    const server = await serve()
    const client = open(kind, { port: server.port, db: 3 })
    await client.set('k', 'three')
    const closed = event(client, 'close')
    await server.cli('CLIENT', 'KILL', 'TYPE', 'normal')
    await within(10_000, closed)
    expect(await within(10_000, client.get('k'))).toBe('three')
    expect(await idsOf(server, client)).toHaveLength(1)
  })
})
