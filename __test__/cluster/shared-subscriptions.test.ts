/** Subscriptions of the process's cluster client stand again, wherever they have to go and however long it takes. */

import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { under } from '../configuration/environments'
import { rejection } from '../support/clients'
import { RedisCluster } from '../support/cluster'
import { askUntil, event, within } from '../support/events'
import { runModule } from '../support/script'
import { slotOf } from '../support/slots'

let cluster: RedisCluster
beforeAll(async () => {
  cluster = await RedisCluster.start()
})
afterEach(() => cluster.heal())
afterAll(() => cluster?.stop())

const hosts = (): string => cluster.nodes.map(({ address }) => address).join()

test('a sharded channel follows its slot', () =>
  under({ REDIS_CLUSTER_HOSTS: hosts() }, async (api) => {
    const redis = api.redis as any
    const [from, to] = await cluster.masters()
    const [tag] = await cluster.tagsOn(from)
    const channel = `{${tag}}news`
    await redis.ssubscribe(channel)
    await cluster.moveSlot(slotOf(tag), to)
    try {
      const message = event(redis, 'smessage')
      await askUntil(
        () => redis.spublish(channel, 'again'),
        (receivers) => receivers === 1,
      )
      expect(await message).toStrictEqual([channel, 'again'])
      // What is not wanted any more does not come back.
      await redis.sunsubscribe(channel)
      await cluster.moveSlot(slotOf(tag), from)
      await redis.ssubscribe(`{${tag}}other`)
      expect(await from.ask('PUBSUB', 'SHARDCHANNELS')).toStrictEqual([`{${tag}}other`])
    } finally {
      await cluster.moveSlot(slotOf(tag), from)
      await api.closeRedis({ drainMs: 100 })
    }
  }))

test('what the next node does not confirm stands later, and nobody has to listen for errors', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'subscriptions-'))
  const file = join(folder, 'failed')
  const [home, next] = [...cluster.nodes].sort((a, b) => (a.address < b.address ? -1 : 1))
  const child = runModule(
    `
    import { writeFileSync } from 'node:fs'
    import { redis, closeRedis } from 'PACKAGE/dist/index.mjs'

    redis.on('message', async (channel, message) => {
      console.log(channel, message)
      await closeRedis({ drainMs: 0 })
    })
    await redis.subscribe('news')
    // Asked for after what is restored, and for as long.
    const probe = () => redis.subscribe('probe').then(() => setTimeout(probe, 20), () => writeFileSync(process.env.FILE, ''))
    probe()`,
    { env: { REDIS_CLUSTER_HOSTS: hosts(), REDIS_COMMAND_TIMEOUT: '500', FILE: file } },
  )
  try {
    await askUntil(
      () => home.ask('PUBSUB', 'NUMSUB', 'news', 'probe'),
      (reply) => String(reply) === 'news,1,probe,1',
    )
    cluster.freeze(next)
    await cluster.kill(home)
    await askUntil(() => existsSync(file), Boolean)
    cluster.thaw(next)
    await askUntil(
      () => Promise.all(cluster.running.map((node) => node.ask('PUBSUB', 'NUMSUB', 'news'))),
      (replies) => replies.some((reply) => String(reply) === 'news,1'),
    )
    await cluster.running[0].ask('PUBLISH', 'news', 'hello')
    expect(await within(15_000, child)).toMatchObject({ stdout: 'news hello\n', stderr: '', code: 0 })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('subscriptions and transactions keep their deadline where no node tells the slots', async () => {
  const silent = createServer((socket) => socket.on('error', () => {}).resume()).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  try {
    await under({ REDIS_CLUSTER_HOSTS: `127.0.0.1:${port}`, REDIS_COMMAND_TIMEOUT: '400' }, async (api) => {
      const redis = api.redis as any
      redis.on('error', () => {})
      const calls = [
        () => redis.subscribe('a'),
        () => redis.ssubscribe('a'),
        () => redis.multi().get('a').exec(),
      ]
      const settled = calls.map((call) => rejection(call()))
      // One deadline after another: before the second has passed, the first have.
      const control = rejection(redis.get('a')).then(() => rejection(redis.get('a')))
      const errors = await Promise.race([Promise.all(settled), control.then(() => [])])
      expect(errors.map(({ message }) => message)).toStrictEqual(Array(3).fill('Command timed out'))
    })
  } finally {
    silent.close()
  }
})
