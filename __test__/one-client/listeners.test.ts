/**
 * One connection, listened to by the loop that waits or by a thread of the package, in turns: no
 * reply is lost or goes to another, whoever ends or stands still.
 */
import { runModule } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'

let server: RedisServer

beforeAll(async () => {
  server = await startRedis()
})

afterAll(async () => {
  await server.stop()
})

const HEAD = `
  import { Worker, isMainThread, parentPort, workerData, threadId } from 'node:worker_threads'
  import { once } from 'node:events'
  import { fileURLToPath } from 'node:url'
  import { redis } from 'PACKAGE/dist/index.mjs'
  const start = (workerData) => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData })
    worker.on('error', (error) => { throw error })
    return worker
  }
  // A burst of commands, each of which can only be answered by its own reply.
  let sent = 0
  const burst = async (size) => {
    const words = Array.from({ length: size }, () => threadId + ':' + sent++)
    const replies = await Promise.all(words.map((word) => redis.echo(word)))
    words.forEach((word, i) => { if (replies[i] !== word) throw new Error(word + ' was answered by ' + replies[i]) })
  }
  const connections = async () =>
    (await redis.client('LIST')).split('\\n').filter((line) => line.includes('name=listeners ')).length
`

async function tell(script: string, env: Record<string, string> = {}): Promise<unknown> {
  const { stdout, stderr, code, signal } = await runModule(HEAD + script, {
    env: { REDIS_URL: server.url, REDIS_CONNECTION_NAME: 'listeners', ...env },
  })
  expect({ stderr, code, signal }).toEqual({ stderr: '', code: 0, signal: null })
  return JSON.parse(stdout)
}

test('ten thousand bursts of three threads that come and pause at random are answered each by its own', async () => {
  const told = await tell(`
    const random = (most) => Math.floor(Math.random() * most)
    const turn = () => new Promise((resolve) => setImmediate(resolve))
    async function rounds(count) {
      for (let i = 0; i < count; i++) {
        await burst(1 + random(random(8) === 0 ? 60 : 4))
        // Now and then the others have the connection to themselves for a while.
        if (random(50) === 0) for (let k = random(200); k > 0; k--) await turn()
      }
    }
    if (isMainThread) {
      const workers = [start('rounds'), start('rounds')]
      const ended = workers.map((worker) => once(worker, 'exit'))
      await rounds(3400)
      const codes = await Promise.all(ended)
      // Alone again.
      await burst(1000)
      console.log(JSON.stringify({ codes, connections: await connections() }))
    } else {
      await rounds(3300)
    }`)
  expect(told).toEqual({ codes: [[0], [0]], connections: 1 })
})

test('the commands of a worker go on while the main thread, which had the connection, stands still', async () => {
  const told = await tell(`
    if (isMainThread) {
      const done = new Int32Array(new SharedArrayBuffer(8))
      const worker = start(done)
      await once(worker, 'message')
      for (let i = 0; i < 100; i++) await burst(1)
      const last = redis.echo('sent before it stood still')
      await new Promise((resolve) => setImmediate(resolve))
      worker.postMessage('go')
      const woken = Atomics.wait(done, 0, 0, 45000)
      console.log(JSON.stringify({ woken, counted: done[1], last: await last, connections: await connections() }))
      worker.terminate()
    } else {
      await burst(1)
      parentPort.postMessage('ready')
      await once(parentPort, 'message')
      for (; workerData[1] < 1000; workerData[1]++) await burst(1)
      Atomics.store(workerData, 0, 1)
      Atomics.notify(workerData, 0)
    }`)
  expect(told).toEqual({ woken: 'ok', counted: 1000, last: 'sent before it stood still', connections: 1 })
})

test('a loop that stands still beyond a deadline finds its replies, and the connection as it was', async () => {
  const told = await tell(
    `
    await redis.connect()
    await burst(1)
    const before = await redis.client('ID')
    const waiting = Array.from({ length: 500 }, (_, i) => redis.echo('w' + i))
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3500)
    const replies = await Promise.all(waiting)
    console.log(JSON.stringify({
      right: replies.every((reply, i) => reply === 'w' + i),
      same: (await redis.client('ID')) === before,
    }))`,
    { REDIS_COMMAND_TIMEOUT: '1500' },
  )
  expect(told).toEqual({ right: true, same: true })
})

