// A throw-away redis-server that also speaks TLS, with a certificate made for it on the spot. The harness itself speaks
// to it without TLS.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startServer } from './server.mjs'

// `secured` is what a client is given: the port of TLS, and what it has to trust.
export async function startSecured() {
  const directory = mkdtempSync(join(tmpdir(), 'redis-native-bench-tls-'))
  const [cert, key] = ['server.crt', 'server.key'].map((name) => join(directory, name))
  execFileSync('openssl', ['req', '-x509', ...subject(cert, key)], { stdio: ['ignore', 'ignore', 'pipe'] })
  const port = await freePort()
  const files = ['--tls-cert-file', cert, '--tls-key-file', key, '--tls-ca-cert-file', cert]
  const server = await startServer(['--tls-port', String(port), '--tls-auth-clients', 'no', ...files])
  const ca = readFileSync(cert, 'utf8')
  rmSync(directory, { recursive: true, force: true })
  return { ...server, secured: { port, tls: { ca } } }
}

const subject = (cert, key) => [
  ...['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=localhost'],
  ...['-addext', 'subjectAltName=IP:127.0.0.1', '-addext', 'basicConstraints=critical,CA:FALSE'],
]
