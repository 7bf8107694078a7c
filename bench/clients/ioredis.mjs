// ioredis with its defaults: the client that every ratio on the page is against.

export const name = 'ioredis'
export const place = 2
export const runtime = 'node'
export const packageName = 'ioredis'

export async function open({ host, port }, options = {}) {
  const { Redis } = await import('ioredis')
  const raw = new Redis({ host, port, ...options })
  await raw.ping()
  return {
    raw,
    get: (key) => raw.get(key),
    set: (key, value) => raw.set(key, value),
    close: () => raw.disconnect(),
  }
}