test('workers that end while they have the connection leave it to the others', async () => {
  const told = await tell(`
    if (isMainThread) {
      await burst(1)
      for (let i = 0; i < 30; i++) {
        const worker = start(i)
        const ended = once(worker, 'exit')
        await once(worker, 'message')
        // Half of them end by themselves, half are ended.
        if (i % 2 === 0) worker.terminate()
        await ended
        await burst(20)
      }
      console.log(JSON.stringify({ connections: await connections() }))
    } else {
      for (let i = 0; i < 50; i++) await burst(1)
      parentPort.postMessage('mine')
      if (workerData % 2 === 0) for (;;) await burst(3)
      redis.echo('on its way').catch(() => {})
      process.exit()
    }`)
  expect(told).toEqual({ connections: 1 })
})

test('what comes while nobody waits is read: messages, and the end of a connection', async () => {
  const told = await tell(`
    const { Redis } = await import('PACKAGE/dist/index.mjs')
    const listener = new Redis(process.env.REDIS_URL, { retryStrategy: () => 1 })
    await listener.subscribe('news')
    const got = []
    const all = new Promise((resolve) => listener.on('message', (_, text) => got.push(text) === 300 && resolve()))
    for (let i = 0; i < 300; i++) await redis.publish('news', String(i))
    await all
    const [closed, back] = [once(listener, 'close'), once(listener, 'ready')]
    await redis.client('KILL', 'TYPE', 'pubsub')
    await closed
    await back
    listener.disconnect()
    console.log(JSON.stringify({ inOrder: got.every((text, i) => text === String(i)) }))`)
  expect(told).toEqual({ inOrder: true })
})

test('messages reach each thread that has subscribed in their order, whoever comes and goes', async () => {
  const told = await tell(`
    const random = (most) => Math.floor(Math.random() * most)
    // From the confirmation of each subscription on, one number follows another.
    let due
    let heard = 0
    let subscribed = false
    redis.on('message', (channel, text) => {
      if (channel !== 'numbers') return
      const number = Number(text)
      if (subscribed && due !== undefined && number !== due) throw new Error(threadId + ' heard ' + number + ' for ' + due)
      due = number + 1
      heard++
    })
    if (isMainThread) {
      await redis.subscribe('numbers')
      subscribed = true
      due = 0
      const workers = [start('a'), start('b')]
      let left = workers.length
      const ended = workers.map((worker) => once(worker, 'exit').finally(() => left--))
      let next = 0
      while (left > 0) {
        const batch = Array.from({ length: 1 + random(random(10) === 0 ? 300 : 3) }, () => redis.publish('numbers', String(next++)))
        await Promise.all(batch)
      }
      const codes = (await Promise.all(ended)).flat()
      // Alone again.
      for (let i = 0; i < 100; i++) await redis.publish('numbers', String(next++))
      await redis.publish('last', 'x')
      while (heard < next) await once(redis, 'message')
      console.log(JSON.stringify({ codes, all: heard === next, connections: await connections() }))
      await redis.unsubscribe()
    } else {
      for (let round = 0; round < 60; round++) {
        due = undefined
        await redis.subscribe('numbers')
        subscribed = true
        const enough = heard + random(40)
        while (heard < enough) await once(redis, 'message')
        subscribed = false
        await redis.unsubscribe('numbers')
      }
      if (heard === 0) throw new Error('nothing heard')
    }`)
  // One for commands, one for all subscriptions.
  expect(told).toEqual({ codes: [0, 0], all: true, connections: 2 })
})

test('workers that end while they have the subscriptions leave them to the others', async () => {
  const told = await tell(`
    if (isMainThread) {
      const heard = []
      for (let i = 0; i < 20; i++) {
        const worker = start(i)
        const ended = once(worker, 'exit')
        await once(worker, 'message')
        // It alone hears, until this thread comes: before it ends, or after that.
        for (let k = 0; k < 20; k++) await redis.publish('theirs', 'm')
        if (i % 2 === 0) await redis.subscribe('mine')
        worker.terminate()
        await ended
        await redis.subscribe('mine')
        const message = once(redis, 'message')
        await redis.publish('mine', String(i))
        heard.push((await message)[1])
        await redis.unsubscribe()
      }
      console.log(JSON.stringify({ inOrder: heard.every((text, i) => text === String(i)), count: heard.length }))
    } else {
      await redis.subscribe('theirs')
      const first = once(redis, 'message')
      await redis.publish('theirs', 'first')
      await first
      parentPort.postMessage('mine')
      for (;;) await once(redis, 'message')
    }`)
  expect(told).toEqual({ inOrder: true, count: 20 })
})

