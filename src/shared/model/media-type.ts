/** Whether a media type, such as `video/mp4`, is that of a video; null: it is not known yet. */
export function isVideoType(type: string | null): boolean {
  return type?.startsWith('video/') === true
}
