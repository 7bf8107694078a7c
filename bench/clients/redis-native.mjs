// Ours: the client that the whole process shares, because that is what users of the package hold.
import { createRequire } from 'node:module'

export const name = 'redis-native'
export const place = 1
export const runtime = 'node'
export const packageName = '@app/redis-native'

export async function open({ host, port }) {
  const { getRedis } = createRequire(import.meta.url)('../..')
  const raw = getRedis({ host, port })
  await raw.ping()
  return {
    raw,
    get: (key) => raw.get(key),
    set: (key, value) => raw.set(key, value),
    close: () => raw.disconnect(),
  }
}
