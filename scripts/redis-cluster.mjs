// Starts a Redis Cluster of three masters, each with a replica, on free ports of this machine, by the
// commands of Redis alone. It ends with the process that started it.

import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, launch } from '../examples/drive.js'

const HOST = '127.0.0.1'
const MASTERS = 3
const SLOTS = 16_384
const READY_MS = 10_000
const AGREED_MS = 60_000

/** The cluster: `hosts`, for REDIS_CLUSTER_HOSTS, and `stop()`. */
export async function startCluster(redisServer, directory) {
  const { default: Redis } = await import('ioredis')
  const nodes = []
  for (let i = 0; i < 2 * MASTERS; i += 1) nodes.push(await startNode(redisServer, directory, Redis))
  const [masters, replicas] = [nodes.slice(0, MASTERS), nodes.slice(MASTERS)]
  await Promise.all(masters.map(({ client }, i) => client.call('CLUSTER', 'ADDSLOTS', ...slotsOf(i))))
  const [first, ...others] = nodes
  for (const { port, bus } of others) await first.client.call('CLUSTER', 'MEET', HOST, port, bus)
  await until(nodes, ({ cluster_known_nodes }) => Number(cluster_known_nodes) === nodes.length)
  for (const [i, { client }] of replicas.entries()) {
    const id = await masters[i].client.call('CLUSTER', 'MYID')
    await persist(() => client.call('CLUSTER', 'REPLICATE', id))
  }
  await until(nodes, ({ cluster_state }) => cluster_state === 'ok')
  for (const { client } of nodes) client.disconnect()
  return {
    hosts: nodes.map(({ port }) => `${HOST}:${port}`),
    stop: () => Promise.all(nodes.map(({ server }) => server.stop())),
  }
}

async function startNode(redisServer, directory, Redis) {
  const [port, bus] = [await freePort(), await freePort()]
  const settings = {
    port,
    bind: HOST,
    dir: mkdtempSync(join(directory, 'node-')),
    save: '',
    appendonly: 'no',
    'cluster-enabled': 'yes',
    'cluster-port': bus,
    'cluster-node-timeout': 5000,
  }
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
  const server = launch(redisServer, args, directory, {})
  await server.until(/Ready to accept connections/, READY_MS)
  return { port, bus, server, client: new Redis(port, HOST) }
}

/** The slots of one master: a third of all. */
function slotsOf(index) {
  const bound = (i) => Math.floor((i * SLOTS) / MASTERS)
  return Array.from({ length: bound(index + 1) - bound(index) }, (_, i) => bound(index) + i)
}

/** Resolves when what each node says of the cluster holds. */
async function until(nodes, holds) {
  await persist(async () => {
    const infos = await Promise.all(nodes.map(({ client }) => client.call('CLUSTER', 'INFO')))
    const all = infos.map((info) => Object.fromEntries(info.split('\r\n').map((line) => line.split(':'))))
    if (!all.every(holds)) throw new Error(`The nodes of the cluster do not agree:\n${infos.join('\n')}`)
  })
}

/** Tries again and again what needs the nodes to know each other. */
async function persist(attempt) {
  const deadline = Date.now() + AGREED_MS
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > deadline) throw error
      await sleep(100)
    }
  }
}
