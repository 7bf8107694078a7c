// Bun's built-in client with its defaults. It exists in Bun only, so its child process is Bun and not Node.

export const name = 'bun'
export const place = 6
export const runtime = 'bun'
export const packageName = 'bun'

export async function open({ host, port }) {
  const { RedisClient } = await import('bun')
  const raw = new RedisClient(`redis://${host}:${port}`)
  await raw.connect()
  return {
    raw,
    get: (key) => raw.get(key),
    set: (key, value) => raw.set(key, value),
    close: () => raw.close(),
  }
}
