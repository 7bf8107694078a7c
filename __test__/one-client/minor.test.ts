/** V8's own collection of young objects: that it comes, and that V8's flags are afterwards what they were. */
import { runModule } from '../support/script'

/** Collects, and says what happened, and whether contexts made later have V8's function. */
async function collect(flags: string[]): Promise<unknown> {
  const { stdout, stderr, code, signal } = await runModule(
    `
    import { constants, PerformanceObserver } from 'node:perf_hooks'
    import { runInNewContext } from 'node:vm'
    import { Worker, isMainThread, parentPort } from 'node:worker_threads'
    import { fileURLToPath } from 'node:url'
    import { once } from 'node:events'
    import { collectYoung } from 'PACKAGE/dist/minor.js'

    const isYoung = ({ detail }) => detail.kind === constants.NODE_PERFORMANCE_GC_MINOR
    let observer
    const seen = new Promise((resolve) => {
      observer = new PerformanceObserver((list) => list.getEntries().some(isYoung) && resolve(true))
      observer.observe({ entryTypes: ['gc'] })
    })
    // What observes does not hold the process.
    const held = setInterval(() => {}, 1000)
    const collected = collectYoung() && collectYoung()
    const comes = collected && (await seen)
    clearInterval(held)
    const found = { collected, comes, later: runInNewContext('typeof gc') }
    if (isMainThread) {
      const worker = new Worker(fileURLToPath(import.meta.url), { execArgv: [] })
      const [inWorker] = await once(worker, 'message')
      console.log(JSON.stringify({ ...found, inWorker: inWorker.collected }))
    } else parentPort.postMessage(found)`,
    { flags },
  )
  expect({ stderr, code, signal }).toEqual({ stderr: '', code: 0, signal: null })
  return JSON.parse(stdout)
}

test.each([
  ['without flags', [], { collected: true, comes: true, later: 'undefined', inWorker: false }],
  ['with --expose-gc', ['--expose-gc'], { collected: true, comes: true, later: 'function', inWorker: true }],
  [
    'with frozen flags',
    ['--freeze-flags-after-init'],
    { collected: false, comes: false, later: 'undefined', inWorker: false },
  ],
])('%s', async (_, flags, expected) => {
  expect(await collect(flags)).toEqual(expected)
})
