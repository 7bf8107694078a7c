/** URLs and paths as options, by ioredis's rules. */

/** Those of a client, as far as a URL says them, and whatever its query has. */
export interface PlaceOptions {
  host?: string
  port?: number
  path?: string
  db?: number
  username?: string
  password?: string
  [name: string]: unknown
}

function isInteger(text: string): boolean {
  const number = Number.parseFloat(text)
  return !Number.isNaN(Number(text)) && (number | 0) === number
}

/** The options that a URL or a path stands for. */
export function parseURL(url: string): PlaceOptions {
  if (isInteger(url)) return { port: url as unknown as number }
  const unix = /^(?:redis\+)?unix:\/\/(.*)$/i.exec(url)
  if (unix) return parsePath(unix[1])
  const relative = url.startsWith('//')
  if (url[0] === '/' && !relative) return parsePath(url)
  const absolute = /^rediss?:\/\//i.test(url)
  const parsed = newURL(absolute ? url : relative ? `redis:${url}` : `redis://${url}`)
  const options: PlaceOptions = {}
  if (parsed.username || parsed.password) {
    options.username = decodeURIComponent(parsed.username)
    options.password = decodeURIComponent(parsed.password)
  }
  if (parsed.pathname.length > 1) {
    if (absolute || relative) options.db = parsed.pathname.slice(1) as unknown as number
    // No file is meant, but an address with a slip before its password: nothing may show it.
    else if (parsed.pathname.includes('@')) throw invalidURL()
    else options.path = parsed.pathname
  }
  if (parsed.hostname) options.host = parsed.hostname.replace(/^\[|\]$/g, '')
  if (parsed.port) options.port = parsed.port as unknown as number
  return { ...parseQuery(parsed.searchParams), ...options }
}

/** As `new URL`, whose error carries the text, password and all. */
function newURL(text: string): URL {
  try {
    return new URL(text)
  } catch {
    throw invalidURL()
  }
}

function invalidURL(): Error {
  return Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' })
}

function parsePath(text: string): PlaceOptions {
  const at = text.indexOf('?')
  if (at === -1) return { path: text }
  return { ...parseQuery(new URLSearchParams(text.slice(at + 1))), path: text.slice(0, at) }
}

function parseQuery(query: URLSearchParams): PlaceOptions {
  const options: PlaceOptions = {}
  query.forEach((value, key) => {
    const number = key === 'family' ? Number.parseInt(value, 10) : Number.NaN
    options[key] = Number.isNaN(number) ? value : number
  })
  return options
}
