// GET and SET of large values, as strings and as Buffers, as a load repeats them: the shape is that of commands.mjs.
// One unit is one MB, 2 to the power of 20 bytes.
import { expectReply, refuse } from './keyspace.mjs'

const MB = 1 << 20
const BLOCK = 1024
const nothing = async () => {}

// ASCII text in blocks that say of which value they are and where in it, so that no part can stand for another.
function text(bytes, index) {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789 '
  const filler = letters.repeat(BLOCK / letters.length + 2)
  const block = (_, at) => `${index}:${at};${filler.slice(at % letters.length)}`.slice(0, BLOCK)
  return Array.from({ length: bytes / BLOCK }, block).join('')
}

// All of both is compared, by way of their substrings: V8 compares those at the speed of memory, and two long strings
// themselves six times slower, which would be a fifth of what is measured.
function sameText(one, other) {
  return (
    typeof one === 'string' &&
    one.length === other.length &&
    one[0] === other[0] &&
    one.substring(1) === other.substring(1)
  )
}

// The values are made when they are first used: a catalog that lists the workloads must not cost their memory.
class Blobs {
  #strings
  #buffers

  constructor(bytes, keys) {
    this.bytes = bytes
    this.keys = keys
  }

  key(index) {
    return `blob:${this.bytes}:${index}`
  }

  get strings() {
    this.#strings ??= Array.from({ length: this.keys }, (_, index) => text(this.bytes, index))
    return this.#strings
  }

  get buffers() {
    this.#buffers ??= this.strings.map((value) => Buffer.from(value))
    return this.#buffers
  }

  async put(control) {
    for (const [index, value] of this.strings.entries()) await control.send('SET', this.key(index), value)
  }

  remove(control) {
    return control.send('DEL', ...this.strings.map((_, index) => this.key(index)))
  }

  async verify(control, count) {
    for (let index = 0; index < Math.min(count, this.keys); index++) {
      const held = await control.send('GET', this.key(index))
      if (!held?.equals(this.buffers[index]))
        refuse(`after the run, ${this.key(index)}`, held, this.strings[index])
    }
  }
}

function getOf(blobs, send, check) {
  const { keys, bytes } = blobs
  return {
    keys,
    size: bytes / MB,
    send,
    check,
    prepare: (control) => blobs.put(control),
    reset: nothing,
    prove: nothing,
  }
}

export function getString(bytes, keys) {
  const blobs = new Blobs(bytes, keys)
  return getOf(
    blobs,
    (client, index) => client.get(blobs.key(index)),
    (reply, index) => {
      const expected = blobs.strings[index]
      if (!sameText(reply, expected)) refuse('GET', reply, expected)
    },
  )
}

export function getBuffer(bytes, keys) {
  const blobs = new Blobs(bytes, keys)
  return getOf(
    blobs,
    (client, index) => client.getBuffer(blobs.key(index)),
    (reply, index) => {
      const expected = blobs.buffers[index]
      if (!Buffer.isBuffer(reply) || !reply.equals(expected)) refuse('GET', reply, expected)
    },
  )
}

function setOf(form, bytes, keys) {
  const blobs = new Blobs(bytes, keys)
  return {
    keys,
    size: bytes / MB,
    send: (client, index) => client.set(blobs.key(index), blobs[form][index]),
    check: (reply) => expectReply('SET', reply, 'OK'),
    prepare: nothing,
    reset: async (control) => {
      await blobs.remove(control)
      await control.countFromHere()
    },
    // A reply is no proof that the server wrote: it counts, and keys that were taken away are there again.
    prove: async (control, count) => {
      await control.expectCalls('set', count)
      await blobs.verify(control, count)
    },
  }
}

export const setString = (bytes, keys) => setOf('strings', bytes, keys)
export const setBuffer = (bytes, keys) => setOf('buffers', bytes, keys)
