/**
 * The t with P(T ≤ t) = `probability` for Student's t distribution, for `probability` in (0.5, 1) and any positive
 * number of degrees of freedom. Own code because the typed library that has it (stdlib) brings 223 packages, and the
 * small one (jstat) is wrong in the eighth digit; the test compares with stdlib's values.
 */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  const tail = 1 - probability;
  let t = 0;
  // The tail is convex and falling for t > 0, so Newton's steps from 0 come up to the root and never pass it.
  for (let iteration = 0; iteration < 200; iteration++) {
    const step = (upperTail(t, degreesOfFreedom) - tail) / density(t, degreesOfFreedom);
    t += step;
    if (!(Math.abs(step) > 1e-14 * t)) break;
  }
  return t;
}

/** P(T > t), t ≥ 0. */
function upperTail(t: number, degreesOfFreedom: number): number {
  const x = degreesOfFreedom / (degreesOfFreedom + t * t);
  return 0.5 * regularizedIncompleteBeta(x, degreesOfFreedom / 2, 0.5);
}

function density(t: number, degreesOfFreedom: number): number {
  const logarithm =
    logGamma((degreesOfFreedom + 1) / 2) -
    logGamma(degreesOfFreedom / 2) -
    0.5 * Math.log(degreesOfFreedom * Math.PI) -
    ((degreesOfFreedom + 1) / 2) * Math.log1p((t * t) / degreesOfFreedom);
  return Math.exp(logarithm);
}

/** I_x(a, b): the continued fraction of DLMF 8.17.22, on the side where it converges fast. */
function regularizedIncompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - regularizedIncompleteBeta(1 - x, b, a);
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x) - Math.log(a),
  );
  return front * betaContinuedFraction(x, a, b);
}

/** Evaluated by the modified Lentz method (Thompson and Barnett 1986). */
function betaContinuedFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1), tiny);
  let value = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d, tiny);
    c = nonZero(1 + even / c, tiny);
    value *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d, tiny);
    c = nonZero(1 + odd / c, tiny);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** ln Γ(x), x > 0: Stirling's series (DLMF 5.11.1) after shifting x to 10 or more. */
function logGamma(x: number): number {
  let shifted = x;
  let correction = 0;
  while (shifted < 10) {
    correction -= Math.log(shifted);
    shifted += 1;
  }
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series =
    inverse *
    (1 / 12 -
      square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360360))))));
  return correction + (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series;
}
