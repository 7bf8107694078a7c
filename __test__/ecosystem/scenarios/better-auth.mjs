// Sessions and rate limits of Better Auth in Redis, and the storage by itself.

import { redis } from '@app/redis-native'
import { redisStorage } from '@better-auth/redis-storage'
import { betterAuth } from 'better-auth'
import { memoryAdapter } from 'better-auth/adapters/memory'
import { disturb, tell } from './support.mjs'

const auth = betterAuth({
  baseURL: 'http://127.0.0.1:3000',
  secret: 'a secret of the test, and long enough for it',
  database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
  secondaryStorage: redisStorage({ client: redis, keyPrefix: 'auth:' }),
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: true, storage: 'secondary-storage', window: 60, max: 3, customRules: {} },
  logger: { disabled: true },
  telemetry: { enabled: false },
})

const body = { name: 'Ada', email: 'ada@example.com', password: 'correct horse' }
const { headers } = await auth.api.signUpEmail({ body, returnHeaders: true })
const cookie = headers
  .getSetCookie()
  .map((line) => line.split(';')[0])
  .join('; ')
const session = async () =>
  (await auth.api.getSession({ headers: new Headers({ cookie }) }))?.user.name ?? null
const request = async () => {
  const visitor = { 'x-forwarded-for': '192.0.2.1' }
  return (await auth.handler(new Request('http://127.0.0.1:3000/api/auth/ok', { headers: visitor }))).status
}

const sessions = [await session()]
const limited = [await request(), await request()]
const storage = redisStorage({ client: redis, keyPrefix: 'own:' })
const counts = [await storage.increment('hits', 60)]
await storage.set('once', 'a token', 60)
await disturb()
sessions.push(await session())
limited.push(await request(), await request())
counts.push(await storage.increment('hits', 60))
await auth.api.signOut({ headers: new Headers({ cookie }) })
sessions.push(await session())
await storage.set('kept', 'value')

tell({
  sessions,
  limited,
  counts,
  expires: (await redis.ttl('own:hits')) > 50,
  taken: [await storage.getAndDelete('once'), await storage.getAndDelete('once')],
  keys: (await storage.listKeys()).sort(),
  cleared: await storage.clear().then(storage.listKeys),
  value: await storage.get('kept'),
})
