/**
 * The slot of a key: CRC16 (XMODEM) of the key, or of what stands between its first braces, in
 * 16,384 slots. It is computed for each command, and allocates nothing for keys of ASCII.
 */

export const SLOTS = 16384

const POLYNOMIAL = 0x1021
const OPEN = 0x7b
const CLOSE = 0x7d

const TABLE = new Uint16Array(256)
for (let byte = 0; byte < 256; byte++) {
  let crc = byte << 8
  for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL
  TABLE[byte] = crc
}

export function crc16(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let crc = 0
  for (let i = start; i < end; i++) crc = ((crc << 8) & 0xffff) ^ TABLE[(crc >> 8) ^ bytes[i]]
  return crc
}

function slotOfBytes(key: Uint8Array): number {
  const open = key.indexOf(OPEN)
  if (open !== -1) {
    const close = key.indexOf(CLOSE, open + 1)
    if (close > open + 1) return crc16(key, open + 1, close) % SLOTS
  }
  return crc16(key) % SLOTS
}

export function slotOf(key: string | Uint8Array): number {
  if (typeof key !== 'string') return slotOfBytes(key)
  let start = 0
  let end = key.length
  const open = key.indexOf('{')
  if (open !== -1) {
    const close = key.indexOf('}', open + 1)
    if (close > open + 1) {
      start = open + 1
      end = close
    }
  }
  let crc = 0
  for (let i = start; i < end; i++) {
    const code = key.charCodeAt(i)
    if (code > 127) return slotOfBytes(Buffer.from(key))
    crc = ((crc << 8) & 0xffff) ^ TABLE[(crc >> 8) ^ code]
  }
  return crc % SLOTS
}
