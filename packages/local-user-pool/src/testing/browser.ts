/** A person at a browser without a screen: follows nothing by itself, keeps cookies, fills in the sign-in form. */
export class Browser {
  readonly cookies = new Map<string, string>()

  /** One request with this browser's cookies; redirects are not followed. */
  async request(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, headers: { ...init.headers, cookie }, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    return response
  }

  /** Where a request leads, one step on. */
  async redirectOf(url: string | URL, init?: RequestInit): Promise<URL> {
    const response = await this.request(url, init)
    const location = response.headers.get('location')
    if (location === null) throw new Error(`No redirect from ${url}: status ${response.status}`)
    return new URL(location, url)
  }

  /** Fills in the form at this URL and submits it. */
  async submit(url: URL, fields: Readonly<Record<string, string>>): Promise<Response> {
    const page = await this.request(url)
    const body = new URLSearchParams({ _csrf: readFormToken(await page.text()), ...fields })
    return await this.request(url, { method: 'POST', body })
  }

  /** From the authorize URL to the callback URL, signing in where asked. */
  async signIn(authorizeUrl: URL, username: string, password = 'Passw0rd!'): Promise<URL> {
    const next = await this.redirectOf(authorizeUrl)
    if (next.pathname !== '/login') return next
    const answer = await this.submit(next, { username, password })
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`Cannot sign in as "${username}": status ${answer.status}`)
    return new URL(location, next)
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';')
    const [name = '', value = ''] = pair.split('=')
    if (attributes.some((attribute) => attribute.trim() === 'Max-Age=0')) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

function readFormToken(page: string): string {
  const token = /name="_csrf" value="([^"]+)"/.exec(page)?.[1]
  if (token === undefined) throw new Error('The page has no form of ours')
  return token
}
