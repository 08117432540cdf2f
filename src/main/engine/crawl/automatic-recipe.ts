import { automaticRecipe, Recipe } from '@shared/model/recipe'

/**
 * The recipe for every site that has none. Its name is the mark by which `extract` reads the page by itself; of its
 * rules only the request headers, the encoding and the limits are used.
 */
export const automatic: Recipe = Recipe.parse({
  name: automaticRecipe,
  title: 'Automatic',
  version: 1,
  match: ['*://*/*'],
  example: 'https://example.org/gallery/1.html',
  gallery: { title: { selector: 'title' } },
  images: { selector: 'img' },
})
