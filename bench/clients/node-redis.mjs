// node-redis with its defaults.

export const name = 'node-redis'
export const place = 4
export const runtime = 'node'
export const packageName = 'redis'

export async function open({ host, port, tls }) {
  const { createClient, RESP_TYPES } = await import('redis')
  const raw = createClient({ socket: { host, port, ...(tls && { tls: true, ...tls }) } })
  // Without a listener its 'error' event would end the process before the failed command can say why.
  raw.on('error', () => {})
  await raw.connect()
  await raw.ping()
  const binary = raw.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer })
  return {
    get: (key) => raw.get(key),
    getBuffer: (key) => binary.get(key),
    set: (key, value) => raw.set(key, value),
    mget: (keys) => raw.mGet(keys),
    hgetall: (key) => raw.hGetAll(key),
    lrange: (key, from, to) => raw.lRange(key, from, to),
    // Several times faster than the same GETs in a Promise.all.
    pipelineOfGets: (keys) => {
      const pipeline = raw.multi()
      for (const key of keys) pipeline.get(key)
      return pipeline.execAsPipeline()
    },
    subscribe: async (channel, listeners) => {
      const subscriber = raw.duplicate()
      subscriber.on('error', () => {})
      await subscriber.connect()
      for (const listener of listeners) await subscriber.subscribe(channel, (message) => listener(message))
    },
    close: () => raw.destroy(),
  }
}

export async function openCluster({ nodes }) {
  const { createCluster } = await import('redis')
  const rootNodes = nodes.map(({ host, port }) => ({ socket: { host, port } }))
  const raw = createCluster({ rootNodes })
  raw.on('error', () => {})
  await raw.connect()
  return { get: (key) => raw.get(key), close: () => raw.destroy() }
}

export const oneLiner = ({ host, port }, key) =>
  `const client = require('redis').createClient({ socket: { host: '${host}', port: ${port} } }); client.connect().then(() => client.get('${key}')).then((value) => process.stdout.write(value))`
