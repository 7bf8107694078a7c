/**
 * A real Redis Cluster for the tests: masters with replicas on free ports of 127.0.0.1, formed by our own
 * commands within a few seconds, and gone with the test process.
 *
 * Whatever a method does to the cluster it waits until all nodes that live agree about it, unless its name
 * says otherwise. Who is master is asked anew each time: nodes change their roles.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askUntil } from './events'
import { freePort } from './ports'
import { type RedisServer, startRedis } from './server'
import { SLOTS, slotOf, tagsOf } from './slots'
import type { Authority, Certificate } from './tls'
import { type Reply, Witness } from './witness'

const HOST = '127.0.0.1'
/** What a node may be silent for before the others call it failed, in ms. */
const NODE_TIMEOUT = 2_000

export interface ClusterOptions {
  masters?: number
  /** Replicas of each master. */
  replicas?: number
  /** The ports of the first nodes; the others get free ones. */
  ports?: number[]
  /** Further arguments of each redis-server. */
  args?: string[]
  /** Whether slots are given to the masters; all of them, in equal parts. */
  slots?: boolean
  /** What clients, and nodes among each other, have to say. */
  password?: string
  /** Nodes speak TLS among each other, and name the ports of TLS to those that ask by TLS. */
  tls?: { authority: Authority; certificate: Certificate }
}

/** One line of CLUSTER NODES. */
export interface View {
  id: string
  port: number
  flags: string[]
  /** The number of the master of a replica. */
  master: string
  /** Of two masters that claim a slot, the one of the higher epoch has it. */
  epoch: string
  /** Ranges of slots, first and last. */
  slots: Array<[first: number, last: number]>
}

/** Where a node speaks to other nodes, and to clients by TLS. */
interface Ports {
  readonly bus: number
  readonly tls?: number
}

export class ClusterNode {
  id = ''
  state: 'running' | 'frozen' | 'dead' = 'running'
  readonly host = HOST
  readonly port: number
  readonly ask: Witness['ask']
  private readonly witness: Witness

  constructor(
    public server: RedisServer,
    readonly directory: string,
    readonly ports: Ports,
    password?: string,
  ) {
    this.port = server.port
    this.witness = new Witness(server.port, password)
    this.ask = this.witness.ask.bind(this.witness)
  }

  get address(): string {
    return `${HOST}:${this.port}`
  }

  /** What the node knows of all that it knows. */
  async view(): Promise<View[]> {
    return String(await this.ask('CLUSTER', 'NODES'))
      .trim()
      .split('\n')
      .map(readView)
  }

  async infoOf(...command: string[]): Promise<Record<string, string>> {
    const lines = String(await this.ask(...command)).split('\r\n')
    return Object.fromEntries(lines.filter((line) => line.includes(':')).map((line) => line.split(/:(.*)/)))
  }

  forget(): void {
    this.witness.close()
  }
}

function readView(line: string): View {
  const [id, address, flags, master, , , epoch, , ...ranges] = line.split(' ')
  const slots = ranges
    .filter((range) => !range.startsWith('['))
    .map((range) => range.split('-').map(Number))
    .map(([first, last = first]): [number, number] => [first, last])
  return { id, port: Number(/:(\d+)/.exec(address)?.[1]), flags: flags.split(','), master, epoch, slots }
}

export class RedisCluster {
  readonly nodes: ClusterNode[] = []

  private constructor(private readonly options: Pick<ClusterOptions, 'args' | 'password' | 'tls'>) {}

  static async start(options: ClusterOptions = {}): Promise<RedisCluster> {
    const { masters = 3, replicas = 1, slots = true, ports = [] } = options
    const cluster = new RedisCluster(options)
    try {
      await Promise.all(Array.from({ length: masters * (1 + replicas) }, (_, i) => cluster.launch(ports[i])))
      const [heads, tails] = [cluster.nodes.slice(0, masters), cluster.nodes.slice(masters)]
      await Promise.all(
        heads.map(async (node, i) => {
          // Epochs of their own, so that nobody has to settle which of two is the newer.
          await node.ask('CLUSTER', 'SET-CONFIG-EPOCH', i + 1)
          if (slots) await node.ask('CLUSTER', 'ADDSLOTSRANGE', ...part(i, masters))
        }),
      )
      for (const [i, node] of cluster.nodes.entries()) {
        for (const other of cluster.nodes.slice(i + 1)) await meet(node, other)
      }
      await cluster.know()
      await Promise.all(tails.map((node, i) => node.ask('CLUSTER', 'REPLICATE', heads[i % masters].id)))
      if (slots) await cluster.agreed()
    } catch (error) {
      await cluster.stop()
      throw error
    }
    return cluster
  }

