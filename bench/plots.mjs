// Which pictures the results page has, and which figures each of them shows.
import { barPanels, rangePanels } from './svg.mjs'
import { written } from './units.mjs'

const OURS = 'redis-native'

function valuePanel({ workload, unit, rows }) {
  return {
    title: `${workload.title}${unit.amount ? '' : `, ${unit.label}`}`,
    rows: rows
      .filter((row) => row.value != null)
      .map((row) => ({ ...bar(row, row.value * unit.scale), text: withUnit(row.value * unit.scale, unit) })),
  }
}

const withUnit = (value, unit) => (unit.amount ? `${written(value)} ${unit.label}` : written(value))
const bar = ({ client }, value) => ({ name: client, value, ours: client === OURS })

function costPanel(figure, what) {
  return ({ workload, rows }) => ({
    title: `${workload.title}: ${what}, µs`,
    rows: rows
      .filter((row) => row[figure] != null)
      .map((row) => ({ ...bar(row, row[figure]), text: `${written(row[figure])} µs` })),
  })
}

function latencyPanel({ workload, rows }) {
  return {
    title: workload.title.replace(', p99', ''),
    rows: rows
      .filter((row) => row.p999 != null)
      .map((row) => ({ ...bar(row), points: [row.p50, row.p99, row.p999] })),
  }
}

const bars =
  (panelOf) =>
  (sections, { title, note }) => {
    return barPanels({ title, note, panels: sections.map((section) => panelOf(section)) })
  }

const ranges = (sections, { title, note }) =>
  rangePanels({ title, note, unit: 'ms', panels: sections.map(latencyPanel) })

const costs = (sections, { title, note }) => {
  const panels = sections.flatMap((section) => [
    costPanel('loopUs', 'event loop per command')(section),
    costPanel('cpuUs', 'CPU per command')(section),
  ])
  return barPanels({ title, note, panels })
}

const MORE = 'More is better. One connection to a local Redis; medians of one run, clients in turns.'
const LESS = 'Less is better. One connection to a local Redis; medians of one run, clients in turns.'

export const PLOTS = [
  {
    file: 'throughput',
    title: 'Small commands: thousand commands per second',
    note: MORE,
    of: ['get-1', 'get-50', 'get-500', 'get-tick', 'set-50', 'pipeline-1000'],
    draw: bars(valuePanel),
  },
  {
    file: 'latency',
    title: 'Latency of GET: p50 (dot), p99 (ring), p99.9 (end of the line)',
    note: `${LESS} Logarithmic scale.`,
    of: ['get-1', 'get-50', 'get-500', 'get-beside-10mb'],
    draw: ranges,
  },
  {
    file: 'cost',
    title: 'What a command costs the process',
    note: `${LESS} Bun does not tell the time of its event loop.`,
    of: ['get-50', 'get-500'],
    draw: costs,
  },
  {
    file: 'collections',
    title: 'Long replies and listeners: thousand items, or messages, per second',
    note: MORE,
    of: ['mget-100', 'hgetall-100', 'lrange-1000', 'pubsub-20'],
    draw: bars(valuePanel),
  },
  {
    file: 'large',
    title: 'Large values: MB per second',
    note: MORE,
    of: [
      'get-buffer-16k',
      ...['get-1mb-string', 'get-1mb-buffer', 'set-1mb-string', 'set-1mb-buffer'],
      ...['get-16mb-string', 'get-16mb-buffer', 'set-16mb-string', 'set-16mb-buffer'],
    ],
    draw: bars(valuePanel),
  },
  {
    file: 'footprint',
    title: 'Memory and start',
    note: LESS,
    of: ['rss-connect', 'rss-100k', 'heap-kept', 'first-reply'],
    draw: bars(valuePanel),
  },
]

// The SVG text of each picture of which this run measured at least one workload.
export function drawn(sections) {
  return PLOTS.flatMap((plot) => {
    const own = plot.of.flatMap((name) => sections.filter(({ workload }) => workload.name === name))
    return own.length > 0 ? [{ file: `${plot.file}.svg`, svg: plot.draw(own, plot) }] : []
  })
}
