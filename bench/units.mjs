// What a workload counts, and how its figure is written. A rate is units per second and more is better; an amount is
// what the workload measured and less is better.

const rate = (label, one, scale) => ({ label, one, scale, amount: false })
const amount = (label) => ({ label, one: null, scale: 1, amount: true })

const UNITS = {
  commands: rate('k commands/s', 'command', 1e-3),
  items: rate('k items/s', 'item', 1e-3),
  messages: rate('k messages/s', 'message', 1e-3),
  megabytes: rate('MB/s', 'MB', 1),
  milliseconds: amount('ms'),
  memory: amount('MB'),
  heap: amount('KB'),
}

export const unitOf = (workload) => UNITS[workload.unit]

// Three digits that count; a count of thousands keeps all of its own.
export function written(value) {
  if (!Number.isFinite(value)) return '–'
  if (value >= 100) return Math.round(value).toLocaleString('en-US')
  return value.toFixed(value >= 10 ? 1 : 2)
}
