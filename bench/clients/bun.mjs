// Bun's built-in client with its defaults. It exists in Bun only, so its child process is Bun and not Node.

export const name = 'bun'
export const place = 6
export const runtime = 'bun'
export const packageName = 'bun'

export const leftOut = {
  'heap-kept': 'another engine, whose heap can not be compared',
  'get-cluster-50': 'it has no client for a cluster',
  'get-tls-50': 'another implementation of TLS, which was not looked at',
}

export async function open({ host, port }) {
  const { RedisClient } = await import('bun')
  const raw = new RedisClient(`redis://${host}:${port}`)
  await raw.connect()
  await raw.ping()
  return {
    get: (key) => raw.get(key),
    getBuffer: (key) => raw.getBuffer(key),
    set: (key, value) => raw.set(key, value),
    mget: (keys) => raw.mget(...keys),
    hgetall: (key) => raw.hgetall(key),
    lrange: (key, from, to) => raw.lrange(key, from, to),
    // It has no pipeline to fill: it sends by itself in one what a tick produces.
    pipelineOfGets: (keys) => Promise.all(keys.map((key) => raw.get(key))),
    subscribe: async (channel, listeners) => {
      const subscriber = await raw.duplicate()
      for (const listener of listeners) await subscriber.subscribe(channel, (message) => listener(message))
    },
    close: () => raw.close(),
  }
}

export const oneLiner = ({ host, port }, key) =>
  `new Bun.RedisClient('redis://${host}:${port}').get('${key}').then((value) => process.stdout.write(value))`
