import type { Endpoint } from '@lifeguard/api-contract'
import * as z from 'zod/mini'

export type Part = 'params' | 'query' | 'body'

/** One input of an endpoint's form, as its schema describes it. */
export interface Field {
  readonly part: Part
  readonly name: string
  readonly kind: 'text' | 'long-text' | 'number' | 'choice' | 'list' | 'json'
  /** What a `choice` offers. */
  readonly choices: readonly string[]
  readonly required: boolean
  /** An empty required field stands for null. */
  readonly nullable: boolean
  readonly initial: string
  readonly minimum: number | undefined
  readonly maximum: number | undefined
}

interface JsonSchema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly maxLength?: number
  readonly minLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly maxItems?: number
}

/** The form of an endpoint: a field for every member of its schemas. */
export function fieldsOf(endpoint: Endpoint): Field[] {
  return (['params', 'query', 'body'] as const).flatMap((part) => {
    const schema = endpoint[part]
    return schema === undefined ? [] : fieldsOfSchema(part, toJsonSchema(schema))
  })
}

function toJsonSchema(schema: z.ZodMiniType): JsonSchema {
  // JSON Schema 2020-12; the interface names the members that a form can show.
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
}

function fieldsOfSchema(part: Part, schema: JsonSchema): Field[] {
  const variants = schema.oneOf ?? schema.anyOf ?? [schema]
  const names = new Set(variants.flatMap((variant) => Object.keys(variant.properties ?? {})))

  return [...names].map((name) => {
    const members = variants
      .map((variant) => variant.properties?.[name])
      .filter((member) => member !== undefined)
    const required = variants.every((variant) => variant.required?.includes(name))
    return toField(part, name, merge(members), required)
  })
}

// A member that is a different constant in every variant is a choice between them.
function merge(members: readonly JsonSchema[]): JsonSchema {
  const constants = members.flatMap((member) => (member.const === undefined ? [] : [member.const]))
  return constants.length > 0 ? { type: 'string', enum: constants } : (members[0] ?? {})
}

function toField(part: Part, name: string, member: JsonSchema, required: boolean): Field {
  const alternatives = member.anyOf ?? [member]
  const nullable = alternatives.some(({ type }) => type === 'null')
  const schema = alternatives.find(({ type }) => type !== 'null') ?? member
  const choices = schema.type === 'boolean' ? ['true', 'false'] : (schema.enum ?? []).map(String)

  return {
    part,
    name,
    kind: kindOf(schema, choices),
    choices,
    required,
    nullable,
    initial: required && choices[0] !== undefined ? choices[0] : '',
    minimum: schema.minimum ?? schema.minLength,
    maximum: schema.maximum ?? schema.maxLength ?? schema.maxItems,
  }
}

function kindOf(schema: JsonSchema, choices: readonly string[]): Field['kind'] {
  if (choices.length > 0) return 'choice'
  if (schema.type === 'integer' || schema.type === 'number') return 'number'
  if (schema.type === 'array' && schema.items?.type === 'string') return 'list'
  if (schema.type === 'string') return (schema.maxLength ?? 0) > 2000 ? 'long-text' : 'text'
  return 'json'
}
