// One channel, many listeners in the process: bursts of numbered messages that the server itself publishes, so that no
// publisher takes a core from those who are measured. Each listener checks each message and its place. One unit is one
// message, delivered to all listeners.
import { connect } from 'node:net'
import { Control } from './control.mjs'
import { numbered, refuse } from './keyspace.mjs'
import { Latencies, metered, stopAfter } from './meter.mjs'

const CHANNEL = 'fanout'
const BYTES = 100
const DIGITS = 12
const TAIL = ':'.padEnd(BYTES - DIGITS, 'message ')
// So many bursts wait in the server, or on the way, while one is being delivered: the client is never without work.
const AHEAD = 8
// The server, of Redis 7 or later, keeps what it publishes: to write the text of each message takes it twice as long as to
// publish it.
const LIBRARY = `#!lua name=fanout
local messages = {}
local function burst(keys, args)
  local call, channel, count = redis.call, keys[1], tonumber(args[1])
  for n = #messages, count - 1 do
    messages[n + 1] = string.format('%0${DIGITS}.0f', n) .. args[2]
  end
  for n = 1, count do
    call('PUBLISH', channel, messages[n])
  end
end
redis.register_function('burst', burst)`

// How a message of the channel comes over the wire.
const HEAD = `*3\r\n$7\r\nmessage\r\n$${CHANNEL.length}\r\n${CHANNEL}\r\n$${BYTES}\r\n`
const WIRE_BYTES = HEAD.length + BYTES + 2

export function fanout(listeners, messages) {
  const expected = Array.from({ length: messages }, (_, n) => `${numbered(n)}${TAIL}`)
  return async ({ open, server, warmupSeconds, seconds }) => {
    const control = new Control(server)
    await control.send('FUNCTION', 'LOAD', 'REPLACE', LIBRARY)
    const client = await open(server)
    const bursts = new Bursts(control, messages)
    await client.subscribe(CHANNEL, checking(bursts, expected, listeners))
    await bursts.run(warmupSeconds)
    const figures = await metered(() => bursts.run(seconds))
    await client.close()
    control.close()
    return figures
  }
}

// Messages per second where nobody looks at them.
export async function countedBursts(messages, server, { warmupSeconds, seconds }) {
  const control = new Control(server)
  await control.send('FUNCTION', 'LOAD', 'REPLACE', LIBRARY)
  const bursts = new Bursts(control, messages)
  let left = 0
  const count = (bytes) => {
    left -= bytes
    while (left <= 0) {
      left += messages * WIRE_BYTES
      bursts.delivered()
    }
  }
  const socket = await subscribed(server, count)
  left = messages * WIRE_BYTES
  await bursts.run(warmupSeconds)
  const { units, seconds: taken } = await metered(() => bursts.run(seconds))
  socket.destroy()
  control.close()
  return units / taken
}

// A socket that is subscribed, and tells how many bytes come from there on.
function subscribed({ host, port }, count) {
  return new Promise((resolve, reject) => {
    let confirmed = false
    const onread = {
      buffer: Buffer.allocUnsafeSlow(64 << 10),
      callback: (bytes) => {
        if (confirmed) count(bytes)
        else resolve(socket)
        confirmed = true
        return true
      },
    }
    const socket = connect({ host, port, onread }, () => socket.write(`SUBSCRIBE ${CHANNEL}\r\n`))
    socket.once('error', reject)
  })
}

// Listeners that compare each message with the one that is due; the last of them tells of the end of a burst. Texts are
// compared by the first: the others look whether they get the string that it got, as they do where a client shares it,
// and as many of them.
function checking(bursts, expected, count) {
  let heard
  let place = 0
  let through = 0
  const first = (message) => {
    if (message !== expected[place]) wrong(bursts, message, expected[place])
    heard = message
    place++
  }
  const other = (last) => {
    let mine = 0
    return (message) => {
      if (message !== heard || ++mine !== place)
        wrong(bursts, `${message}, its ${mine}.`, `${heard}, ${place}.`)
      if (mine < expected.length) return
      mine = 0
      through++
      if (!last) return
      if (through !== count - 1) wrong(bursts, `at ${through} listeners`, `at ${count - 1}`)
      through = 0
      place = 0
      bursts.delivered()
    }
  }
  return Array.from({ length: count }, (_, at) => (at === 0 ? first : other(at === count - 1)))
}

function wrong(bursts, message, expected) {
  try {
    refuse('a listener', message, expected)
  } catch (error) {
    bursts.failed(error)
  }
}

class Bursts {
  #control
  #messages
  // Who delivers tells the end of a burst, or what is wrong.
  delivered = () => {}
  failed = () => {}

  constructor(control, messages) {
    this.#control = control
    this.#messages = messages
  }

  // Bursts until the time is over and all that were published have been delivered.
  run(seconds) {
    const clock = stopAfter(seconds)
    const latencies = new Latencies()
    let published = 0
    let delivered = 0
    let began = performance.now()
    return new Promise((resolve, reject) => {
      const publish = () => {
        published++
        this.#control.send('FCALL', 'burst', 1, CHANNEL, this.#messages, TAIL).catch(reject)
      }
      this.failed = reject
      this.delivered = () => {
        latencies.add(performance.now() - began)
        began = performance.now()
        delivered++
        if (!clock.over) publish()
        else if (delivered === published) resolve({ units: delivered * this.#messages, latencies })
      }
      for (let n = 0; n < AHEAD; n++) publish()
    })
  }
}
