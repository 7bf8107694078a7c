/** Subscriptions belong to the process: one connection for those of all handles, realms and threads. */
import { type RedisServer, startRedis } from '../support/server'
import { inThreads } from './threads'

let server: RedisServer

beforeAll(async () => {
  server = await startRedis()
})

afterAll(async () => {
  await server.stop()
})

const run = (text: string) => inThreads(server, 'channels', text)

test('handles and threads that hear the same channel are one connection, and each gets its messages', async () => {
  const told = await run(`
    const hear = (client) => {
      const heard = []
      client.on('message', (channel, message) => heard.push(channel + ' ' + message))
      return heard
    }
    async function main() {
      const other = getRedis({ keyPrefix: 'other:' })
      const [mine, others] = [hear(redis), hear(other)]
      redis.on('message', () => {})
      await Promise.all([redis.subscribe('news', 'mine'), other.subscribe('news', 'others')])
      const workers = [start('a'), start('b')]
      await Promise.all(workers.map(tell))
      const held = [await connections(), await listeners('news'), await listeners('a')]
      for (const channel of ['news', 'mine', 'others', 'a', 'b', 'news']) await redis.publish(channel, 'to ' + channel)
      const heard = await Promise.all(workers.map((worker) => { worker.postMessage('tell'); return tell(worker) }))
      await Promise.all(workers.map((worker) => worker.exited))
      await until(async () => (await listeners('a')) === 0 && (await listeners('b')) === 0)
      const still = await listeners('news')
      await redis.unsubscribe()
      const last = await listeners('news')
      await other.unsubscribe('news', 'others')
      await until(async () => (await connections()) === 1)
      return { held, heard, mine, others, still, last, gone: await listeners('news') }
    }
    async function work(name) {
      const heard = hear(redis)
      await redis.subscribe('news', name)
      parentPort.postMessage('subscribed')
      await tell(parentPort)
      // What was published before this one has been heard when it is.
      const end = once(redis, 'pmessage')
      await redis.psubscribe('end:*')
      await redis.publish('end:' + name, '')
      await end
      parentPort.postMessage(heard)
      await redis.unsubscribe()
      await redis.punsubscribe()
    }`)
  const news = 'news to news'
  expect(told).toEqual({
    held: [2, 1, 1],
    heard: [
      [news, 'a to a', news],
      [news, 'b to b', news],
    ],
    mine: [news, 'mine to mine', news],
    others: [news, 'others to others', news],
    still: 1,
    last: 1,
    gone: 0,
  })
})

test.each([2, 3])(
  'in RESP%s, what was subscribed is restored after a kill, and every handle and thread hears of the gap',
  async (protocol) => {
    const told = await run(`
    const options = { protocol: ${protocol}, connectionName: 'killed' }
    const client = getRedis(options)
    async function main() {
      const other = getRedis({ ...options, keyPrefix: 'other:' })
      await client.subscribe('one')
      await other.psubscribe('t*')
      if (${protocol} === 3) await other.ssubscribe('shard')
      const worker = start()
      await tell(worker)
      const heard = []
      for (const [at, each] of [client, other].entries()) {
        each.on('message', (channel, message) => heard.push([at, channel, message]))
        each.on('pmessage', (pattern, channel, message) => heard.push([at, pattern, channel, message]))
      }
      const reasons = []
      for (let kill = 0; kill < 5; kill++) {
        const gaps = [once(client, 'gap'), once(other, 'gap'), tell(worker)]
        await redis.client('KILL', 'TYPE', 'pubsub')
        const [[a], [b], c] = await Promise.all(gaps)
        reasons.push(a.reason, b.reason, c.reason)
        const all = once(other, 'pmessage')
        await redis.publish('one', String(kill))
        await redis.publish('two', String(kill))
        await all
      }
      const held = [await connections('killed'), await listeners('one'), await redis.pubsub('NUMPAT')]
      worker.postMessage('end')
      const inWorker = await tell(worker)
      await worker.exited
      const get = await client.get('nothing')
      client.disconnect()
      other.disconnect()
      return { reasons: [...new Set(reasons)], count: reasons.length, heard, inWorker, held, get }
    }
    async function work() {
      const heard = []
      client.on('message', (channel, message) => heard.push(message))
      client.on('gap', (gap) => parentPort.postMessage(gap))
      await client.subscribe('one', 'last')
      parentPort.postMessage('subscribed')
      await tell(parentPort)
      await client.publish('last', 'last')
      await until(() => heard.includes('last'))
      parentPort.postMessage(heard)
      client.disconnect()
    }`)
    expect(told).toEqual({
      reasons: ['connection'],
      count: 15,
      heard: [0, 1, 2, 3, 4].flatMap((kill) => [
        [0, 'one', String(kill)],
        [1, 't*', 'two', String(kill)],
      ]),
      inWorker: ['0', '1', '2', '3', '4', 'last'],
      held: [2, 1, 1],
      get: null,
    })
  },
)

