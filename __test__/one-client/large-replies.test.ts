/** The memory of large replies: who has it, for how long, and that nobody else gets it meanwhile. */
import { type RedisServer, startRedis } from '../support/server'
import { inThreads } from './threads'

let server: RedisServer

beforeAll(async () => {
  server = await startRedis()
})

afterAll(async () => {
  await server.stop()
})

/** Values of many sizes, each of which says in every part which one it is. */
const VALUES = `
  import { setFlagsFromString } from 'node:v8'
  import { runInNewContext } from 'node:vm'
  import { setTimeout as pause } from 'node:timers/promises'
  import * as threads from 'node:worker_threads'
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc')
  const SIZES = [100_000, 130_000, 1_000_000, 1 << 20, 1_500_000, 3 << 20, 5_000_000, 17 << 20]
  const text = (i) => (i + ': the quick brown fox. ').repeat(SIZES[i] / 20).slice(0, SIZES[i])
  const texts = SIZES.map((_, i) => text(i))
  const bytes = texts.map((text) => Buffer.from(text))
  const fill = () => Promise.all(texts.map((text, i) => redis.set('large:' + i, text)))
  const isText = (i, value) => value.length === SIZES[i] && value.substring(1) === texts[i].substring(1)
  const isWhole = (i, value) => (typeof value === 'string' ? isText(i, value) : bytes[i].equals(value))
  const get = (i) => (Math.random() < 0.5 ? redis.get('large:' + i) : redis.getBuffer('large:' + i))
  // Since Node 21, memory that an addon handed over stays in its thread.
  const isMovable = ({ buffer, byteLength }) =>
    byteLength === buffer.byteLength && !threads.isMarkedAsUntransferable?.(buffer)
  const any = () => Math.floor(Math.random() * SIZES.length)
`

test('large replies that are kept, changed, moved or let go never show in later ones', async () => {
  const wrong = await inThreads(
    server,
    'kept',
    `${VALUES}
    async function main() {
      await fill()
      let wrong = 0
      const kept = []
      for (let round = 0; round < 60; round++) {
        const wanted = Array.from({ length: 8 }, any)
        const replies = await Promise.all(wanted.map(get))
        replies.forEach((reply, n) => { if (!isWhole(wanted[n], reply)) wrong++ })
        for (const [n, reply] of replies.entries()) {
          const what = Math.random()
          if (typeof reply !== 'string' && what < 0.3) reply.fill(0)
          else if (typeof reply !== 'string' && what < 0.5 && isMovable(reply)) {
            kept.push([wanted[n], Buffer.from(structuredClone(reply.buffer, { transfer: [reply.buffer] }))])
          } else if (what < 0.7) kept.push([wanted[n], reply])
        }
        while (kept.length > 12) kept.splice(Math.floor(Math.random() * kept.length), 1)
        if (round % 5 === 0) gc({ type: round % 10 === 0 ? 'minor' : 'major' })
        if (!kept.every(([i, value]) => isWhole(i, value))) wrong++
      }
      return wrong
    }`,
  )
  expect(wrong).toBe(0)
})

test('a text that is not ASCII is read as UTF-8, wherever its first such character stands', async () => {
  const wrong = await inThreads(
    server,
    'utf8',
    `
    async function main() {
      let wrong = 0
      for (const at of [0, 1000, 70_000, (1 << 20) - 1, 1 << 20, 1_999_999]) {
        const text = 'a'.repeat(at) + 'é€𝄞' + 'z'.repeat(2_000_000 - at)
        await redis.set('utf8', text)
        if ((await redis.get('utf8')) !== text) wrong++
        if (String(await redis.getBuffer('utf8')) !== text) wrong++
      }
      return wrong
    }`,
  )
  expect(wrong).toBe(0)
})

test('large replies that gather while the loop stands still are whole', async () => {
  const wrong = await inThreads(
    server,
    'blocked',
    `${VALUES}
    async function main() {
      await fill()
      let wrong = 0
      for (let round = 0; round < 12; round++) {
        const wanted = [...Array.from({ length: 3 }, any), 7]
        const replies = Promise.all(wanted.map((i) => redis.getBuffer('large:' + i)))
        await pause(round)
        const until = performance.now() + 150
        while (performance.now() < until);
        for (const [n, reply] of (await replies).entries()) if (!isWhole(wanted[n], reply)) wrong++
      }
      return wrong
    }`,
  )
  expect(wrong).toBe(0)
})

// Counts the collections of the whole heap once `observer` observes them.
const COLLECTIONS = `
    import { constants, PerformanceObserver } from 'node:perf_hooks'
    let full = 0
    const count = ({ detail }) => detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR && full++
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(count))`

