// The redis driver, which makes its own client of the module `ioredis`.

import { createStorage } from 'unstorage'
import redisDriver from 'unstorage/drivers/redis'
import { cli, disturb, tell, url } from './support.mjs'

const storage = createStorage({ driver: redisDriver({ url, base: 'store' }) })

await storage.setItem('user:1', { name: 'Ada', born: 1815 })
await storage.setItem('user:2', { name: 'Grace' })
await storage.setItem('short', 'lived', { ttl: 100 })
const before = await storage.getItem('user:1')
await disturb()
const after = await storage.getItem('user:1')
await storage.setItemRaw('raw', 'bytes')

const facts = {
  before,
  after,
  many: await storage.getItems(['user:1', 'user:2', 'user:3']),
  keys: (await storage.getKeys()).sort(),
  has: [await storage.hasItem('user:2'), await storage.hasItem('user:3')],
  ttl: Number(await cli('TTL', 'store:short')) > 90,
  removed: await storage.removeItem('user:2').then(() => storage.getItem('user:2')),
  cleared: await storage.clear('user').then(async () => (await storage.getKeys()).sort()),
}
await storage.dispose()
tell(facts)
