/** Masters that are lost, and replicas that take their place. */
import { askUntil } from '../support/events'
import { setUpCluster } from './cluster'

const bench = setUpCluster()

test('a master that is killed holds up no command of the others, and its own go on when its replica is master', async () => {
  const redis = bench.connect({ maxRedirections: 400, retryDelayOnFailover: 50 })
  const [lost, ...others] = await bench.cluster.masters()
  const [replica] = await bench.cluster.replicasOf(lost)
  const [tag] = await bench.cluster.tagsOn(lost)
  const [other] = await bench.cluster.tagsOn(others[0])
  await redis.mset(`{${tag}}k`, '1', `{${other}}k`, '1')
  await lost.ask('WAIT', 1, 1000)
  await bench.cluster.kill(lost)
  const waiting = redis.incr(`{${tag}}k`)
  let isWaiting = true
  waiting.finally(() => {
    isWaiting = false
  })
  // Answered while the other command waits.
  for (let i = 0; i < 20; i++) expect(await redis.incr(`{${other}}k`)).toBe(i + 2)
  expect(isWaiting).toBe(true)
  expect(await waiting).toBe(2)
  await bench.cluster.promoted(replica)
  expect(redis.nodes('master').map(({ options }) => options.port)).toContain(replica.port)
  await bench.cluster.heal()
})

test('commands go on through a failover by command, and none is done twice', async () => {
  const redis = bench.connect()
  const [master] = await bench.cluster.masters()
  const [replica] = await bench.cluster.replicasOf(master)
  const [tag] = await bench.cluster.tagsOn(master)
  let isOver = false
  let done = 0
  const load = (async () => {
    while (!isOver) {
      await redis.incr(`{${tag}}count`)
      done++
    }
  })()
  await bench.cluster.failover(replica)
  isOver = true
  await load
  expect(await redis.get(`{${tag}}count`)).toBe(String(done))
})

test('a connection that is closed by the server is made again', async () => {
  const redis = bench.connect()
  const tags = await bench.cluster.tags()
  await redis.mset(tags.flatMap((tag) => [`{${tag}}`, tag]))
  for (const node of await bench.cluster.masters()) await node.ask('CLIENT', 'KILL', 'TYPE', 'normal')
  expect(await redis.mget(tags.map((tag) => `{${tag}}`))).toStrictEqual(tags)
})

test('with autoResendUnfulfilledCommands false, what may have been done rejects', async () => {
  const redis = bench.connect({ redisOptions: { autoResendUnfulfilledCommands: false } })
  const [master] = await bench.cluster.masters()
  const [tag] = await bench.cluster.tagsOn(master)
  await redis.set(`{${tag}}k`, '1')
  await master.ask('CLIENT', 'PAUSE', 60_000, 'WRITE')
  const write = redis.incr(`{${tag}}k`)
  const rejected = expect(write).rejects.toMatchObject({
    message: 'Connection is closed.',
    maybeExecuted: true,
  })
  // The server has it, and puts it off.
  await askUntil(
    () => master.ask('CLIENT', 'LIST'),
    (clients) => / flags=b .* cmd=incr /.test(String(clients)),
  )
  await master.ask('CLIENT', 'KILL', 'TYPE', 'normal')
  await master.ask('CLIENT', 'UNPAUSE')
  await rejected
})

test('with enableAutoPipelining a signal takes back a command, and a script', async () => {
  const redis: any = bench.connect({ enableAutoPipelining: true })
  redis.defineCommand('put', { lua: 'return redis.call("SET", KEYS[1], ARGV[1])', numberOfKeys: 1 })
  await redis.get('a')
  const back = (view: any) =>
    Promise.allSettled([view.set('a', '1'), view.call('set', 'b', '1'), view.put('c', '1')])
  const aborted = Array.from({ length: 3 }, () => ({ reason: { name: 'AbortError' } }))
  expect(await back(redis.withSignal(AbortSignal.abort()))).toMatchObject(aborted)
  expect(await Promise.all(['a', 'b', 'c'].map((key) => redis.exists(key)))).toStrictEqual([0, 0, 0])
  const controller = new AbortController()
  const waiting = back(redis.withSignal(controller.signal))
  controller.abort()
  expect(await waiting).toMatchObject(aborted)
})

test('with enableAutoPipelining a master that says nothing holds up no other', async () => {
  const redis = bench.connect({ enableAutoPipelining: true })
  const [frozen, other] = await bench.cluster.masters()
  const [slow] = await bench.cluster.tagsOn(frozen)
  const [quick] = await bench.cluster.tagsOn(other)
  expect(await Promise.all([redis.set(`{${slow}}k`, '1'), redis.set(`{${quick}}k`, '2')])).toStrictEqual([
    'OK',
    'OK',
  ])
  bench.cluster.freeze(frozen)
  const waiting = redis.get(`{${slow}}k`)
  expect(redis.autoPipelineQueueSize).toBe(1)
  expect(await redis.get(`{${quick}}k`)).toBe('2')
  bench.cluster.thaw(frozen)
  expect(await waiting).toBe('1')
})
