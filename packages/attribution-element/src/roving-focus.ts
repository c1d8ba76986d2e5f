/** Keys that move in a line or a grid, and by how many columns and rows. */
const moves: Readonly<Record<string, readonly [columns: number, rows: number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/**
 * Moves the focus among the elements with `data-row` (and `data-column`) in the one that listens: arrows one on, Home and
 * End to the ends of the row. In a line every arrow moves along it.
 */
export function moveFocus(event: KeyboardEvent): void {
  const from = (event.target as HTMLElement | null)?.closest<HTMLElement>('[data-row]');
  const area = event.currentTarget as HTMLElement;
  if (!from) return;
  const items = [...area.querySelectorAll<HTMLElement>('[data-row]')];
  const to = from.dataset['column'] === undefined ? alongLine(items, from, event.key) : inGrid(items, from, event.key);
  if (to === undefined) return;
  event.preventDefault();
  to.focus();
}

function alongLine(items: readonly HTMLElement[], from: HTMLElement, key: string): HTMLElement | undefined {
  if (key === 'Home') return items[0];
  if (key === 'End') return items.at(-1);
  const [columns, rows] = moves[key] ?? [0, 0];
  return columns + rows === 0 ? undefined : items[items.indexOf(from) + columns + rows];
}

function inGrid(items: readonly HTMLElement[], from: HTMLElement, key: string): HTMLElement | undefined {
  const [column, row] = placeOf(from);
  const sameRow = items.filter((item) => placeOf(item)[1] === row);
  if (key === 'Home') return sameRow[0];
  if (key === 'End') return sameRow.at(-1);
  const move = moves[key];
  if (move === undefined) return undefined;
  return items.find((item) => {
    const [itemColumn, itemRow] = placeOf(item);
    return itemColumn === column + move[0] && itemRow === row + move[1];
  });
}

function placeOf({ dataset }: HTMLElement): [column: number, row: number] {
  return [Number(dataset['column']), Number(dataset['row'])];
}

/** Enter and the space bar do what a click does. */
export function onEnter(choose: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose();
  };
}
