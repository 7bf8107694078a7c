/** V8's own collection of young objects: that it comes, and that V8's flags are afterwards what they were. */
import { runModule } from '../support/script'

/**
 * Collects on the main thread and on a worker, waits for what comes of it, and says whether contexts
 * that are made later have V8's function.
 */
async function collect(flags: string[], comes: boolean): Promise<unknown> {
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
      observer = new PerformanceObserver((list) => list.getEntries().some(isYoung) && resolve())
      observer.observe({ entryTypes: ['gc'] })
    })
    // What observes does not hold the process.
    const held = setInterval(() => {}, 1000)
    collectYoung()
    if (${comes}) await seen
    clearInterval(held)
    const later = runInNewContext('typeof gc')
    if (isMainThread) {
      const worker = new Worker(fileURLToPath(import.meta.url), { execArgv: [] })
      const [inWorker] = await once(worker, 'message')
      console.log(JSON.stringify([later, inWorker]))
    } else parentPort.postMessage(later)`,
    { flags },
  )
  expect({ stderr, code, signal }).toEqual({ stderr: '', code: 0, signal: null })
  return JSON.parse(stdout)
}

test('it comes, on every thread, and leaves V8 without its flag', async () => {
  expect(await collect([], true)).toEqual(['undefined', 'undefined'])
})

test('a process that has the flag keeps it', async () => {
  expect(await collect(['--expose-gc'], true)).toEqual(['function', 'function'])
})

test('where V8 has frozen its flags, they are left alone', async () => {
  expect(await collect(['--freeze-flags-after-init'], false)).toEqual(['undefined', 'undefined'])
})