  /** Where clients begin: every node. */
  get addresses(): Array<{ host: string; port: number }> {
    return this.nodes.map(({ host, port, ports }) => ({ host, port: ports.tls ?? port }))
  }

  get running(): ClusterNode[] {
    return this.nodes.filter(({ state }) => state === 'running')
  }

  /** The masters that serve slots. */
  async masters(): Promise<ClusterNode[]> {
    return this.those((view) => view.flags.includes('master') && view.slots.length > 0)
  }

  async replicas(): Promise<ClusterNode[]> {
    return this.those((view) => view.flags.includes('slave'))
  }

  async replicasOf(master: ClusterNode): Promise<ClusterNode[]> {
    return this.those((view) => view.master === master.id)
  }

  /** The node that serves a slot, or the slot of a key. */
  async ownerOf(slot: number | string): Promise<ClusterNode> {
    const number = typeof slot === 'string' ? slotOf(slot) : slot
    const [owner] = await this.those(({ slots }) => slots.some(within(number)))
    if (owner === undefined) throw new Error(`nobody serves the slot ${number}`)
    return owner
  }

  /** Texts for the braces of keys that a node serves, each of another slot. */
  async tagsOn(node: ClusterNode, count = 1): Promise<string[]> {
    const own = (await this.view()).find(({ id }) => id === node.id)
    if (!own?.slots.length) throw new Error(`${node.address} serves no slot`)
    const slots = new Set<number>()
    return tagsOf(
      (slot) => own.slots.some(within(slot)) && !slots.has(slot) && Boolean(slots.add(slot)),
      count,
    )
  }

  /** One text for the braces of a key for each master. */
  async tags(): Promise<string[]> {
    return (await Promise.all((await this.masters()).map((node) => this.tagsOn(node)))).flat()
  }

  /**
   * Empties all nodes. Resolves when the replicas have heard of it: a replica that is in sync hears of
   * commands only once it has told its master so, and may become master before.
   */
  async flush(): Promise<void> {
    await this.until('all nodes are empty', async () => {
      const emptied = (await this.masters()).map(async (master) => {
        const replicas = (await this.replicasOf(master)).filter(({ state }) => state === 'running')
        await master.ask('FLUSHALL')
        return Number(await master.ask('WAIT', replicas.length, 5_000)) >= replicas.length
      })
      return (await Promise.all(emptied)).every(Boolean)
    })
  }

  /** Opens the move of a slot: from here on both nodes speak of it, by ASK and TRYAGAIN. */
  async openSlot(slot: number, to: ClusterNode): Promise<ClusterNode> {
    const from = await this.ownerOf(slot)
    await to.ask('CLUSTER', 'SETSLOT', slot, 'IMPORTING', from.id)
    await from.ask('CLUSTER', 'SETSLOT', slot, 'MIGRATING', to.id)
    return from
  }

  /** Moves the keys of an open slot, all or some. */
  async moveKeys(from: ClusterNode, to: ClusterNode, keys: string[]): Promise<void> {
    if (keys.length === 0) return
    const { password } = this.options
    const auth = password === undefined ? [] : ['AUTH', password]
    await from.ask('MIGRATE', HOST, to.ports.tls ?? to.port, '', 0, 10_000, ...auth, 'KEYS', ...keys)
  }

  /** Moves what is left of an open slot and gives it to its new node; who else does not know it learns it. */
  async closeSlot(slot: number, from: ClusterNode, to: ClusterNode): Promise<void> {
    for (;;) {
      const keys = (await from.ask('CLUSTER', 'GETKEYSINSLOT', slot, 100)) as string[]
      if (keys.length === 0) break
      await this.moveKeys(from, to, keys)
    }
    // Who takes a slot without knowing how old the claim of its owner is may claim it with an older one. The owner
    // then gets it back by what it has said before, and gives it away in the next line: each says the other has it.
    await this.until(`${to.address} knows the epoch of ${from.address}`, async () => {
      const [own, known] = await Promise.all([from, to].map((node) => node.view()))
      const epochIn = (views: View[]) => views.find(({ id }) => id === from.id)?.epoch
      return epochIn(own) === epochIn(known)
    })
    // First the new owner, so that the slot is never without one.
    await to.ask('CLUSTER', 'SETSLOT', slot, 'NODE', to.id)
    await from.ask('CLUSTER', 'SETSLOT', slot, 'NODE', to.id)
  }

