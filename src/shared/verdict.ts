/** What a recorded file is found to be, the closed list. */
export const verdicts = [
  'whole', // size, type, end and SHA-256 are those of the record
  'missing', // no file of that name
  'wrong-size', // of another size than recorded, and no whole image
  'damaged', // no image, or one without its end
  'changed', // a whole image of other content: perhaps edited by hand
  'unreadable', // a folder, a link, or a file that the system does not let us read
] as const
export type Verdict = (typeof verdicts)[number]

/** Verdicts that call for something to be done. */
export const badVerdicts = verdicts.filter((verdict) => verdict !== 'whole')
export type BadVerdict = Exclude<Verdict, 'whole'>
