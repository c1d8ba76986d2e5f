const size = 192;

/** A fixed amount of float32 arithmetic (2 · 192³ operations), the same in a page and in Node: what machines compare by. */
export function kernel(): number {
  const [a, b, c] = [matrix(1), matrix(2), new Float32Array(size * size)];
  for (let row = 0; row < size; row++) {
    for (let inner = 0; inner < size; inner++) {
      const factor = a[row * size + inner] as number;
      for (let column = 0; column < size; column++) {
        const at = row * size + column;
        c[at] = Math.fround((c[at] as number) + Math.fround(factor * (b[inner * size + column] as number)));
      }
    }
  }
  return c.reduce((sum, value) => sum + value, 0);
}

/** The median of some rounds, after two that do not count. */
export function kernelSeconds(rounds = 9): number {
  const seconds = Array.from({ length: rounds + 2 }, () => {
    const start = performance.now();
    kernel();
    return (performance.now() - start) / 1000;
  });
  return seconds.slice(2).sort((x, y) => x - y)[Math.floor(rounds / 2)] as number;
}

/** Values in [0, 1) with few bits, so that no rounding differs between engines. */
function matrix(seed: number): Float32Array {
  return Float32Array.from({ length: size * size }, (_, at) => ((at * 7 + seed * 13) % 64) / 64);
}
