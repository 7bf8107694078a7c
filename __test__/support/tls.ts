/**
 * TLS for the tests: an authority, certificates that it signs on the spot with openssl, and a real
 * redis-server that speaks TLS by them.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './ports'
import { type RedisServer, type RedisServerOptions, startRedis } from './server'

export interface Certificate {
  /** In PEM form. */
  readonly cert: string
  readonly key: string
  readonly certFile: string
  readonly keyFile: string
}

export interface CertificateOptions {
  /** The subjectAltName, as openssl takes it; none for an empty text. */
  names?: string
  /** When it begins and ends, as openssl's `YYYYMMDDHHMMSSZ`. */
  from?: string
  until?: string
}

const NAMES = 'DNS:localhost,IP:127.0.0.1,IP:::1'

export class Authority {
  private count = 0

  private constructor(
    /** Where the files are that it has made. */
    readonly directory: string,
    readonly certFile: string,
    private readonly keyFile: string,
  ) {}

  /** The authority's own certificate, in PEM form. */
  get cert(): string {
    return readFileSync(this.certFile, 'utf8')
  }

  /** A new authority, in a directory that is gone with the process's last test. */
  static create(name = 'Test Authority'): Authority {
    const directory = mkdtempSync(join(tmpdir(), 'redis-tls-'))
    const [cert, key] = [join(directory, 'ca.crt'), join(directory, 'ca.key')]
    openssl('req', '-x509', ...newKey(key), '-out', cert, '-days', '2', '-subj', `/CN=${name}`)
    const authority = new Authority(directory, cert, key)
    // What `openssl ca` keeps its books in.
    writeFileSync(join(directory, 'index'), '')
    writeFileSync(join(directory, 'serial'), '1000')
    writeFileSync(authority.config, BOOKS.replaceAll('DIRECTORY', directory))
    return authority
  }

  private get config(): string {
    return join(this.directory, 'ca.conf')
  }

  /** Signs a certificate that is made out to the machine itself. */
  sign({ names = NAMES, from, until }: CertificateOptions = {}): Certificate {
    const path = (ending: string) => join(this.directory, `${this.count}.${ending}`)
    this.count++
    const [cert, key, request, extensions] = [path('crt'), path('key'), path('csr'), path('ext')]
    openssl('req', ...newKey(key), '-out', request, '-subj', `/CN=subject ${this.count}`)
    writeFileSync(extensions, names === '' ? 'basicConstraints=CA:FALSE' : `subjectAltName=${names}`)
    const dates = [...(from ? ['-startdate', from] : []), ...(until ? ['-enddate', until] : ['-days', '2'])]
    const own = ['-config', this.config, '-cert', this.certFile, '-keyfile', this.keyFile]
    openssl('ca', '-batch', '-notext', ...own, '-extfile', extensions, ...dates, '-in', request, '-out', cert)
    return read(cert, key)
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true })
  }
}

/** A certificate that nobody signed but itself; as openssl makes it, it may sign others. */
export function selfSigned(authority: Authority): Certificate {
  const [cert, key] = [join(authority.directory, 'self.crt'), join(authority.directory, 'self.key')]
  openssl(
    'req',
    '-x509',
    ...newKey(key),
    '-out',
    cert,
    '-days',
    '2',
    '-subj',
    '/CN=self',
    '-addext',
    `subjectAltName=${NAMES}`,
  )
  return read(cert, key)
}

/** The same key, locked with a passphrase. */
export function locked({ keyFile }: Certificate, passphrase: string): string {
  return openssl('pkcs8', '-topk8', '-in', keyFile, '-passout', `pass:${passphrase}`)
}

const BOOKS = `[ca]
default_ca = own
[own]
database = DIRECTORY/index
serial = DIRECTORY/serial
new_certs_dir = DIRECTORY
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
`

// Keys of elliptic curves are made in no time.
const newKey = (file: string) => [
  '-newkey',
  'ec',
  '-pkeyopt',
  'ec_paramgen_curve:P-256',
  '-nodes',
  '-keyout',
  file,
]

function openssl(...args: string[]): string {
  return execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' })
}

function read(certFile: string, keyFile: string): Certificate {
  const text = (file: string) => readFileSync(file, 'utf8')
  return { cert: text(certFile), key: text(keyFile), certFile, keyFile }
}

export interface TLSServer {
  /** Where TLS is spoken. */
  readonly port: number
  /** The same server without TLS, for a witness. */
  readonly plain: RedisServer
}

export interface TLSServerOptions extends Omit<RedisServerOptions, 'args'> {
  /** Whether a client has to show a certificate. */
  mutual?: boolean
}

/** A server that shows a certificate. */
export async function startTLS(
  authority: Authority,
  certificate: Certificate,
  { mutual = false, ...rest }: TLSServerOptions = {},
): Promise<TLSServer> {
  let port!: number
  const plain = await startRedis({
    ...rest,
    args: async () => {
      port = await freePort()
      return [
        ['--tls-port', String(port)],
        ['--tls-cert-file', certificate.certFile, '--tls-key-file', certificate.keyFile],
        ['--tls-ca-cert-file', authority.certFile, '--tls-auth-clients', mutual ? 'yes' : 'no'],
      ].flat()
    },
  })
  return { port, plain }
}