test('large Buffers in a small heap do not make V8 collect all of it again and again', async () => {
  const seen = await inThreads(
    server,
    'collected',
    `${COLLECTIONS}
    async function main() {
      observer.observe({ entryTypes: ['gc'] })
      // What makes V8 expect little: without help, it collects all for every 35 to 55 of these Buffers.
      const held = Array.from({ length: 4 }, (_, i) => {
        for (let j = 0; j < 20; j++) new Array(10_000).fill(j)
        return new Array(100_000).fill({ i })
      })
      const megabyte = Buffer.alloc(1 << 20, 'x')
      await redis.set('megabyte', megabyte)
      let whole = 0
      for (let round = 0; round < 1000; round++) {
        const replies = await Promise.all(held.map(() => redis.getBuffer('megabyte')))
        whole += replies.filter((reply) => reply.equals(megabyte)).length
      }
      observer.takeRecords().forEach(count)
      return { whole, full }
    }`,
  )
  expect(seen.whole).toBe(4000)
  expect(seen.full).toBeLessThan(50)
})

test('Buffers of 16 MB do not make V8 collect all of its heap again and again', async () => {
  const seen = await inThreads(
    server,
    'collected',
    `${COLLECTIONS}
    async function main() {
      const held = Array.from({ length: 400_000 }, (_, i) => ({ i, text: 'held ' + i, list: [i] }))
      observer.observe({ entryTypes: ['gc'] })
      const value = Buffer.alloc(16 << 20, 'x')
      await redis.set('16 megabytes', value)
      let whole = 0
      for (let round = 0; round < 100; round++) {
        const reply = await redis.getBuffer('16 megabytes')
        if (reply.equals(value)) whole++
      }
      observer.takeRecords().forEach(count)
      return { whole, full, held: held.length }
    }`,
  )
  expect(seen.whole).toBe(100)
  // Without help, every fourth or fifth of them does, since Node 22.
  expect(seen.full).toBeLessThan(15)
})

test('large strings in a large heap do not make V8 collect all of it again and again', async () => {
  const seen = await inThreads(
    server,
    'heaped',
    `${COLLECTIONS}
    async function main() {
      const held = Array.from({ length: 1_500_000 }, (_, i) => ({ i, text: 'held ' + i, list: [i] }))
      const texts = [200, 1024, 3000].map((kib, i) => String(i).repeat(kib << 10))
      await Promise.all(texts.map((text, i) => redis.set('text ' + i, text)))
      let whole = 0
      const read = async (rounds) => {
        for (let round = 0; round < rounds; round++) {
          const replies = await Promise.all(texts.map((_, i) => redis.get('text ' + i)))
          whole += replies.filter((reply, i) => reply === texts[i]).length
        }
      }
      // The first are made as in a small heap.
      await read(50)
      observer.observe({ entryTypes: ['gc'] })
      await read(600)
      observer.takeRecords().forEach(count)
      return { whole, full, held: held.length }
    }`,
  )
  expect(seen.whole).toBe(3 * 650)
  // Kept outside of the heap, they make V8 collect all of it 15 times.
  expect(seen.full).toBeLessThan(8)
})

test('workers that end amid large replies, and what they have handed on, harm no other', async () => {
  const outcome = await inThreads(
    server,
    'ending',
    `${VALUES}
    async function main() {
      await fill()
      let wrong = 0
      const handed = []
      const lane = async () => {
        for (let n = 0; n < 12; n++) {
          const worker = start(n)
          worker.on('message', ([i, value]) => handed.push([i, Buffer.from(value)]))
          const [[i, value]] = await once(worker, 'message')
          const patience = pause(Math.random() * 20)
          const mine = any()
          if (!isWhole(mine, await get(mine))) wrong++
          await patience
          worker.terminate()
          await worker.exited
        }
      }
      await Promise.all([lane(), lane()])
      gc()
      for (const [i, value] of handed) if (!isWhole(i, value)) wrong++
      return { wrong, some: handed.length >= 24 }
    }
    async function work() {
      const kept = []
      for (;;) {
        const i = any()
        const [reply, other] = await Promise.all([redis.getBuffer('large:' + i), redis.get('large:' + i)])
        if (!isWhole(i, reply) || !isWhole(i, other)) throw new Error('not whole')
        kept.push(other)
        if (kept.length > 3) kept.shift()
        const memory = isMovable(reply) ? reply.buffer : new Uint8Array(reply).buffer
        parentPort.postMessage([i, memory], [memory])
      }
    }`,
  )
  expect(outcome).toEqual({ wrong: 0, some: true })
})
