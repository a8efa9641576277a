import { type SignedIn, useSessionControl } from '@lifeguard/react-cognito'
import { type KeyboardEvent, type ReactNode, type ToggleEvent, useRef, useState } from 'react'
import { frameWords } from '../frame/frame-words.ts'
import { Link } from '../frame/link.tsx'
import { useWords } from '../language/language.tsx'
import { useShownName } from './chosen-name.ts'
import { identifier, identityProvider, initials } from './person.ts'

/** Who is signed in and what that person can do about it. Esc and a click outside close it: it is a native popover. */
export function AccountMenu({ claims }: { claims: SignedIn['claims'] }): ReactNode {
  const words = useWords(frameWords)
  const session = useSessionControl()
  const menu = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const name = useShownName(claims)

  function openOnArrow(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    menu.current?.showPopover()
  }

  function follow(event: ToggleEvent): void {
    setOpen(event.newState === 'open')
    if (event.newState === 'open') menuItems(menu.current)[0]?.focus()
  }

  return (
    <>
      <button
        type="button"
        className="avatar account-button"
        popoverTarget="account-menu"
        aria-haspopup="menu"
        aria-expanded={open}
        onKeyDown={openOnArrow}
      >
        <span className="visually-hidden">{words.menuFor(name)}</span>
        <span aria-hidden="true">{initials(name)}</span>
      </button>
      <div ref={menu} id="account-menu" className="menu" popover="auto" onToggle={follow}>
        <div className="menu-identity">
          <strong>
            <bdi>{name}</bdi>
          </strong>
          {identifier(claims) !== name && (
            <p className="small soft">
              <bdi>{identifier(claims)}</bdi>
            </p>
          )}
          <p className="small soft">{words.signedInWith(identityProvider(claims) ?? words.password)}</p>
        </div>
        <div role="menu" aria-label={words.menuFor(name)} onKeyDown={moveFocus}>
          <Link role="menuitem" tabIndex={-1} to="/account" onClick={() => menu.current?.hidePopover()}>
            {words.account}
          </Link>
          <button type="button" role="menuitem" tabIndex={-1} onClick={() => void session.signOut()}>
            {words.signOut}
          </button>
        </div>
      </div>
    </>
  )
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = menuItems(event.currentTarget)
  const at = items.findIndex((item) => item.matches(':focus'))
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  items.at(next % items.length)?.focus()
}

function menuItems(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
}
