/**
 * Events in their order, with what they tell and the status at that moment: the same for ioredis
 * and for this package, whatever the server says while a connection is made and used.
 */
import { isNativeError } from 'node:util/types'
import { CLIENTS, type Client } from '../support/clients'
import { STATUSES } from '../support/events'
import { freePort } from '../support/ports'
import { bulk, type Peer, type Script, ScriptedServer } from '../support/scripted'

const EVENTS = [...STATUSES, 'error', 'select', 'monitoring', 'message', 'pmessage', 'moved']

type Moment = [event: string, status: string, ...told: unknown[]]

interface Situation {
  options?: Record<string, unknown>
  /** What the server says to a command of the handshake, if it is not what servers say. */
  greet?: (words: string[]) => string | undefined
  /** What the server does with another command. */
  answer?: Script
  /** Nobody listens on the port. */
  absent?: boolean
  /** What is done with the client; the timeline ends with it. */
  play: (redis: any, until: (event: string, times?: number) => Promise<void>) => Promise<unknown>
}

/** The timeline of a client, and what `play` gave. */
async function timeline(
  Redis: (typeof CLIENTS)[number][1],
  situation: Situation,
): Promise<{ moments: Moment[]; result: unknown; greetings: string[][] }> {
  const server = await ScriptedServer.start({
    script: situation.answer ?? ((peer, words) => peer.send(bulk(words.join(' ')))),
    handshake: (_, words) => situation.greet?.(words),
  })
  const port = situation.absent ? await freePort() : server.port
  const redis = new Redis({
    port,
    host: '127.0.0.1',
    retryStrategy: () => 1,
    ...situation.options,
  }) as Client
  const moments: Moment[] = []
  const waiting: Array<{ event: string; times: number; resolve: () => void }> = []
  for (const name of EVENTS) {
    redis.on(name as 'ready', (...told: unknown[]) => {
      moments.push([name, redis.status, ...told.map((item) => facts(item, port))])
      for (const wait of waiting) if (wait.event === name && --wait.times === 0) wait.resolve()
    })
  }
  const until = (event: string, times = 1) =>
    new Promise<void>((resolve) => waiting.push({ event, times, resolve }))
  try {
    const result = facts(await situation.play(redis, until), port)
    return { moments: moments.slice(), result, greetings: server.greetings }
  } finally {
    redis.disconnect()
    await server.stop()
  }
}

/** What is told, with a name for the port. */
function facts(value: unknown, port: number): unknown {
  const named = (text: string) => text.replaceAll(String(port), 'PORT')
  if (isNativeError(value)) {
    const { name, message, code, errno, syscall } = value as NodeJS.ErrnoException
    // The package adds a code to errors that have none in ioredis; those of the system have one.
    return name === 'Error' && syscall ? [named(message), code, errno, syscall] : [name, protocol(message)]
  }
  if (Array.isArray(value)) return value.map((item) => facts(item, port))
  return typeof value === 'string' ? named(value) : value
}

/** A protocol that is broken is told in other words. */
function protocol(message: string): string {
  return /Please report this|broke the protocol/.test(message) ? 'the protocol is broken' : message
}

const settled = (promise: Promise<unknown>) => promise.catch((error: Error) => error)
const drop = (peer: Peer) => peer.drop()

/** A server that loads its data, for a hundred seconds as it thinks, and is asked so often before it has. */
function loading(times: number): (words: string[]) => string | undefined {
  let asked = 0
  return ([name]) => {
    if (name.toLowerCase() !== 'info') return undefined
    // The same for the other client.
    const busy = asked++ % (times + 1) < times
    return bulk(`# Persistence\r\nloading:${busy ? 1 : 0}\r\nloading_eta_seconds:100\r\n`)
  }
}

