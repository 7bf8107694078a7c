/** `withSignal`: what an AbortSignal takes back is not sent, or its late reply goes to nobody. */
import { execFileSync } from 'node:child_process'
import { getEventListeners } from 'node:events'
import { AbortError } from '@app/redis-native'
import { KINDS, open, ready, serve, using } from '../faults/clients'
import { rejection } from '../support/clients'
import { askUntil, event, within } from '../support/events'
import { freePort } from '../support/ports'
import { bulk, type Peer, ScriptedServer } from '../support/scripted'
import { type RedisServer, startRedis } from '../support/server'

const heard = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length

describe.each(KINDS)('%s client', (kind) => {
  test('a signal that does not abort changes nothing, and is not listened to afterwards', async () => {
    const server = await serve()
    const client: any = open(kind, { port: server.port })
    const { signal } = new AbortController()
    const view = client.withSignal(signal)
    const all = [
      view.set('k', 'v'),
      view.get('k'),
      view.pipeline().incr('n').exec(),
      view.multi().incr('n').exec(),
    ]
    expect(heard(signal)).toBe(1)
    expect(await Promise.all(all)).toEqual(['OK', 'v', [[null, 1]], [[null, 2]]])
    expect(heard(signal)).toBe(0)
    expect(view.status).toBe('ready')
    expect(view).toBeInstanceOf(client.constructor)
  })

  test('a signal that has aborted sends nothing', async () => {
    const server = await serve()
    const client: any = open(kind, { port: server.port })
    const reason = new Error('no more')
    const signal = AbortSignal.abort(reason)
    const error = await rejection(client.withSignal(signal).set('k', 'v'))
    expect(error).toBeInstanceOf(AbortError)
    expect(error).toMatchObject({
      name: 'AbortError',
      code: 'ABORT_ERR',
      cause: reason,
      phase: 'queued',
      maybeExecuted: false,
    })
    const results = await client.withSignal(signal).pipeline().set('k', 'v').get('k').exec()
    expect(results.map(([error]: [Error]) => error.name)).toEqual(['AbortError', 'AbortError'])
    expect((await rejection(client.withSignal(signal).multi().set('k', 'v').exec())).name).toBe('AbortError')
    expect(await client.exists('k')).toBe(0)
    expect(heard(signal)).toBe(0)
  })

  test('what waits for the end of its tick is taken back, and the others of the tick are sent', async () => {
    const server = await serve()
    const client: any = open(kind, { port: server.port })
    await client.ping()
    const controller = new AbortController()
    const view = client.withSignal(controller.signal)
    const first = client.set('a', '1')
    const back = [rejection(view.set('b', '1')), rejection(view.set('c', '1'))]
    const last = client.set('d', '1')
    controller.abort()
    expect(await Promise.all([first, last])).toEqual(['OK', 'OK'])
    for (const error of await Promise.all(back)) {
      expect(error).toMatchObject({ name: 'AbortError', maybeExecuted: false })
      expect((error.cause as Error).name).toBe('AbortError')
    }
    expect(await client.exists('a', 'b', 'c', 'd')).toBe(2)
  })

  test('what waits for a connection is taken back, alone and in pipelines', async () => {
    const port = await freePort()
    const client: any = open(kind, { port, maxRetriesPerRequest: null, commandTimeout: 30_000 })
    const controller = new AbortController()
    const view = client.withSignal(controller.signal)
    const kept = client.set('kept', '1')
    const back = [rejection(view.set('a', '1')), rejection(view.multi().set('b', '1').set('c', '1').exec())]
    const pipeline = view.pipeline().set('d', '1').set('e', '1').exec()
    await new Promise((resolve) => client.once('reconnecting', resolve))
    controller.abort('gone')
    for (const error of await within(20_000, Promise.all(back))) {
      expect(error).toMatchObject({ name: 'AbortError', cause: 'gone', maybeExecuted: false })
    }
    expect((await pipeline).map(([error]: [Error]) => error.name)).toEqual(['AbortError', 'AbortError'])
    using(await startRedis({ port }))
    expect(await within(20_000, kept)).toBe('OK')
    expect(await client.dbsize()).toBe(1)
    expect(heard(controller.signal)).toBe(0)
  })

  test('what was written rejects as maybe executed, and its late reply goes to nobody', async () => {
    let peer: Peer | undefined
    const held: string[] = []
    const server = using(
      await ScriptedServer.start({
        script: (from, [, key]) => {
          peer = from
          held.push(bulk(key))
        },
      }),
    )
    const client: any = open(kind, { port: server.port, commandTimeout: 30_000 })
    await ready(client)
    const controller = new AbortController()
    const view = client.withSignal(controller.signal)
    const all = [client.get('a'), rejection(view.get('b')), rejection(view.get('c')), client.get('d')]
    while (held.length < 4) await new Promise((resolve) => setImmediate(resolve))
    controller.abort()
    expect(await Promise.all(all.slice(1, 3))).toMatchObject([
      { name: 'AbortError', phase: 'sent', maybeExecuted: true },
      { name: 'AbortError', phase: 'sent', maybeExecuted: true },
    ])
    const later = client.get('e')
    while (held.length < 5) await new Promise((resolve) => setImmediate(resolve))
    await peer?.send(held.join(''))
    expect(await Promise.all([all[0], all[3], later])).toEqual(['a', 'd', 'e'])
  })

  test('a storm of aborts leaves each reply with its own command', async () => {
    const server = await serve()
    const client: any = open(kind, { port: server.port })
    let kept = 0
    for (let round = 0; round < 100; round++) {
      const controllers = Array.from({ length: 20 }, () => new AbortController())
      const all = controllers.map(async ({ signal }, i) => {
        const text = `${round} ${i}`
        const reply = await client
          .withSignal(signal)
          .echo(text)
          .catch((error: Error) => error.name)
        expect([text, 'AbortError']).toContain(reply)
        kept += Number(reply === text)
      })
      controllers.forEach((controller, i) => {
        if (i % 3 === 0) controller.abort()
        if (i % 3 === 1) setImmediate(() => controller.abort())
      })
      await Promise.all(all)
    }
    expect(kept).toBeGreaterThanOrEqual(600)
  })

  describe('with enableAutoPipelining', () => {
    const gathering = async () => {
      const server = await serve()
      const client: any = open(kind, {
        port: server.port,
        enableAutoPipelining: true,
        commandTimeout: 30_000,
      })
      client.defineCommand('put', { lua: 'return redis.call("SET", KEYS[1], ARGV[1])', numberOfKeys: 1 })
      await ready(client)
      return { server, client }
    }

    /** A command in each form that the option gathers. */
    const ask = (view: any): Promise<Error>[] =>
      [
        view.set('a', '1'),
        view.setBuffer('b', '1'),
        view.call('set', 'c', '1'),
        view.callBuffer('set', 'd', '1'),
        view.put('e', '1'),
        view.putBuffer('f', '1'),
      ].map(rejection)

    test('a signal that has aborted sends nothing', async () => {
      const { client } = await gathering()
      for (const error of await Promise.all(ask(client.withSignal(AbortSignal.abort())))) {
        expect(error).toMatchObject({ name: 'AbortError', phase: 'queued', maybeExecuted: false })
      }
      expect(await client.dbsize()).toBe(0)
    })

    test('what is called while a pipeline is under way is taken back, and what is gathered is sent', async () => {
      const { client } = await gathering()
      const running = client.set('running', '1')
      await new Promise((resolve) => setImmediate(resolve))
      const controller = new AbortController()
      const view = client.withSignal(controller.signal)
      const gathered = client.set('gathered', '1')
      const back = ask(view)
      expect([client.autoPipelineQueueSize, view.autoPipelineQueueSize]).toEqual([1, 0])
      controller.abort()
      for (const error of await Promise.all(back)) expect(error).toMatchObject({ name: 'AbortError' })
      expect(await Promise.all([running, gathered])).toEqual(['OK', 'OK'])
    })

    test('what was written rejects as maybe executed', async () => {
      const { server, client } = await gathering()
      process.kill(server.pid, 'SIGSTOP')
      const controller = new AbortController()
      const back = ask(client.withSignal(controller.signal))
      setTimeout(() => controller.abort(), 50)
      for (const error of await within(20_000, Promise.all(back))) {
        expect(error).toMatchObject({ name: 'AbortError', phase: 'sent', maybeExecuted: true })
      }
      process.kill(server.pid, 'SIGCONT')
      expect(await client.ping()).toBe('PONG')
    })

    test('a signal that does not abort changes nothing', async () => {
      const { client } = await gathering()
      const { signal } = new AbortController()
      const view = client.withSignal(signal)
      const all = [view.set('k', 'v'), view.call('get', 'k'), view.put('k', 'w'), view.getBuffer('k')]
      expect(heard(signal)).toBe(1)
      expect(await Promise.all(all)).toEqual(['OK', 'v', 'OK', Buffer.from('w')])
      expect(heard(signal)).toBe(0)
    })
  })

  test('a command that blocks is taken back, and a late element stays in its list', async () => {
    const server = await serve()
    const client: any = open(kind, { port: server.port, commandTimeout: 30_000 })
    const writer: any = open('own', { port: server.port })
    await client.ping()
    const controller = new AbortController()
    const pop = rejection(client.withSignal(controller.signal).blpop('list', 0))
    while (!(await server.cli('CLIENT', 'LIST')).includes('cmd=blpop'))
      await new Promise((resolve) => setImmediate(resolve))
    controller.abort()
    expect(await within(20_000, pop)).toMatchObject({ name: 'AbortError', maybeExecuted: true })
    if (kind === 'own') return
    while ((await server.cli('CLIENT', 'LIST')).includes('cmd=blpop'))
      await new Promise((resolve) => setImmediate(resolve))
    await writer.rpush('list', 'element')
    expect(await client.lrange('list', 0, -1)).toEqual(['element'])
  })

  test.each([[undefined], [null], [{}], ['signal']])('%p is no signal', async (signal) => {
    const client: any = open(kind, { port: await freePort(), lazyConnect: true })
    expect(() => client.withSignal(signal)).toThrow(/expects an AbortSignal/)
  })
})

