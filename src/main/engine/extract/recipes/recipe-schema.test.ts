import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Recipe } from '@shared/model/recipe'
import { expect, it } from 'vitest'
import { z } from 'zod'

const file = resolve('resources/recipes/recipe.schema.json')
const command =
  'UPDATE_RECIPE_SCHEMA=1 npx vitest run --project node src/main/engine/extract/recipes/recipe-schema.test.ts'

it('keeps the JSON Schema for editors in step with the schema that recipes are read with', () => {
  const schema = z.toJSONSchema(Recipe, { target: 'draft-7', io: 'input', reused: 'ref' })
  const text = `${JSON.stringify({ ...schema, title: 'Recipe of Galleon' }, null, 2)}\n`
  if (process.env['UPDATE_RECIPE_SCHEMA']) writeFileSync(file, text)
  expect(JSON.parse(readFileSync(file, 'utf8')), `out of date; write it again: ${command}`).toEqual(
    JSON.parse(text),
  )
})
