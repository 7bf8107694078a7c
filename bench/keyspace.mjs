// The small keys and values that every client works on. Each value names its key, so that a reply which reached the
// wrong command is seen at once.

export const KEYS = 1000
const DIGITS = 12 // what redis-benchmark puts for __rand_int__, so that the reference row reads the same keys

export const numbered = (index) => String(index).padStart(DIGITS, '0')
const indexes = Array.from({ length: KEYS }, (_, index) => index)

export const keys = indexes.map((index) => `key:${numbered(index)}`)
export const values = indexes.map((index) => `v17s:${numbered(index)}`)
const BLANK = 'blank:00000000000'

const put = (control, valueAt) => control.send('MSET', ...indexes.flatMap((at) => [keys[at], valueAt(at)]))
export const fill = (control) => put(control, (index) => values[index])
// Key by key, as the nodes of a cluster have to be.
export const fillEach = (control) =>
  Promise.all(indexes.map((at) => control.send('SET', keys[at], values[at])))
export const blank = (control) => put(control, () => BLANK)

// Looks at the first `count` keys and throws unless each holds its own value.
export async function verify(control, count = KEYS) {
  for (let index = 0; index < Math.min(count, KEYS); index++) {
    const held = await control.send('GET', keys[index])
    expectReply(`after the run, ${keys[index]}`, String(held), values[index])
  }
}

export function expectReply(command, reply, expected) {
  if (reply !== expected) refuse(command, reply, expected)
}

// A message is for a person: it shows the beginning of what may be megabytes.
export function refuse(command, reply, expected) {
  const shown = (value) => {
    const text = JSON.stringify(value) ?? String(value)
    return text.length > 80 ? `${text.slice(0, 80)}... (${text.length} characters)` : text
  }
  throw new Error(`${command} answered ${shown(reply)} and not ${shown(expected)}`)
}
