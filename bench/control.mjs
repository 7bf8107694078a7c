// The harness's own connection to the server: it lays data out, takes it away and looks at it, so that what is
// measured neither makes nor judges its own data. It knows what the harness sends and no more; runs in Node and Bun.
import { connect } from 'node:net'

const LINE_END = Buffer.from('\r\n')

export class Control {
  #socket
  #waiting = []
  #chunks = []
  #length = 0
  // How many bytes the reply at hand has at least: a value of 16 MB is put together once and not at each piece.
  #needed = 0

  constructor({ host, port }) {
    this.#socket = connect(port, host)
    this.#socket.on('data', (chunk) => this.#take(chunk))
    this.#socket.on('error', (error) => this.#fail(error))
    this.#socket.on('close', () => this.#fail(new Error('the server closed the connection of the harness')))
  }

  // Resolves with what the server says: a line, an integer, or a bulk string as a Buffer; null where there is none.
  send(...parts) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#socket.write(encoded(parts))
    })
  }

  // Lets the server count its commands from here on.
  countFromHere() {
    return this.send('CONFIG', 'RESETSTAT')
  }

  // Throws unless the server has executed this command as often as the load says that it sent it.
  async expectCalls(command, count) {
    const stats = String(await this.send('INFO', 'commandstats'))
    const calls = Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0)
    if (calls !== count) throw new Error(`the server executed ${calls} ${command} and not ${count}`)
  }

  close() {
    this.#waiting = []
    this.#socket.destroy()
  }

  #fail(error) {
    for (const { reject } of this.#waiting.splice(0)) reject(error)
  }

  #take(chunk) {
    this.#chunks.push(chunk)
    this.#length += chunk.length
    if (this.#length < this.#needed) return
    let bytes = Buffer.concat(this.#chunks)
    let reply = readReply(bytes)
    while (reply.length <= bytes.length) {
      const { resolve, reject } = this.#waiting.shift()
      if (reply.value instanceof Error) reject(reply.value)
      else resolve(reply.value)
      bytes = bytes.subarray(reply.length)
      reply = readReply(bytes)
    }
    this.#chunks = [bytes]
    this.#length = bytes.length
    this.#needed = reply.length
  }
}

function encoded(parts) {
  const pieces = [Buffer.from(`*${parts.length}\r\n`)]
  for (const part of parts) {
    const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part))
    pieces.push(Buffer.from(`$${bytes.length}\r\n`), bytes, LINE_END)
  }
  return Buffer.concat(pieces)
}

// The reply at the start of these bytes and how long it is: longer than they are while it is not complete.
function readReply(bytes) {
  const end = bytes.indexOf(LINE_END)
  if (end === -1) return { length: bytes.length + 1 }
  const line = bytes.toString('latin1', 1, end)
  const after = end + LINE_END.length
  switch (bytes[0]) {
    case 0x2b: // +
      return { value: line, length: after }
    case 0x2d: // -
      return { value: new Error(line), length: after }
    case 0x3a: // :
      return { value: Number(line), length: after }
    case 0x24: {
      // $
      if (line === '-1') return { value: null, length: after }
      const size = Number(line)
      return { value: bytes.subarray(after, after + size), length: after + size + LINE_END.length }
    }
    default:
      throw new Error(`the harness does not know a reply that begins with ${bytes.toString('latin1', 0, 1)}`)
  }
}
