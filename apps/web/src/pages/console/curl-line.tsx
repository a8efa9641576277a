import type { ReactNode } from 'react'
import { useToast } from '../../frame/toasts.tsx'
import { useWords } from '../../language/language.tsx'
import type { ConsoleRequest } from './console-request.ts'
import { consoleWords } from './console-words.ts'
import { toCurl } from './curl.ts'

/** The request for a shell. What is shown names a variable; the access token itself is only copied, and on purpose. */
export function CurlLine({
  request,
  credential,
  readToken,
}: {
  request: ConsoleRequest
  credential: 'own' | 'none' | 'spoiled'
  readToken: () => Promise<string | null | undefined>
}): ReactNode {
  const words = useWords(consoleWords)
  const showToast = useToast()
  const shown = toCurl(request, credential === 'none' ? null : undefined)

  async function copy(text: string, message: string): Promise<void> {
    await navigator.clipboard.writeText(text)
    showToast({ message })
  }

  return (
    <div className="stack stack-tight">
      <h3>{words.curl}</h3>
      <pre className="code">{shown}</pre>
      <div className="row">
        <button type="button" className="button button-quiet" onClick={() => void copy(shown, words.copied)}>
          {words.copy}
        </button>
        {credential !== 'none' && (
          <button
            type="button"
            className="button button-quiet"
            onClick={async () => {
              const token = await readToken()
              if (token !== undefined) await copy(toCurl(request, token), words.copiedToken)
            }}
          >
            {words.copyWithToken}
          </button>
        )}
      </div>
    </div>
  )
}