test('whatever handles and threads subscribe and leave, each hears exactly the messages of its channels', async () => {
  const told = await run(`
    const CHANNELS = Array.from({ length: 12 }, (_, index) => 'c' + index)
    // What a handle has by its own account, and what it has heard.
    class Account {
      mine = new Set()
      heard = []
      constructor(client, seed) {
        this.client = client
        this.seed = seed
        client.on('message', (channel) => this.heard.push(channel))
      }
      random(below) {
        this.seed = (this.seed * 1103515245 + 12345) % 2147483648
        return Math.floor(this.seed / 65536) % below
      }
      // Some changes that are not awaited one by one; the counts must fit all the same.
      async change() {
        const calls = []
        for (let i = this.random(5); i >= 0; i--) {
          const some = CHANNELS.filter(() => this.random(4) === 0)
          if (this.random(2) === 0) {
            if (some.length === 0) continue
            for (const channel of some) this.mine.add(channel)
            calls.push([this.client.subscribe(...some), this.mine.size + 1])
          } else {
            for (const channel of some) this.mine.delete(channel)
            if (some.length > 0) calls.push([this.client.unsubscribe(...some), this.mine.size + 1])
          }
        }
        for (const [call, count] of calls) {
          if ((await call) !== count) throw new Error('counted ' + (await call) + ' instead of ' + count)
        }
        this.heard = []
      }
      check() {
        const heard = this.heard.filter((channel) => channel !== 'end').sort().join()
        const expected = [...this.mine].sort().join()
        return heard === expected ? 0 : 1
      }
    }
    const ROUNDS = 30
    async function main() {
      const clients = [redis, getRedis({ keyPrefix: 'a:' }), getRedis({ keyPrefix: 'b:' })]
      const accounts = clients.map((client, index) => new Account(client, 100 + index))
      await Promise.all(clients.map((client) => client.subscribe('end')))
      const workers = [1, 2, 3].map(start)
      await Promise.all(workers.map(tell))
      let wrong = 0
      for (let round = 0; round < ROUNDS; round++) {
        const changed = workers.map((worker) => { worker.postMessage('change'); return tell(worker) })
        await Promise.all([...changed, ...accounts.map((account) => account.change())])
        const ends = clients.map((client) => until(() => accounts[clients.indexOf(client)].heard.includes('end')))
        const checked = workers.map(tell)
        for (const channel of CHANNELS) redis.publish(channel, 'm')
        await redis.publish('end', 'm')
        await Promise.all(ends)
        for (const account of accounts) wrong += account.check()
        for (const result of await Promise.all(checked)) wrong += result
      }
      const one = await connections()
      for (const worker of workers) worker.postMessage('leave')
      await Promise.all(workers.map((worker) => worker.exited))
      await Promise.all(clients.map((client) => client.unsubscribe()))
      await until(async () => (await redis.pubsub('CHANNELS')).length === 0)
      return { wrong, one }
    }
    async function work(seed) {
      const account = new Account(redis, seed)
      await redis.subscribe('end')
      redis.on('message', (channel) => { if (channel === 'end') parentPort.postMessage(account.check()) })
      parentPort.on('message', async (message) => {
        if (message === 'leave') { redis.disconnect(); parentPort.close(); return }
        await account.change()
        parentPort.postMessage('changed')
      })
      parentPort.postMessage('ready')
    }`)
  expect(told).toEqual({ wrong: 0, one: 2 })
})

