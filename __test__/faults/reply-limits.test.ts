/** Replies that are larger than the client takes: the connection ends, and their command with it. */
import { RedisError, ReplyLimitError } from '@app/redis-native'
import { rejection } from '../support/clients'
import { event, within } from '../support/events'
import { runModule } from '../support/script'
import { bulk, echo, ScriptedServer } from '../support/scripted'
import { KINDS, open, ready, serve, using, words } from './clients'

const MEGABYTE = 1 << 20

/** Which limit it is, what it is set to, and what the server says. */
const OVER: [what: string, limit: string, most: number, bytes: string][] = [
  ['the largest length of 64 bits', 'bulk', 512 * MEGABYTE, '$9223372036854775807\r\n'],
  ['an array of the largest length', 'items', 128 * MEGABYTE, '*9223372036854775807\r\n'],
  ['an array of 2^31 items', 'items', 128 * MEGABYTE, '*2147483647\r\n'],
  ['a map of 2^31 items', 'items', 128 * MEGABYTE, '%2147483647\r\n'],
  ['a bomb of 100,000 arrays', 'depth', 128, '*1\r\n'.repeat(100_000)],
  ['a bomb of 100,000 maps', 'depth', 128, '%1\r\n:1\r\n'.repeat(100_000)],
]

describe.each(KINDS)('%s client', (kind) => {
  /** Says `bytes` to the third command of the first connection. */
  const scripted = async (bytes: string) =>
    using(
      await ScriptedServer.start({
        script(peer, command) {
          if (peer.number > 0) return echo(peer, command)
          if (peer.commands.length === 3) void peer.send(bulk('first') + bytes)
        },
      }),
    )

  test.each(OVER)('%s ends the connection, and its command is told so', async (_, limit, most, bytes) => {
    const server = await scripted(bytes)
    const client = open(kind, { port: server.port, commandTimeout: 5_000 })
    await within(20_000, ready(client))
    const told = event(client, 'error')
    const before = process.memoryUsage().rss
    const [first, second, third] = [client.get('first'), rejection(client.get('second')), client.get('third')]
    expect(await within(10_000, first)).toBe('first')
    const error = await within(10_000, second)
    expect(error).toBeInstanceOf(ReplyLimitError)
    expect(error).toBeInstanceOf(RedisError)
    const facts = { name: 'ReplyLimitError', code: 'ERR_REDIS_REPLY_LIMIT', limit, most }
    expect(error).toMatchObject({ ...facts, phase: 'sent', maybeExecuted: true })
    expect(error.message).toContain(`replyLimits.${limit}`)
    expect(await within(10_000, told)).toMatchObject([facts])
    // What came behind it is read only, and is sent again; what was too large is not.
    expect(await within(10_000, third)).toBe('third')
    expect(server.peers.map((peer) => peer.commands)).toEqual([
      [
        ['get', 'first'],
        ['get', 'second'],
        ['get', 'third'],
      ],
      [['get', 'third']],
    ])
    expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20)
  })

  test('a write behind a reply that is too large rejects as after any loss, with the reason', async () => {
    const server = await scripted('*2147483647\r\n')
    const client = open(kind, { port: server.port, autoResendUnfulfilledCommands: 'readonly' })
    await within(20_000, ready(client))
    const [, second, third] = [
      client.get('first'),
      rejection(client.get('second')),
      rejection(client.incr('n')),
    ]
    expect((await within(10_000, second)).code).toBe('ERR_REDIS_REPLY_LIMIT')
    const error = await within(10_000, third)
    expect(error).toMatchObject({ code: 'ERR_REDIS_REPLY_LIMIT', phase: 'sent', maybeExecuted: true })
    expect(words(error)).toContain('Connection is closed.')
    expect(error.cause).toBeInstanceOf(ReplyLimitError)
    expect(await within(10_000, client.get('after'))).toBe('after')
  })

  test('a reply of 10 MB under a limit of 1 MB ends the connection, and is asked for once', async () => {
    const server = await serve()
    const writer = open(kind, { port: server.port })
    await writer.set('large', 'x'.repeat(10 * MEGABYTE))
    await writer.rpush('list', ...Array.from({ length: 3_000 }, () => 'y'.repeat(1_000)))
    await writer.set('small', 'z')
    const client = open(kind, { port: server.port, replyLimits: { bytes: MEGABYTE } })
    const counted = async () =>
      /cmdstat_getrange:calls=(\d+)/.exec(await server.cli('INFO', 'commandstats'))?.[1]
    const facts = { code: 'ERR_REDIS_REPLY_LIMIT', limit: 'bytes', most: MEGABYTE, maybeExecuted: true }
    expect(await within(10_000, rejection(client.getrangeBuffer('large', 0, -1)))).toMatchObject(facts)
    expect(await within(10_000, client.get('small'))).toBe('z')
    expect(await counted()).toBe('1')
    expect(await within(10_000, rejection(client.lrange('list', 0, -1)))).toMatchObject(facts)
    expect(await within(10_000, client.lrange('list', 0, 999))).toHaveLength(1_000)
    const results =
      (await within(10_000, client.pipeline().get('small').get('large').get('small').exec())) ?? []
    expect(results[0]).toEqual([null, 'z'])
    expect(results[1][0]).toMatchObject(facts)
    // The shared client sends again what only reads; ioredis aborts the rest of a pipeline.
    if (kind === 'shared') expect(results[2]).toEqual([null, 'z'])
    else expect(results[2][0]?.message).toBe('Command aborted due to connection close')
    expect(await within(10_000, rejection(client.multi().get('large').exec()))).toMatchObject(facts)
    const script = "return redis.call('get', KEYS[1])"
    expect(await within(10_000, rejection(client.eval(script, 1, 'large')))).toMatchObject(facts)
    expect(await within(10_000, client.get('small'))).toBe('z')
  })

  test('a limit that can not be is named', () => {
    expect(() => open(kind, { replyLimits: { bytes: 1, items: -1, size: 5 } as object })).toThrow(
      /replyLimits\.bytes is "1".*\n.*replyLimits\.items is "-1".*\n.*replyLimits\.size is not known/,
    )
    expect(() => open(kind, { replyLimits: 5 as unknown as object })).toThrow('replyLimits is "5"')
  })
})

