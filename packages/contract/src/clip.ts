/** Longest name or value that a message quotes, in UTF-16 units. */
export const MOST_QUOTED = 200;

/** Shortens a text to be quoted in a message: clients decide how long names and values are. */
export function clip(text: string, most: number = MOST_QUOTED): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  // No half of a character is left at the end.
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}...`;
}
