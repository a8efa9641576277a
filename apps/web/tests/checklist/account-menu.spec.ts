import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from '../stage.ts'

describeInBrowser('the account menu', () => {
  const stage = setStage()

  it('39 · shows name, e-mail, how one signed in, and the way out', async () => {
    const { page } = await stage.arriveSignedIn({ path: '/account' })
    const button = menuButton(page)
    expect(await button.textContent()).toMatch(/UU$/)
    await button.click()

    const menu = page.locator('#account-menu')
    await menu.getByText('Uma User').waitFor()
    await menu.getByText('user@example.com').waitFor()
    await menu.getByText('Signed in with e-mail and password').waitFor()
    await menu.getByRole('menuitem', { name: 'Account' }).waitFor()
    await menu.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()
  })

  it('39 · of somebody from another identity provider names it, and shows no picture from elsewhere', async () => {
    stage.world.pool.faults.set({
      idToken: {
        set: { 'cognito:username': 'Google_117', picture: 'https://pictures.example/117.png' },
      },
    })
    const visitor = await stage.arriveSignedIn({ path: '/account' })
    const { page } = visitor
    await menuButton(page).click()

    await page.locator('#account-menu').getByText('Signed in with Google').waitFor()
    expect(visitor.requests.filter((request) => request.url().includes('pictures.example'))).toEqual([])
  })

  it('40 · opens with Enter, Space and ↓, and Esc gives the focus back', async () => {
    const { page } = await stage.arriveSignedIn({ path: '/account' })
    for (const key of ['Enter', 'Space', 'ArrowDown']) {
      await menuButton(page).focus()
      await page.keyboard.press(key)
      await focused(page, 'Account')
      await page.keyboard.press('Escape')
      await page.waitForFunction(() => document.activeElement?.getAttribute('aria-haspopup') === 'menu')
      await page.locator('[aria-haspopup=menu][aria-expanded=false]').waitFor()
    }
  })

  it('40 · moves with the arrows and closes with a click beside it', async () => {
    const { page } = await stage.arriveSignedIn({ path: '/account' })
    await menuButton(page).focus()
    await page.keyboard.press('ArrowDown')
    await focused(page, 'Account')
    await page.keyboard.press('ArrowDown')
    await focused(page, 'Sign out')
    await page.keyboard.press('ArrowDown')
    await focused(page, 'Account')
    await page.keyboard.press('ArrowUp')
    await focused(page, 'Sign out')

    await page.mouse.click(5, 500)
    await page.locator('#account-menu').waitFor({ state: 'hidden' })
  })

  it('41 · tells two people of the same name apart by their e-mail', async () => {
    stage.world.pool.faults.set({ idToken: { set: { name: 'Sam Smith' } } })
    for (const email of ['user@example.com', 'admin@example.com']) {
      const { page } = await stage.arriveSignedIn({ path: '/account', email })
      await page.getByRole('button', { name: 'Account menu of Sam Smith' }).click()
      await page.locator('#account-menu').getByText(email).waitFor()
    }
  })
})

function menuButton(page: Page) {
  return page.getByRole('button', { name: /^Account menu/ })
}

async function focused(page: Page, name: string): Promise<void> {
  await page.waitForFunction((wanted) => document.activeElement?.textContent?.trim() === wanted, name)
}
