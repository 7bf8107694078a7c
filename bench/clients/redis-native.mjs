// Ours: the client that the whole process shares, because that is what users of the package hold.
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

export const name = 'redis-native'
export const place = 1
export const runtime = 'node'
export const packageName = '@app/redis-native'

const HERE = fileURLToPath(new URL('../..', import.meta.url))

export async function open({ host, port, tls, root = HERE }) {
  const { getRedis } = createRequire(import.meta.url)(root)
  const raw = getRedis({ host, port, tls })
  await raw.ping()
  return {
    get: (key) => raw.get(key),
    getBuffer: (key) => raw.getBuffer(key),
    set: (key, value) => raw.set(key, value),
    mget: (keys) => raw.mget(keys),
    hgetall: (key) => raw.hgetall(key),
    lrange: (key, from, to) => raw.lrange(key, from, to),
    pipelineOfGets: async (keys) => {
      const pipeline = raw.pipeline()
      for (const key of keys) pipeline.get(key)
      const results = await pipeline.exec()
      return results.map(([error, value]) => error ?? value)
    },
    // Subscriptions of the shared client have a connection beside it: nothing is duplicated.
    subscribe: async (channel, listeners) => {
      raw.setMaxListeners(listeners.length)
      for (const listener of listeners) raw.on('message', (_channel, message) => listener(message))
      await raw.subscribe(channel)
    },
    close: () => raw.disconnect(),
  }
}

// On a cluster the class is measured, as it is in the others.
export async function openCluster({ nodes, root = HERE }) {
  const { Cluster } = createRequire(import.meta.url)(root)
  const raw = new Cluster(nodes)
  await raw.ping()
  return { get: (key) => raw.get(key), close: () => raw.disconnect() }
}

export const oneLiner = ({ host, port, root = HERE }, key) =>
  `require(${JSON.stringify(root)}).getRedis({ host: '${host}', port: ${port} }).get('${key}').then((value) => process.stdout.write(value))`
