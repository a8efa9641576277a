import type { Plugin, Rolldown } from 'vite'

/** Members by the name of their class. */
export type UnusedMembers = Readonly<Record<string, 'everything' | readonly string[]>>

// The log of oidc-client-ts is switched off; what is said there goes as well. Its `throw` does more than to log.
const logging = [
  'Logger.createStatic',
  'Logger.error',
  'logger2.debug',
  'logger2.info',
  'logger2.warn',
  'logger2.error',
]

/**
 * Leaves members of classes out of the build, given by the end of the file's path: a bundler leaves out functions that
 * nobody calls, but no methods. The build fails when a file no longer has what it is said to have.
 */
export function dropUnusedMembers(files: Readonly<Record<string, UnusedMembers>>): Plugin {
  return {
    name: 'lifeguard-drop-unused-members',
    apply: 'build',
    config: () => ({ build: { rolldownOptions: { treeshake: { manualPureFunctions: logging } } } }),
    transform(code, id) {
      const [file, unused] = Object.entries(files).find(([end]) => id.endsWith(end)) ?? []
      if (file === undefined || unused === undefined) return undefined
      const classes = findClasses(this.parse(code))
      const dropped = Object.entries(unused).flatMap(([name, members]) => {
        const found = membersOf(classes.get(name), members)
        if (found.length === 0 || (members !== 'everything' && found.length !== members.length))
          throw new Error(`Cannot slim "${file}": its class "${name}" is not what it was`)
        return found
      })
      return dropped
        .toSorted((a, b) => b.start - a.start)
        .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), code)
        .replaceAll('this._logger.create(', '/* @__PURE__ */ this._logger.create(')
    },
  }
}

type Program = ReturnType<Rolldown.PluginContext['parse']>
type Statement = Program['body'][number]
type Class = Extract<
  NonNullable<Extract<Statement, { type: 'VariableDeclaration' }>['declarations'][number]['init']>,
  { type: 'ClassDeclaration' | 'ClassExpression' }
>

// esbuild and rolldown write every class as a variable.
function findClasses(program: Program): ReadonlyMap<string, Class> {
  const classes = new Map<string, Class>()
  for (const statement of program.body) {
    if (statement.type !== 'VariableDeclaration') continue
    for (const { id, init } of statement.declarations) {
      if (id.type === 'Identifier' && init?.type === 'ClassExpression') classes.set(id.name, init)
    }
  }
  return classes
}

function membersOf(found: Class | undefined, names: 'everything' | readonly string[]) {
  return (found?.body.body ?? []).filter(
    (member) =>
      names === 'everything' ||
      (member.type === 'MethodDefinition' &&
        member.key.type === 'Identifier' &&
        names.includes(member.key.name)),
  )
}
