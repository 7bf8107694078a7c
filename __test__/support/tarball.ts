/** The package as users get it: packed once, installed into empty projects. */

import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT, run } from './script'

export interface Project {
  folder: string
  /** The installed package. */
  installed: string
  remove(): void
}

async function npm(args: string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await run('npm', args, { cwd })
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed:\n${stdout}${stderr}`)
  return stdout
}

/** Packs the package and installs it into an empty project, without scripts and without network. */
export async function installPacked(): Promise<Project> {
  const folder = mkdtempSync(join(tmpdir(), 'redis-native-project-'))
  await npm(['pack', '--pack-destination', folder], ROOT)
  const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'))
  if (tarball === undefined) throw new Error('npm pack left no tarball')
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'project', private: true }))
  await npm(['install', '--ignore-scripts', '--offline', '--no-audit', '--no-fund', `./${tarball}`], folder)
  return {
    folder,
    installed: join(folder, 'node_modules/@app/redis-native'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Another project with the same package, to be changed by a test. */
export function copyOf(project: Project): Project {
  const folder = mkdtempSync(join(tmpdir(), 'redis-native-copy-'))
  mkdirSync(join(folder, 'node_modules'))
  cpSync(join(project.folder, 'node_modules'), join(folder, 'node_modules'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'project', private: true }))
  return {
    folder,
    installed: join(folder, 'node_modules/@app/redis-native'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
