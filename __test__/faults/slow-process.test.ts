/** A process that does not keep up, or stands still as a whole. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { event, within } from '../support/events'
import { ROOT } from '../support/script'
import { KINDS, open, serve } from './clients'

describe.each(KINDS)('%s client', (kind) => {
  test('a burst of 100,000 messages is heard whole and in order, commands meanwhile answered', async () => {
    const server = await serve({ args: ['--client-output-buffer-limit', 'pubsub 0 0 0'] })
    const client = open(kind, { port: server.port, commandTimeout: 30_000 })
    await client.subscribe('news')
    let next = 0
    let strays = 0
    const all = new Promise<void>((resolve) => {
      client.on('message', (_, text) => {
        if (Number(text) !== next++) strays++
        if (next === 100_000) resolve()
      })
    })
    const script = "for i = 0, 99999 do redis.call('PUBLISH', 'news', tostring(i)) end return 'done'"
    const published = server.cli('EVAL', script, '0')
    const replies = Array.from({ length: 100 }, (_, i) => client.echo(`${i}`))
    expect(await within(30_000, Promise.all(replies))).toEqual(replies.map((_, i) => `${i}`))
    await published
    await within(30_000, all)
    expect([next, strays]).toEqual([100_000, 0])
  })

  test('a subscriber that the server cuts off for its slowness subscribes again', async () => {
    const server = await serve()
    const client = open(kind, { port: server.port })
    await client.subscribe('news')
    await server.cli('CONFIG', 'SET', 'client-output-buffer-limit', 'pubsub 100kb 0 0')
    // More than the limit and all that sockets hold, while nobody is reading.
    const large = "for i = 1, 64 do redis.call('PUBLISH', 'news', string.rep('x', 1048576)) end return 1"
    await server.cli('EVAL', large, '0')
    await server.cli('CONFIG', 'SET', 'client-output-buffer-limit', 'pubsub 0 0 0')
    const last = new Promise<void>((resolve) => {
      client.on('message', (_, text) => text === 'last' && resolve())
    })
    const asked = Date.now()
    while ((await server.cli('PUBSUB', 'NUMSUB', 'news')) !== 'news\n1') {
      if (Date.now() - asked > 20_000) throw new Error('nobody subscribed again')
    }
    await server.cli('PUBLISH', 'news', 'last')
    await within(20_000, last)
  })
})

test('a process that is suspended for seconds with a command in flight keeps its connection and its answers', async () => {
  const server = await serve()
  const child = spawn(
    process.execPath,
    [
      '-e',
      `const { getRedis } = require(${JSON.stringify(ROOT)})
      const client = getRedis({ host: '127.0.0.1', port: ${server.port}, connectionName: 'suspended', commandTimeout: 2000 })
      client.on('error', (error) => console.log('error ' + error.message))
      client.on('close', () => console.log('close'))
      client.on('ready', async () => {
        const waits = client.blpop('list', 60)
        const paused = client.echo('before')
        console.log('in flight')
        console.log(await paused, (await waits)[1], await client.echo('after'))
        client.removeAllListeners('close')
      })`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const lines: string[] = []
  const reading = createInterface(child.stdout)
  reading.on('line', (line) => lines.push(line))
  await event(reading, 'line')
  while (!(await server.cli('CLIENT', 'LIST')).includes('cmd=blpop')) {}
  child.kill('SIGSTOP')
  await server.cli('RPUSH', 'list', 'element')
  // As a machine that sleeps: longer than the deadline and the patience of the heartbeat.
  await server.cli('EVAL', BUSY, '0', '4000')
  child.kill('SIGCONT')
  await once(child, 'exit')
  expect(lines).toEqual(['in flight', 'before element after'])
})

const BUSY = `local t = redis.call('TIME') local ends = t[1] * 1000 + t[2] / 1000 + ARGV[1]
  repeat t = redis.call('TIME') until t[1] * 1000 + t[2] / 1000 >= tonumber(ends) return 'done'`
