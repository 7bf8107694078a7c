/** More than may wait: the surplus is refused at once, the rest settles, and memory is free for what comes next. */

import { freePort } from '../support/ports'
import { ROOT, run } from '../support/script'
import { KINDS, serve } from './clients'

const HEAD = `
  const { getRedis, Redis } = require(${JSON.stringify(ROOT)})
  const [kind, port, timeout] = process.argv.slice(1)
  const options = { host: '127.0.0.1', port: Number(port), commandTimeout: Number(timeout), maxRetriesPerRequest: null }
  const client = kind === 'shared'
    ? getRedis({ ...options, circuitBreaker: false })
    : new Redis({ ...options, disconnectTimeout: 100 })
  client.on('error', () => {})
  // A stack for each of 300,000 errors takes longer than all the rest.
  Error.stackTraceLimit = 1
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  const memory = async () => {
    for (let i = 0; i < 5; i++) { gc(); await turn() }
    const { heapUsed, arrayBuffers, rss } = process.memoryUsage()
    return { heap: (heapUsed + arrayBuffers) >> 20, rss: rss >> 20 }
  }
  async function flood(count, ask) {
    const kinds = {}
    let settled = 0
    const all = Array.from({ length: count }, (_, i) => ask(i).catch((error) => {
      const { name, code, phase, maybeExecuted, message } = error
      const key = [code, name, phase, maybeExecuted, message.replace(/\\d+ KiB/g, '? KiB')].join(' | ')
      kinds[key] = (kinds[key] ?? 0) + 1
    }).finally(() => { settled++ }))
    // What is refused needs no turn of the loop, which is what all else waits for.
    for (let i = 0; i < 10; i++) await undefined
    const atOnce = Object.values(kinds).reduce((sum, one) => sum + one, 0)
    await Promise.all(all)
    return { settled, atOnce, kinds }
  }
`

async function tell(script: string, kind: string, port: number, timeout: number): Promise<any> {
  const source = `${HEAD};(async () => { ${script} })().catch((error) => { console.error(error); process.exit(70) })`
  const args = ['--expose-gc', '-e', source, kind, String(port), String(timeout)]
  const { code, stdout, stderr } = await run(process.execPath, args)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

const FLOODS = `
  // V8, since Node 22, keeps the pages of its heap for the next time: what remains is measured from there.
  for (let i = 0; i < 2; i++) await flood(300000, ask)
  const before = await memory()
  const told = await flood(300000, ask)
  const after = await memory()
  client.disconnect()
  console.log(JSON.stringify({ ...told, heap: after.heap - before.heap, rss: after.rss - before.rss }))`

const surplus = (kinds: Record<string, number>) =>
  Object.entries(kinds).find(([key]) => key.startsWith('ERR_REDIS_OVERLOADED'))

describe.each(KINDS)('%s client', (kind) => {
  test('300,000 commands at an absent server: 50,000 are refused at once, the others at their deadline', async () => {
    const ask = `const ask = (i) => client.set('key ' + i, 'value');`
    const told = await tell(ask + FLOODS, kind, await freePort(), 500)
    const { settled, atOnce, kinds, heap, rss } = told
    expect([settled, atOnce]).toEqual([300_000, 50_000])
    expect(surplus(kinds)).toEqual([
      expect.stringMatching(/^ERR_REDIS_OVERLOADED .*nothing was sent/),
      50_000,
    ])
    const late = Object.entries(kinds as Record<string, number>).filter(
      ([key]) => !key.startsWith('ERR_REDIS_OVERLOADED'),
    )
    expect(late.map(([, count]) => count)).toEqual([250_000])
    expect(late[0][0]).toContain('| false | Command timed out')
    expect(heap).toBeLessThan(20)
    expect(rss).toBeLessThan(50)
  })

  test('what a stopped server does not take is bounded in bytes, and is answered when it goes on', async () => {
    const server = await serve()
    const script = `
      await client.ping()
      process.kill(${server.pid}, 'SIGSTOP')
      const text = 'x'.repeat(1 << 20)
      const flooded = flood(300, (i) => client.set('key ' + (i % 4), text))
      await turn()
      process.kill(${server.pid}, 'SIGCONT')
      const told = await flooded
      const next = await client.echo('next')
      client.disconnect()
      console.log(JSON.stringify({ ...told, next }))`
    const { settled, kinds, atOnce, next } = await tell(script, kind, server.port, 60_000)
    expect(settled).toBe(300)
    const [[key, refused]] = Object.entries(kinds) as [string, number][]
    expect(key).toMatch(/^ERR_REDIS_OVERLOADED /)
    expect(Object.keys(kinds)).toHaveLength(1)
    expect(atOnce).toBe(refused)
    expect(refused).toBeGreaterThanOrEqual(40)
    expect(refused).toBeLessThanOrEqual(50)
    expect(next).toBe('next')
  })
})
