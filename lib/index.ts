/**
 * The entry. One realm has one face, whatever module copy, bundle or reset of the module registry
 * asks for it: the first one that is evaluated is the one that all get.
 */

import type * as Face from './face'
import { addonIfLoaded, outer, VERSION } from './native'

interface Realm {
  version: string
  face: typeof Face
}

const REALMS = 'realms'

/** By realm, on an object that all copies in this environment share; it lets dead realms go. */
function realms(): WeakMap<object, Realm> | undefined {
  const shared = addonIfLoaded()?.shared()
  if (shared === undefined) return undefined
  // Made in the outer realm, so that it keeps no other alive.
  shared[REALMS] ??= new outer.WeakMap()
  return shared[REALMS] as WeakMap<object, Realm>
}

function face(): typeof Face {
  const known = realms()
  const found = known?.get(globalThis)
  // A module registry that was reset after the environment changed asks for another client.
  if (found?.version === VERSION && !found.face.environmentChanged()) return found.face
  const made: typeof Face = require('./face')
  known?.set(globalThis, { version: VERSION, face: made })
  return made
}

export = face().exported
