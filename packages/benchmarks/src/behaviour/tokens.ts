import { accessTokenClaims, idTokenClaims } from '../tokens/cognito-tokens.ts'
import { reEncoded } from '../tokens/hostile-tokens.ts'
import { signToken } from '../tokens/signing-key.ts'
import { accessToken, isAccepted } from '../workbench.ts'
import { answerTo, audience, type Experiment } from './experiment.ts'
import { accepted, refused } from './observation.ts'

/** What a guard makes of tokens as a stock pool issues them: access tokens carry no `aud`. */
export const stockTokenExperiment: Experiment = {
  settings: {},
  cases: [
    { title: 'Stock access token', expected: '200' },
    { title: 'ID token of the same user', expected: '401, invalid_token' },
    { title: 'Access token of another app client of the pool', expected: '401, invalid_token' },
    { title: 'No token', expected: '401, challenge without error code' },
  ],
  async observe({ key }, scene) {
    const { subject } = scene
    const stock = accepted(await answerTo(scene, await accessToken(scene, key)))
    const idToken = await signToken(key, idTokenClaims(subject))
    const otherClient = await signToken(key, accessTokenClaims({ ...subject, clientId: 'another' }))
    const ofOtherClient = refused(await answerTo(scene, otherClient), 'invalid_token')

    return [
      stock,
      refused(await answerTo(scene, idToken), 'invalid_token'),
      // Whoever refuses every access token has not looked at the client.
      stock.mark === 'right'
        ? ofOtherClient
        : { mark: 'close', text: `${stock.text}, as every access token` },
      refused(await answerTo(scene, null), null),
    ]
  },
}

/** Tokens that were good once, or nearly are. */
export const spoiltTokenExperiment: Experiment = {
  settings: { audience },
  cases: [
    { title: 'Expired access token', expected: '401, invalid_token' },
    { title: 'Valid token with its signature re-encoded', expected: '401, invalid_token' },
  ],
  async observe({ key }, scene) {
    const { subject } = scene
    const good = await accessToken(scene, key)
    if (!(await isAccepted(scene, good))) throw new Error('Cannot spoil a token that is not accepted')
    const now = Math.floor(Date.now() / 1000)
    const expired = await signToken(key, { ...accessTokenClaims(subject), iat: now - 7200, exp: now - 3600 })

    return [
      refused(await answerTo(scene, expired), 'invalid_token'),
      refused(await answerTo(scene, reEncoded(good)), 'invalid_token'),
    ]
  },
}
