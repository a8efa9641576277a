// TS2555: Expected at least 1 arguments, but got 0
import { allScopes } from '../guards.ts'
import { app, auth } from './parts.ts'

app.get('/', auth.require(allScopes()), (_req, res) => void res.json({}))
