// What ours must reach, as a multiple of what others reach in the same run, and the verdicts on it. Nothing is left out
// of the page because it was missed.
import { redisBenchmark } from './reference.mjs'

const OURS = 'redis-native'
const MODES = ['ioredis', 'ioredis-auto']
const NODE = [...MODES, 'node-redis', 'valkey-glide']
const ALL = [...NODE, 'bun']

const against = (label, clients, least, aim) => ({ label, clients, least, aim })
const notMore = (label, clients, aim) => ({ label, clients, most: 1, aim })
const bun = (least, aim) => against('Bun', ['bun'], least, aim)
const node = (least) => against('the best of the Node clients', NODE, least)
const better = (least) => against("the better of ioredis's two modes", MODES, least)
const ioredis = (least) => against('ioredis', ['ioredis'], least)

// `figure` is one of a row's figures; without it, it is the workload's own: throughput, or the amount where less is better.
const rows = (workloads, ...marks) =>
  workloads.flatMap((workload) => marks.map((mark) => ({ workload, ...mark })))
const figure = (name, mark) => ({ ...mark, figure: name })

export const TARGETS = [
  ...rows(['get-1'], ioredis(1.3), bun(0.9, 'aim: above 1')),
  ...rows(['get-50'], better(4), bun(2.6), against('valkey-glide', ['valkey-glide'], 6)),
  ...rows(['set-50'], better(4), bun(1.8)),
  ...rows(['get-500'], better(4.2), bun(3.2)),
  ...rows(
    ['get-tick'],
    against('ioredis with auto-pipelining', ['ioredis-auto'], 5),
    bun(1.1),
    against(redisBenchmark.name, [redisBenchmark.name], 0.65, 'aim: 0.9'),
  ),
  ...rows(
    ['get-50'],
    figure('p99', notMore('ioredis', ['ioredis'])),
    figure('p99', notMore('Bun', ['bun'], 'an aim')),
  ),
  ...rows(['get-500'], figure('loopUs', { ...notMore('ioredis', ['ioredis']), most: 1 / 8 })),
  ...rows(['pipeline-1000', 'mget-100', 'hgetall-100', 'lrange-1000'], node(2.5), bun(1)),
  ...rows(['get-buffer-16k'], node(1.5), bun(1)),
  ...rows(
    ['get-1mb-string', 'get-1mb-buffer', 'set-1mb-string', 'set-1mb-buffer'],
    node(1.5),
    bun(0.9, 'aim: above 1'),
  ),
  ...rows(
    ['get-16mb-string', 'get-16mb-buffer', 'set-16mb-string', 'set-16mb-buffer'],
    node(1.5),
    bun(0.9, 'aim: above 1'),
  ),
  ...rows(['get-cluster-50', 'get-tls-50'], ioredis(2)),
  ...rows(['pubsub-20'], against('the best of all others', ALL, 1.5)),
  ...rows(['rss-100k', 'rss-connect', 'heap-kept', 'first-reply'], notMore('ioredis', ['ioredis'])),
]

const NAMES = { p99: 'p99', loopUs: 'event-loop time per command' }

// One verdict for each target whose sides both took part. Where one of them failed, the target was not reached.
export function verdicts(sections, references) {
  return TARGETS.flatMap((target) => {
    const section = sections.find(({ workload }) => workload.name === target.workload)
    if (!section) return []
    const { ours, others } = sides(section, target, references)
    if (!ours || others.length === 0) return []
    const name = target.figure ?? 'value'
    const lessIsBetter = target.most !== undefined
    const values = others.map((row) => row[name]).filter((value) => value != null)
    const rival = lessIsBetter ? Math.min(...values) : Math.max(...values)
    const ratio = ours[name] == null || values.length === 0 ? null : ours[name] / rival
    const sound = ratio !== null && ![ours, ...others].some((row) => row.error)
    const reached = sound && (lessIsBetter ? ratio <= target.most : ratio >= target.least)
    const what = target.figure ? `${section.workload.title}: ${NAMES[target.figure]}` : section.workload.title
    return [{ ...target, what, ratio, reached, rival: others.find((row) => row[name] === rival)?.client }]
  })
}

function sides({ rows }, { clients }, references) {
  const measured = [...references].map(([client, value]) => ({ client, value }))
  const others = [...rows, ...measured].filter((row) => clients.includes(row.client))
  return { ours: rows.find((row) => row.client === OURS), others }
}