const SITUATIONS: Record<string, Situation> = {
  'a connection and its end': {
    play: async (redis, until) => {
      await until('ready')
      redis.disconnect()
      await until('end')
    },
  },
  'a first command, with lazyConnect': {
    options: { lazyConnect: true },
    play: async (redis, until) => {
      const ready = until('ready')
      const reply = await redis.get('k')
      await ready
      return reply
    },
  },
  'quit()': {
    answer: (peer, [name]) => (name === 'quit' ? peer.end('+OK\r\n') : peer.send(bulk('x'))),
    play: async (redis, until) => {
      await until('ready')
      const end = until('end')
      const reply = await redis.quit()
      await end
      return reply
    },
  },
  'disconnect(true)': {
    options: { retryStrategy: (times: number) => times + 6 },
    play: async (redis, until) => {
      await until('ready')
      redis.disconnect(true)
      await until('ready')
    },
  },
  'an absent server, and a strategy that gives up': {
    absent: true,
    options: { retryStrategy: (times: number) => (times < 4 ? times : undefined) },
    play: (_, until) => until('end'),
  },
  ...Object.fromEntries(
    [null, undefined, '5', true, {}, Number.NaN, 0, -5, 1.5].map((delay) => [
      `a strategy that gives ${JSON.stringify(delay)}, a ${typeof delay}`,
      {
        absent: true,
        options: { retryStrategy: (times: number) => (times === 1 ? delay : null) },
        play: (_, until) => until('end'),
      } as Situation,
    ]),
  ),
  'no strategy': { absent: true, options: { retryStrategy: null }, play: (_, until) => until('end') },
  maxRetriesPerRequest: {
    absent: true,
    options: { maxRetriesPerRequest: 1, retryStrategy: (times: number) => times },
    play: async (redis, until) => {
      const reply = settled(redis.get('k'))
      await until('reconnecting', 2)
      return reply
    },
  },
  'credentials that are refused': {
    options: { password: 'wrong', retryStrategy: (times: number) => (times < 2 ? 1 : null) },
    greet: ([name]) =>
      name.toLowerCase() === 'hello'
        ? '-WRONGPASS invalid username-password pair or user is disabled.\r\n'
        : undefined,
    play: (_, until) => until('end'),
  },
  'credentials that are refused, in RESP2': {
    options: { protocol: 2, password: 'wrong', retryStrategy: () => null },
    greet: ([name]) => (name.toLowerCase() === 'auth' ? '-ERR invalid password\r\n' : undefined),
    play: (_, until) => until('end'),
  },
  'a server that does not know HELLO': {
    greet: ([name]) => (name.toLowerCase() === 'hello' ? "-ERR unknown command 'HELLO'\r\n" : undefined),
    play: async (redis, until) => {
      await until('ready')
      return [await redis.get('k'), redis.condition.protocol, redis.mode]
    },
  },
  'a server that does not know the protocol': {
    greet: ([name]) =>
      name.toLowerCase() === 'hello' ? '-NOPROTO unsupported protocol version\r\n' : undefined,
    play: (_, until) => until('ready'),
  },
  'a database that is not there': {
    options: { db: 99 },
    greet: ([name]) => (name.toLowerCase() === 'select' ? '-ERR DB index is out of range\r\n' : undefined),
    play: (_, until) => until('ready'),
  },
  'setup that the server refuses': {
    options: { connectionName: 'me', readOnly: true },
    greet: ([name]) => (/^(client|readonly)$/i.test(name) ? '-ERR no\r\n' : undefined),
    play: (_, until) => until('ready'),
  },
  'a ready check that the server refuses': {
    options: { retryStrategy: (times: number) => (times < 2 ? 1 : null) },
    greet: ([name]) => (name.toLowerCase() === 'info' ? '-ERR no INFO here\r\n' : undefined),
    play: (_, until) => until('end'),
  },
  'no ready check': {
    options: { enableReadyCheck: false },
    greet: ([name]) => (name.toLowerCase() === 'info' ? '-ERR no INFO here\r\n' : undefined),
    play: (_, until) => until('ready'),
  },
  'a server that loads its data': {
    options: { maxLoadingRetryTime: 20 },
    greet: loading(2),
    play: (_, until) => until('ready'),
  },
  'a connection that is lost with a command in flight': {
    answer: (peer) => (peer.number === 0 ? drop(peer) : peer.send(bulk('second'))),
    options: { retryStrategy: (times: number) => times },
    play: async (redis, until) => {
      await until('ready')
      const ready = until('ready')
      const reply = await redis.get('k')
      await ready
      return reply
    },
  },
  'a connection that is lost, and a strategy that gives up': {
    answer: drop,
    options: { retryStrategy: () => null },
    play: async (redis, until) => {
      await until('ready')
      const end = until('end')
      const reply = await settled(redis.get('k'))
      await end
      return reply
    },
  },
  socketTimeout: {
    answer: (peer) => peer.number > 0 && peer.send(bulk('second')),
    // The handshake has as long between two words of the server, on a busy machine as well.
    options: { socketTimeout: 1_000 },
    play: async (redis, until) => {
      await until('ready')
      const ready = until('ready')
      const reply = await redis.get('k')
      await ready
      return reply
    },
  },
  'reconnectOnError false': {
    answer: (peer) => peer.send('-READONLY You can not write\r\n'),
    options: { reconnectOnError: () => false },
    play: async (redis, until) => {
      await until('ready')
      return settled(redis.set('k', 'v'))
    },
  },
  ...Object.fromEntries(
    [true, 1, 2].map((decision) => [
      `reconnectOnError ${decision}`,
      {
        answer: (peer) => peer.send(peer.number === 0 ? '-READONLY You can not write\r\n' : bulk('second')),
        options: { reconnectOnError: (error: Error) => error.message.startsWith('READONLY') && decision },
        play: async (redis, until) => {
          await until('ready')
          const ready = until('ready')
          const reply = await settled(redis.set('k', 'v'))
          await ready
          return [reply, await redis.get('k')]
        },
      } as Situation,
    ]),
  ),
  'select and its event': {
    play: async (redis, until) => {
      await until('ready')
      return [await redis.select(3), await redis.select('3'), await redis.select(4), redis.condition.select]
    },
  },
  'a command that is told on connect': {
    play: async (redis, until) => {
      let reply: unknown
      redis.once('connect', () => {
        reply = redis.get('k')
      })
      await until('ready')
      return reply
    },
  },
  'a bad protocol': {
    answer: (peer) => peer.send(peer.number === 0 ? 'nonsense\r\n' : bulk('second')),
    play: async (redis, until) => {
      await until('ready')
      const ready = until('ready')
      const reply = await redis.get('k').then(
        (value: unknown) => value,
        () => 'rejected',
      )
      await ready
      return [reply, await redis.get('k')]
    },
  },
}

it.each(Object.entries(SITUATIONS))('%s', async (_, situation) => {
  const [[, IORedis], [, Ours]] = CLIENTS
  const theirs = await timeline(IORedis, situation)
  const ours = await timeline(Ours, situation)
  expect(theirs.moments.length).toBeGreaterThan(1)
  expect(ours.moments).toStrictEqual(theirs.moments)
  expect(ours.result).toStrictEqual(theirs.result)
})
