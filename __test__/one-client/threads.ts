/** Programs of several threads over one server, for what only threads of one process can show. */
import { runModule } from '../support/script'
import type { RedisServer } from '../support/server'

/**
 * Runs a module whose `main` runs on the main thread and whose `work` runs in each worker that it
 * starts, and gives what `main` returns. The connections of the process have the given name.
 */
export async function inThreads(server: RedisServer, name: string, text: string): Promise<any> {
  const { stdout, stderr, code, signal } = await runModule(
    `
    import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'
    import { once } from 'node:events'
    import { fileURLToPath } from 'node:url'
    import { redis, getRedis } from 'PACKAGE/dist/index.mjs'

    const start = (workerData) => {
      const worker = new Worker(fileURLToPath(import.meta.url), { workerData })
      worker.on('error', (error) => { throw error })
      // Heard from the start: a worker may be gone before anybody asks.
      worker.exited = once(worker, 'exit')
      return worker
    }
    const tell = (port) => once(port, 'message').then(([message]) => message)
    const blocked = async () => Number(/blocked_clients:(\\d+)/.exec(await redis.info('clients'))[1])
    const until = async (holds) => { while (!(await holds())) await new Promise((resolve) => setImmediate(resolve)) }
    const connections = async (name = ${JSON.stringify(name)}) =>
      (await redis.client('LIST')).split('\\n').filter((line) => line.includes('name=' + name + ' ')).length
    const listeners = async (channel) => (await redis.pubsub('NUMSUB', channel))[1]
    const refused = (error) => { if (error.name !== 'OverloadError') throw error; return 'refused' }
    ${text}
    if (isMainThread) console.log(JSON.stringify(await main()))
    else await work(workerData)`,
    { env: { REDIS_URL: server.url, REDIS_CONNECTION_NAME: name } },
  )
  expect({ stderr, code, signal }).toEqual({ stderr: '', code: 0, signal: null })
  return JSON.parse(stdout)
}
