import icon from '../../../resources/icon.svg'

/** The sign of the program: a ship under sail. */
export function GalleonMark() {
  return <img src={icon} alt="" className="size-7 shrink-0" draggable={false} />
}
