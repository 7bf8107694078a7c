// valkey-glide with its defaults, but for two limits that a benchmark would trip over rather than measure.

export const name = 'valkey-glide'
export const place = 5
export const runtime = 'node'
export const packageName = '@valkey/valkey-glide'

export async function open({ host, port }) {
  const { GlideClient } = await import('@valkey/valkey-glide')
  const raw = await GlideClient.createClient({
    addresses: [{ host, port }],
    // The default of 250 ms turns one pause of a noisy machine into a failed run.
    requestTimeout: 10_000,
    // The default of 1,000 is exactly what "1,000 per tick" has in flight.
    inflightRequestsLimit: 10_000,
  })
  return {
    raw,
    get: (key) => raw.get(key),
    set: (key, value) => raw.set(key, value),
    close: () => raw.close(),
  }
}
