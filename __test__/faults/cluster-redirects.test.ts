/** Redirects that lead nowhere, in circles or to strangers, from nodes that no real cluster has. */

import { rejection } from '../support/clients'
import { askUntil, turns, within } from '../support/events'
import { bulk, type Peer, ScriptedServer } from '../support/scripted'
import { slotOf, tagsOf } from '../support/slots'
import { using, words } from './clients'
import { KINDS, open, type Range, ScriptedCluster } from './clusters'

const SLOT = slotOf('key')
const ALL: Range[] = [[0, 16383, 0]]

describe.each(KINDS)('%s client', (kind) => {
  it('MOVED in a circle ends with an error that says so', async () => {
    const cluster = await ScriptedCluster.start(
      2,
      (number) => `-MOVED ${SLOT} 127.0.0.1:${cluster.nodes[1 - number].port}\r\n`,
    )
    cluster.slots = () => [
      [0, 8191, 0],
      [8192, 16383, 1],
    ]
    const client = open(kind, cluster.addresses(), { cluster: { maxRedirections: 5 } })
    const error = await within(10_000, rejection(client.get('key')))
    expect(error.message).toMatch(/^Too many Cluster redirections\. Last error: ReplyError: MOVED /)
    const hops = cluster.commandsOf(0).length + cluster.commandsOf(1).length
    expect(hops).toBeGreaterThan(1)
    expect(hops).toBeLessThanOrEqual(6)
  })

  it('MOVED to a node that the cluster does not name is not followed', async () => {
    const stranger = using(await ScriptedServer.start())
    const cluster = await ScriptedCluster.start(1, (_, [name]) =>
      name.toLowerCase() === 'get' ? `-MOVED ${SLOT} 127.0.0.1:${stranger.port}\r\n` : '+OK\r\n',
    )
    const client = open(kind, cluster.addresses(), { cluster: { maxRedirections: 4 } })
    await client.set('key', 'value')
    const asked = cluster.asked
    const error = await within(10_000, rejection(client.get('key')))
    expect(words(error)).toMatch(/MOVED/)
    expect(stranger.peers).toHaveLength(0)
    expect(cluster.asked).toBeGreaterThan(asked)
    // The client works on.
    expect(await client.set('key', 'value')).toBe('OK')
  })

  it('MOVED to a new node is followed as soon as the cluster names it', async () => {
    const cluster = await ScriptedCluster.start(2, (number) =>
      number === 0 ? `-MOVED ${SLOT} 127.0.0.1:${cluster.nodes[1].port}\r\n` : bulk('from the new node'),
    )
    let refreshes = 0
    cluster.slots = () =>
      ++refreshes < 3
        ? ALL
        : [
            [0, SLOT - 1, 0],
            [SLOT, SLOT, 1],
            [SLOT + 1, 16383, 0],
          ]
    const client = open(kind, cluster.addresses(0))
    expect(await within(10_000, client.get('key'))).toBe('from the new node')
    expect(cluster.commandsOf(1)).toStrictEqual([['get', 'key']])
  })

  it('ASK to a node that the cluster does not name is not followed', async () => {
    const stranger = using(await ScriptedServer.start())
    const cluster = await ScriptedCluster.start(1, () => `-ASK ${SLOT} 127.0.0.1:${stranger.port}\r\n`)
    const client = open(kind, cluster.addresses(), { cluster: { maxRedirections: 4 } })
    expect(words(await within(10_000, rejection(client.get('key'))))).toMatch(/ASK/)
    expect(stranger.peers).toHaveLength(0)
  })

  it('ASK holds for its command alone, and the slots stay as they are', async () => {
    const cluster = await ScriptedCluster.start(2, (number, [, key]) => {
      if (number === 1) return bulk(`${key} asked`)
      return key === '{key}gone' ? `-ASK ${SLOT} 127.0.0.1:${cluster.nodes[1].port}\r\n` : bulk(`${key} here`)
    })
    cluster.slots = () => [
      [0, SLOT, 0],
      [SLOT + 1, 16383, 1],
    ]
    const client = open(kind, cluster.addresses())
    await client.get('{key}stays')
    const asked = cluster.asked
    for (let round = 0; round < 5; round++) {
      const replies = ['{key}gone', '{key}stays', '{key}gone', '{key}other'].map((key) => client.get(key))
      expect(await Promise.all(replies)).toStrictEqual([
        '{key}gone asked',
        '{key}stays here',
        '{key}gone asked',
        '{key}other here',
      ])
    }
    expect(cluster.asked).toBe(asked)
    // Each has its own ASKING right before it, on its connection.
    for (const { commands } of cluster.nodes[1].peers) {
      const own = commands.map(([name]) => name.toLowerCase()).filter((name) => /^(asking|get)$/.test(name))
      for (const [i, name] of own.entries()) if (name === 'get') expect(own[i - 1]).toBe('asking')
    }
    expect(cluster.commandsOf(1).filter(([name]) => name.toLowerCase() === 'get')).toHaveLength(10)
  })

  it.each([
    `-MOVED __proto__ 127.0.0.1:1\r\n`,
    '-MOVED 16384 127.0.0.1:1\r\n',
    '-MOVED -1 127.0.0.1:1\r\n',
    '-MOVED\r\n',
    `-MOVED ${SLOT} __proto__\r\n`,
    `-MOVED ${SLOT} 127.0.0.1:99999\r\n`,
    `-MOVED ${SLOT}\r\n`,
    '-ASK\r\n',
  ])('the redirect %j is an error of its command', async (redirect) => {
    const cluster = await ScriptedCluster.start(1, (_, [name]) =>
      name.toLowerCase() === 'get' ? redirect : '+OK\r\n',
    )
    const client = open(kind, cluster.addresses(), { cluster: { maxRedirections: 3 } })
    const error = await within(10_000, rejection(client.get('key')))
    expect(words(error)).toContain(redirect.slice(1).trim().split(' ')[0])
    expect((Array.prototype as any)[0]).toBeUndefined()
    expect(await client.set('key', 'value')).toBe('OK')
  })

  it('MOVED without a host leads to another port of the node that says so', async () => {
    const cluster = await ScriptedCluster.start(2, (number) =>
      number === 0 ? `-MOVED ${SLOT} :${cluster.nodes[1].port}\r\n` : bulk('value'),
    )
    cluster.slots = () => [
      [0, SLOT, 0],
      [SLOT + 1, 16383, 1],
    ]
    const client = open(kind, cluster.addresses())
    expect(await within(10_000, client.get('key'))).toBe('value')
  })

  it('many commands that have moved make few questions for the slots, on the connections that there are', async () => {
    const cluster = await ScriptedCluster.start(2, (number, [, key]) =>
      number === 0 ? `-MOVED ${slotOf(key)} 127.0.0.1:${cluster.nodes[1].port}\r\n` : bulk(key),
    )
    cluster.slots = () => [
      [0, 16382, 0],
      [16383, 16383, 1],
    ]
    const client = open(kind, cluster.addresses())
    await client.get('first')
    const [asked, connections] = [cluster.asked, cluster.nodes.flatMap(({ peers }) => peers).length]
    const keys = Array.from({ length: 1_000 }, (_, i) => `key:${i}`)
    expect(await Promise.all(keys.map((key) => client.get(key)))).toStrictEqual(keys)
    await turns(50)
    expect(cluster.asked - asked).toBeLessThanOrEqual(10)
    expect(cluster.nodes.flatMap(({ peers }) => peers).length).toBe(connections)
  })
})

