// Draws bars and ranges as SVG, without a library. A picture brings its own background and follows the reader's light
// or dark scheme by itself, so that one file does for both.

const STYLE = `
  .card { fill: #ffffff; stroke: #d0d7de; }
  text { font: 12px -apple-system, "Segoe UI", Helvetica, Arial, "DejaVu Sans", sans-serif; fill: #1f2328; }
  .title { font-size: 16px; font-weight: 600; }
  .head { font-size: 13px; font-weight: 600; }
  .soft { fill: #59636e; }
  .ours { fill: #c8372d; }
  .peer { fill: #8c959f; }
  .strong { font-weight: 600; }
  .grid { stroke: #d0d7de; stroke-width: 1; }
  .thin { stroke-width: 3; stroke-linecap: round; }
  .ours-line { stroke: #c8372d; }
  .peer-line { stroke: #8c959f; }
  .hollow { fill: #ffffff; stroke-width: 2; }
  @media (prefers-color-scheme: dark) {
    .card { fill: #0d1117; stroke: #30363d; }
    text { fill: #e6edf3; }
    .soft { fill: #9198a1; }
    .ours { fill: #ff7b72; }
    .peer { fill: #6e7681; }
    .grid { stroke: #30363d; }
    .ours-line { stroke: #ff7b72; }
    .peer-line { stroke: #6e7681; }
    .hollow { fill: #0d1117; }
  }`

const WIDTH = 860
const MARGIN = 20
const HEADER = 58
const GAP = 28
const ROW = 19
const BAR = 13
const NAME = 92
const HEAD = 26

export const escaped = (text) => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const at = (number) => Number(number.toFixed(1))

const label = (x, y, text, name = '', anchor = 'start') =>
  `<text x="${at(x)}" y="${at(y)}" class="${name}" text-anchor="${anchor}">${escaped(text)}</text>`

function picture(title, note, height, parts) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">
<title>${escaped(title)}</title>
<style>${STYLE}
</style>
<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="6" class="card"/>
${label(MARGIN, 28, title, 'title')}
${label(MARGIN, 46, note, 'soft')}
${parts.join('\n')}
</svg>
`
}

// Panels side by side, each with a scale of its own. A panel is { title, rows: [{ name, value, text, ours }] }.
export function barPanels({ title, note, panels, columns = 2 }) {
  const width = (WIDTH - 2 * MARGIN - (columns - 1) * GAP) / columns
  const parts = []
  let top = HEADER
  for (let from = 0; from < panels.length; from += columns) {
    const line = panels.slice(from, from + columns)
    line.forEach((panel, column) => {
      parts.push(...barPanel(panel, MARGIN + column * (width + GAP), top, width))
    })
    top += HEAD + Math.max(...line.map(({ rows }) => rows.length)) * ROW + 16
  }
  return picture(title, note, top + 4, parts)
}

function barPanel({ title, rows }, left, top, width) {
  const texts = Math.max(...rows.map(({ text }) => text.length)) * 7 + 8
  const room = width - NAME - texts
  const most = Math.max(...rows.map(({ value }) => value ?? 0))
  const parts = [label(left, top + 16, title, 'head')]
  rows.forEach(({ name, value, text, ours }, at_) => {
    const y = top + HEAD + at_ * ROW
    const long = Math.max(1, ((value ?? 0) / most) * room)
    const kind = ours ? 'ours' : 'peer'
    parts.push(label(left + NAME - 8, y + 11, name, ours ? 'strong' : 'soft', 'end'))
    parts.push(
      `<rect x="${at(left + NAME)}" y="${y}" width="${at(long)}" height="${BAR}" rx="2" class="${kind}"/>`,
    )
    parts.push(label(left + NAME + long + 6, y + 11, text, ours ? 'strong' : ''))
  })
  return parts
}

// Ranges on one logarithmic scale. A panel is { title, rows: [{ name, points: [low, middle, high], ours }] }.
export function rangePanels({ title, note, unit, panels }) {
  const all = panels.flatMap(({ rows }) => rows.flatMap(({ points }) => points))
  const scale = logarithmic(Math.min(...all), Math.max(...all), MARGIN + NAME + 8, WIDTH - MARGIN - 16)
  const parts = []
  let top = HEADER
  for (const { title: head, rows } of panels) {
    parts.push(label(MARGIN, top + 16, head, 'head'))
    const bottom = top + HEAD + rows.length * ROW
    for (const tick of scale.ticks) {
      const x = at(scale.x(tick))
      parts.push(`<line x1="${x}" y1="${top + HEAD - 4}" x2="${x}" y2="${bottom}" class="grid"/>`)
      parts.push(label(x, bottom + 13, `${tick} ${unit}`, 'soft', 'middle'))
    }
    rows.forEach((row, index) => {
      parts.push(...range(row, scale, top + HEAD + index * ROW))
    })
    top = bottom + 30
  }
  return picture(title, note, top, parts)
}

function range({ name, points, ours }, scale, y) {
  const kind = ours ? 'ours' : 'peer'
  const middle = y + 7
  const [low, between, high] = points.map((point) => at(scale.x(point)))
  return [
    label(MARGIN + NAME - 8, y + 11, name, ours ? 'strong' : 'soft', 'end'),
    `<line x1="${low}" y1="${middle}" x2="${high}" y2="${middle}" class="thin ${kind}-line"/>`,
    `<circle cx="${low}" cy="${middle}" r="4.5" class="${kind}"/>`,
    `<circle cx="${between}" cy="${middle}" r="4" class="hollow ${kind}-line"/>`,
    `<line x1="${high}" y1="${middle - 5}" x2="${high}" y2="${middle + 5}" class="thin ${kind}-line"/>`,
  ]
}

function logarithmic(least, most, left, right) {
  const from = Math.floor(Math.log10(least))
  const to = Math.ceil(Math.log10(most))
  const start = Math.log10(least) - 0.05
  const end = Math.log10(most) + 0.05
  const x = (value) => left + ((Math.log10(value) - start) / (end - start)) * (right - left)
  const ticks = []
  for (let power = from; power <= to; power++) {
    for (const step of [1, 3]) ticks.push(Number((step * 10 ** power).toPrecision(2)))
  }
  return { x, ticks: ticks.filter((tick) => tick >= 10 ** start && tick <= 10 ** end) }
}
