import { recipeTitle } from '@shared/messages/format'
import type { Command } from 'commander'
import { type Choose, type CommonOptions, examples, plain, withCommonOptions } from '../command'
import type { Context } from '../context'
import { withReading } from '../session/open-session'

/** Shows every recipe, and what is wrong with those that cannot be used. */
export async function recipes(context: Context): Promise<number> {
  const { terminal } = context
  const all = await withReading(context, (session) => session.invoke('listRecipes', undefined))
  for (const recipe of all) {
    terminal.emit({ event: 'recipe', ...recipe })
    terminal.answer(
      `${recipe.name.padEnd(20)}  ${recipeTitle(recipe, terminal.texts.language)} (${recipe.origin})`,
    )
    for (const pattern of recipe.match) terminal.answer(`${' '.repeat(22)}${pattern}`)
    // It begins with the path of the file.
    if (recipe.error !== null) terminal.warn(`galleon: ${recipe.error}`)
  }
  return 0
}

/** Describes `galleon recipes`. */
export function addRecipes(program: Command, choose: Choose): void {
  withCommonOptions(program.command('recipes'))
    .description('show the recipes for sites, your own ones and what is wrong with them too')
    .addHelpText('after', examples('galleon recipes', 'galleon recipes --json'))
    .action((options: CommonOptions) => choose(plain(options, recipes)))
}
