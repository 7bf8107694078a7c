/**
 * TLS as options say it: Node's and ioredis's forms, what of them the addon is told, and what is
 * refused. Certificates and keys that are given as files are read by the addon at each connect;
 * here they are only looked at, so that a wrong one is told before.
 */

import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { addon } from './native'
import { hideKeys } from './secrets'
import { PROFILE_NAMES, profileOf } from './tls-profiles'

/** An object of options by ioredis's rules, or of this package: `caFile`, `certFile`, `keyFile`. */
export type TLSOptions = Record<string, unknown>

/** What the addon is told. Texts are PEM. */
interface Facts {
  ca?: string
  caFile?: string
  cert?: string
  certFile?: string
  key?: string
  keyFile?: string
  servername?: string
  verify: boolean
  minVersion?: number
  maxVersion?: number
  alpn?: string[]
}

/** Options of Node's that change what is accepted or sent, and that rustls has nothing for. */
const REFUSED: Record<string, string> = {
  checkServerIdentity: 'use `servername` for a certificate with another name',
  secureContext: 'use `ca`, `cert` and `key`',
  pfx: 'use `cert` and `key` in PEM form',
  ciphers: 'the ciphers of TLS 1.2 and 1.3 that are offered are all strong',
  sigalgs: '',
  ecdhCurve: '',
  crl: '',
  secureProtocol: 'use `minVersion` and `maxVersion`',
  secureOptions: '',
  privateKeyEngine: '',
  privateKeyIdentifier: '',
  clientCertEngine: '',
  pskCallback: '',
  session: 'sessions are resumed by themselves',
  requestOCSP: '',
  socket: '',
  lookup: '',
}

/** The settings that `tls` stands for: a profile's by its name, and none where TLS is off. */
export function resolveTLS(tls: unknown): TLSOptions | undefined {
  if (!tls) return undefined
  if (typeof tls !== 'object') return { ...profileOf(tls) }
  const { profile, ...own } = tls as TLSOptions
  return { ...profileOf(profile), ...own }
}

/** `tls` as a client has it in its options: as it was given, and hiding its keys. */
export function keepTLS(tls: unknown): unknown {
  if (typeof tls === 'string' && profileOf(tls) !== undefined) return keepTLS(resolveTLS(tls))
  if (typeof tls !== 'object' || tls === null) return tls
  return hideKeys((tls as TLSOptions).profile === undefined ? { ...tls } : (resolveTLS(tls) as object))
}

/** What is wrong with `tls`; nothing of it holds a key. */
export function tlsProblems(option: string, tls: unknown): string[] {
  if (!tls || tls === true) return []
  const names = `true, an object, or the name of a profile (${PROFILE_NAMES.join(', ')})`
  if (typeof tls === 'string' && tls !== 'true' && profileOf(tls) === undefined) {
    return [`the option ${option} is "${tls}", expected ${names}`]
  }
  if (typeof tls !== 'object' && typeof tls !== 'string') {
    return [`the option ${option} is of the type ${typeof tls}, expected ${names}`]
  }
  const { profile } = tls as TLSOptions
  if (profile !== undefined && profileOf(profile) === undefined) {
    return [`the option ${option}.profile is "${String(profile)}", expected ${PROFILE_NAMES.join(' or ')}`]
  }
  const own = resolveTLS(tls) as TLSOptions
  return [...refused(own), ...wrongVersions(own), ...wrongMaterial(own)]
}

function refused(tls: TLSOptions): string[] {
  const names = Object.keys(REFUSED).filter((name) => tls[name] !== undefined && tls[name] !== null)
  if (names.length === 0) return []
  const told = names.map((name) => (REFUSED[name] ? `tls.${name} (${REFUSED[name]})` : `tls.${name}`))
  return [`TLS is done by rustls, which can not honour ${told.join(', ')}`]
}

const VERSIONS: Record<string, number> = { TLSv1: 0, 'TLSv1.1': 1, 'TLSv1.2': 2, 'TLSv1.3': 3 }

function wrongVersions({ minVersion, maxVersion }: TLSOptions): string[] {
  const problems: string[] = []
  const version = (name: string, value: unknown): number | undefined => {
    if (value === undefined || value === null) return undefined
    const number = Object.hasOwn(VERSIONS, String(value)) ? VERSIONS[String(value)] : undefined
    if (number === undefined) {
      problems.push(`the option tls.${name} is "${String(value)}", expected TLSv1.2 or TLSv1.3`)
    }
    return number
  }
  const least = version('minVersion', minVersion) ?? 2
  const most = version('maxVersion', maxVersion) ?? 3
  if (most < 2)
    problems.push(`the option tls.maxVersion is "${maxVersion}", but TLS 1.2 is the oldest spoken`)
  else if (least > most) problems.push('the option tls.minVersion is later than tls.maxVersion')
  return problems
}

/** Several texts in PEM form as one. */
function joined(value: unknown): string | undefined {
  if (value === undefined || value === null || value === false) return undefined
  if (Array.isArray(value)) return value.map(joined).join('\n')
  if (typeof value === 'string') return value
  if (ArrayBuffer.isView(value)) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1')
  }
  return String(value)
}