describe.each(KINDS)('%s client: answers about the slots that are none', (kind) => {
  it('slots of which an answer says nothing stay where they were, with what is under way there', async () => {
    let held: Peer | undefined
    let refusals = 1
    const cluster = await ScriptedCluster.start(2, (number, [name, key], peer) => {
      if (number === 0 && refusals-- > 0) return '-CLUSTERDOWN Hash slot not served\r\n'
      if (name !== 'incr') return bulk(key)
      held = peer
      return undefined
    })
    cluster.slots = () => [
      [0, SLOT - 1, 0],
      [SLOT, 16383, 1],
    ]
    const client = open(kind, cluster.addresses())
    await client.get('key')
    const connections = cluster.nodes[1].peers.length
    const counted = client.incr('key')
    await askUntil(
      () => held !== undefined,
      (isHeld) => isHeld,
    )
    // In the middle of a failover: nobody is known to have the slots. What is answered behind INCR waits for it.
    const behind: string[] = []
    const half = `*1\r\n*3\r\n:0\r\n:${SLOT - 1}\r\n*2\r\n${bulk('127.0.0.1')}:${cluster.nodes[0].port}\r\n`
    cluster.slots = (number) => (number === 0 ? half : void behind.push(half))
    // It is refused, and asked again when the slots are learned.
    const [elsewhere] = tagsOf((slot) => slot < SLOT).map((tag) => `{${tag}}`)
    expect(await within(10_000, client.get(elsewhere))).toBe(elsewhere)
    await held?.send([':1\r\n', ...behind].join(''))
    expect(await within(10_000, counted)).toBe(1)
    expect(await within(10_000, client.get('key'))).toBe('key')
    expect(cluster.commandsOf(1).filter(([name]) => name === 'incr')).toHaveLength(1)
    expect(cluster.nodes[1].peers).toHaveLength(connections)
  })

  it.each([
    '+OK\r\n',
    '*0\r\n',
    '*1\r\n:1\r\n',
    '-ERR unknown command\r\n',
    '-NOPERM no\r\n',
    '*1\r\n*1\r\n:0\r\n',
  ])('%j of one node leads to the next', async (answer) => {
    const cluster = await ScriptedCluster.start(2, (_, [, key]) => bulk(key))
    cluster.slots = (number) => (number === 0 ? answer : [[0, 16383, 1]])
    const client = open(kind, cluster.addresses())
    expect(await within(20_000, client.get('key'))).toBe('key')
    expect(cluster.commandsOf(1)).toStrictEqual([['get', 'key']])
  })

  it('a node that does not answer does not hold up those that do', async () => {
    const cluster = await ScriptedCluster.start(3, (number, [, key]) =>
      number === 1 ? `-MOVED ${slotOf(key)} 127.0.0.1:${cluster.nodes[2].port}\r\n` : bulk(key),
    )
    cluster.slots = (number) => (number === 0 ? undefined : [[0, 16383, 2]])
    const client = open(kind, cluster.addresses())
    expect(await within(10_000, client.get('key'))).toBe('key')
  })
})

it('commands of one slot that wait for different reasons keep their order', async () => {
  const cluster = await ScriptedCluster.start(1, (_, [name], peer) => {
    if (name === 'echo') return bulk('ready')
    if (refused) return bulk(name)
    // SET is refused, and the connection is lost before GET is answered.
    if (name === 'get') {
      refused = true
      peer.end('-CLUSTERDOWN Hash slot not served\r\n')
    }
    return undefined
  })
  let refused = false
  const delays = { retryDelayOnClusterDown: 500, retryDelayOnFailover: 1 }
  const client = open('own', cluster.addresses(), { cluster: delays })
  await client.echo('key')
  const replies = [client.set('key', 'value'), client.get('key')]
  expect(await within(10_000, Promise.all(replies))).toStrictEqual(['set', 'get'])
  expect(cluster.commandsOf(0).map(([name]) => name)).toStrictEqual(['echo', 'set', 'get', 'set', 'get'])
})
