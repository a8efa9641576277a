import type { ComponentProps, ReactNode } from 'react'
import { useHref, useLinkClickHandler, useLocation } from 'react-router'

/**
 * A link within the app. React Router's own brings its server rendering along, 3 KiB of it, to a page that counts
 * every one. `aria-current` marks the link of the page that is showing.
 */
export function Link({
  to,
  onClick,
  ...rest
}: Omit<ComponentProps<'a'>, 'href'> & { to: string; children: ReactNode }): ReactNode {
  const follow = useLinkClickHandler<HTMLAnchorElement>(to)
  const current = useLocation().pathname === to

  return (
    <a
      {...rest}
      href={useHref(to)}
      aria-current={current ? 'page' : undefined}
      onClick={(event) => {
        onClick?.(event)
        if (!event.defaultPrevented) follow(event)
      }}
    />
  )
}
