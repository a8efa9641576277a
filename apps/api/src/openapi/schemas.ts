import * as contract from '@lifeguard/api-contract'
import * as z from 'zod/mini'

type JsonSchema = Readonly<Record<string, unknown>>

export interface Schemas {
  /** The named schemas, for `components`. */
  readonly components: Readonly<Record<string, JsonSchema>>
  /** A schema as it stands in an operation: a reference where it has a name. */
  describe(schema: z.ZodMiniType): JsonSchema
}

const members = Object.entries<unknown>(contract)
const named = members.flatMap(([name, member]): [string, z.ZodMiniType][] =>
  member instanceof z.ZodMiniType ? [[name, member]] : [],
)
const bodies = new Set(members.map(([, member]) => bodyOf(member)))

// Callers send some and receive the others, where a member with a default is always there. What is no object, such as
// the order of a list, stands with the parameter that takes it.
const sent = Object.fromEntries(named.filter(([, schema]) => bodies.has(schema)))
const received = Object.fromEntries(
  named.filter(([, schema]) => schema instanceof z.ZodMiniObject && !bodies.has(schema)),
)

function bodyOf(member: unknown): unknown {
  return typeof member === 'object' && member !== null && 'body' in member ? member.body : undefined
}

/** The schemas of the contract as JSON Schema, each under the name by which the contract exports it. */
export function createSchemas(): Schemas {
  const names = new Map<z.ZodMiniType, string>(
    Object.entries({ ...sent, ...received }).map(([name, schema]) => [schema, name]),
  )
  return {
    components: { ...toComponents(sent, 'input'), ...toComponents(received, 'output') },
    describe(schema) {
      const name = names.get(schema)
      return name === undefined ? tidy(z.toJSONSchema(schema, { io: 'input' })) : { $ref: toRef(name) }
    },
  }
}

function toComponents(
  schemas: Readonly<Record<string, z.ZodMiniType>>,
  io: 'input' | 'output',
): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id })
  const { schemas: converted } = z.toJSONSchema(registry, { io, uri: toRef })
  return Object.fromEntries(Object.entries(converted).map(([name, schema]) => [name, tidy(schema)]))
}

function toRef(name: string): string {
  return `#/components/schemas/${name}`
}

/** The document has one dialect and its own addresses; and the patterns of formats help nobody who reads it. */
function tidy(schema: object): JsonSchema {
  return JSON.parse(
    JSON.stringify(schema, (key, value) => {
      if (key === '$schema' || key === '$id') return undefined
      if (typeof value?.format === 'string') return { ...value, pattern: undefined }
      return value
    }),
  )
}
