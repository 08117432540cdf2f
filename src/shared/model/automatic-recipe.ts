/** Name of the recipe for every site that has none. */
export const automaticRecipe = 'automatic'
