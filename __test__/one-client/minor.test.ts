/** V8's own collection of young objects: that it comes, and that V8's flags are afterwards what they were. */
import { runModule } from '../support/script'

/**
 * Collects on the main thread and on a worker, and says of each whether a collection came, which is
 * waited for where one should, and whether contexts that are made later have V8's function by its name.
 */
async function collect(flags: string[], comes: boolean, name = 'gc'): Promise<unknown> {
  const { stdout, stderr, code, signal } = await runModule(
    `
    import { constants, PerformanceObserver } from 'node:perf_hooks'
    import { runInNewContext } from 'node:vm'
    import { Worker, isMainThread, parentPort } from 'node:worker_threads'
    import { fileURLToPath } from 'node:url'
    import { once } from 'node:events'
    import { setTimeout as pause } from 'node:timers/promises'
    import { collectYoung } from 'PACKAGE/dist/minor.js'

    const isYoung = ({ detail }) => detail.kind === constants.NODE_PERFORMANCE_GC_MINOR
    let observer
    const seen = new Promise((resolve) => {
      observer = new PerformanceObserver((list) => list.getEntries().some(isYoung) && resolve(true))
      observer.observe({ entryTypes: ['gc'] })
    })
    collectYoung()
    const late = new AbortController()
    const came = ${comes} && await Promise.race([seen, pause(20_000, false, late)])
    late.abort()
    const later = runInNewContext('typeof ' + ${JSON.stringify(name)})
    if (isMainThread) {
      const worker = new Worker(fileURLToPath(import.meta.url), { execArgv: [] })
      const [inWorker] = await once(worker, 'message')
      console.log(JSON.stringify([[came, later], inWorker]))
    } else parentPort.postMessage([came, later])`,
    { flags },
  )
  expect({ stderr, code, signal }).toEqual({ stderr: '', code: 0, signal: null })
  return JSON.parse(stdout)
}

const twice = (came: boolean, later: string) => [
  [came, later],
  [came, later],
]

test('it comes, on every thread, and leaves V8 without its flag', async () => {
  expect(await collect([], true)).toEqual(twice(true, 'undefined'))
})

test('a process that has the flag keeps it', async () => {
  expect(await collect(['--expose-gc'], true)).toEqual(twice(true, 'function'))
})

test('a process that has the function by another name keeps it', async () => {
  expect(await collect(['--expose-gc-as=collect'], false, 'collect')).toEqual(twice(false, 'function'))
})

test('where V8 has frozen its flags, they are left alone', async () => {
  expect(await collect(['--freeze-flags-after-init'], false)).toEqual(twice(false, 'undefined'))
})
