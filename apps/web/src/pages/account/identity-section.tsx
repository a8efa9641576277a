import type { Me } from '@lifeguard/api-contract'
import { useSession } from '@lifeguard/react-cognito'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useActionState, useState } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { ApiError } from '../../api/api-error.ts'
import { routes } from '../../api/routes.ts'
import { useToast } from '../../frame/toasts.tsx'
import { useWords } from '../../language/language.tsx'
import { FormField } from '../../private/form-field.tsx'
import { displayName } from '../../private/person.ts'
import { accountWords } from './account-words.ts'

/** What the pool and the API know of the person, and the name that can be chosen here. */
export function IdentitySection({ me }: { me: Me }): ReactNode {
  const words = useWords(accountWords)
  const state = useSession()

  return (
    <section className="card stack stack-form">
      <h2>{words.who}</h2>
      <dl className="facts">
        {state.status === 'signed-in' && (
          <>
            <dt>{words.name}</dt>
            <dd>
              <bdi>{me.displayName ?? displayName(state.claims)}</bdi>
            </dd>
          </>
        )}
        <dt>{words.email}</dt>
        <dd>{me.email ?? words.unknown}</dd>
        <dt>{words.groups}</dt>
        <dd>{me.groups?.join(', ') || words.noGroups}</dd>
        <dt>{words.subject}</dt>
        <dd>
          <code>{me.subject}</code>
        </dd>
      </dl>
      <DisplayNameForm me={me} />
    </section>
  )
}

function DisplayNameForm({ me }: { me: Me }): ReactNode {
  const words = useWords(accountWords)
  const { call } = useApi()
  const client = useQueryClient()
  const showToast = useToast()
  const [name, setName] = useState(me.displayName ?? '')
  const [fault, save, pending] = useActionState<string | undefined>(async () => {
    try {
      const changed = await call(routes.updateMe, { body: { displayName: name.trim() || null } })
      client.setQueryData(['me'], changed)
      showToast({ message: words.saved })
      return undefined
    } catch (error) {
      return error instanceof ApiError && error.status === 422 ? words.nameTooLong : words.notSaved
    }
  }, undefined)

  return (
    <form className="row display-name" action={save}>
      <FormField label={words.shownAs} name="displayName" value={name} fault={fault} onChange={setName} />
      <button type="submit" className="button" aria-busy={pending} disabled={pending}>
        {words.save}
      </button>
    </form>
  )
}