  async moveSlot(slot: number, to: ClusterNode): Promise<void> {
    await this.moveSlots([slot], to)
  }

  /** Moves slots one after the other, as resharding does. */
  async moveSlots(slots: number[], to: ClusterNode): Promise<void> {
    for (const slot of slots) {
      const from = await this.ownerOf(slot)
      if (from !== to) await this.closeSlot(slot, await this.openSlot(slot, to), to)
    }
    await this.agreed()
  }

  /** Gives up all moves of slots that are under way. */
  async settle(): Promise<void> {
    await this.until('no slot is on the move', async () => {
      for (const node of this.running) {
        const open = [...String(await node.ask('CLUSTER', 'NODES')).matchAll(/\[(\d+)-[<>]-/g)]
        for (const [, slot] of open) await node.ask('CLUSTER', 'SETSLOT', slot, 'STABLE')
      }
      return true
    })
  }

  /** Makes a replica the master of its shard, by command. */
  async failover(replica: ClusterNode, ...how: Array<'FORCE' | 'TAKEOVER'>): Promise<void> {
    await replica.ask('CLUSTER', 'FAILOVER', ...how)
    await this.promoted(replica)
  }

  /** Resolves when a node is master, and all agree. */
  async promoted(node: ClusterNode): Promise<void> {
    await this.until(`${node.address} is master`, async () => {
      const me = (await node.view()).find(({ id }) => id === node.id)
      return me?.flags.includes('master') === true && me.slots.length > 0
    })
    await this.agreed()
  }

  /** Ends a node as a crash does, without waiting for what the others make of it. */
  async kill(node: ClusterNode): Promise<void> {
    node.state = 'dead'
    node.forget()
    await node.server.kill()
  }

  /** Starts a node that was killed, with all that it knew of the cluster, and without data. */
  async restart(node: ClusterNode): Promise<void> {
    node.server = await startRedis({ port: node.port, args: this.argumentsOf(node.directory, node.ports) })
    node.state = 'running'
  }

  /** Stops a node, which keeps its connections and says nothing. Waits for nobody. */
  freeze(node: ClusterNode): void {
    node.state = 'frozen'
    process.kill(node.server.pid, 'SIGSTOP')
  }

  thaw(node: ClusterNode): void {
    process.kill(node.server.pid, 'SIGCONT')
    node.state = 'running'
  }

  /** Adds a node: the replica of a master, or one without slots. */
  async add(master?: ClusterNode): Promise<ClusterNode> {
    const others = this.running
    const node = await this.launch()
    for (const other of others) await meet(node, other)
    await this.know()
    if (master !== undefined) await node.ask('CLUSTER', 'REPLICATE', master.id)
    await this.agreed()
    return node
  }

  /** Takes a node without slots out of the cluster, and ends it. */
  async remove(node: ClusterNode): Promise<void> {
    this.nodes.splice(this.nodes.indexOf(node), 1)
    await this.kill(node)
    await Promise.all(this.running.map((other) => other.ask('CLUSTER', 'FORGET', node.id)))
    rmSync(node.directory, { recursive: true, force: true })
    await this.agreed()
  }

  /** Brings back what was killed or stopped, and waits until all is well. */
  async heal(): Promise<void> {
    for (const node of this.nodes) {
      if (node.state === 'frozen') this.thaw(node)
      if (node.state === 'dead') await this.restart(node)
    }
    await this.agreed()
  }

  /** Resolves when all nodes that live see one cluster, that is well. */
  async agreed(): Promise<void> {
    await this.until('all nodes agree', async () => {
      const accounts = await Promise.all(this.running.map((node) => this.accountOf(node)))
      const [first] = accounts
      return first !== undefined && accounts.every((account) => account === first)
    })
  }

  /** May be called again. */
  async stop(): Promise<void> {
    const nodes = this.nodes.splice(0)
    await Promise.all(
      nodes.map(async (node) => {
        node.forget()
        // Nothing is to be kept, and a node that ends in order asks its replicas first.
        if (node.state !== 'dead') await node.server.kill()
        rmSync(node.directory, { recursive: true, force: true })
      }),
    )
  }

  /** What a node sees, as a text; nothing if something is wrong or under way. */
  private async accountOf(node: ClusterNode): Promise<string | undefined> {
    const [info, views, shown, replication] = await Promise.all([
      node.infoOf('CLUSTER', 'INFO'),
      node.view(),
      node.ask('CLUSTER', 'SLOTS'),
      node.infoOf('INFO', 'replication'),
    ])
    if (info.cluster_state !== 'ok' || info.cluster_slots_ok !== String(SLOTS)) return undefined
    if (replication.role === 'slave' && replication.master_link_status !== 'up') return undefined
    const living = new Set(this.running.map(({ id }) => id))
    const visible = new Set((shown as string[][][]).flatMap((range) => range.slice(2).map(([, , id]) => id)))
    const lines: string[] = []
    for (const { id, flags, master, slots } of views) {
      const well = !flags.some((flag) => /fail|handshake|noaddr/.test(flag))
      // One that is gone is known to be; one that lives is well in the eyes of all.
      if (living.has(id) ? !well : !flags.includes('fail')) return undefined
      // Clients are told of all that serve.
      if (living.has(id) && (slots.length > 0 || master !== '-') && !visible.has(id)) return undefined
      if (living.delete(id)) lines.push([id, flags.includes('master'), master, slots.join()].join(' '))
    }
    return living.size === 0 ? lines.sort().join('\n') : undefined
  }

  private async view(): Promise<View[]> {
    return this.running[0].view()
  }

  private async those(wanted: (view: View) => boolean): Promise<ClusterNode[]> {
    const ids = new Set((await this.view()).filter(wanted).map(({ id }) => id))
    return this.nodes.filter(({ id }) => ids.has(id))
  }

  /** Resolves when each node has heard of each other. */
  private async know(): Promise<void> {
    await this.until('all nodes know each other', async () => {
      const views = await Promise.all(this.running.map((node) => node.view()))
      const strangers = (view: View[]) => view.filter(({ flags }) => flags.includes('handshake')).length
      return views.every((view) => view.length >= this.running.length && strangers(view) === 0)
    })
  }

  private async until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const told = async (error: Error): Promise<never> => {
      const views = this.running.map((node) => node.ask('CLUSTER', 'NODES').catch(String))
      throw new Error(`${what}: ${error.message}\n${(await Promise.all(views)).join('\n')}`)
    }
    await askUntil(holds, Boolean).catch(told)
  }

