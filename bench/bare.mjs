// One large value over a bare socket, again and again: it is read and forgotten, or written from the same memory. One
// unit is one MB, as in blobs.mjs.
import { connect } from 'node:net'
import { Control } from './control.mjs'
import { stopAfter } from './meter.mjs'

const MB = 1 << 20
const KEY = 'bare'
const OK_BYTES = '+OK\r\n'.length

// MB per second of GETs whose replies are read into the same memory and not looked at.
export async function forgottenReads(bytes, server, options) {
  const control = new Control(server)
  await control.send('SET', KEY, Buffer.alloc(bytes, 'x'))
  const reply = `$${bytes}\r\n`.length + bytes + 2
  const rate = await repeated(server, options, [`GET ${KEY}\r\n`], reply, bytes / MB)
  await control.send('DEL', KEY)
  control.close()
  return rate
}

// MB per second of SETs of one value that lies ready.
export async function readyWrites(bytes, server, options) {
  const control = new Control(server)
  const head = `*3\r\n$3\r\nSET\r\n$${KEY.length}\r\n${KEY}\r\n$${bytes}\r\n`
  const rate = await repeated(server, options, [head, Buffer.alloc(bytes, 'x'), '\r\n'], OK_BYTES, bytes / MB)
  await control.send('DEL', KEY)
  control.close()
  return rate
}

// Writes these parts and waits for so many bytes, until the time is over.
async function repeated(server, { warmupSeconds, seconds }, parts, expected, size) {
  let left = 0
  let answered = () => {}
  const socket = await opened(server, (bytes) => {
    left -= bytes
    if (left === 0) answered()
  })
  const once = () =>
    new Promise((resolve) => {
      left = expected
      answered = resolve
      socket.cork()
      for (const part of parts) socket.write(part)
      socket.uncork()
    })
  const run = async (time) => {
    const clock = stopAfter(time)
    let units = 0
    for (; !clock.over; units += size) await once()
    return units
  }
  await run(warmupSeconds)
  const began = performance.now()
  const units = await run(seconds)
  const rate = (units * 1000) / (performance.now() - began)
  socket.destroy()
  return rate
}

function opened({ host, port }, read) {
  return new Promise((resolve, reject) => {
    const onread = { buffer: Buffer.allocUnsafeSlow(96 << 10), callback: (bytes) => read(bytes) ?? true }
    const socket = connect({ host, port, onread, noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })
}
