// A throw-away Redis Cluster of three masters, and the harness's own connections to it.
import { Control } from './control.mjs'
import { freePort, startServer } from './server.mjs'

const MASTERS = 3
const SLOTS = 16_384
const TIMEOUT_MS = 20_000

// Resolves once all nodes say that the cluster is well. `host` and `port` are those of the first node.
export async function startCluster() {
  const servers = []
  const stop = () => Promise.all(servers.map((server) => server.stop()))
  try {
    for (let at = 0; at < MASTERS; at++) servers.push(await startNode())
    await form(servers)
  } catch (error) {
    await stop()
    throw error
  }
  const nodes = servers.map(({ host, port }) => ({ host, port }))
  return { ...nodes[0], nodes, stop }
}

async function startNode() {
  const bus = await freePort()
  const server = await startServer(['--cluster-enabled', 'yes', '--cluster-port', String(bus)])
  return { ...server, bus }
}

async function form(servers) {
  const controls = servers.map((server) => new Control(server))
  const bound = (at) => Math.floor((at * SLOTS) / MASTERS)
  for (const [at, control] of controls.entries()) {
    await control.send('CLUSTER', 'SET-CONFIG-EPOCH', at + 1)
    await control.send('CLUSTER', 'ADDSLOTSRANGE', bound(at), bound(at + 1) - 1)
    for (const { host, port, bus } of servers.slice(at + 1)) {
      await control.send('CLUSTER', 'MEET', host, port, bus)
    }
  }
  const deadline = Date.now() + TIMEOUT_MS
  const isWell = (info) => /cluster_state:ok/.test(info) && info.includes(`cluster_known_nodes:${MASTERS}`)
  for (const control of controls) {
    while (!isWell(String(await control.send('CLUSTER', 'INFO')))) {
      if (Date.now() > deadline) throw new Error(`the cluster did not form within ${TIMEOUT_MS} ms`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  for (const control of controls) control.close()
}

// Sends each command to the node that takes it: to any, and from there where MOVED says.
export class ClusterControl {
  #controls

  constructor({ nodes }) {
    this.#controls = new Map(nodes.map((node) => [node.port, new Control(node)]))
  }

  async send(...parts) {
    const [first] = this.#controls.values()
    try {
      return await first.send(...parts)
    } catch (error) {
      const port = Number(/^MOVED \d+ \S+:(\d+)$/.exec(error.message)?.[1])
      if (!this.#controls.has(port)) throw error
      return this.#controls.get(port).send(...parts)
    }
  }

  close() {
    for (const control of this.#controls.values()) control.close()
  }
}