test('threads that are terminated while they are subscribed leave nothing behind, and others go on', async () => {
  const told = await run(`
    async function main() {
      await redis.subscribe('both')
      let heard = 0
      redis.on('message', () => heard++)
      for (let round = 0; round < 8; round++) {
        const workers = [start(), start()]
        await until(async () => (await listeners('theirs')) === 1)
        for (let i = 0; i < 100; i++) redis.publish('theirs', 'x')
        await Promise.all(workers.map((worker) => worker.terminate()))
        await until(async () => (await listeners('theirs')) === 0)
        await redis.publish('both', 'x')
      }
      await until(async () => heard === 8)
      const held = await connections()
      await redis.unsubscribe()
      await until(async () => (await connections()) === 1)
      return { held, channels: await redis.pubsub('CHANNELS') }
    }
    async function work() {
      redis.on('message', () => {})
      await redis.subscribe('both', 'theirs')
      setInterval(() => { redis.subscribe('theirs', 'x').then(() => redis.unsubscribe('x')) }, 0)
    }`)
  expect(told).toEqual({ held: 2, channels: [] })
})

test('a thread that does not read loses messages and is told how many; others get all of theirs', async () => {
  const told = await run(`
    async function main() {
      const shared = new SharedArrayBuffer(4)
      const worker = start(shared)
      await tell(worker)
      const heard = []
      redis.on('message', (_, message) => { if (!message.startsWith('after')) heard.push(Number(message.slice(0, message.indexOf(' ')))) })
      await redis.subscribe('flood')
      const filler = ' ' + 'x'.repeat(1 << 20)
      for (let i = 0; i < 60; i++) await redis.publish('flood', i + filler)
      await until(async () => heard.length === 60)
      Atomics.store(new Int32Array(shared), 0, 1)
      Atomics.notify(new Int32Array(shared), 0)
      const { reason, missed, got, after } = await tell(worker)
      await worker.exited
      await redis.unsubscribe()
      return { inOrder: heard.every((value, index) => value === index), reason, all: got.length + missed, some: missed > 0, first: got.every((value, index) => value === index), after }
    }
    async function work(shared) {
      const got = []
      redis.on('message', (_, message) => { if (!message.startsWith('after')) got.push(Number(message.slice(0, message.indexOf(' ')))) })
      await redis.subscribe('flood')
      parentPort.postMessage('subscribed')
      Atomics.wait(new Int32Array(shared), 0, 0)
      const [{ reason, missed }] = await once(redis, 'gap')
      const next = once(redis, 'message')
      await redis.publish('flood', 'after 1')
      const [, after] = await next
      parentPort.postMessage({ reason, missed, got, after })
      redis.disconnect()
    }`)
  expect(told).toEqual({
    inOrder: true,
    reason: 'overflow',
    all: 60,
    some: true,
    first: true,
    after: 'after 1',
  })
})

test('while one thread blocks and another is subscribed, a third has its replies', async () => {
  const told = await run(`
    async function main() {
      const workers = [start('blocks'), start('hears')]
      const exits = workers.map((worker) => worker.exited)
      await until(async () => (await blocked()) === 1 && (await listeners('channel')) === 1)
      let replies = 0
      for (let i = 0; i < 1000; i++) replies += (await redis.get('nothing')) === null ? 1 : 0
      await Promise.all(Array.from({ length: 1000 }, () => redis.get('nothing').then(() => replies++)))
      const still = [await blocked(), await connections()]
      await redis.rpush('list', 'x')
      await redis.publish('channel', 'x')
      await Promise.all(exits)
      return { replies, still }
    }
    async function work(what) {
      if (what === 'blocks') return redis.blpop('list', 0)
      await redis.subscribe('channel')
      await once(redis, 'message')
      await redis.unsubscribe()
    }`)
  expect(told).toEqual({ replies: 2000, still: [1, 3] })
})
