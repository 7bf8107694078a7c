// node-redis with its defaults.

export const name = 'node-redis'
export const place = 4
export const runtime = 'node'
export const packageName = 'redis'

export async function open({ host, port }) {
  const { createClient } = await import('redis')
  const raw = createClient({ socket: { host, port } })
  // Without a listener its 'error' event would end the process before the failed command can say why.
  raw.on('error', () => {})
  await raw.connect()
  return {
    raw,
    get: (key) => raw.get(key),
    set: (key, value) => raw.set(key, value),
    close: () => raw.destroy(),
  }
}
