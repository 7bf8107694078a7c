// ioredis with its defaults: the client that every ratio on the page is against.

export const name = 'ioredis'
export const place = 2
export const runtime = 'node'
export const packageName = 'ioredis'

export async function open({ host, port, tls }, options = {}) {
  const { Redis } = await import('ioredis')
  const raw = new Redis({ host, port, tls, ...options })
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
    subscribe: async (channel, listeners) => {
      const subscriber = raw.duplicate()
      subscriber.setMaxListeners(listeners.length)
      for (const listener of listeners) subscriber.on('message', (_channel, message) => listener(message))
      await subscriber.subscribe(channel)
    },
    close: () => raw.disconnect(),
  }
}

export async function openCluster({ nodes }, options = {}) {
  const { Cluster } = await import('ioredis')
  const raw = new Cluster(nodes, options)
  await raw.ping()
  return { get: (key) => raw.get(key), close: () => raw.disconnect() }
}

export const oneLiner = ({ host, port }, key) =>
  `new (require('ioredis'))({ host: '${host}', port: ${port} }).get('${key}').then((value) => process.stdout.write(value))`
