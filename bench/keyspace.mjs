// The keys and values that every client works on, and the proof that they are what they should be.
// Each value names its key, so that a reply which reached the wrong command is seen at once.

export const KEYS = 1000
const DIGITS = 12 // what redis-benchmark puts for __rand_int__, so that the reference row reads the same keys
const CHUNK = 100

const number = (index) => String(index).padStart(DIGITS, '0')
const indexes = Array.from({ length: KEYS }, (_, index) => index)

export const keys = indexes.map((index) => `key:${number(index)}`)
export const values = indexes.map((index) => `v17s:${number(index)}`)
const BLANK = 'blank:00000000000'

async function inChunks(count, work) {
  for (let from = 0; from < count; from += CHUNK) {
    const chunk = indexes.slice(from, Math.min(from + CHUNK, count))
    await Promise.all(chunk.map(work))
  }
}

export const fill = (client) => inChunks(KEYS, (index) => client.set(keys[index], values[index]))

export const blank = (client) => inChunks(KEYS, (index) => client.set(keys[index], BLANK))

// Reads the first `count` keys back and throws unless each holds its own value.
export const verify = (client, count = KEYS) =>
  inChunks(Math.min(count, KEYS), async (index) => {
    expectReply(`GET ${keys[index]}`, await client.get(keys[index]), values[index])
  })

export function expectReply(command, reply, expected) {
  if (reply !== expected)
    throw new Error(`${command} answered ${JSON.stringify(reply)} and not ${JSON.stringify(expected)}`)
}
