import { describe, expect, it } from 'vitest'
import { securityHeaders } from './headers.ts'
import { nginxConfig } from './nginx-config.ts'

const config = {
  issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example',
  domain: 'https://auth.example.com',
  clientId: 'example',
  apiUrl: 'https://api.example.com',
}

describe('nginxConfig()', () => {
  it('repeats every header in every location', () => {
    const locations = nginxConfig(config, '/srv/web').split('  location ').slice(1)

    expect(locations).toHaveLength(6)
    for (const location of locations) {
      for (const [name, value] of Object.entries(securityHeaders(config)))
        expect(location).toContain(`add_header ${name} "${value}" always;`)
    }
  })

  it('hands out the configuration and lets assets be kept', () => {
    const text = nginxConfig(config, '/srv/web')

    expect(text).toContain(`return 200 '${JSON.stringify(config)}';`)
    expect(text).toMatch(
      /location \^~ \/assets\/ \{\n {4}try_files \$uri =404;\n {4}add_header Cache-Control "public, max-age=31536000, immutable"/,
    )
  })
})
