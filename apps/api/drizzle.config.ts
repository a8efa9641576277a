import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/data/schema.ts',
  out: './src/drizzle',
  casing: 'snake_case',
})