test('of subscriptions that ended no socket is left, whoever read them last', async () => {
  const told = await tell(`
    import { readdirSync, readlinkSync } from 'node:fs'
    import { setTimeout } from 'node:timers/promises'
    const { getRedis } = await import('PACKAGE/dist/index.mjs')
    const link = (fd) => { try { return readlinkSync('/proc/self/fd/' + fd) } catch { return '' } }
    const sockets = () => readdirSync('/proc/self/fd').filter((fd) => link(fd).startsWith('socket:')).length
    const subscribe = async (client) => {
      await client.subscribe('news')
      const message = once(client, 'message')
      await client.publish('news', 'x')
      await message
    }
    if (isMainThread) {
      const clients = Array.from({ length: 10 }, (_, i) => getRedis({ connectionName: 'of' + i }))
      await Promise.all(clients.map((client) => client.ping()))
      const before = sockets()
      // Nobody listens to what is quiet for long but the thread.
      await Promise.all(clients.map(subscribe))
      await setTimeout(2500)
      await Promise.all(clients.map((client) => client.unsubscribe()))
      // Another environment comes, and has the thread listen.
      await redis.ping()
      for (let i = 0; i < 3; i++) {
        await subscribe(redis)
        const worker = start(i)
        await once(worker, 'message')
        const message = once(redis, 'message')
        await redis.publish('news', 'y')
        await message
        await redis.unsubscribe()
        worker.postMessage('end')
        await once(worker, 'exit')
        while (Number(await redis.pubsub('NUMSUB', 'news').then((reply) => reply[1])) > 0) await setTimeout(10)
      }
      // A connection without subscriptions is closed after a second.
      while (sockets() > before + 1) await setTimeout(50)
      console.log(JSON.stringify('none'))
    } else {
      await subscribe(redis)
      parentPort.postMessage('here')
      await once(parentPort, 'message')
      await redis.unsubscribe()
      process.exit()
    }`)
  expect(told).toBe('none')
})

test('a loop that stands still hears afterwards what was published meanwhile, on the connection that it had', async () => {
  const told = await tell(`
    if (isMainThread) {
      const heard = []
      let after = 0
      const id = await redis.client('ID')
      await redis.subscribe('news')
      redis.on('message', (_, text) => heard.push(text))
      redis.on('gap', () => { throw new Error('a gap') })
      for (let i = 0; i < 20; i++) await redis.publish('news', String(i))
      while (heard.length < 20) await once(redis, 'message')
      const done = new Int32Array(new SharedArrayBuffer(4))
      start(done)
      // It publishes for two seconds and more while nothing is read here.
      Atomics.wait(done, 0, 0, 45000)
      while (heard.length < 520) await once(redis, 'message')
      console.log(JSON.stringify({
        inOrder: heard.every((text, i) => text === String(i)),
        same: id === (await redis.client('ID')),
      }))
      await redis.unsubscribe()
    } else {
      for (let i = 20; i < 520; i++) {
        await redis.publish('news', String(i))
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      Atomics.store(workerData, 0, 1)
      Atomics.notify(workerData, 0)
    }`)
  expect(told).toEqual({ inOrder: true, same: true })
})

test('while a reply is due, the loop serves its timers, immediates and sockets', async () => {
  const told = await tell(
    `
    import { createServer, connect } from 'node:net'
    const echo = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1')
    await once(echo, 'listening')
    const socket = connect(echo.address().port, '127.0.0.1')
    await once(socket, 'connect')
    await burst(1000)
    // Each is looked for in vain, as the server says nothing for now.
    const { Redis } = await import('PACKAGE/dist/index.mjs')
    const other = new Redis(process.env.REDIS_URL)
    await other.call('CLIENT', 'PAUSE', '600000', 'WRITE')
    let settled = 0
    const due = redis.set('due', 1).then(() => settled++)
    const came = { timers: 0, immediates: 0, echoes: 0 }
    for (let i = 0; i < 500; i++) {
      await new Promise((resolve) => setTimeout(resolve, 0))
      came.timers++
      await new Promise((resolve) => setImmediate(resolve))
      came.immediates++
      socket.write('x')
      await once(socket, 'data')
      came.echoes++
      if (await other.echo(String(i)) !== String(i)) throw new Error('another reply')
    }
    const before = settled
    await other.call('CLIENT', 'UNPAUSE')
    await due
    other.disconnect()
    socket.destroy()
    echo.close()
    console.log(JSON.stringify({ ...came, before, settled }))`,
    { REDIS_COMMAND_TIMEOUT: '60000' },
  )
  expect(told).toEqual({ timers: 500, immediates: 500, echoes: 500, before: 0, settled: 1 })
})