test('a timeout says what the command waited for', async () => {
  const server = await serve()
  const client: any = open('shared', { port: server.port, commandTimeout: 1_000 })
  await ready(client)
  process.kill(server.pid, 'SIGSTOP')
  expect(await rejection(client.get('k'))).toMatchObject({ timeoutCause: 'server', phase: 'sent' })
  const absent: any = open('shared', {
    port: await freePort(),
    commandTimeout: 200,
    maxRetriesPerRequest: null,
  })
  expect(await rejection(absent.get('k'))).toMatchObject({ timeoutCause: 'connection', phase: 'connecting' })
})

test('a reply that came while the event loop was blocked is taken, however late it is read', async () => {
  const server = await serve()
  const client: any = open('shared', { port: server.port, commandTimeout: 1_000 })
  await ready(client)
  await client.set('k', 'v')
  const replies = [client.get('k'), client.get('k')]
  const until = Date.now() + 2_500
  while (Date.now() < until);
  expect(await Promise.all(replies)).toEqual(['v', 'v'])
})

describe('a subscription of a shared client', () => {
  /** Resolves when the server knows of so many subscribers to the channel. */
  const untilHeard = (server: RedisServer, channel: string, count: number) =>
    askUntil(
      () => server.cli('PUBSUB', 'NUMSUB', channel),
      (answer) => answer === `${channel}\n${count}`,
    )

  const untilPatterns = (server: RedisServer, count: number) =>
    askUntil(
      () => server.cli('PUBSUB', 'NUMPAT'),
      (answer) => answer === String(count),
    )

  /** The next message of a client, which `send` brings. */
  const message = (client: any, send: () => unknown) => {
    const heard = event(client, 'message')
    send()
    return within(20_000, heard)
  }

  test('that is taken back at once is none, and what others have stays', async () => {
    const server = await serve()
    const client: any = open('shared', { port: server.port })
    const writer: any = open('own', { port: server.port })
    const heard: string[] = []
    client.on('message', (channel: string, text: string) => heard.push(`${channel} ${text}`))
    await client.subscribe('kept')
    const controller = new AbortController()
    const view = client.withSignal(controller.signal)
    const back = [rejection(view.subscribe('a', 'kept')), rejection(view.psubscribe('b*'))]
    controller.abort()
    for (const error of back) expect(await within(20_000, error)).toMatchObject({ name: 'AbortError' })
    await untilHeard(server, 'a', 0)
    await untilPatterns(server, 0)
    for (const channel of ['a', 'b1']) expect(await writer.publish(channel, 'no')).toBe(0)
    await message(client, () => writer.publish('kept', 'yes'))
    expect(heard).toEqual(['kept yes'])
  })

  test('that another handle has, too, is that one alone', async () => {
    const server = await serve()
    const options = { port: server.port, connectionName: `abort-${process.pid}` }
    const [one, other]: any[] = [open('shared', { ...options, keyPrefix: 'x' }), open('shared', options)]
    expect(one).not.toBe(other)
    const writer: any = open('own', { port: server.port })
    const heard: string[] = []
    one.on('message', (channel: string) => heard.push(channel))
    const controller = new AbortController()
    const back = rejection(one.withSignal(controller.signal).subscribe('a'))
    const stays = other.subscribe('a')
    controller.abort()
    expect(await within(20_000, back)).toMatchObject({ name: 'AbortError' })
    expect(await within(20_000, stays)).toBe(1)
    await untilHeard(server, 'a', 1)
    expect(await message(other, () => writer.publish('a', 'text'))).toEqual(['a', 'text'])
    expect(heard).toEqual([])
  })

  test('that is taken back when its confirmation is there, with messages behind it, is ended again', async () => {
    const server = await serve()
    const client: any = open('shared', { port: server.port })
    const heard: string[] = []
    client.on('message', (channel: string, text: string) => heard.push(`${channel} ${text}`))
    client.on('pmessageBuffer', (_: Buffer, channel: Buffer) => heard.push(String(channel)))
    await client.subscribe('kept')
    const controller = new AbortController()
    const view = client.withSignal(controller.signal)
    const back = [rejection(view.subscribe('a', 'kept')), rejection(view.psubscribe('b*'))]
    await new Promise((resolve) => process.nextTick(resolve))
    // The loop stands still: what comes for it waits.
    const cli = (...args: string[]) =>
      execFileSync('redis-cli', ['-p', String(server.port), ...args], { encoding: 'utf8' }).trim()
    const asked = () => cli('PUBSUB', 'NUMSUB', 'a') === 'a\n1' && cli('PUBSUB', 'NUMPAT') === '1'
    for (let i = 0; i < 500 && !asked(); i++);
    for (const channel of ['a', 'b1']) expect(cli('PUBLISH', channel, 'no')).toBe('1')
    controller.abort()
    for (const error of back) expect(await within(20_000, error)).toMatchObject({ name: 'AbortError' })
    await untilHeard(server, 'a', 0)
    await message(client, () => cli('PUBLISH', 'kept', 'yes'))
    expect(heard).toEqual(['kept yes'])
    // It may be had again.
    expect(await client.subscribe('a')).toBe(2)
    await message(client, () => cli('PUBLISH', 'a', 'now'))
    expect(heard).toEqual(['kept yes', 'a now'])
  })
})