  private async launch(port?: number): Promise<ClusterNode> {
    const directory = mkdtempSync(join(tmpdir(), 'redis-cluster-'))
    let ports!: Ports
    const server = await startRedis({
      args: async () => {
        ports = { bus: await freePort(), ...(this.options.tls && { tls: await freePort() }) }
        return this.argumentsOf(directory, ports)
      },
      ...(port !== undefined && { port }),
    })
    const node = new ClusterNode(server, directory, ports, this.options.password)
    this.nodes.push(node)
    node.id = String(await node.ask('CLUSTER', 'MYID'))
    return node
  }

  private argumentsOf(directory: string, { bus, tls }: Ports): string[] {
    const { args = [], password, tls: secured } = this.options
    const settings = {
      dir: directory,
      'cluster-enabled': 'yes',
      'cluster-port': bus,
      'cluster-announce-ip': HOST,
      'cluster-node-timeout': NODE_TIMEOUT,
      // A replica that was cut off for long may still become master: no test loses its shard by being slow.
      'cluster-replica-validity-factor': 0,
      // Replicas stay where the test has put them.
      'cluster-allow-replica-migration': 'no',
      'repl-diskless-sync-delay': 0,
      // What replication wrote to the disk is gone once it is read: who was killed comes back without data.
      'rdb-del-sync-files': 'yes',
      // A replica is shown to clients once it has been told of a byte of its master's stream.
      'repl-ping-replica-period': 1,
      ...(password !== undefined && { requirepass: password, masterauth: password }),
      ...(secured && {
        'tls-port': tls,
        'tls-cert-file': secured.certificate.certFile,
        'tls-key-file': secured.certificate.keyFile,
        'tls-ca-cert-file': secured.authority.certFile,
        'tls-auth-clients': 'no',
        'tls-cluster': 'yes',
        'tls-replication': 'yes',
      }),
    }
    return [...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]), ...args]
  }
}

const within =
  (slot: number) =>
  ([first, last]: [number, number]): boolean =>
    slot >= first && slot <= last

function part(index: number, count: number): [first: number, last: number] {
  const bound = (i: number): number => Math.floor((i * SLOTS) / count)
  return [bound(index), bound(index + 1) - 1]
}

const meet = (node: ClusterNode, other: ClusterNode): Promise<Reply> =>
  node.ask('CLUSTER', 'MEET', HOST, other.ports.tls ?? other.port, other.ports.bus)
