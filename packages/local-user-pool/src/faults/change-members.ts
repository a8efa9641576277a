import type { Change } from './fault-plan.ts'

/** A copy with these members set, removed and shifted. `__proto__` is a member like any other. */
export function changeMembers(value: object, change: Change | undefined): object {
  if (change === undefined) return value
  const changed: Record<string, unknown> = Object.assign(Object.create(null), value)
  for (const name of change.remove ?? []) delete changed[name]
  for (const [name, member] of Object.entries(change.set ?? {})) changed[name] = member
  for (const [name, by] of Object.entries(change.shift ?? {})) {
    const member = changed[name]
    if (typeof member === 'number') changed[name] = member + by
  }
  return changed
}
