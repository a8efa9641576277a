// TS18047: 'principal' is possibly 'null'
import { app, auth } from './parts.ts'

app.get('/', auth.optional, (req, res) => {
  const principal = auth.principal(req)
  res.json(principal.subject)
})
