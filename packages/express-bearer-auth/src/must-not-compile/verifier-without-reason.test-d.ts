// TS2322: Type 'Promise<{ valid: false; }>' is not assignable
import { createBearerAuth } from '../bearer-auth.ts'

createBearerAuth({
  verify: async () => ({ valid: false }),
  resourceMetadataUrl: 'https://api.example/metadata',
})
