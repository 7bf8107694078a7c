// One channel, many listeners in the process: bursts of numbered messages that the server itself publishes, so that no
// publisher takes a core from those who are measured. Each listener checks each message and its place. One unit is one
// message, delivered to all listeners.
import { Control } from './control.mjs'
import { numbered, refuse } from './keyspace.mjs'
import { Latencies, metered, stopAfter } from './meter.mjs'

const CHANNEL = 'fanout'
const BYTES = 100
const DIGITS = 12
const TAIL = ':'.padEnd(BYTES - DIGITS, 'message ')
// The next burst waits in the server while one is being delivered: the client is never without work.
const AHEAD = 2
const PUBLISH = `for n = 0, ARGV[1] - 1 do
  redis.call('PUBLISH', KEYS[1], string.format('%0${DIGITS}.0f', n) .. ARGV[2])
end`

export function fanout(listeners, messages) {
  const expected = Array.from({ length: messages }, (_, n) => `${numbered(n)}${TAIL}`)
  return async ({ open, server, warmupSeconds, seconds }) => {
    const control = new Control(server)
    const client = await open(server)
    const bursts = new Bursts(control, expected, listeners)
    await client.subscribe(CHANNEL, bursts.listeners)
    await bursts.run(warmupSeconds)
    const figures = await metered(() => bursts.run(seconds))
    await client.close()
    control.close()
    return figures
  }
}

class Bursts {
  #control
  #expected
  #delivered = () => {}
  #failed = () => {}

  constructor(control, expected, count) {
    this.#control = control
    this.#expected = expected
    // What the first listener has compared is the same string for the others, wherever a client shares it.
    const seen = new Array(expected.length)
    this.listeners = Array.from({ length: count }, (_, at) => {
      const last = at === count - 1
      return this.#listener(at === 0 ? expected : seen, seen, last)
    })
  }

  #listener(expected, seen, last) {
    const { length } = expected
    let next = 0
    return (message) => {
      if (message !== expected[next]) this.#wrong(message, next)
      seen[next] = message
      if (++next < length) return
      next = 0
      if (last) this.#delivered()
    }
  }

  #wrong(message, at) {
    try {
      refuse('a listener', message, this.#expected[at])
    } catch (error) {
      this.#failed(error)
    }
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
        this.#control.send('EVAL', PUBLISH, 1, CHANNEL, this.#expected.length, TAIL).catch(reject)
      }
      this.#failed = reject
      this.#delivered = () => {
        latencies.add(performance.now() - began)
        began = performance.now()
        delivered++
        if (!clock.over) publish()
        else if (delivered === published) resolve({ units: delivered * this.#expected.length, latencies })
      }
      for (let n = 0; n < AHEAD; n++) publish()
    })
  }
}