test('a command that blocks and a message are held to the limits, and who subscribed stays so', async () => {
  const server = await serve()
  const client = open('shared', { port: server.port, replyLimits: { bulk: MEGABYTE } })
  const other = open('own', { port: server.port })
  const blocked = rejection(client.blpop('list', 0))
  await other.rpush('list', 'x'.repeat(2 * MEGABYTE))
  expect(await within(10_000, blocked)).toMatchObject({ limit: 'bulk', most: MEGABYTE })
  await client.subscribe('channel')
  const gap = event(client, 'gap')
  const told = event(client, 'error')
  await other.publish('channel', 'x'.repeat(2 * MEGABYTE))
  expect(await within(10_000, told)).toMatchObject([{ limit: 'bulk', most: MEGABYTE }])
  await within(10_000, gap)
  const heard = event(client, 'message')
  await other.publish('channel', 'small')
  expect(await within(10_000, heard)).toEqual(['channel', 'small'])
})

/** 60 replies of 20 MB, of which none may be taken. */
const flood = `
import { getRedis, Redis } from 'PACKAGE/dist/index.mjs'
const first = new Redis({ port: Number(process.env.PORT) })
await first.setrange('large', 20 << 20, 'x')
first.disconnect()
const options = { replyLimits: { bulk: 1 << 20 } }
const before = process.memoryUsage.rss()
const outcomes = {}
for (const client of [getRedis({ ...options, port: Number(process.env.PORT) }), new Redis({ ...options, port: Number(process.env.PORT), retryStrategy: () => 1 })]) {
  client.on('error', () => {})
  for (let i = 0; i < 30; i++) {
    const { code } = await client.getBuffer('large').then(() => ({ code: 'none' }), (error) => error)
    outcomes[code] = (outcomes[code] ?? 0) + 1
  }
  client.disconnect()
}
console.log(JSON.stringify({ outcomes, flat: process.memoryUsage.rss() - before < 60e6 }))
`

test('replies that are too large, again and again, take no memory and open no breaker', async () => {
  const server = await serve()
  const { stdout, stderr } = await runModule(flood, { env: { PORT: String(server.port) } })
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual({ outcomes: { ERR_REDIS_REPLY_LIMIT: 60 }, flat: true })
})
