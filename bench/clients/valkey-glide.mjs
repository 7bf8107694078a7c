// valkey-glide with its defaults, but for two limits that a benchmark would trip over rather than measure.

export const name = 'valkey-glide'
export const place = 5
export const runtime = 'node'
export const packageName = '@valkey/valkey-glide'

export const leftOut = { 'get-tls-50': 'another implementation of TLS, which was not looked at' }

const LIMITS = {
  // The default of 250 ms turns one pause of a noisy machine into a failed run.
  requestTimeout: 10_000,
  // The default of 1,000 is exactly what "1,000 per tick" has in flight.
  inflightRequestsLimit: 200_000,
}

export async function open({ host, port }) {
  const { Batch, Decoder, GlideClient, GlideClientConfiguration } = await import('@valkey/valkey-glide')
  const facts = { addresses: [{ host, port }], ...LIMITS }
  const raw = await GlideClient.createClient(facts)
  await raw.ping()
  const bytes = { decoder: Decoder.Bytes }
  return {
    get: (key) => raw.get(key),
    getBuffer: (key) => raw.get(key, bytes),
    set: (key, value) => raw.set(key, value),
    mget: (keys) => raw.mget(keys),
    hgetall: (key) => raw.hgetall(key),
    lrange: (key, from, to) => raw.lrange(key, from, to),
    pipelineOfGets: (keys) => {
      const pipeline = new Batch(false)
      for (const key of keys) pipeline.get(key)
      return raw.exec(pipeline, true)
    },
    // It takes one callback for a connection: that one hands each message to the listeners.
    subscribe: async (channel, listeners) => {
      const { Exact } = GlideClientConfiguration.PubSubChannelModes
      const callback = ({ message }) => {
        for (const listener of listeners) listener(message)
      }
      const pubsubSubscriptions = { channelsAndPatterns: { [Exact]: new Set([channel]) }, callback }
      await GlideClient.createClient({ ...facts, pubsubSubscriptions })
    },
    close: () => raw.close(),
  }
}

export async function openCluster({ nodes }) {
  const { GlideClusterClient } = await import('@valkey/valkey-glide')
  const raw = await GlideClusterClient.createClient({ addresses: nodes, ...LIMITS })
  await raw.ping()
  return { get: (key) => raw.get(key), close: () => raw.close() }
}

export const oneLiner = ({ host, port }, key) =>
  `require('@valkey/valkey-glide').GlideClient.createClient({ addresses: [{ host: '${host}', port: ${port} }] }).then((client) => client.get('${key}')).then((value) => process.stdout.write(value))`
