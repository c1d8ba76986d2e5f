/** [unit] the positions of its tokens, ascending, from a list [position] of units in which -1 means none. */
export function unitPositions(units: ArrayLike<number>): number[][] {
  const positions: number[][] = [];
  for (let position = 0; position < units.length; position++) {
    const unit = units[position] as number;
    if (unit < 0) continue;
    while (positions.length <= unit) positions.push([]);
    (positions[unit] as number[]).push(position);
  }
  return positions;
}
