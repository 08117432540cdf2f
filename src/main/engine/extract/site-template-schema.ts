import { z } from 'zod'
import type { SiteTemplate as SiteTemplateValue } from './extraction'

/** What pages of a range have in common, as it is stored. */
export const SiteTemplate = z
  .object({
    pages: z.tuple([z.string(), z.string()]).readonly(),
    images: z.array(z.string()).readonly(),
    titlePrefix: z.string(),
    titleSuffix: z.string(),
    headings: z.array(z.string()).readonly(),
    places: z.array(z.string()).readonly(),
  })
  .readonly() satisfies z.ZodType<SiteTemplateValue>