/** The text of a private key, without its passphrase. Throws where that does not open it. */
function keyText(tls: TLSOptions): string | undefined {
  const [first] = Array.isArray(tls.key) ? (tls.key as unknown[]) : [tls.key]
  const wrapped = typeof first === 'object' && first !== null && 'pem' in first
  const { pem, passphrase } = wrapped
    ? (first as { pem: unknown; passphrase?: unknown })
    : { pem: first, passphrase: undefined }
  const text = joined(pem)
  const secret = passphrase ?? tls.passphrase
  if (text === undefined || typeof secret !== 'string') return text
  const key = createPrivateKey({ key: text, passphrase: secret })
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g

/** The certificates of a text; `undefined` where it holds none, or one that can not be read. */
function certificates(text: string): X509Certificate[] | undefined {
  const found = text.match(CERTIFICATE)
  if (found === null) return undefined
  try {
    return found.map((one) => new X509Certificate(one))
  } catch {
    return undefined
  }
}

/** Looks at certificates and keys, those of files as they are now. */
function wrongMaterial(tls: TLSOptions): string[] {
  const problems: string[] = []
  const material = (name: 'ca' | 'cert' | 'key', source: string): string | undefined => {
    const file = tls[`${name}File`]
    if (tls[name] === undefined && typeof file === 'string') {
      const problem = fileProblem(name, file, source)
      if (problem !== undefined) problems.push(problem)
      return undefined
    }
    try {
      return name === 'key' ? keyText(tls) : joined(tls[name])
    } catch {
      problems.push(`the option ${source} can not be opened with its passphrase`)
      return undefined
    }
  }
  if (Array.isArray(tls.key) && tls.key.length > 1) {
    problems.push('the option tls.key holds several keys, expected one')
    return problems
  }
  const ca = material('ca', 'tls.ca')
  const cert = material('cert', 'tls.cert')
  const key = material('key', 'tls.key')
  if (ca !== undefined && certificates(ca) === undefined) {
    problems.push('the option tls.ca holds no certificate in PEM form')
  }
  const chain = cert === undefined ? undefined : certificates(cert)
  if (cert !== undefined && chain === undefined) {
    problems.push('the option tls.cert holds no certificate in PEM form')
  }
  if (key !== undefined) problems.push(...wrongKey(key, chain?.[0]))
  const has = (name: string) => tls[name] !== undefined || tls[`${name}File`] !== undefined
  if (has('cert') !== has('key')) {
    problems.push(
      `the option tls.${has('cert') ? 'key' : 'cert'} is missing: a client's certificate needs both`,
    )
  }
  return problems
}

function wrongKey(text: string, certificate: X509Certificate | undefined): string[] {
  try {
    const key = createPrivateKey(text)
    if (certificate === undefined || certificate.checkPrivateKey(key)) return []
    return ['the option tls.key does not belong to the certificate tls.cert']
  } catch {
    return ['the option tls.key holds no private key in PEM form that can be opened']
  }
}

/** What is wrong with a file, named by `source`. */
export function fileProblem(name: 'ca' | 'cert' | 'key', file: string, source: string): string | undefined {
  if (file.includes('-----BEGIN'))
    return `${source} holds a certificate or a key itself, expected the path of a file`
  let text: string
  try {
    text = readFileSync(file, 'latin1')
  } catch (error) {
    const { code = 'EIO' } = error as { code?: string }
    return `${source} names the file ${file}, which can not be read (${code})`
  }
  if (name !== 'key') {
    if (certificates(text) !== undefined) return undefined
    return `${source} names the file ${file}, which holds no certificate in PEM form`
  }
  try {
    createPrivateKey(text)
    return undefined
  } catch {
    return `${source} names the file ${file}, which holds no private key in PEM form without a passphrase`
  }
}

/** What the addon is told; nothing where TLS is off. */
export function tlsFacts(tls: unknown): Facts | undefined {
  const own = resolveTLS(tls)
  if (own === undefined) return undefined
  const file = (name: 'ca' | 'cert' | 'key') => {
    const path = own[`${name}File`]
    return own[name] === undefined && typeof path === 'string' ? path : undefined
  }
  const { minVersion, maxVersion, servername, ALPNProtocols } = own
  return {
    ca: joined(own.ca),
    caFile: file('ca'),
    cert: joined(own.cert),
    certFile: file('cert'),
    key: keyText(own),
    keyFile: file('key'),
    servername: typeof servername === 'string' ? servername : undefined,
    verify: own.rejectUnauthorized !== false,
    minVersion: minVersion === 'TLSv1.3' ? 3 : undefined,
    maxVersion: maxVersion === 'TLSv1.2' ? 2 : undefined,
    alpn: Array.isArray(ALPNProtocols) ? ALPNProtocols.map((name) => joined(name) ?? '') : undefined,
  }
}

/** Says once for each server that nobody verifies who it is. */
export function warnUnverified(facts: Facts | undefined, place: string): void {
  if (facts === undefined || facts.verify) return
  const shared = addon().shared()
  shared.warnedUnverified ??= new Set<string>()
  const warned = shared.warnedUnverified as Set<string>
  if (warned.has(place)) return
  warned.add(place)
  console.warn(
    `[redis-native] rejectUnauthorized is false: nobody verifies that ${place} is the server it says it is`,
  )
}
